package io.sluice.evaluate;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.SparkStage;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The metrics of a model on some rows, and nothing else: for those who compare many models. */
public final class Metrics {

  private static final Set<String> LESS_IS_BETTER =
      Set.of("logLoss", "brier", "rmse", "mae", "mape");

  private Metrics() {}

  /**
   * The metrics, in one scan of the scores and, of two classes, another to sort them.
   *
   * @param rows with the vector of features and the label as a double
   */
  public static List<Run.Metric> of(Model<?> model, String label, Dataset<Row> rows) {
    Dataset<Row> scored =
        Judge.scored(model, rows.withColumn(Curve.LABEL, Columns.col(label))); // may be called so
    if (!SparkStage.classifies(model)) {
      return Numbers.metrics(scored);
    }
    Dataset<Row> its = scored.select(Curve.SCORE, Curve.LABEL, "prediction");
    return TwoClasses.of(its, Curve.of(its)).metrics();
  }

  /** Whether a larger value of the metric is a better one. */
  public static boolean largerIsBetter(String metric) {
    return !LESS_IS_BETTER.contains(metric);
  }

  /** The metrics that there are. */
  public static List<String> names(boolean areClasses) {
    List<Run.Metric> metrics =
        areClasses
            ? new TwoClasses(new Run.Confusion(0, 0, 0, 0), null, null, new Curve(List.of()))
                .metrics()
            : Numbers.ofNothing();
    return metrics.stream().map(Run.Metric::name).toList();
  }
}
