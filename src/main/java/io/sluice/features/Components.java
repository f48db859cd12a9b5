package io.sluice.features;

import io.sluice.stage.ProblemException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/** New axes of a space of slots, the one along which the rows spread most first. */
final class Components implements Serializable {

  /** The most loadings that are kept with a model: 16 MB, about 40 as text. */
  static final int MAX_LOADINGS = 1 << 21;

  /** Of two loadings that differ by less, in relation, the first is the larger. */
  private static final double SAME = 1e-9;

  private final int size;
  private final int[] slots;
  private final double[] means;
  private final double[] loadings;
  private final double[] singularValues;
  private final double[] shares;

  Components(
      int size,
      int[] slots,
      double[] means,
      double[] loadings,
      double[] singularValues,
      double[] shares) {
    this.size = size;
    this.slots = slots;
    this.means = means;
    this.loadings = loadings;
    this.singularValues = singularValues;
    this.shares = shares;
  }

  /** Principal components: of the covariance, whatever the method of summing it. */
  static Components pca(CoMoments moments, int k, double variance) {
    int size = moments.size();
    requireEnough(k, size);
    double total = moments.trace();
    boolean byShare = variance > 0;
    Eigen eigen = total > 0 ? Eigen.largest(moments.upperHalf(), size, byShare ? size : k) : none();
    if (eigen.values().length == 0) {
      throw ProblemException.inData(
          "cannot learn from the chosen columns: their training values do not vary. Drop them.");
    }
    int kept = byShare ? explaining(eigen.values(), variance * total) : eigen.values().length;
    return of(eigen, kept, total, size, new int[0], moments.means());
  }

  /** Truncated singular values, from the uncentred products of some slots or all. */
  static Components svd(CoMoments moments, int k, int size, int[] slots) {
    requireEnough(k, size);
    double total = moments.trace();
    Eigen eigen = total > 0 ? Eigen.largest(moments.upperHalf(), moments.size(), k) : none();
    if (eigen.values().length == 0) {
      throw onlyZeros();
    }
    return of(eigen, eigen.values().length, total, size, slots, new double[0]);
  }

  /** From the eigenvalues of the products, whose sum is the total. */
  static Components of(Eigen eigen, int kept, double total, int size, int[] slots, double[] means) {
    int rows = slots.length > 0 ? slots.length : size;
    requireRoom(rows, kept);
    double[] loadings = new double[rows * kept];
    double[] singularValues = new double[kept];
    double[] shares = new double[kept];
    for (int c = 0; c < kept; c++) {
      double sign = sign(eigen.vectors()[c]);
      for (int i = 0; i < rows; i++) {
        loadings[i * kept + c] = sign * eigen.vectors()[c][i];
      }
      singularValues[c] = Math.sqrt(eigen.values()[c]);
      shares[c] = eigen.values()[c] / total;
    }
    return new Components(size, slots, means, loadings, singularValues, shares);
  }

  /** Fails where there are fewer slots than components; a size of -1 is not known yet. */
  static void requireEnough(int k, int size) {
    if (size >= 0 && k > size) {
      throw ProblemException.inJob(
          "k", "'%d' is more than the %d slots of the chosen columns.".formatted(k, size));
    }
  }

  static void requireRoom(int slots, int k) {
    if ((long) slots * k > MAX_LOADINGS) {
      throw ProblemException.inJob(
          String.format(
              Locale.ROOT,
              "%,d components of %,d slots are more than the %,d numbers that a model keeps. Use fewer components or fewer slots (numFeatures).",
              k,
              slots,
              MAX_LOADINGS));
    }
  }

  static ProblemException onlyZeros() {
    return ProblemException.inData(
        "cannot learn from the chosen columns: all of their training values are 0. Drop them.");
  }

  private static Eigen none() {
    return new Eigen(new double[0], new double[0][]);
  }

  private static int explaining(double[] values, double wanted) {
    double sum = 0;
    for (int c = 0; c < values.length; c++) {
      sum += values[c];
      if (sum >= wanted * (1 - SAME)) {
        return c + 1;
      }
    }
    return values.length;
  }

  /** 1 or -1, so that the loading of the largest absolute value becomes positive. */
  private static double sign(double[] vector) {
    double largest = Arrays.stream(vector).map(Math::abs).max().orElseThrow();
    for (double loading : vector) {
      if (Math.abs(loading) >= largest * (1 - SAME)) {
        return Math.signum(loading);
      }
    }
    throw new IllegalStateException("a vector without its largest value");
  }

  /** Number of slots of the vectors. */
  int size() {
    return size;
  }

  /** The slots that the loadings are of; empty where they are of all. */
  int[] slots() {
    return slots;
  }

  /** Subtracted from the slots first; empty where nothing is. */
  double[] means() {
    return means;
  }

  /** Of each slot, one for each component. */
  double[] loadings() {
    return loadings;
  }

  /** Of the rows, as far as they spread along each component. */
  double[] singularValues() {
    return singularValues;
  }

  /** Of the variance, or of the sum of squares, that each component explains. */
  double[] shares() {
    return shares;
  }
}
