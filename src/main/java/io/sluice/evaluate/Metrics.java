package io.sluice.evaluate;

import static org.apache.spark.sql.functions.col;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** temporary */
public final class Metrics {
  private Metrics() {}

  public static List<Run.Metric> of(Model<?> model, String label, Dataset<Row> rows) {
    Dataset<Row> scored = Judge.scored(model, rows.withColumn(Curve.LABEL, Columns.col(label)));
    if (model instanceof ClassificationModel) {
      Dataset<Row> its = scored.select(col(Curve.SCORE), col(Curve.LABEL), col("prediction"));
      TwoClasses classes = TwoClasses.of(its, Curve.of(its));
      return classes.scores("", classes.confusion()).metrics();
    }
    return Numbers.scores("", Bootstrap.grouped(scored), 0, List.of()).metrics();
  }

  public static String usual(String kind) {
    return kind.equals("NUMBER") ? "rmse" : "aucRoc";
  }

  public static boolean largerIsBetter(String metric) {
    return !Set.of("logLoss", "brier", "rmse", "mae", "mape").contains(metric);
  }
}
