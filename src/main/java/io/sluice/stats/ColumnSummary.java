package io.sluice.stats;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * What one pass learns of one column. A column of numbers (booleans are 0 and 1) has {@link
 * #moments()} and {@link #quantile}; a column of text has {@link #values()}.
 */
public final class ColumnSummary implements Serializable {

  /** How a column is summarised. */
  public enum Kind {
    NUMBERS,
    VALUES
  }

  private final String name;
  private final Kind kind;
  private long nulls;
  private long nans;
  private final Moments moments;
  private final Quantiles quantiles;
  private final ValueCounts values;

  ColumnSummary(String name, Kind kind) {
    this(name, kind, 0, 0, new Moments(), new Quantiles(), new ValueCounts());
  }

  ColumnSummary(
      String name,
      Kind kind,
      long nulls,
      long nans,
      Moments moments,
      Quantiles quantiles,
      ValueCounts values) {
    this.name = name;
    this.kind = kind;
    this.nulls = nulls;
    this.nans = nans;
    this.moments = moments;
    this.quantiles = quantiles;
    this.values = values;
  }

  void addNull() {
    nulls++;
  }

  void add(double value) {
    if (Double.isNaN(value)) {
      nans++;
    } else {
      moments.add(value);
      quantiles.add(value);
    }
  }

  void add(String value, long count) {
    values.add(value, count);
  }

  void merge(ColumnSummary other) {
    nulls += other.nulls;
    nans += other.nans;
    moments.merge(other.moments);
    quantiles.merge(other.quantiles);
    values.merge(other.values);
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** Rows without a value. */
  public long nulls() {
    return nulls;
  }

  /** Rows with the value NaN. */
  public long nans() {
    return nans;
  }

  /** Nulls and NaNs. */
  public long missing() {
    return nulls + nans;
  }

  /** Of the values that are neither null nor NaN. */
  public Moments moments() {
    return moments;
  }

  /** The counts of each text. */
  public ValueCounts values() {
    return values;
  }

  /** A quantile of the values that are neither null nor NaN; see {@link Quantiles#quantile}. */
  public double quantile(double q) {
    return quantiles(q)[0];
  }

  /** Several quantiles at once. */
  public double[] quantiles(double... qs) {
    return Arrays.stream(quantiles.quantiles(qs))
        .map(v -> Math.max(moments.min(), Math.min(moments.max(), v)))
        .toArray();
  }

  /**
   * The most frequent number, the smallest of equally frequent ones; nothing where there are no
   * values or more than {@value Quantiles#MAX_BUCKETS} different ones.
   */
  public Optional<Double> mode() {
    if (!quantiles.isExact() || quantiles.count() == 0) {
      return Optional.empty();
    }
    double[][] counts = quantiles.exactCounts();
    int best = 0;
    for (int i = 1; i < counts[0].length; i++) {
      best = counts[1][i] > counts[1][best] ? i : best;
    }
    return Optional.of(counts[0][best]);
  }

  /** The sketch behind {@link #quantile}. */
  public Quantiles quantiles() {
    return quantiles;
  }
}
