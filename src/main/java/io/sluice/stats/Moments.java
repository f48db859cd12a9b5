package io.sluice.stats;

import java.io.Serializable;

/**
 * Count, mean, variance and range of numbers. Values are added by Welford's method and summaries
 * merged by that of Chan, Golub and LeVeque (Updating Formulae and a Pairwise Algorithm for
 * Computing Sample Variances, 1979), both stable in the face of large offsets.
 */
public final class Moments implements Serializable {

  private long count;
  private double mean;
  private double m2;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** No values yet. */
  public Moments() {}

  Moments(long count, double mean, double m2, double min, double max) {
    this.count = count;
    this.mean = mean;
    this.m2 = m2;
    this.min = min;
    this.max = max;
  }

  /** Adds one value; not NaN. */
  void add(double value) {
    count++;
    if (Double.isInfinite(value) || Double.isInfinite(mean)) {
      mean += value;
      m2 = Double.NaN;
    } else {
      double delta = value - mean;
      mean += delta / count;
      m2 += delta * (value - mean);
    }
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  void addAll(double[] block, int n) {
    for (int i = 0; i < n; i++) {
      if (!Double.isNaN(block[i])) {
        add(block[i]);
      }
    }
  }

  void add(double value, long copies) {
    if (copies > 0) {
      merge(new Moments(copies, value, 0, value, value));
    }
  }

  Moments scaled(double shift, double factor, double offset) {
    double a = (min - shift) * factor + offset;
    double b = (max - shift) * factor + offset;
    return count == 0
        ? new Moments()
        : new Moments(
            count,
            (mean - shift) * factor + offset,
            m2 * factor * factor,
            Math.min(a, b),
            Math.max(a, b));
  }

  void merge(Moments other) {
    if (other.count == 0) {
      return;
    }
    long total = count + other.count;
    if (Double.isInfinite(mean) || Double.isInfinite(other.mean)) {
      mean += other.mean;
      m2 = Double.NaN;
    } else {
      double share = (double) other.count / total; // exactly 1 where this is empty
      double delta = other.mean - mean;
      m2 += other.m2 + delta * (delta * (count * share));
      mean += delta * share;
    }
    count = total;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** Number of values. */
  public long count() {
    return count;
  }

  /** Arithmetic mean; NaN of no values and of infinities of both signs. */
  public double mean() {
    return count == 0 ? Double.NaN : mean;
  }

  /** Sample variance (divided by n - 1); NaN of no value and of infinities, 0 of one. */
  public double variance() {
    return count == 0 ? Double.NaN : count == 1 ? 0.0 : m2 / (count - 1);
  }

  /** Sample standard deviation, in the unit of the values. */
  public double standardDeviation() {
    return Math.sqrt(variance());
  }

  /** Smallest value; NaN of no values. */
  public double min() {
    return count == 0 ? Double.NaN : min;
  }

  /** Largest value; NaN of no values. */
  public double max() {
    return count == 0 ? Double.NaN : max;
  }
}
