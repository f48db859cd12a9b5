package io.sluice.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * What one pass learns of one column. A column of numbers (booleans are 0 and 1) has {@link
 * #moments()} and, where they were asked for, {@link #quantile}; a column of text has {@link
 * #values()}.
 */
public final class ColumnSummary extends Measure {

  /** Buckets of the quantiles of one group among many. */
  private static final int GROUP_BUCKETS = 1024;

  private final String name;
  private final Need.Kind kind;
  private long nulls;
  private long nans;
  private final Moments moments;
  private final Quantiles quantiles;
  private final ValueCounts values;

  ColumnSummary(String name, Need.Kind kind) {
    this(name, kind, 0, 0, new Moments(), new Quantiles(), new ValueCounts());
  }

  ColumnSummary(
      String name,
      Need.Kind kind,
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

  /** Numbers of one group among many, in less memory. */
  static ColumnSummary ofGroup(String name) {
    return new ColumnSummary(
        name,
        Need.Kind.NUMBERS,
        0,
        0,
        new Moments(),
        new Quantiles(GROUP_BUCKETS),
        new ValueCounts());
  }

  void addNull() {
    nulls++;
  }

  void add(double value) {
    if (Double.isNaN(value)) {
      nans++;
      return;
    }
    add(value, 1);
  }

  /** Adds the first values of a block, none of them NaN, and what was missing among them. */
  void addAll(double[] block, int size, long nullsAmong, long nansAmong) {
    moments.addAll(block, size);
    if (kind == Need.Kind.NUMBERS) {
      quantiles.addAll(block, size);
    }
    nulls += nullsAmong;
    nans += nansAmong;
  }

  void add(String value, long count) {
    values.add(value, count);
  }

  @Override
  void merge(Measure other) {
    ColumnSummary its = (ColumnSummary) other;
    nulls += its.nulls;
    nans += its.nans;
    moments.merge(its.moments);
    quantiles.merge(its.quantiles);
    values.merge(its.values);
  }

  public String name() {
    return name;
  }

  /** MOMENTS, NUMBERS or VALUES. */
  public Need.Kind kind() {
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
    double[][] counts = quantiles.middles();
    int best = 0;
    for (int i = 1; i < counts[0].length; i++) {
      best = counts[1][i] > counts[1][best] ? i : best;
    }
    return Optional.of(counts[0][best]);
  }

  /** A number and how many rows have it. */
  public record Weighted(double value, long count) {}

  /**
   * The different numbers, rising, and how often each came; where more than {@value
   * Quantiles#MAX_BUCKETS} came, the middles of as many buckets.
   */
  public List<Weighted> weighted() {
    double[][] middles = quantiles.middles();
    List<Weighted> weighted = new ArrayList<>();
    for (int i = 0; i < middles[0].length; i++) {
      double value = Math.max(moments.min(), Math.min(moments.max(), middles[0][i]));
      weighted.add(new Weighted(value, (long) middles[1][i]));
    }
    return weighted;
  }

  /** The sketch behind {@link #quantile}. */
  public Quantiles quantiles() {
    return quantiles;
  }

  /** What this is once every missing value has become {@code value}; not NaN. */
  public ColumnSummary filled(double value) {
    ColumnSummary filled = empty(name);
    filled.moments.merge(moments);
    filled.quantiles.merge(quantiles);
    filled.add(value, missing());
    return filled;
  }

  /** What this is once every null has become this text. */
  public ColumnSummary filled(String value) {
    ColumnSummary filled = empty(name);
    filled.values.merge(values);
    if (nulls > 0) {
      filled.values.add(value, nulls);
    }
    return filled;
  }

  /** Of a column that is 1 where this one is missing and 0 elsewhere. */
  public ColumnSummary missingness(String its) {
    ColumnSummary made = empty(its);
    made.add(0, moments.count());
    made.add(1, missing());
    return made;
  }

  /** Moments and range of {@code (x - shift) * factor + offset}; quantiles as {@link #mapped}. */
  public Optional<ColumnSummary> scaled(double shift, double factor, double offset) {
    if (kind == Need.Kind.NUMBERS) {
      return mapped(x -> (x - shift) * factor + offset);
    }
    return Optional.of(
        new ColumnSummary(
            name,
            kind,
            nulls,
            nans,
            moments.scaled(shift, factor, offset),
            new Quantiles(),
            new ValueCounts()));
  }

  /**
   * Of f(x) for every number x; nothing where not every different number was kept. A result that is
   * NaN counts as such.
   */
  public Optional<ColumnSummary> mapped(DoubleUnaryOperator f) {
    if (kind != Need.Kind.NUMBERS || !quantiles.isExact()) {
      return Optional.empty();
    }
    ColumnSummary made = empty(name);
    made.nulls = nulls;
    made.nans = nans;
    for (Weighted x : weighted()) {
      double y = f.applyAsDouble(x.value());
      if (Double.isNaN(y)) {
        made.nans += x.count();
      } else {
        made.add(y, x.count());
      }
    }
    return Optional.of(made);
  }

  /** Of f(x) for every text x, a null among the results; nothing where not all were counted. */
  public Optional<ColumnSummary> mappedValues(UnaryOperator<String> f) {
    if (kind != Need.Kind.VALUES || !values.isExact()) {
      return Optional.empty();
    }
    ColumnSummary made = empty(name);
    made.nulls = nulls;
    values.mapped(f).ifPresent(made.values::merge);
    made.nulls += values.total() - made.values.total();
    return Optional.of(made);
  }

  /**
   * Of the number f(x) for every text x and for null, where NaN stands for null; nothing where not
   * all were counted.
   *
   * @param as MOMENTS or NUMBERS
   */
  public Optional<ColumnSummary> coded(Need.Kind as, ToDoubleFunction<String> f) {
    if (kind != Need.Kind.VALUES || !values.isExact()) {
      return Optional.empty();
    }
    ColumnSummary made = new ColumnSummary(name, as);
    made.addOrNull(f.applyAsDouble(null), nulls);
    for (ValueCounts.Count c : values.mostFrequentFirst()) {
      made.addOrNull(f.applyAsDouble(c.value()), c.count());
    }
    return Optional.of(made);
  }

  private void addOrNull(double value, long copies) {
    if (Double.isNaN(value)) {
      nulls += copies;
    } else {
      add(value, copies);
    }
  }

  private void add(double value, long copies) {
    moments.add(value, copies);
    if (kind == Need.Kind.NUMBERS) {
      quantiles.add(value, copies);
    }
  }

  private ColumnSummary empty(String its) {
    return new ColumnSummary(its, kind);
  }
}
