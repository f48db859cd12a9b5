package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Against scikit-learn 1.2.1 on the same rows. */
final class SeveralClassesTest {

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final double[] LABELS = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2};
  private static final double[] PREDICTIONS = {0, 0, 1, 2, 1, 1, 0, 2, 2, 2, 1, 2};
  private static final double[][] PROBABILITIES = {
    {.8, .1, .1}, {.6, .3, .1}, {.3, .5, .2}, {.2, .3, .5}, {.1, .7, .2}, {.2, .6, .2},
    {.5, .4, .1}, {.1, .1, .8}, {.2, .2, .6}, {.1, .3, .6}, {.2, .5, .3}, {.05, .05, .9}
  };

  private static SeveralClasses classes() {
    List<Row> rows =
        IntStream.range(0, LABELS.length)
            .mapToObj(i -> row(LABELS[i], PREDICTIONS[i], Vectors.dense(PROBABILITIES[i])))
            .toList();
    Dataset<Row> predicted =
        SPARK.createDataFrame(
            rows,
            new StructType()
                .add("y", DataTypes.DoubleType)
                .add("prediction", DataTypes.DoubleType)
                .add("probability", SQLDataTypes.VectorType()));
    return SeveralClasses.of(SeveralClasses.scored(predicted, "y"), NAMES);
  }

  private static SeveralClasses of(long[][] cells) {
    return new SeveralClasses(NAMES, cells, null);
  }

  private static Double metric(List<Run.Metric> metrics, String name) {
    return metrics.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow().value();
  }

  private static void assertMetric(String name, double expected) {
    assertThat(metric(classes().metrics(), name)).as(name).isCloseTo(expected, within(1e-12));
  }

  @Test
  void agreesWithScikitLearn() {
    assertMetric("accuracy", 0.6666666666666666);
    assertMetric("balancedAccuracy", 0.6555555555555556);
    assertMetric("macroPrecision", 0.6555555555555556);
    assertMetric("macroRecall", 0.6555555555555556);
    assertMetric("macroF1", 0.6476190476190476);
    assertMetric("weightedPrecision", 0.6805555555555555);
    assertMetric("weightedF1", 0.6666666666666666);
    assertMetric("mcc", 0.5);
    assertMetric("kappa", 0.49473684210526314);
    assertMetric("logLoss", 0.6571082758540889);
  }

  @Test
  void tellsOfEachClass() {
    assertThat(classes().classes())
        .extracting(Run.ClassScores::name, Run.ClassScores::rows, Run.ClassScores::predicted)
        .containsExactly(
            tuple("a", 4L, List.of(2L, 1L, 1L)),
            tuple("b", 3L, List.of(1L, 2L, 0L)),
            tuple("c", 5L, List.of(0L, 1L, 4L)));
    Run.ClassScores second = classes().classes().get(1);
    assertThat(second.precision()).isEqualTo(0.5);
    assertThat(second.recall()).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(second.f1()).isCloseTo(0.5714285714285714, within(1e-15));
  }

  /** scikit-learn of the labels 0 0 1 and the predictions 0 2 0, with zero_division=0. */
  @Test
  void averagesOverClassesWithRowsOrPredictions() {
    List<Run.Metric> metrics =
        of(new long[][] {{1, 0, 1}, {1, 0, 0}, {0, 0, 0}, {0, 0, 0}}).metrics();

    assertThat(metric(metrics, "macroPrecision")).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(metric(metrics, "macroRecall")).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(metric(metrics, "balancedAccuracy")).isEqualTo(0.25);
  }

  @Test
  void aClassThatNoTrainingRowHasIsPredictedWrongly() {
    SeveralClasses classes = of(new long[][] {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}, {1, 1, 0}});

    assertThat(metric(classes.metrics(), "accuracy")).isEqualTo(0.75);
    assertThat(classes.classes().get(3))
        .isEqualTo(
            new Run.ClassScores("(not in training)", 2, null, 0.0, 0.0, List.of(1L, 1L, 0L)));
  }

  @Test
  void predictsTheTrainingRowsMajorityAsBaseline() {
    SeveralClasses training = of(new long[][] {{0, 0, 1}, {0, 0, 0}, {0, 0, 3}, {0, 0, 0}});
    List<Run.Metric> baseline =
        of(new long[][] {{2, 0, 0}, {0, 0, 0}, {0, 0, 2}, {0, 0, 0}})
            .scores("test", training)
            .baseline();

    assertThat(metric(baseline, "accuracy")).isEqualTo(0.5);
    assertThat(metric(baseline, "balancedAccuracy")).isEqualTo(0.5);
    assertThat(metric(baseline, "mcc")).isNull();
    assertThat(metric(baseline, "logLoss"))
        .isCloseTo(-(Math.log(0.25) + Math.log(0.75)) / 2, within(1e-12));
  }

  @Test
  void givesIntervalsOfWhatCountsTell() {
    List<Run.Interval> intervals = classes().scores("test", classes()).intervals();

    assertThat(intervals).extracting(Run.Interval::metric).contains("accuracy", "macroF1");
    assertThat(intervals).allMatch(i -> i.low() < i.high());
  }

  /** The mean of independent losses lies within 1.96 standard errors. */
  @Test
  void givesTheIntervalOfTheLogLoss() {
    int n = 20_000;
    Dataset<Row> rows =
        Bootstrap.grouped(
            SPARK
                .range(0, n, 1, 2)
                .selectExpr(
                    "'test' AS part",
                    "double(id % 3) AS label",
                    "double(id % 2) AS prediction",
                    "randn(3) * 0.2 + 1 AS loss"));
    Cells cells = Cells.of(rows, "part", List.of("test"), List.of());
    SeveralClasses classes = SeveralClasses.of(cells, NAMES).get(0);
    Run.Scores scores = classes.scores("test", classes);
    Run.Interval loss = scores.interval("logLoss");
    double expected = 1.96 * 0.2 / Math.sqrt(n);

    assertThat(scores.metric("logLoss")).isBetween(loss.low(), loss.high());
    assertThat((loss.high() - loss.low()) / 2).isCloseTo(expected, within(0.1 * expected));
  }

  @Test
  void definesNothingOfNoRows() {
    SeveralClasses none =
        SeveralClasses.of(table("label DOUBLE, prediction DOUBLE, loss DOUBLE"), NAMES);

    assertThat(none.metrics()).allMatch(m -> m.value() == null);
  }
}
