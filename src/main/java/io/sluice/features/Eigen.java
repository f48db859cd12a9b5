package io.sluice.features;

import dev.ludovic.netlib.lapack.LAPACK;
import org.netlib.util.intW;

/**
 * The largest eigenvalues of a symmetric matrix, falling, and their vectors, of length 1. Values
 * that are nothing but rounding are left out.
 */
final class Eigen {

  private static final int MIN_ROUNDINGS = 100;

  private final double[] values;
  private final double[][] vectors;

  Eigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * By LAPACK's dsyevr.
   *
   * @param upperHalf of the matrix, column by column; destroyed
   */
  static Eigen largest(double[] upperHalf, int size, int most) {
    int wanted = Math.min(most, size);
    double[] values = new double[size];
    double[] vectors = new double[size * wanted];
    intW found = new intW(0);
    intW info = new intW(0);
    double[] work = new double[40 * size];
    int[] wholeWork = new int[10 * size];
    LAPACK
        .getInstance()
        .dsyevr(
            "V",
            wanted == size ? "A" : "I",
            "U",
            size,
            upperHalf,
            size,
            0,
            0,
            size - wanted + 1,
            size,
            0.0,
            found,
            values,
            vectors,
            size,
            new int[2 * size],
            work,
            work.length,
            wholeWork,
            wholeWork.length,
            info);
    if (info.val != 0 || found.val != wanted) {
      throw new IllegalStateException("dsyevr ended with " + info.val);
    }
    double rounding = values[wanted - 1] * rounding(size);
    int kept = 0;
    while (kept < wanted && values[wanted - 1 - kept] > rounding) {
      kept++;
    }
    double[] largest = new double[kept];
    double[][] theirs = new double[kept][size];
    for (int c = 0; c < kept; c++) {
      int at = wanted - 1 - c;
      largest[c] = values[at];
      System.arraycopy(vectors, at * size, theirs[c], 0, size);
    }
    return new Eigen(largest, theirs);
  }

  /** Eigenvalues of at most this share of the largest are rounding. */
  static double rounding(int size) {
    return Math.max(MIN_ROUNDINGS, size) * Math.ulp(1.0);
  }

  /** The eigenvalues, falling. */
  double[] values() {
    return values;
  }

  /** The vector of each, of length 1. */
  double[][] vectors() {
    return vectors;
  }
}
