package io.sluice.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.var_pop;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The metrics of a model that predicts a number, in the label's unit, on one part of the split. */
final class Numbers {

  /** Below this share of the labels' squares their variance is the rounding of sums. */
  private static final double ROUNDING = 1e-12;

  private Numbers() {}

  /**
   * Sums over rows. An offset is how far a label lies from the training rows' mean; what is
   * relative is a share of the label, of the rows whose label is not 0.
   *
   * @param rows how many
   * @param zeros how many of them have the label 0
   * @param predictions the sum of the predictions
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
      double relativeErrors,
      double predictions) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** From counts and sums, in this order, of which the first has this place. */
    static Sums of(Row row, int first) {
      return new Sums(
          row.getLong(first),
          row.getLong(first + 1),
          row.getDouble(first + 2),
          row.getDouble(first + 3),
          row.getDouble(first + 4),
          row.isNullAt(first + 5) ? 0 : row.getDouble(first + 5),
          row.getDouble(first + 6),
          row.getDouble(first + 7),
          row.isNullAt(first + 8) ? 0 : row.getDouble(first + 8),
          row.getDouble(first + 9));
    }

    /** The same rows, of whose labels the variance is known, so that no difference rounds it. */
    Sums around(double variance) {
      return new Sums(
          rows,
          zeros,
          0,
          variance * rows,
          absoluteOffsets,
          relativeOffsets,
          squaredErrors,
          absoluteErrors,
          relativeErrors,
          predictions);
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
          relativeErrors + times * other.relativeErrors,
          predictions + times * other.predictions);
    }

    List<Run.Metric> metrics() {
      return metrics(squaredErrors, absoluteErrors, relativeErrors);
    }

    /** Mean prediction and mean label, of which the training rows' mean was taken. */
    Run.Calibration tenth(double mean) {
      return new Run.Calibration((long) rows, predictions / rows, mean + offsets / rows);
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

  /**
   * RMSE, MAE, MAPE and R2 of each cell with their intervals, beside those of always predicting the
   * training rows' mean, and the {@link Run.Calibration tenths} of each part; one scan. MAPE, a
   * share of the label, is null where a label is 0, and R2 where the label does not vary.
   *
   * @param cells of rows with label, prediction and {@link Bootstrap#grouped group}
   * @param known of the predictions
   */
  static List<Run.Scores> scores(Cells cells, Predictions known) {
    double mean = known.mean();
    Column tenth = known.tenth();
    List<Cells.Groups<Sums>> groups = cells.groups(tenth, sums(mean), row -> Sums.of(row, 2));
    return IntStream.range(0, cells.number())
        .mapToObj(cell -> scores(cells.part(cell), groups.get(cell), mean))
        .toList();
  }

  private static Run.Scores scores(String part, Cells.Groups<Sums> groups, double mean) {
    List<Sums> samples = groups.samples();
    Sums all = total(samples, group -> 1);
    return new Run.Scores(
        part,
        (long) all.rows,
        all.metrics(),
        all.baseline(),
        Bootstrap.intervals(all.metrics(), draw -> total(samples, group -> draw.of(1)).metrics()),
        null,
        List.of(),
        List.of(),
        groups.others().values().stream().map(tenth -> tenth.tenth(mean)).toList());
  }

  private static Sums total(List<Sums> groups, ToLongFunction<Sums> times) {
    Sums total = Sums.NONE;
    for (Sums group : groups) {
      total = total.plus(group, times.applyAsLong(group));
    }
    return total;
  }

  /** The metrics alone; one scan. */
  static List<Run.Metric> metrics(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>(List.of(sums(0)));
    columns.add(var_pop(col(Curve.LABEL)));
    Row row = rows.agg(count(lit(1)), columns.toArray(new Column[0])).first();
    return row.getLong(0) == 0
        ? Sums.NONE.metrics()
        : Sums.of(row, 0).around(row.getDouble(columns.size())).metrics();
  }

  /** The metrics of no rows. */
  static List<Run.Metric> ofNothing() {
    return Sums.NONE.metrics();
  }

  /** What {@link Sums} reads, but for the number of rows. */
  private static Column[] sums(double trainingMean) {
    Column error = col(Curve.LABEL).minus(col("prediction"));
    Column offset = col(Curve.LABEL).minus(trainingMean);
    return new Column[] {
      count_if(col(Curve.LABEL).equalTo(0)),
      sum(offset),
      sum(offset.multiply(offset)),
      sum(abs(offset)),
      sum(relative(offset)),
      sum(error.multiply(error)),
      sum(abs(error)),
      sum(relative(error)),
      sum(col("prediction"))
    };
  }

  /** As a share of the label; null where that is 0. */
  private static Column relative(Column value) {
    return when(col(Curve.LABEL).notEqual(0), abs(value.divide(col(Curve.LABEL))));
  }
}
