package io.sluice.features;

import io.sluice.stage.ProblemException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * Means and sums of squared deviations of the slots of vectors. Only values that are not zero are
 * looked at, by Welford's method; the zeros follow from the number of vectors, as another part that
 * is merged (Chan, Golub and LeVeque, 1979).
 */
final class SlotMoments implements Serializable {

  /** Slots times classes beyond which they are too many: 96 MB. */
  static final int MAX_SLOTS = 1 << 22;

  private int size = -1;
  private long rows;
  private long[] counts = new long[0];
  private double[] means = new double[0];
  private double[] squares = new double[0];

  void add(Cells cells) {
    grow(cells.size());
    rows++;
    for (int i = 0; i < cells.filled(); i++) {
      double value = cells.values()[i];
      if (value != 0) {
        int slot = cells.slot(i);
        double delta = value - means[slot];
        means[slot] += delta / ++counts[slot];
        squares[slot] += delta * (value - means[slot]);
      }
    }
  }

  private void grow(int slots) {
    if (size < 0 && slots >= 0) {
      requireFew(slots, 1);
      counts = Arrays.copyOf(counts, slots);
      means = Arrays.copyOf(means, slots);
      squares = Arrays.copyOf(squares, slots);
    }
    size = Cells.sameSize(size, slots);
  }

  static void requireFew(int slots, int classes) {
    if ((long) slots * classes > MAX_SLOTS) {
      throw ProblemException.inData(
          String.format(
              Locale.ROOT,
              "%,d slots for each of %,d classes are more than the %,d that selectFeatures looks at. Use fewer slots (numFeatures).",
              slots,
              classes,
              MAX_SLOTS));
    }
  }

  void merge(SlotMoments other) {
    grow(other.size);
    rows += other.rows;
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] > 0) {
        double share = (double) other.counts[i] / (counts[i] + other.counts[i]);
        double delta = other.means[i] - means[i];
        squares[i] += other.squares[i] + delta * (delta * (counts[i] * share));
        means[i] += delta * share;
        counts[i] += other.counts[i];
      }
    }
  }

  /** Number of slots; -1 of no vectors. */
  int size() {
    return size;
  }

  /** Number of vectors. */
  long rows() {
    return rows;
  }

  /** Mean of a slot, zeros and all. */
  double mean(int slot) {
    return means[slot] * ((double) counts[slot] / rows);
  }

  /** Sum of the squared deviations of a slot from its mean, zeros and all. */
  double squares(int slot) {
    double zeros = rows - counts[slot];
    return squares[slot] + means[slot] * means[slot] * (counts[slot] * (zeros / rows));
  }

  /** Sample variance (divided by n - 1) of a slot; 0 of one vector. */
  double variance(int slot) {
    return rows > 1 ? squares(slot) / (rows - 1) : 0;
  }
}
