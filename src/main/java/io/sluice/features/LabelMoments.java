package io.sluice.features;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The moments of the slots of vectors together with those of a number. Only values that are not
 * zero are looked at; the zeros follow, as in {@link SlotMoments}.
 */
final class LabelMoments implements Serializable {

  private int size = -1;
  private long rows;
  private double mean;
  private double squares;
  private long[] counts = new long[0];
  private double[] means = new double[0];
  private double[] slotSquares = new double[0];
  private double[] labelMeans = new double[0];
  private double[] products = new double[0];

  /** Adds the vector of a row of this label, which is finite. */
  void add(double label, Cells cells) {
    grow(cells.size());
    rows++;
    double off = label - mean;
    mean += off / rows;
    squares += off * (label - mean);
    for (int i = 0; i < cells.filled(); i++) {
      double value = cells.values()[i];
      if (value != 0) {
        int slot = cells.slot(i);
        long count = ++counts[slot];
        double delta = value - means[slot];
        means[slot] += delta / count;
        slotSquares[slot] += delta * (value - means[slot]);
        labelMeans[slot] += (label - labelMeans[slot]) / count;
        products[slot] += delta * (label - labelMeans[slot]);
      }
    }
  }

  private void grow(int slots) {
    if (size < 0 && slots >= 0) {
      SlotMoments.requireFew(slots, 2); // twice the numbers of a class
      counts = Arrays.copyOf(counts, slots);
      means = Arrays.copyOf(means, slots);
      slotSquares = Arrays.copyOf(slotSquares, slots);
      labelMeans = Arrays.copyOf(labelMeans, slots);
      products = Arrays.copyOf(products, slots);
    }
    size = Cells.sameSize(size, slots);
  }

  void merge(LabelMoments other) {
    if (other.rows == 0) {
      return;
    }
    grow(other.size);
    double ofRows = (double) other.rows / (rows + other.rows);
    double off = other.mean - mean;
    squares += other.squares + off * (off * (rows * ofRows));
    mean += off * ofRows;
    rows += other.rows;
    for (int i = 0; i < size; i++) {
      if (other.counts[i] > 0) {
        double share = (double) other.counts[i] / (counts[i] + other.counts[i]);
        double delta = other.means[i] - means[i];
        double labelDelta = other.labelMeans[i] - labelMeans[i];
        double weight = counts[i] * share;
        slotSquares[i] += other.slotSquares[i] + delta * (delta * weight);
        products[i] += other.products[i] + delta * (labelDelta * weight);
        means[i] += delta * share;
        labelMeans[i] += labelDelta * share;
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

  /** Whether the number is the same for all. */
  boolean isConstant() {
    return squares == 0;
  }

  /** F of the linear regression of the number on each slot, as scikit-learn's f_regression. */
  Scores scores() {
    double[] f = new double[size];
    for (int slot = 0; slot < size; slot++) {
      double r = correlation(slot);
      f[slot] = Scores.ratio(r * r * (rows - 2), Math.max(0, 1 - r * r));
    }
    return Scores.of(f, 1, rows - 2.0);
  }

  private double correlation(int slot) {
    double zeros = rows - counts[slot];
    double weight = counts[slot] * (zeros / rows);
    double slotSum = slotSquares[slot] + means[slot] * means[slot] * weight;
    // the label's mean where the slot is zero follows from that of all
    double labelDelta = zeros == 0 ? 0 : (labelMeans[slot] - mean) * (rows / zeros);
    double product = products[slot] + means[slot] * (labelDelta * weight);
    return slotSum > 0 ? product / Math.sqrt(slotSum) / Math.sqrt(squares) : 0;
  }
}
