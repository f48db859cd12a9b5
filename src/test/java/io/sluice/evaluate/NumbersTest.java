package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class NumbersTest {

  @Test
  void givesErrorsInTheLabelsUnit() {
    Dataset<Row> rows =
        table(
            "label DOUBLE, prediction DOUBLE",
            row(3.0, 2.5),
            row(-0.5, 0.0),
            row(2.0, 2.0),
            row(7.0, 8.0));
    Run.Scores scores = scores("test", Bootstrap.grouped(rows), 2.0);
    // the example of sklearn.metrics.r2_score, mean_absolute_error and mean_squared_error
    assertThat(scores.metric("rmse")).isEqualTo(Math.sqrt(0.375), within(1e-12));
    assertThat(scores.metric("mae")).isEqualTo(0.5, within(1e-12));
    assertThat(scores.metric("r2")).isEqualTo(0.9486081370449679, within(1e-12));
    assertThat(scores.metric("mape")).isEqualTo(0.3273809523809524, within(1e-12));
    assertThat(scores.rows()).isEqualTo(4);
    assertThat(scores.confusion()).isNull();
    assertThat(scores.roc()).isEmpty();
    assertThat(scores.precisionRecall()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1_000})
  void agreesWithMllib(double offset) {
    Random random = new Random(1);
    Row[] drawn = new Row[500];
    Arrays.setAll(
        drawn,
        i -> {
          double label = offset + 10 * random.nextGaussian();
          return row(label, label + random.nextGaussian());
        });
    Dataset<Row> rows = table("label DOUBLE, prediction DOUBLE", drawn);
    RDD<Tuple2<Double, Double>> pairs =
        rows.toJavaRDD().map(r -> new Tuple2<>(r.getDouble(1), r.getDouble(0))).rdd();
    RegressionMetrics mllib = new RegressionMetrics(pairs);
    Run.Scores scores = scores("test", Bootstrap.grouped(rows), offset);
    assertThat(scores.metric("rmse")).isEqualTo(mllib.rootMeanSquaredError(), within(1e-9));
    assertThat(scores.metric("mae")).isEqualTo(mllib.meanAbsoluteError(), within(1e-9));
    assertThat(scores.metric("r2")).isEqualTo(mllib.r2(), within(1e-9));
  }

  @Test
  void predictsTheTrainingRowsMeanAsBaseline() {
    Dataset<Row> rows = table("label DOUBLE, prediction DOUBLE", row(1.0, 9.0), row(3.0, 9.0));
    assertThat(scores("validation", Bootstrap.grouped(rows), 2.0).baseline())
        .containsExactly(
            new Run.Metric("rmse", 1.0),
            new Run.Metric("mae", 1.0),
            new Run.Metric("mape", (1 + 1 / 3.0) / 2),
            new Run.Metric("r2", 0.0));
    assertThat(scores("test", Bootstrap.grouped(rows), 4.0).baseline())
        .containsExactly(
            new Run.Metric("rmse", Math.sqrt(5)),
            new Run.Metric("mae", 2.0),
            new Run.Metric("mape", (3 + 1 / 3.0) / 2),
            new Run.Metric("r2", -4.0));
  }

  @Test
  void hasNoPercentageOfALabelOfZero() {
    Dataset<Row> rows = table("label DOUBLE, prediction DOUBLE", row(0.0, 1.0), row(2.0, 3.0));
    Run.Scores scores = scores("test", Bootstrap.grouped(rows), 2.0);
    assertThat(scores.metric("mape")).isNull();
    assertThat(scores.metric("mae")).isEqualTo(1.0);
  }

  @Test
  void tellsHowFarOffItIsInEachTenth() {
    Row[] drawn = new Row[40];
    Arrays.setAll(drawn, i -> row((double) i, (double) (i - i % 2)));
    Dataset<Row> rows =
        Bootstrap.grouped(table("label DOUBLE, prediction DOUBLE", drawn)).repartition(3);
    assertThat(scores("test", rows, 0).calibration())
        .hasSize(10)
        .startsWith(new Run.Calibration(4, 1, 1.5), new Run.Calibration(4, 5, 5.5))
        .endsWith(new Run.Calibration(4, 37, 37.5));
    Row[] constant = new Row[40];
    Arrays.setAll(constant, i -> row(i * 2.0, i < 25 ? 1.0 : 3.0));
    assertThat(
            scores("test", Bootstrap.grouped(table("label DOUBLE, prediction DOUBLE", constant)), 0)
                .calibration())
        .containsExactly(new Run.Calibration(25, 1, 24), new Run.Calibration(15, 3, 64));
  }

  @Test
  void hasNoR2OfALabelThatDoesNotVary() {
    Dataset<Row> rows = table("label DOUBLE, prediction DOUBLE", row(2.0, 2.0), row(2.0, 3.0));
    Run.Scores scores = scores("test", Bootstrap.grouped(rows), 2.0);
    assertThat(scores.metric("r2")).isNull();
    assertThat(scores.metric("mae")).isEqualTo(0.5);
  }

  @Test
  void definesNothingOfNoRows() {
    Dataset<Row> rows = table("label DOUBLE, prediction DOUBLE");
    Run.Scores scores = scores("test", Bootstrap.grouped(rows), 2.0);
    assertThat(scores.rows()).isZero();
    assertThat(scores.metrics()).extracting(Run.Metric::value).containsOnlyNulls();
    assertThat(scores.baseline()).extracting(Run.Metric::value).containsOnlyNulls();
    assertThat(scores.calibration()).isEmpty();
  }

  /** Of rows with label and prediction, where the mean of other rows is the baseline. */
  static Run.Scores scores(String part, Dataset<Row> rows, double trainingMean) {
    Dataset<Row> training =
        table("label DOUBLE, prediction DOUBLE", row(trainingMean, 0.0))
            .withColumn("part", lit("train"));
    Dataset<Row> all =
        rows.select("label", "prediction", Bootstrap.GROUP)
            .withColumn("part", lit(part))
            .unionByName(Bootstrap.grouped(training));
    List<String> parts = List.of("train", part);
    Cells cells = Cells.of(all, "part", parts, List.of());
    return Numbers.scores(cells, Predictions.of(all, "part", parts)).get(1);
  }
}
