package io.sluice.stats;

import java.io.Serializable;

/** Counts, and sums of deviations, of a number for each value of a category. */
public final class Between implements Serializable {

  private final long[] counts; // of each value, a missing one being the last
  private final double[] sums;
  private double squares;

  Between(int values) {
    counts = new long[values + 1];
    sums = new double[values + 1];
  }

  /** Adds the rows of a block that have the number and the category. */
  void add(JointBlock block, int number, int category) {
    JointBlock.Numbers its = block.numbers[number];
    JointBlock.Codes codes = block.categories[category];
    for (int i = 0; i < block.size; i++) {
      int code = codes.codes[i];
      counts[code]++;
      sums[code] += its.deviations[i];
    }
    for (int i = 0; i < its.missing; i++) {
      counts[codes.codes[its.missingAt[i]]]--;
    }
    squares += codes.isComplete() ? its.squares : squares(its, codes, block.size);
  }

  private double squares(JointBlock.Numbers its, JointBlock.Codes codes, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double deviation = codes.codes[i] == counts.length - 1 ? 0 : its.deviations[i];
      sum += deviation * deviation;
    }
    return sum;
  }

  void merge(Between other) {
    Joint.addTo(counts, other.counts);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    squares += other.squares;
  }

  /** Rows with both. */
  public long rows() {
    long rows = 0;
    for (int i = 0; i < counts.length - 1; i++) {
      rows += counts[i];
    }
    return rows;
  }

  /** Values with a number. */
  public int groups() {
    int groups = 0;
    for (int i = 0; i < counts.length - 1; i++) {
      groups += counts[i] > 0 ? 1 : 0;
    }
    return groups;
  }

  /**
   * The share of the number's variance that lies between the values (eta squared, Pearson 1911);
   * NaN where the number does not vary.
   */
  public double share() {
    double all = 0;
    double between = 0;
    for (int i = 0; i < counts.length - 1; i++) {
      all += sums[i];
      between += counts[i] > 0 ? sums[i] * sums[i] / counts[i] : 0;
    }
    double ofMean = rows() > 0 ? all * all / rows() : 0;
    double total = squares - ofMean;
    return total > 0 ? Math.max(0, Math.min(1, (between - ofMean) / total)) : Double.NaN;
  }
}
