package io.sluice.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The metrics of a model that predicts a number, in the label's unit, on one part of the split. */
final class Numbers {

  /** Below this share of the labels' squares their variance is the rounding of sums. */
  private static final double ROUNDING = 1e-12;

  private Numbers() {}

  /**
   * Sums over rows. An offset is how far a label lies from the training rows' mean.
   *
   * @param rows how many
   */
  private record Sums(
      double rows,
      double offsets,
      double squaredOffsets,
      double absoluteOffsets,
      double squaredErrors,
      double absoluteErrors) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

    static Sums of(Row row) {
      return new Sums(
          row.getLong(1),
          row.getDouble(2),
          row.getDouble(3),
          row.getDouble(4),
          row.getDouble(5),
          row.getDouble(6));
    }

    Sums plus(Sums other, long weight) {
      double times = weight;
      return new Sums(
          rows + times * other.rows,
          offsets + times * other.offsets,
          squaredOffsets + times * other.squaredOffsets,
          absoluteOffsets + times * other.absoluteOffsets,
          squaredErrors + times * other.squaredErrors,
          absoluteErrors + times * other.absoluteErrors);
    }

    List<Run.Metric> metrics() {
      return metrics(squaredErrors, absoluteErrors);
    }

    /** Of predicting the training rows' mean. */
    List<Run.Metric> baseline() {
      return metrics(squaredOffsets, absoluteOffsets);
    }

    private List<Run.Metric> metrics(double squares, double absolutes) {
      boolean none = rows == 0;
      double variation = none ? 0 : squaredOffsets - offsets * offsets / rows;
      boolean varies = variation > ROUNDING * squaredOffsets;
      return List.of(
          new Run.Metric("rmse", none ? null : (Double) Math.sqrt(squares / rows)),
          new Run.Metric("mae", none ? null : (Double) (absolutes / rows)),
          new Run.Metric("r2", varies ? (Double) (1 - squares / variation) : null));
    }
  }

  /** The mean of the label; null of no rows. */
  static Double mean(Dataset<Row> rows) {
    Row row = rows.agg(avg(col(Curve.LABEL))).first();
    return row.isNullAt(0) ? null : row.getDouble(0);
  }

  /**
   * RMSE, MAE and R2 with their intervals, beside those of always predicting the training rows'
   * mean; one pass. R2 is null where the label does not vary.
   *
   * @param rows with label, prediction and {@link Bootstrap#grouped group}
   */
  static Run.Scores scores(String part, Dataset<Row> rows, double trainingMean) {
    Column error = col(Curve.LABEL).minus(col("prediction"));
    Column offset = col(Curve.LABEL).minus(trainingMean);
    List<Sums> groups = new ArrayList<>();
    rows.groupBy(Bootstrap.GROUP)
        .agg(
            count(lit(1)),
            sum(offset),
            sum(offset.multiply(offset)),
            sum(abs(offset)),
            sum(error.multiply(error)),
            sum(abs(error)))
        .orderBy(Bootstrap.GROUP)
        .collectAsList() // no more than there are groups
        .forEach(row -> groups.add(Sums.of(row)));
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
        List.of());
  }

  private static List<Run.Metric> sampled(List<Sums> groups, Bootstrap.Draw draw) {
    Sums sample = Sums.NONE;
    for (Sums group : groups) {
      sample = sample.plus(group, draw.of(1L));
    }
    return sample.metrics();
  }
}
