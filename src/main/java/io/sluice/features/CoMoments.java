package io.sluice.features;

import java.io.Serializable;

/**
 * Means and co-moments of the slots of vectors: the sums of the products of each two slots, about
 * their means or, uncentred, about zero. Parts merge as the moments of Chan, Golub and LeVeque
 * (Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979).
 */
final class CoMoments implements Serializable {

  /** Slots beyond which the co-moments of all pairs are too many: 64 MB. */
  static final int MAX_SLOTS = 4096;

  private int size;
  private long count;
  private double[] means;
  private double[] products; // of slots i <= j at j (j + 1) / 2 + i

  /** Of no vectors. */
  CoMoments() {
    this(-1, 0, new double[0], new double[0]);
  }

  CoMoments(int size, long count, double[] means, double[] products) {
    this.size = size;
    this.count = count;
    this.means = means;
    this.products = products;
  }

  /** What a part of the result takes, in bytes. */
  static long bytes(int size) {
    long slots = size < 0 ? MAX_SLOTS : size;
    return 4 * slots * slots + 1;
  }

  /** Adds those of other vectors. */
  void merge(CoMoments other) {
    if (other.count == 0) {
      return;
    }
    size = Cells.sameSize(size, other.size);
    if (count == 0) {
      count = other.count;
      means = other.means;
      products = other.products;
      return;
    }
    double share = (double) other.count / (count + other.count);
    double[] deltas = new double[size];
    for (int j = 0, at = 0; j < size; j++) {
      deltas[j] = other.means[j] - means[j];
      double weighted = deltas[j] * (count * share);
      for (int i = 0; i <= j; i++, at++) {
        products[at] += other.products[at] + deltas[i] * weighted;
      }
    }
    for (int j = 0; j < size; j++) {
      means[j] += deltas[j] * share;
    }
    count += other.count;
  }

  /** Number of slots; -1 of no vectors. */
  int size() {
    return size;
  }

  /** Number of vectors. */
  long count() {
    return count;
  }

  /** Arithmetic mean of each slot; zero where uncentred. */
  double[] means() {
    return means.clone();
  }

  /** Sum of the products of two slots. */
  double product(int i, int j) {
    int low = Math.min(i, j);
    int high = Math.max(i, j);
    return products[high * (high + 1) / 2 + low];
  }

  /** The sum of {@link #product} of each slot with itself. */
  double trace() {
    double trace = 0;
    for (int i = 0; i < size; i++) {
      trace += product(i, i);
    }
    return trace;
  }

  /** The upper half of the matrix of products, column by column. */
  double[] upperHalf() {
    double[] square = new double[size * size];
    for (int j = 0, at = 0; j < size; j++, at += j) {
      System.arraycopy(products, at, square, j * size, j + 1);
    }
    return square;
  }
}
