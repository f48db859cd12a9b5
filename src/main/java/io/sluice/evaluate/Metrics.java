package io.sluice.evaluate;

import io.sluice.result.Run;
import io.sluice.stage.ClassNames;
import io.sluice.stage.Columns;
import io.sluice.stage.SparkStage;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The metrics of a model on some rows, and nothing else: for those who compare many models. */
public final class Metrics {

  private static final Set<String> LESS_IS_BETTER =
      Set.of("logLoss", "brier", "rmse", "mae", "mape");

  private Metrics() {}

  /**
   * The metrics, in one scan of the rows, of two classes in two where a sort is needed.
   *
   * @param rows with the vector of features and the label as a double
   */
  public static List<Run.Metric> of(Model<?> model, String label, Dataset<Row> rows) {
    if (!SparkStage.classifies(model)) {
      return Numbers.metrics(
          Judge.scored(model, labelled(label, rows)).where(Predictions.isMade()));
    }
    List<String> names = ClassNames.of(rows.schema(), label);
    return names.size() > 2
        ? SeveralClasses.of(SeveralClasses.scored(model.transform(rows), label), names).metrics()
        : TwoClasses.of(Judge.scoredInTwo(model, labelled(label, rows))).metrics();
  }

  /** One metric of them; null where it is not defined. */
  public static Double of(String metric, Model<?> model, String label, Dataset<Row> rows) {
    return of(model, label, rows).stream()
        .filter(m -> m.name().equals(metric))
        .findFirst()
        .map(Run.Metric::value)
        .orElse(null);
  }

  private static Dataset<Row> labelled(String label, Dataset<Row> rows) {
    return rows.withColumn(Curve.LABEL, Columns.col(label)); // may be called score
  }

  /** Whether a larger value of the metric is a better one. */
  public static boolean largerIsBetter(String metric) {
    return !LESS_IS_BETTER.contains(metric);
  }

  /** The metrics that there are, of two classes and of several, or of numbers. */
  public static List<String> names(boolean areClasses) {
    return areClasses
        ? Stream.concat(TwoClasses.NONE.metrics().stream(), SeveralClasses.ofNothing().stream())
            .map(Run.Metric::name)
            .distinct()
            .toList()
        : Numbers.ofNothing().stream().map(Run.Metric::name).toList();
  }

  /** The metric by which models are compared where nobody says by which. */
  public static String usual(boolean areClasses, int classes) {
    return areClasses ? classes > 2 ? "macroF1" : "aucRoc" : "rmse";
  }
}
