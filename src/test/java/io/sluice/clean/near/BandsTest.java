package io.sluice.clean.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BandsTest {

  @Test
  void theChanceIsThatOfTheTextbook() {
    // Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, example 3.11: b = 20, r = 5
    Bands bands = new Bands(20, 5);
    double[] expected = {.006, .047, .186, .470, .802, .975, .9996};
    for (int i = 0; i < expected.length; i++) {
      assertThat(bands.chance((i + 2) / 10.0)).isCloseTo(expected[i], within(6e-4));
    }
  }

  @Test
  void findsAPairAtTheThresholdWithTheRecall() {
    for (double threshold : new double[] {0.3, 0.5, 0.7, 0.8, 0.9, 1}) {
      for (double recall : new double[] {0.5, 0.95, 0.998, 0.99999}) {
        Bands bands = Bands.choose(threshold, 256, recall).orElseThrow();
        assertThat(bands.chance(threshold)).isGreaterThanOrEqualTo(recall);
        assertThat(bands.numHashes()).isLessThanOrEqualTo(256);
        if (bands.bands() > 1) {
          Bands fewer = new Bands(bands.bands() - 1, bands.rows());
          assertThat(fewer.chance(threshold)).isLessThan(recall);
        }
      }
    }
  }

  @Test
  void comparesAsFewPairsBelowTheThresholdAsItCan() {
    for (double threshold : new double[] {0.5, 0.7, 0.9}) {
      Bands chosen = Bands.choose(threshold, 128, 0.99).orElseThrow();
      for (int rows = 1; rows < chosen.rows(); rows++) {
        int bands = 1;
        while (new Bands(bands, rows).chance(threshold) < 0.99) {
          bands++;
        }
        for (double s = 0.05; s < threshold * 0.9; s += 0.05) {
          assertThat(chosen.chance(s)).isLessThan(new Bands(bands, rows).chance(s));
        }
      }
    }
  }

  @Test
  void tooFewHashFunctionsCannot() {
    assertThat(Bands.choose(0.7, 5, 0.998)).isEmpty();
    assertThat(Bands.fewestHashes(0.7, 0.998)).isEqualTo(6);
    assertThat(Bands.choose(0.7, 6, 0.998)).contains(new Bands(6, 1));
  }

  /** 3,000 pairs at each similarity; the bounds are four standard deviations. */
  @Test
  void simulatedPairsAreFoundAsOftenAsThat() {
    Bands bands = Bands.choose(0.7, 128, 0.9).orElseThrow();
    SplittableRandom random = new SplittableRandom(5);
    int size = 120;
    for (int common : new int[] {60, 70, 80, 90, 99, 110}) {
      double similarity = common / (double) (2 * size - common);
      int found = 0;
      double agree = 0;
      int trials = 3000;
      for (int trial = 0; trial < trials; trial++) {
        MinHash minHash = new MinHash(bands.numHashes(), trial);
        long[] all = random.longs(2L * size - common).toArray();
        int[] a = minHash.signature();
        minHash.fill(a, all, size);
        int[] b = minHash.signature();
        long[] last = java.util.Arrays.copyOfRange(all, size - common, all.length);
        minHash.fill(b, last, size);
        boolean isFound = false;
        for (int band = 0; band < bands.bands(); band++) {
          isFound |= bands.hash(a, band) == bands.hash(b, band);
        }
        found += isFound ? 1 : 0;
        for (int i = 0; i < a.length; i++) {
          agree += a[i] == b[i] ? 1.0 / a.length : 0;
        }
      }
      double p = bands.chance(similarity);
      assertThat(found / (double) trials)
          .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / trials) + 1e-3));
      assertThat(agree / trials).isCloseTo(similarity, within(0.004));
    }
  }

  @Test
  void bandsOfEqualRowsHaveHashesOfTheirOwn() {
    int[] signature = new int[64];
    Bands bands = new Bands(16, 4);
    assertThat(
            java.util.stream.IntStream.range(0, 16)
                .mapToLong(band -> bands.hash(signature, band))
                .distinct()
                .count())
        .isEqualTo(16);
  }
}
