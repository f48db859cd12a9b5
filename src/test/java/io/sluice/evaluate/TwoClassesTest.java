package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TwoClassesTest {

  private static final Run.Confusion MOSTLY_NEGATIVE = new Run.Confusion(1, 0, 3, 0);
  private static final Run.Confusion MOSTLY_POSITIVE = new Run.Confusion(3, 0, 1, 0);

  private static final Dataset<Row> ROWS =
      table(
          "score DOUBLE, label DOUBLE, prediction DOUBLE",
          row(0.9, 1.0, 1.0),
          row(0.8, 0.0, 1.0),
          row(0.7, 1.0, 1.0),
          row(0.6, 1.0, 1.0),
          row(0.55, 0.0, 1.0),
          row(0.4, 0.0, 0.0),
          row(0.3, 1.0, 0.0),
          row(0.1, 0.0, 0.0));

  @Test
  void countsRowsByTruthAndPrediction() {
    assertThat(metrics(ROWS).confusion()).isEqualTo(new Run.Confusion(3, 2, 2, 1));
  }

  @Test
  void givesTheMetricsThatFollow() {
    Run.Scores scores = metrics(ROWS).scores("test", MOSTLY_NEGATIVE);
    assertThat(scores.part()).isEqualTo("test");
    assertThat(scores.rows()).isEqualTo(8);
    assertThat(scores.metric("accuracy")).isEqualTo(5.0 / 8);
    assertThat(scores.metric("precision")).isEqualTo(3.0 / 5);
    assertThat(scores.metric("recall")).isEqualTo(3.0 / 4);
    assertThat(scores.metric("f1")).isEqualTo(2.0 / 3);
    assertThat(scores.metric("aucRoc")).isEqualTo(0.6875);
    assertThat(scores.metric("balancedAccuracy")).isEqualTo(0.625);
    // sklearn.metrics: log_loss, brier_score_loss, matthews_corrcoef, average_precision_score
    assertThat(scores.metric("logLoss")).isEqualTo(0.650120704470522, within(1e-12));
    assertThat(scores.metric("brier")).isEqualTo(0.23281250000000003, within(1e-12));
    assertThat(scores.metric("mcc")).isEqualTo(0.2581988897471611, within(1e-12));
    assertThat(scores.metric("averagePrecision")).isEqualTo(0.7470238095238095, within(1e-12));
  }

  @Test
  void alwaysPredictsTheTrainingRowsMajorityAsBaseline() {
    assertThat(metrics(ROWS).scores("test", MOSTLY_NEGATIVE).baseline())
        .containsExactly(
            new Run.Metric("aucRoc", 0.5),
            new Run.Metric("aucPr", 0.5),
            new Run.Metric("averagePrecision", 0.5),
            new Run.Metric("accuracy", 0.5),
            new Run.Metric("balancedAccuracy", 0.5),
            new Run.Metric("precision", null),
            new Run.Metric("recall", 0.0),
            new Run.Metric("f1", 0.0),
            new Run.Metric("f2", 0.0),
            new Run.Metric("f05", 0.0),
            new Run.Metric("mcc", null),
            new Run.Metric("logLoss", -0.5 * Math.log(0.25) - 0.5 * Math.log(0.75)),
            new Run.Metric("brier", (0.75 * 0.75 + 0.25 * 0.25) / 2));
    assertThat(metrics(ROWS.where("score < 0.6")).scores("test", MOSTLY_POSITIVE).baseline())
        .containsExactly(
            new Run.Metric("aucRoc", 0.5),
            new Run.Metric("aucPr", 0.25),
            new Run.Metric("averagePrecision", 0.25),
            new Run.Metric("accuracy", 0.25),
            new Run.Metric("balancedAccuracy", 0.5),
            new Run.Metric("precision", 0.25),
            new Run.Metric("recall", 1.0),
            new Run.Metric("f1", 0.4),
            new Run.Metric("f2", 5.0 / 8),
            new Run.Metric("f05", 1.25 / 4.25),
            new Run.Metric("mcc", null),
            new Run.Metric("logLoss", -0.25 * Math.log(0.75) - 0.75 * Math.log(0.25)),
            new Run.Metric("brier", (0.25 * 0.25 + 3 * 0.75 * 0.75) / 4));
  }

  @Test
  void keepsTheLogLossOfASureAndWrongPredictionFinite() {
    Dataset<Row> rows =
        table(
            "score DOUBLE, label DOUBLE, prediction DOUBLE",
            row(0.0, 1.0, 0.0),
            row(1.0, 1.0, 1.0));
    assertThat(metrics(rows).logLoss()).isEqualTo(-Math.log(1e-15) / 2, within(1e-12));
  }

  @Test
  void hasNoLogLossOfScoresThatAreNoProbabilities() {
    Dataset<Row> rows =
        table(
            "score DOUBLE, label DOUBLE, prediction DOUBLE",
            row(-1.5, 0.0, 0.0),
            row(0.5, 1.0, 1.0));
    Run.Scores scores = metrics(rows).scores("test", MOSTLY_NEGATIVE);
    assertThat(scores.metric("logLoss")).isNull();
    assertThat(scores.metric("brier")).isNull();
    assertThat(scores.metric("aucRoc")).isEqualTo(1.0);
  }

  @Test
  void leavesOutWhatAMissingClassDoesNotDefine() {
    Run.Scores scores = metrics(ROWS.where("label = 0")).scores("test", MOSTLY_NEGATIVE);
    assertThat(scores.metric("aucRoc")).isNull();
    assertThat(scores.metric("aucPr")).isNull();
    assertThat(scores.metric("averagePrecision")).isNull();
    assertThat(scores.metric("recall")).isNull();
    assertThat(scores.metric("balancedAccuracy")).isNull();
    assertThat(scores.metric("mcc")).isNull();
    assertThat(scores.metric("precision")).isEqualTo(0.0);
    assertThat(scores.metric("accuracy")).isEqualTo(0.5);
  }

  @Test
  void definesNothingOfNoRows() {
    Run.Scores scores = metrics(ROWS.limit(0)).scores("test", MOSTLY_NEGATIVE);
    assertThat(scores.rows()).isZero();
    assertThat(scores.confusion()).isEqualTo(new Run.Confusion(0, 0, 0, 0));
    assertThat(List.of(scores.metrics(), scores.baseline()))
        .allSatisfy(
            metrics -> assertThat(metrics).extracting(Run.Metric::value).containsOnlyNulls());
  }

  private static TwoClasses metrics(Dataset<Row> rows) {
    return TwoClasses.of(rows);
  }
}
