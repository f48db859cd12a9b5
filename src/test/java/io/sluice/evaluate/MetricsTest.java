package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the evaluators of spark.ml. */
final class MetricsTest {

  private static final Dataset<Row> ROWS =
      new VectorAssembler()
          .setInputCols(new String[] {"a", "b"})
          .setOutputCol("features")
          .transform(
              SPARK
                  .range(0, 500, 1, 3)
                  .selectExpr(
                      "id * 7919 % 401 / 10D AS a",
                      "sin(id) AS b",
                      "double(id * 7919 % 401 / 10D + 20 * cos(id * 31) > 20) AS label",
                      "id * 7919 % 401 + 30 * cos(id * 31) AS number"))
          .cache();
  private static final LogisticRegressionModel CLASSES =
      new LogisticRegression().setMaxIter(5).fit(ROWS);
  private static final LinearRegressionModel NUMBERS =
      new LinearRegression().setLabelCol("number").fit(ROWS);

  private static Map<String, Double> ofClasses() {
    return byName(Metrics.of(CLASSES, "label", ROWS));
  }

  private static Map<String, Double> byName(List<Run.Metric> metrics) {
    return metrics.stream().collect(Collectors.toMap(Run.Metric::name, Run.Metric::value));
  }

  @ParameterizedTest
  @CsvSource({"aucRoc, areaUnderROC", "aucPr, areaUnderPR"})
  void ranksAsTheBinaryEvaluator(String ours, String peers) {
    BinaryClassificationEvaluator peer =
        new BinaryClassificationEvaluator().setNumBins(0).setMetricName(peers);

    assertThat(ofClasses().get(ours))
        .isCloseTo(peer.evaluate(CLASSES.transform(ROWS)), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "accuracy, accuracy",
    "precision, precisionByLabel",
    "recall, recallByLabel",
    "f1, fMeasureByLabel",
    "logLoss, logLoss"
  })
  void decidesAsTheMulticlassEvaluator(String ours, String peers) {
    MulticlassClassificationEvaluator peer =
        new MulticlassClassificationEvaluator().setMetricLabel(1).setMetricName(peers);

    assertThat(ofClasses().get(ours))
        .isCloseTo(peer.evaluate(CLASSES.transform(ROWS)), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"f2, 2", "f05, 0.5"})
  void weighsRecallAsTheMulticlassEvaluator(String ours, double beta) {
    MulticlassClassificationEvaluator peer =
        new MulticlassClassificationEvaluator()
            .setMetricLabel(1)
            .setMetricName("fMeasureByLabel")
            .setBeta(beta);

    assertThat(ofClasses().get(ours))
        .isCloseTo(peer.evaluate(CLASSES.transform(ROWS)), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"rmse", "mae", "r2"})
  void measuresErrorsAsTheRegressionEvaluator(String metric) {
    RegressionEvaluator peer =
        new RegressionEvaluator().setLabelCol("number").setMetricName(metric);

    assertThat(byName(Metrics.of(NUMBERS, "number", ROWS)).get(metric))
        .isCloseTo(peer.evaluate(NUMBERS.transform(ROWS)), within(1e-9));
  }

  /** Sums of squares of labels so far from 0 keep no digit of their variance. */
  @Test
  void explainsTheVarianceOfLabelsFarFromZero() {
    Dataset<Row> far = ROWS.withColumn("number", expr("number + 1e9"));
    LinearRegressionModel model = new LinearRegression().setLabelCol("number").fit(far);
    RegressionEvaluator peer = new RegressionEvaluator().setLabelCol("number").setMetricName("r2");

    assertThat(Metrics.of("r2", model, "number", far))
        .isCloseTo(peer.evaluate(model.transform(far)), within(1e-9));
  }

  @Test
  void namesWhatItGives() {
    assertThat(Metrics.names(true)).containsAll(ofClasses().keySet()).contains("macroF1");
    assertThat(Metrics.names(false)).containsExactly("rmse", "mae", "mape", "r2");
    assertThat(Metrics.names(true))
        .filteredOn(m -> !Metrics.largerIsBetter(m))
        .containsExactly("logLoss", "brier");
    assertThat(Metrics.names(false)).filteredOn(Metrics::largerIsBetter).containsExactly("r2");
  }

  @Test
  void oneMetricIsThatOfAll() {
    ofClasses()
        .forEach(
            (name, value) ->
                assertThat(Metrics.of(name, CLASSES, "label", ROWS)).as(name).isEqualTo(value));
    assertThat(Metrics.of("rmse", NUMBERS, "number", ROWS))
        .isEqualTo(byName(Metrics.of(NUMBERS, "number", ROWS)).get("rmse"));
    assertThat(Metrics.of("aucRoc", CLASSES, "label", ROWS.where("label = 1"))).isNull();
  }
}
