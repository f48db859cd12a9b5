package io.sluice.stats;

import java.io.Serializable;

/**
 * Count, mean, variance, skewness, kurtosis and range of numbers.
 *
 * <p>A block of values is added in two passes: its mean, then the sums of powers of the deviations
 * from it, corrected for the rounding of that mean. Summaries are merged by the formulas of Pebay
 * (Formulas for Robust, One-Pass Parallel Computation of Covariances and Arbitrary-Order
 * Statistical Moments, Sandia report SAND2008-6212, 2008, sections 2 and 3). The mean is held to
 * twice the precision of a double, so that merging parts of a large offset loses nothing.
 */
public final class Moments implements Serializable {

  private static final long INFINITY_BITS = 0x7FF0_0000_0000_0000L;

  private long count;
  private double mean;
  private double meanRest; // what the mean is more than the double next to it
  private double m2; // sums of powers of the deviations from the mean
  private double m3;
  private double m4;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** No values yet. */
  public Moments() {}

  /** From what the methods of the same names say. */
  Moments(
      long count,
      double mean,
      double meanRest,
      double m2,
      double m3,
      double m4,
      double min,
      double max) {
    if (count > 0) {
      merge(count, mean, meanRest, m2, m3, m4);
      range(min, max);
    }
  }

  /** Adds one value; not NaN. */
  void add(double value) {
    add(value, 1);
  }

  /** Adds one value several times; not NaN. */
  void add(double value, long copies) {
    if (copies > 0) {
      double deviation = Double.isInfinite(value) ? Double.NaN : 0.0;
      merge(copies, value, 0.0, deviation, deviation, deviation);
      range(value, value);
    }
  }

  /** Adds the first n values of a block; a NaN is skipped. */
  void addAll(double[] block, int n) {
    if (n == 0) {
      return;
    }
    // Sums of four, as C2 keeps the order of additions and would wait for each.
    double pivot = block[0]; // so that a constant has a mean of itself, to the last bit
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    double least = pivot;
    double most = pivot;
    int i = 0;
    for (; i < n - 3; i += 4) {
      double a = block[i];
      double b = block[i + 1];
      double c = block[i + 2];
      double d = block[i + 3];
      sum0 += a - pivot;
      sum1 += b - pivot;
      sum2 += c - pivot;
      sum3 += d - pivot;
      if (a < least || b < least || c < least || d < least) {
        least = Math.min(Math.min(least, a), Math.min(Math.min(b, c), d));
      }
      if (a > most || b > most || c > most || d > most) {
        most = Math.max(Math.max(most, a), Math.max(Math.max(b, c), d));
      }
    }
    for (; i < n; i++) {
      sum0 += block[i] - pivot;
      least = Math.min(least, block[i]);
      most = Math.max(most, block[i]);
    }
    double sum = sum0 + sum1 + (sum2 + sum3);
    if (Double.isFinite(sum)) {
      addDeviations(block, n, pivot + sum / n);
      range(least, most);
    } else {
      addWithoutNaN(block, n);
    }
  }

  private void addDeviations(double[] block, int n, double from) {
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double t1 = 0;
    double t2 = 0;
    double t3 = 0;
    double t4 = 0;
    int i = 0;
    for (; i < n - 1; i += 2) {
      double d = block[i] - from;
      double e = block[i + 1] - from;
      double dd = d * d;
      double ee = e * e;
      s1 += d;
      t1 += e;
      s2 += dd;
      t2 += ee;
      s3 += dd * d;
      t3 += ee * e;
      s4 += dd * dd;
      t4 += ee * ee;
    }
    if (i < n) {
      double d = block[i] - from;
      s1 += d;
      s2 += d * d;
      s3 += d * d * d;
      s4 += d * d * (d * d);
    }
    s1 += t1;
    s2 += t2;
    s3 += t3;
    s4 += t4;
    double off = s1 / n; // of the mean from the double that the deviations are from
    merge(
        n,
        from,
        off,
        Math.max(0.0, s2 - off * s1),
        s3 - off * (3 * s2 - 2 * off * s1),
        Math.max(0.0, s4 - off * (4 * s3 - off * (6 * s2 - 3 * off * s1))));
  }

  private void addWithoutNaN(double[] block, int n) {
    double[] present = new double[n];
    int found = 0;
    for (int i = 0; i < n; i++) {
      present[found] = block[i];
      found += isPresent(block[i]);
    }
    if (found < n) {
      addAll(present, found);
    } else {
      for (double value : present) { // infinities, or a sum beyond the doubles
        add(value);
      }
    }
  }

  /** 1, or 0 of a NaN, without a branch that would be foreseen badly. */
  static int isPresent(double value) {
    long bits = Double.doubleToRawLongBits(value) & Long.MAX_VALUE; // a NaN's are above infinity's
    return (int) ((bits - INFINITY_BITS - 1) >>> 63);
  }

  void merge(Moments other) {
    if (other.count > 0) {
      merge(other.count, other.mean, other.meanRest, other.m2, other.m3, other.m4);
      range(other.min, other.max);
    }
  }

  private void merge(
      long itsCount, double itsMean, double itsRest, double its2, double its3, double its4) {
    long total = count + itsCount;
    if (count == 0) {
      moveMean(itsMean, itsRest);
      m2 = its2;
      m3 = its3;
      m4 = its4;
    } else if (Double.isInfinite(mean) || Double.isInfinite(itsMean)) {
      moveMean(mean + itsMean, 0.0);
      m2 = Double.NaN;
      m3 = Double.NaN;
      m4 = Double.NaN;
    } else {
      double a = (double) count / total;
      double b = (double) itsCount / total;
      double delta = itsMean - mean + (itsRest - meanRest);
      double between = delta * (delta * (count * b));
      m4 +=
          its4
              + delta * (delta * (between * (a * a - a * b + b * b)))
              + 6 * delta * (delta * (a * a * its2 + b * b * m2))
              + 4 * delta * (a * its3 - b * m3);
      m3 += its3 + delta * (between * (a - b)) + 3 * delta * (a * its2 - b * m2);
      m2 += its2 + between;
      moveMean(mean, meanRest + delta * b);
    }
    count = total;
  }

  private void moveMean(double from, double by) {
    mean = from + by;
    meanRest = rest(from, by);
  }

  /** What the double next to the sum of two is short of it (Knuth's two-sum); 0 of infinities. */
  static double rest(double a, double b) {
    double sum = a + b;
    double bRounded = sum - a;
    double rest = (a - (sum - bRounded)) + (b - bRounded);
    return Double.isFinite(rest) ? rest : 0.0;
  }

  private void range(double least, double most) {
    min = Math.min(min, least + 0.0); // -0.0 is 0.0, whichever came first
    max = Math.max(max, most + 0.0);
  }

  /** The moments of {@code (x - shift) * factor + offset}, whose three numbers are finite. */
  public Moments scaled(double shift, double factor, double offset) {
    Moments made = new Moments();
    if (count > 0) {
      made.count = count;
      made.moveMean(offset, (mean - shift + meanRest) * factor);
      made.m2 = m2 * factor * factor;
      made.m3 = m3 * factor * factor * factor;
      made.m4 = m4 * factor * factor * factor * factor;
      double one = (min - shift) * factor + offset;
      double other = (max - shift) * factor + offset;
      made.range(Math.min(one, other), Math.max(one, other));
    }
    return made;
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
    return count == 0 ? Double.NaN : m2 / Math.max(1, count - 1);
  }

  /** Sample standard deviation, in the unit of the values. */
  public double standardDeviation() {
    return Math.sqrt(variance());
  }

  /**
   * Skewness of the values as a population, g1, as Spark's {@code skewness}; NaN of no values, of
   * infinities and of a constant, where Spark has null.
   */
  public double skewness() {
    return m2 == 0 ? Double.NaN : Math.sqrt((double) count) * m3 / (m2 * Math.sqrt(m2));
  }

  /**
   * Kurtosis of the values as a population, less the 3 of a normal distribution, g2, as Spark's
   * {@code kurtosis}; NaN of no values, of infinities and of a constant, where Spark has null.
   */
  public double kurtosis() {
    return m2 == 0 ? Double.NaN : count * (m4 / m2 / m2) - 3;
  }

  /** Smallest value; NaN of no values. */
  public double min() {
    return count == 0 ? Double.NaN : min;
  }

  /** Largest value; NaN of no values. */
  public double max() {
    return count == 0 ? Double.NaN : max;
  }

  /** Sum of the squared deviations from the mean. */
  double meanRest() {
    return meanRest;
  }

  double m2() {
    return m2;
  }

  /** Sum of the cubed deviations from the mean. */
  double m3() {
    return m3;
  }

  /** Sum of the fourth powers of the deviations from the mean. */
  double m4() {
    return m4;
  }
}
