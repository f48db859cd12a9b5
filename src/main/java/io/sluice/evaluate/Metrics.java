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
    List<String> names = ClassNames.of(rows.schema(), label);
    if (names.size() > 2) {
      return SeveralClasses.of(SeveralClasses.scored(model.transform(rows), label), names)
          .metrics();
    }
    Dataset<Row> its = scored.select(Curve.SCORE, Curve.LABEL, "prediction");
    return TwoClasses.of(its, Curve.of(its)).metrics();
  }

  /** Whether a larger value of the metric is a better one. */
  public static boolean largerIsBetter(String metric) {
    return !LESS_IS_BETTER.contains(metric);
  }

  /** The metrics that there are, of two classes and of several, or of numbers. */
  public static List<String> names(boolean areClasses) {
    return areClasses
        ? Stream.concat(
                new TwoClasses(new Run.Confusion(0, 0, 0, 0), null, null, new Curve(List.of()))
                    .metrics().stream(),
                SeveralClasses.ofNothing().stream())
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
