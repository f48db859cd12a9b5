package io.sluice.clean.near;

import java.io.Serializable;
import java.util.Optional;

/**
 * A signature cut into bands: texts are compared where they agree in all rows of at least one band
 * (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, section 3.4).
 *
 * @param bands how many
 * @param rows hash functions in each
 */
public record Bands(int bands, int rows) implements Serializable {

  /**
   * The bands that find a pair just at the threshold with at least this chance, by at most so many
   * hash functions, with the most rows a band for which this can be done and then the fewest bands:
   * so that as few pairs below the threshold as possible are compared. None where the hash
   * functions do not suffice.
   */
  public static Optional<Bands> choose(double threshold, int numHashes, double recall) {
    for (int rows = numHashes; rows > 0; rows--) {
      int bands = fewest(threshold, rows, recall);
      if ((long) bands * rows <= numHashes) {
        return Optional.of(new Bands(bands, rows));
      }
    }
    return Optional.empty();
  }

  /** The fewest hash functions with which {@link #choose} succeeds: one row a band. */
  public static int fewestHashes(double threshold, double recall) {
    return fewest(threshold, 1, recall);
  }

  private static int fewest(double threshold, int rows, double recall) {
    double missed = Math.log1p(-Math.pow(threshold, rows)); // by one band
    double bands = Math.max(1, Math.ceil(Math.log1p(-recall) / missed));
    return (int) Math.min(Integer.MAX_VALUE, bands);
  }

  /** The chance that two texts of this similarity are compared: 1 - (1 - s^rows)^bands. */
  public double chance(double similarity) {
    return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
  }

  /** The hash functions used. */
  public int numHashes() {
    return bands * rows;
  }

  /** A hash of one band of a signature; that of another band is another. */
  long hash(int[] signature, int band) {
    long hash = band;
    for (int i = band * rows; i < (band + 1) * rows; i++) {
      hash = Mix.of(hash * 0x9e3779b97f4a7c15L + signature[i]);
    }
    return hash;
  }
}
