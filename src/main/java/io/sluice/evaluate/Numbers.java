package io.sluice.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.var_pop;

import io.sluice.result.Run;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The metrics of a model that predicts a number, in the label's unit, on one part of the split. */
final class Numbers {

  private Numbers() {}

  /** The mean of the label; null of no rows. */
  static Double mean(Dataset<Row> rows) {
    Row row = rows.agg(avg(col(Curve.LABEL))).first();
    return row.isNullAt(0) ? null : row.getDouble(0);
  }

  /** RMSE, MAE and R2, beside those of always predicting the training rows' mean; one pass. */
  static Run.Scores scores(String part, Dataset<Row> rows, double trainingMean) {
    Column error = col(Curve.LABEL).minus(col("prediction"));
    Column ofMean = col(Curve.LABEL).minus(trainingMean);
    Row row =
        rows.agg(
                count(lit(1)),
                var_pop(col(Curve.LABEL)),
                avg(error.multiply(error)),
                avg(abs(error)),
                avg(ofMean.multiply(ofMean)),
                avg(abs(ofMean)))
            .first();
    return new Run.Scores(
        part, row.getLong(0), metrics(row, 2), metrics(row, 4), null, List.of(), List.of());
  }

  private static List<Run.Metric> metrics(Row row, int at) {
    boolean none = row.isNullAt(at);
    double variance = none ? 0 : row.getDouble(1);
    return List.of(
        new Run.Metric("rmse", none ? null : Math.sqrt(row.getDouble(at))),
        new Run.Metric("mae", none ? null : row.getDouble(at + 1)),
        new Run.Metric("r2", variance == 0 ? null : 1 - row.getDouble(at) / variance));
  }
}
