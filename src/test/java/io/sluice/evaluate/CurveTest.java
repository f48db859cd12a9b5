package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class CurveTest {

  @Test
  void tellsWhatTheProbabilitiesOfEachTenthAreWorth() {
    double[] scores = new double[20];
    double[] labels = new double[20];
    Arrays.setAll(scores, i -> (i + 1) / 32.0);
    Arrays.setAll(labels, i -> i % 4 == 3 || i > 15 ? 1 : 0);
    List<Run.Calibration> tenths = curve(Scored.rows(scores, labels)).calibration();
    assertThat(tenths).hasSize(10);
    assertThat(tenths.get(0)).isEqualTo(new Run.Calibration(2, 1.5 / 32, 0));
    assertThat(tenths.get(1)).isEqualTo(new Run.Calibration(2, 3.5 / 32, 0.5));
    assertThat(tenths.get(9)).isEqualTo(new Run.Calibration(2, 19.5 / 32, 1));
  }

  @Test
  void rowsOfOneScoreLieInOneTenth() {
    Curve curve =
        new Curve(
            List.of(
                new Curve.Group(0.75, 5, 0),
                new Curve.Group(0.5, 20, 60),
                new Curve.Group(0.25, 0, 15)));
    assertThat(curve.calibration())
        .containsExactly(
            new Run.Calibration(15, 0.25, 0),
            new Run.Calibration(80, 0.5, 0.25),
            new Run.Calibration(5, 0.75, 1));
    assertThat(new Curve(List.of()).calibration()).isEmpty();
  }

  @Test
  void countsWhatScoresAtOrAboveEachScore() {
    Curve curve = curve(Scored.rows(new double[] {0.9, 0.5, 0.5, 0.1}, new double[] {1, 0, 1, 0}));
    assertThat(curve.cuts())
        .containsExactly(
            new Curve.Cut(0.9, 1, 0), new Curve.Cut(0.5, 2, 1), new Curve.Cut(0.1, 2, 2));
  }

  @Test
  void agreesWithScikitLearn() {
    Curve curve =
        curve(
            Scored.rows(
                new double[] {0.9, 0.8, 0.7, 0.6, 0.55, 0.4, 0.3, 0.1},
                new double[] {1, 0, 1, 1, 0, 0, 1, 0}));
    // sklearn.metrics.roc_auc_score
    assertThat(curve.areas().roc()).isEqualTo(0.6875);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 1_000, 1_000_000})
  void agreesWithMllib(int differentScores) {
    Dataset<Row> rows = random(2_000, differentScores);
    Curve curve = curve(rows);
    BinaryClassificationMetrics mllib = mllib(rows);
    assertThat(curve.areas().roc()).isEqualTo(mllib.areaUnderROC(), within(1e-9));
    assertThat(curve.areas().precisionRecall()).isEqualTo(mllib.areaUnderPR(), within(1e-9));
  }

  @Test
  void averagesPrecisionBySteps() {
    double[] scores = {0.8, 0.8, 0.8, 0.5, 0.5, 0.5, 0.2, 0.2, 0.2, 0.2};
    double[] labels = {1, 0, 1, 0, 1, 1, 0, 0, 1, 0};
    // sklearn.metrics.average_precision_score
    assertThat(curve(Scored.rows(scores, labels)).areas().averagePrecision())
        .isEqualTo(0.6333333333333333, within(1e-12));
    assertThat(curve(Scored.rows(new double[] {0.5}, new double[] {0})).areas().averagePrecision())
        .isNull();
  }

  @Test
  void isTheChanceThatAPositiveScoresAboveANegative() {
    double[] scores = new double[300];
    double[] labels = new double[300];
    Random random = new Random(1);
    Arrays.setAll(scores, i -> random.nextInt(20) / 20.0);
    Arrays.setAll(labels, i -> random.nextInt(3) == 0 ? 1 : 0);
    double above = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs++;
          above += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(curve(Scored.rows(scores, labels)).areas().roc())
        .isEqualTo(above / pairs, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 / (1 + exp(-z))", "1 / (1 + exp(7 - z))", "z"})
  void staysNearWhereItMustRound(String score) {
    Dataset<Row> rows =
        SPARK
            .range(0, 110_000, 1, 2)
            .selectExpr(
                "CAST(id % 3 = 0 AS DOUBLE) label", "CAST(id % 3 = 0 AS DOUBLE) + randn(7) z")
            .selectExpr(score + " AS score", "label");
    double[] exact = areasWithoutTies(rows.collectAsList());
    Dataset<Row> predicted = Cells.one(rows.withColumn("prediction", lit(0.0)));
    Curve rounded = ScoreCounts.of(predicted, 2).get(0).curve(); // of one cell, exact
    assertThat(rounded.cuts()).hasSizeLessThan(100_000);
    Curve.Cut last = rounded.cuts().get(rounded.cuts().size() - 1);
    assertThat(last.truePositives()).isEqualTo(36_667);
    assertThat(last.falsePositives()).isEqualTo(73_333);
    assertThat(rounded.areas().roc()).isEqualTo(exact[0], within(1e-4));
    assertThat(rounded.areas().precisionRecall()).isEqualTo(exact[1], within(1e-4));
  }

  @Test
  void joinsNeighboursForSamplesAndPartsThemBelowTheAlarms() {
    Curve curve = curve(random(5_000, 1_000_000));
    long alarms = 1_234;
    List<Curve.Group> few = curve.groups(100, alarms);
    assertThat(few).hasSizeBetween(90, 110);
    Areas.Sum sum = new Areas.Sum();
    long seen = 0;
    boolean parted = false;
    double above = Double.POSITIVE_INFINITY;
    for (Curve.Group group : few) {
      sum.add(group.positives(), group.negatives());
      seen += group.rows();
      parted |= seen == alarms;
      assertThat(group.score()).isLessThan(above);
      above = group.score();
    }
    assertThat(parted).isTrue();
    assertThat(seen).isEqualTo(5_000);
    assertThat(sum.areas().roc()).isCloseTo(curve.areas().roc(), within(1e-3));
    assertThat(curve.groups(10_000, alarms)).isEqualTo(curve.groups());
  }

  @Test
  void keepsEveryRowOfRawScoresSpreadOverBothSigns() {
    Dataset<Row> rows =
        SPARK
            .range(0, 110_000, 1, 2)
            .selectExpr("(id - 55000) / 55000 AS score", "CAST(id % 2 AS DOUBLE) label");
    List<Curve.Cut> cuts = curve(rows).cuts();
    Curve.Cut last = cuts.get(cuts.size() - 1);
    assertThat(last.truePositives() + last.falsePositives()).isEqualTo(110_000);
    assertThat(last.score()).isEqualTo(-1);
  }

  @Test
  void isTheSameOnAnyPartitioning() {
    Dataset<Row> rows = random(3_000, 500);
    Curve one = curve(rows);
    for (int partitions : new int[] {3, 7}) {
      Curve spread = curve(rows.repartition(partitions));
      assertThat(spread.cuts()).isEqualTo(one.cuts());
      assertThat(spread.areas().roc()).isEqualTo(one.areas().roc());
      assertThat(spread.areas().precisionRecall()).isEqualTo(one.areas().precisionRecall());
    }
  }

  @Test
  void hasNoAreaWithoutBothClasses() {
    Curve positives = curve(Scored.rows(new double[] {0.9, 0.1}, new double[] {1, 1}));
    assertThat(positives.areas().roc()).isNull();
    assertThat(positives.areas().precisionRecall()).isEqualTo(1.0);
    assertThat(positives.roc()).isEmpty();
    Curve negatives = curve(Scored.rows(new double[] {0.9, 0.1}, new double[] {0, 0}));
    assertThat(negatives.areas().roc()).isNull();
    assertThat(negatives.areas().precisionRecall()).isNull();
    assertThat(negatives.precisionRecall()).isEmpty();
  }

  @Test
  void hasNothingToSayOfNoRows() {
    Curve none = curve(Scored.rows(new double[0], new double[0]));
    assertThat(none.cuts()).isEmpty();
    assertThat(none.areas().roc()).isNull();
    assertThat(none.areas().precisionRecall()).isNull();
    assertThat(none.roc()).isEmpty();
    assertThat(none.precisionRecall()).isEmpty();
  }

  @Test
  void isOneWhereScoresSeparateAndAHalfWhereAllAreEqual() {
    double[] labels = {1, 1, 0, 0};
    assertThat(curve(Scored.rows(new double[] {4, 3, 2, 1}, labels)).areas().roc()).isEqualTo(1.0);
    assertThat(curve(Scored.rows(new double[] {-4, -3, -2, -1}, labels)).areas().roc())
        .isEqualTo(0.0);
    assertThat(curve(Scored.rows(new double[] {5, 5, 5, 5}, labels)).areas().roc()).isEqualTo(0.5);
  }

  @Test
  void takesZeroOfEitherSignAsOneScore() {
    Curve curve = curve(Scored.rows(new double[] {0.0, -0.0}, new double[] {1, 0}));
    assertThat(curve.cuts()).containsExactly(new Curve.Cut(0.0, 1, 1));
  }

  @Test
  void drawsFromCornerToCornerWithFewPoints() {
    Curve curve = curve(random(5_000, 1_000_000));
    List<Run.Point> roc = curve.roc();
    assertThat(roc).hasSizeBetween(300, 700);
    assertThat(roc.get(0)).isEqualTo(new Run.Point(0, 0));
    assertThat(roc.get(roc.size() - 1)).isEqualTo(new Run.Point(1, 1));
    assertThat(roc).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
    List<Run.Point> precisionRecall = curve.precisionRecall();
    assertThat(precisionRecall.get(precisionRecall.size() - 1).x()).isEqualTo(1.0);
  }

  /** Areas under ROC and precision by recall of rows whose scores all differ. */
  private static double[] areasWithoutTies(List<Row> rows) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble((Row row) -> -row.getDouble(0)));
    double positives = sorted.stream().filter(row -> row.getDouble(1) == 1).count();
    double negatives = sorted.size() - positives;
    double roc = 0;
    double precisionRecall = 0;
    double truePositives = 0;
    double precision = sorted.get(0).getDouble(1);
    for (int i = 0; i < sorted.size(); i++) {
      double label = sorted.get(i).getDouble(1);
      truePositives += label;
      double next = truePositives / (i + 1);
      roc += label == 1 ? 0 : truePositives / positives / negatives;
      precisionRecall += label / positives * (precision + next) / 2;
      precision = next;
    }
    return new double[] {roc, precisionRecall};
  }

  private static BinaryClassificationMetrics mllib(Dataset<Row> rows) {
    RDD<Tuple2<Double, Double>> pairs =
        rows.toJavaRDD().map(row -> new Tuple2<>(row.getDouble(0), row.getDouble(1))).rdd();
    return new BinaryClassificationMetrics(pairs, 0); // 0 bins: the exact curve
  }

  private static Dataset<Row> random(int rows, int differentScores) {
    Random random = new Random(differentScores);
    double[] labels = new double[rows];
    double[] scores = new double[rows];
    Arrays.setAll(labels, i -> random.nextInt(4) == 0 ? 1 : 0);
    Arrays.setAll(
        scores,
        i -> {
          double score = 1 / (1 + Math.exp(-labels[i] - random.nextGaussian()));
          return Math.floor(score * differentScores) / differentScores;
        });
    return Scored.rows(scores, labels);
  }

  static Curve curve(Dataset<Row> rows) {
    return TwoClasses.curve(rows.withColumn("prediction", lit(0.0)));
  }
}
