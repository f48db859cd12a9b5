package io.sluice.evaluate;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far a metric may be off because there are no more rows to judge by: its 95 % percentile
 * interval over {@value #DRAWS} samples, in each of which every row occurs as often as a number
 * drawn from Poisson(1) says (Chamandy, Muralidharan, Najmi, Naidu 2012, "Estimating Uncertainty
 * for Massive Data Streams"). Of n rows that are alike to the metrics the sum of such numbers is
 * drawn, which is Poisson(n), so that samples are drawn from counts and need no pass over the rows.
 * The model stays as it is: what another training would change is not in the interval.
 */
final class Bootstrap {

  /** The rows of a group go into a sample together. */
  static final String GROUP = "sluice_group";

  private static final int DRAWS = 500;
  private static final int GROUPS = 4096;
  private static final double LEVEL = 0.95;
  private static final long SEED = 7;
  private static final long GROUP_SEED = 95;

  private Bootstrap() {}

  /** How often rows occur in a sample. */
  static final class Draw {

    private final RandomGenerator random;
    private final Map<Long, PoissonDistribution> known = new HashMap<>();

    Draw(RandomGenerator random) {
      this.random = random;
    }

    /** How often so many rows that are alike occur, all together. */
    long of(long rows) {
      return rows == 0 ? 0 : known.computeIfAbsent(rows, this::poisson).sample();
    }

    private PoissonDistribution poisson(long mean) {
      return new PoissonDistribution(
          random,
          mean,
          PoissonDistribution.DEFAULT_EPSILON,
          PoissonDistribution.DEFAULT_MAX_ITERATIONS);
    }
  }

  /**
   * The rows with the column {@value #GROUP}, one of {@value #GROUPS} by a hash of their place: for
   * metrics that need more of a row than counts can hold, groups are drawn instead of rows. Which
   * row falls into which group is chance, so the interval is that of drawn rows, with a relative
   * error of 1 / sqrt(2 groups), 1 %.
   *
   * @param rows in an order and in partitions of their content, as a split leaves them, so that the
   *     groups are the same in every run
   */
  static Dataset<Row> grouped(Dataset<Row> rows) {
    return rows.withColumn(
        GROUP, pmod(xxhash64(monotonically_increasing_id(), lit(GROUP_SEED)), lit(GROUPS)));
  }

  /**
   * The intervals of the metrics that are defined, here and in as many samples as the interval
   * holds.
   *
   * @param sampled the metrics of a sample, in the same order
   */
  static List<Run.Interval> intervals(
      List<Run.Metric> metrics, Function<Draw, List<Run.Metric>> sampled) {
    List<double[]> samples = samples(metrics.size(), sampled);
    List<Run.Interval> intervals = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      double[] values = samples.get(i);
      if (metrics.get(i).value() != null && values.length >= LEVEL * DRAWS) {
        Double[] ends = interval(values);
        intervals.add(new Run.Interval(metrics.get(i).name(), ends[0], ends[1]));
      }
    }
    return List.copyOf(intervals);
  }

  /**
   * The values of so many metrics in the samples, of each those in which it is defined.
   *
   * @param sampled the metrics of a sample
   */
  static List<double[]> samples(int metrics, Function<Draw, List<Run.Metric>> sampled) {
    Draw draw = new Draw(new Well19937c(SEED));
    List<List<Run.Metric>> samples = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      samples.add(sampled.apply(draw));
    }
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < metrics; i++) {
      int metric = i;
      values.add(
          samples.stream()
              .map(sample -> sample.get(metric).value())
              .filter(Objects::nonNull)
              .mapToDouble(Double::doubleValue)
              .toArray());
    }
    return values;
  }

  /** The ends of the interval of a metric with these values in the samples. */
  static Double[] interval(double[] values) {
    Percentile percentile = new Percentile();
    percentile.setData(values);
    double outside = 100 * (1 - LEVEL) / 2;
    return new Double[] {percentile.evaluate(outside), percentile.evaluate(100 - outside)};
  }
}
