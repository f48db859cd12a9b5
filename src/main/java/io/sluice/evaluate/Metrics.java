package io.sluice.evaluate;

import io.sluice.result.Run;
import io.sluice.stage.ClassNames;
import io.sluice.stage.Columns;
import io.sluice.stage.SparkStage;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The metrics of a model on some rows, and nothing else: for those who compare many models. */
public final class Metrics {

  private static final Set<String> LESS_IS_BETTER =
      Set.of("logLoss", "brier", "rmse", "mae", "mape");

  /** What depends on the order of the scores alone. */
  private static final Set<String> OF_THE_ORDER = Set.of("aucRoc", "aucPr", "averagePrecision");

  private Metrics() {}

  /**
   * The metrics, in one scan of the scores and, of two classes, another to sort them.
   *
   * @param rows with the vector of features and the label as a double
   */
  public static List<Run.Metric> of(Model<?> model, String label, Dataset<Row> rows) {
    return of(model, label, rows, its -> TwoClasses.of(its, Curve.of(its)));
  }

  /**
   * One metric of them; null where it is not defined. Of two classes it takes one scan, or the
   * sorting alone.
   */
  public static Double of(String metric, Model<?> model, String label, Dataset<Row> rows) {
    Curve none = new Curve(List.of());
    return of(
            model,
            label,
            rows,
            its ->
                OF_THE_ORDER.contains(metric)
                    ? TwoClasses.of(Curve.of(its))
                    : TwoClasses.of(its, none))
        .stream()
        .filter(m -> m.name().equals(metric))
        .findFirst()
        .map(Run.Metric::value)
        .orElse(null);
  }

  private static List<Run.Metric> of(
      Model<?> model, String label, Dataset<Row> rows, Function<Dataset<Row>, TwoClasses> two) {
    List<String> names =
        SparkStage.classifies(model) ? ClassNames.of(rows.schema(), label) : List.of();
    if (names.size() > 2) {
      return SeveralClasses.of(SeveralClasses.scored(model.transform(rows), label), names)
          .metrics();
    }
    Dataset<Row> scored =
        Judge.scored(model, rows.withColumn(Curve.LABEL, Columns.col(label))); // may be called so
    return SparkStage.classifies(model)
        ? two.apply(scored.select(Curve.SCORE, Curve.LABEL, "prediction")).metrics()
        : Numbers.metrics(Judge.predicted(scored));
  }

  /** Whether a larger value of the metric is a better one. */
  public static boolean largerIsBetter(String metric) {
    return !LESS_IS_BETTER.contains(metric);
  }

  /** The metrics that there are, of two classes and of several, or of numbers. */
  public static List<String> names(boolean areClasses) {
    return areClasses
        ? Stream.concat(
                TwoClasses.of(new Curve(List.of())).metrics().stream(),
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
