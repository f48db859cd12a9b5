package io.sluice.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/** The metrics of a model that predicts a number, in the label's unit, on one part of the split. */
final class Numbers {

  /** Below this share of the labels' squares their variance is the rounding of sums. */
  private static final double ROUNDING = 1e-12;

  private static final int TENTHS = 10;

  private Numbers() {}

  /**
   * Sums over rows. An offset is how far a label lies from the training rows' mean; what is
   * relative is a share of the label, of the rows whose label is not 0.
   *
   * @param rows how many
   * @param zeros how many of them have the label 0
   */
  private record Sums(
      double rows,
      double zeros,
      double offsets,
      double squaredOffsets,
      double absoluteOffsets,
      double relativeOffsets,
      double squaredErrors,
      double absoluteErrors,
      double relativeErrors) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Sums of(Row row) {
      return new Sums(
          row.getLong(1),
          row.getLong(2),
          row.getDouble(3),
          row.getDouble(4),
          row.getDouble(5),
          row.isNullAt(6) ? 0 : row.getDouble(6),
          row.getDouble(7),
          row.getDouble(8),
          row.isNullAt(9) ? 0 : row.getDouble(9));
    }

    Sums plus(Sums other, long weight) {
      double times = weight;
      return new Sums(
          rows + times * other.rows,
          zeros + times * other.zeros,
          offsets + times * other.offsets,
          squaredOffsets + times * other.squaredOffsets,
          absoluteOffsets + times * other.absoluteOffsets,
          relativeOffsets + times * other.relativeOffsets,
          squaredErrors + times * other.squaredErrors,
          absoluteErrors + times * other.absoluteErrors,
          relativeErrors + times * other.relativeErrors);
    }

    List<Run.Metric> metrics() {
      return metrics(squaredErrors, absoluteErrors, relativeErrors);
    }

    /** Of predicting the training rows' mean. */
    List<Run.Metric> baseline() {
      return metrics(squaredOffsets, absoluteOffsets, relativeOffsets);
    }

    private List<Run.Metric> metrics(double squares, double absolutes, double relatives) {
      boolean none = rows == 0;
      double variation = none ? 0 : squaredOffsets - offsets * offsets / rows;
      boolean varies = variation > ROUNDING * squaredOffsets;
      return List.of(
          new Run.Metric("rmse", none ? null : (Double) Math.sqrt(squares / rows)),
          new Run.Metric("mae", none ? null : (Double) (absolutes / rows)),
          new Run.Metric("mape", none || zeros > 0 ? null : (Double) (relatives / rows)),
          new Run.Metric("r2", varies ? (Double) (1 - squares / variation) : null));
    }
  }

  /** The mean of the label; null of no rows. */
  static Double mean(Dataset<Row> rows) {
    Row row = rows.agg(avg(col(Curve.LABEL))).first();
    return row.isNullAt(0) ? null : row.getDouble(0);
  }

  /**
   * RMSE, MAE, MAPE and R2 with their intervals, beside those of always predicting the training
   * rows' mean; one pass. MAPE, a share of the label, is null where a label is 0, and R2 where the
   * label does not vary.
   *
   * @param rows with label, prediction and {@link Bootstrap#grouped group}
   * @param tenths as {@link #tenths} gives them, where they are wanted
   */
  static Run.Scores scores(
      String part, Dataset<Row> rows, double trainingMean, List<Run.Calibration> tenths) {
    List<Sums> groups = sums(rows.groupBy(Bootstrap.GROUP), trainingMean);
    Sums all = Sums.NONE;
    for (Sums group : groups) {
      all = all.plus(group, 1);
    }
    return new Run.Scores(
        part,
        (long) all.rows,
        all.metrics(),
        all.baseline(),
        Bootstrap.intervals(all.metrics(), draw -> sampled(groups, draw)),
        null,
        List.of(),
        List.of(),
        tenths);
  }

  /** The metrics alone; one pass. */
  static List<Run.Metric> metrics(Dataset<Row> rows) {
    return sums(rows.groupBy(lit(0).as(Bootstrap.GROUP)), 0).stream()
        .findFirst()
        .orElse(Sums.NONE)
        .metrics();
  }

  /** The metrics of no rows. */
  static List<Run.Metric> ofNothing() {
    return Sums.NONE.metrics();
  }

  /** Sums of each group; no more than there are groups. */
  private static List<Sums> sums(RelationalGroupedDataset groups, double trainingMean) {
    Column error = col(Curve.LABEL).minus(col("prediction"));
    Column offset = col(Curve.LABEL).minus(trainingMean);
    return groups
        .agg(
            count(lit(1)),
            count_if(col(Curve.LABEL).equalTo(0)),
            sum(offset),
            sum(offset.multiply(offset)),
            sum(abs(offset)),
            sum(relative(offset)),
            sum(error.multiply(error)),
            sum(abs(error)),
            sum(relative(error)))
        .orderBy(Bootstrap.GROUP)
        .collectAsList()
        .stream()
        .map(Sums::of)
        .toList();
  }

  /** As a share of the label; null where that is 0. */
  private static Column relative(Column value) {
    return when(col(Curve.LABEL).notEqual(0), abs(value.divide(col(Curve.LABEL))));
  }

  /**
   * Mean prediction and mean label of each tenth of the rows by their prediction, the lowest first.
   * Rows of one prediction lie in one of these, so that there may be fewer. Two passes.
   */
  static List<Run.Calibration> tenths(Dataset<Row> rows) {
    Need need = Need.numbers("prediction");
    double[] ends =
        Summary.of(rows.select("prediction"), List.of(need))
            .of(need)
            .quantiles(IntStream.range(1, TENTHS).mapToDouble(i -> (double) i / TENTHS).toArray());
    Column tenth = lit(0);
    for (double end : ends) {
      tenth = tenth.plus(col("prediction").gt(end).cast("int"));
    }
    return rows
        .groupBy(tenth.as("tenth"))
        .agg(count(lit(1)), avg(col("prediction")), avg(col(Curve.LABEL)))
        .orderBy("tenth")
        .collectAsList() // ten at most
        .stream()
        .map(row -> new Run.Calibration(row.getLong(1), row.getDouble(2), row.getDouble(3)))
        .toList();
  }

  private static List<Run.Metric> sampled(List<Sums> groups, Bootstrap.Draw draw) {
    Sums sample = Sums.NONE;
    for (Sums group : groups) {
      sample = sample.plus(group, draw.of(1L));
    }
    return sample.metrics();
  }
}
