package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipOutliersTest extends StageTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Override
  protected PipelineStage stage() {
    return new ClipOutliers().setDetect("zScore").setFactor(1).setColumns("speed", "birds");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "speed DOUBLE, birds INT, other STRING",
        row(3.0, 1, "a"),
        row(null, null, null),
        row(1.0, 90, "b"),
        row(Double.NaN, 2, "c"));
  }

  @Test
  void clipsBeyondTheQuartilesAsTukeyDoes() {
    // quartiles 2 and 6 (R: quantile(x, type = 1)), so 2 - 6 and 6 + 6
    assertThat(worked(new ClipOutliers(), -50.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 90.0))
        .containsExactly(-4.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 12.0);
    assertThat(worked(new ClipOutliers().setFactor(1), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 90.0))
        .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 10.0);
  }

  @Test
  void clipsBeyondStandardDeviations() {
    // mean 2, sample standard deviation 2
    ClipOutliers step = new ClipOutliers().setDetect("zScore").setFactor(0.5);
    assertThat(worked(step, 0.0, 2.0, 4.0)).containsExactly(1.0, 2.0, 3.0);
    assertThat(worked(new ClipOutliers().setDetect("zScore"), 0.0, 2.0, 4.0))
        .containsExactly(0.0, 2.0, 4.0);
  }

  @Test
  void clipsBeyondQuantiles() {
    ClipOutliers step = new ClipOutliers().setDetect("quantile").setLower(0.25).setUpper(0.75);
    assertThat(worked(step, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0))
        .containsExactly(2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 6.0, 6.0);
  }

  @Test
  void clipsBeyondAGivenRangeAndLearnsNothing() {
    ClipOutliers step = new ClipOutliers().setDetect("range").setMin(0).setMax(10);
    step.setColumns("speed");
    Dataset<Row> rows = speeds(-1.0, 0.0, 10.0, 11.0, null, Double.NaN, INFINITY, -INFINITY);
    assertThat(step.learns(step.chosen(rows.schema()))).isFalse();
    assertThat(Values.of(step.fit(rows.limit(0)).transform(rows), "speed"))
        .containsExactly(0.0, 0.0, 10.0, 10.0, null, Double.NaN, 10.0, 0.0);
    assertThat(worked(new ClipOutliers().setDetect("range").setMax(1), -5.0, 3.0))
        .containsExactly(-5.0, 1.0);
  }

  @Test
  void makesOutliersNull() {
    ClipOutliers step = new ClipOutliers().setDetect("range").setMin(0).setAction("invalidate");
    assertThat(worked(step, -1.0, 0.0, null, Double.NaN, -INFINITY, INFINITY))
        .containsExactly(null, 0.0, null, Double.NaN, null, INFINITY);
  }

  @Test
  void saysWhereOutliersAreAndKeepsTheColumn() {
    Dataset<Row> rows = table("n INT", row(1), row((Object) null), row(50));
    ClipOutliers step = new ClipOutliers().setDetect("range").setMax(9).setAction("flag");
    Dataset<Row> flagged = step.setColumns("n").fit(rows).transform(rows);
    assertThat(flagged.schema()).isEqualTo(StructType.fromDDL("n INT, n_outlier DOUBLE NOT NULL"));
    assertThat(Values.of(flagged, "n")).containsExactly(1, null, 50);
    assertThat(Values.of(flagged, "n_outlier")).containsExactly(0.0, 0.0, 1.0);
  }

  @Test
  void takesNoNaNForAnOutlier() {
    ClipOutliers step = new ClipOutliers().setDetect("range").setMax(9).setAction("flag");
    Dataset<Row> rows = speeds(Double.NaN, INFINITY);
    assertThat(Values.of(step.setColumns("speed").fit(rows).transform(rows), "speed_outlier"))
        .containsExactly(0.0, 1.0);
  }

  @Test
  void clipsInfiniteValuesToo() {
    assertThat(worked(new ClipOutliers(), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, INFINITY))
        .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 12.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iqr", "zScore", "quantile"})
  void leavesAConstantColumnAndClipsNewValuesToIt(String detect) {
    ClipOutliers step = new ClipOutliers().setDetect(detect);
    ClipOutliers.Fitted fitted = step.setColumns("speed").fit(speeds(5.0, 5.0));
    assertThat(Values.numbers(fitted.transform(speeds(4.0, 5.0, 6.0)), "speed"))
        .containsExactly(5, 5, 5);
    assertThat(worked(new ClipOutliers().setDetect(detect), 7.0)).containsExactly(7.0);
  }

  @Test
  void refusesToTakeAllVariationAway() {
    assertThatThrownBy(() -> worked(new ClipOutliers(), 0.0, 0.0, 0.0, 0.0, 8.0))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': both quartiles of its training values are 0.0, so"
                + " that iqr would take any other value for an outlier. Leave it out, or use"
                + " detect: zScore, quantile or range.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iqr", "zScore", "quantile"})
  void cannotLearnWhereBoundsAreInfinite(String detect) {
    assertThatThrownBy(
            () -> worked(new ClipOutliers().setDetect(detect), 1.0, INFINITY, INFINITY, INFINITY))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': the bounds of its training values are not finite."
                + " Make infinite values null in clean, or use detect: range.");
  }

  @Test
  void cannotLearnWithoutAnyValue() {
    assertThatThrownBy(() -> worked(new ClipOutliers(), null, Double.NaN))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': all of its training values are missing. Drop it.");
  }

  @Test
  void cannotLearnFromNoRows() {
    assertThatThrownBy(() -> worked(new ClipOutliers()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void takesNumbersOnly() {
    StructType rows = StructType.fromDDL("speed DOUBLE, size STRING, wet BOOLEAN");
    assertThatThrownBy(() -> new ClipOutliers().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'size' is text; clipOutliers takes numbers.\n"
                + "column 'wet' is of type boolean; clipOutliers takes numbers.");
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertRefused(
        new ClipOutliers().setMax(3),
        "max: has no meaning with detect: iqr. Leave it out, or use detect: range.");
    assertRefused(
        new ClipOutliers().setDetect("zScore").setUpper(0.9),
        "upper: has no meaning with detect: zScore. Leave it out, or use detect: quantile.");
    assertRefused(
        new ClipOutliers().setDetect("quantile").setFactor(2),
        "factor: has no meaning with detect: quantile. Leave it out, or use detect: iqr or"
            + " zScore.");
    assertRefused(
        new ClipOutliers().setDetect("quantile").setLower(0.9).setUpper(0.1),
        "lower: 0.9 is not below upper: 0.1.");
    assertRefused(
        new ClipOutliers().setDetect("range"), "detect: range needs min or max, or both.");
    assertRefused(
        new ClipOutliers().setDetect("range").setMin(3).setMax(2),
        "min: 3.0 is not at most max: 2.0.");
    assertRefused(
        new ClipOutliers().setDetect("range").setMin(Double.NaN),
        "min: NaN is not at most max: Infinity.");
  }

  @Test
  void overwritesNoColumn() {
    ClipOutliers step = new ClipOutliers().setAction("flag");
    StructType rows = StructType.fromDDL("speed DOUBLE, speed_outlier DOUBLE");
    assertThatThrownBy(() -> step.setColumns("speed").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(
            "the table has a column 'speed_outlier' already. Rename it in clean.");
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = speeds(1.0, 3.0).toDF("a b.c`d");
    ClipOutliers step = new ClipOutliers().setDetect("range").setMax(2);
    assertThat(Values.of(step.setColumns("a b.c`d").fit(rows).transform(rows), "a b.c`d"))
        .containsExactly(1.0, 2.0);
  }

  @ParameterizedTest
  @CsvSource({"iqr,clip", "zScore,clip", "quantile,clip", "iqr,invalidate", "quantile,flag"})
  void keepsItsTrainingRowsWithinTheBounds(String detect, String action) {
    Dataset<Row> rows = speeds(heavyTails());
    ClipOutliers step = new ClipOutliers().setDetect(detect).setAction(action);
    ClipOutliers.Fitted fitted = step.setColumns("speed").fit(rows);
    double low = fitted.getOrDefault(fitted.lows())[0];
    double high = fitted.getOrDefault(fitted.highs())[0];
    double[] before = Values.numbers(rows, "speed");
    Dataset<Row> after = fitted.transform(rows);
    double[] speeds = Values.numbers(after, "speed");
    int outliers = 0;
    for (int i = 0; i < before.length; i++) {
      boolean out = before[i] < low || before[i] > high;
      outliers += out ? 1 : 0;
      double expected =
          !out || action.equals("flag")
              ? before[i]
              : action.equals("clip") ? Math.max(low, Math.min(high, before[i])) : Double.NaN;
      assertThat(speeds[i]).isEqualTo(Double.valueOf(expected));
    }
    assertThat(outliers).isPositive();
    if (action.equals("flag")) {
      assertThat(Arrays.stream(Values.numbers(after, "speed_outlier")).sum()).isEqualTo(outliers);
    }
  }

  @Test
  void isFollowedInTheSamePassWhereAllValuesAreKept() {
    for (String action : new String[] {"clip", "invalidate", "flag"}) {
      for (String detect : new String[] {"iqr", "zScore", "quantile"}) {
        Plans.assertPasses(
            1,
            speeds(heavyTails()),
            new ClipOutliers().setDetect(detect).setAction(action).setColumns("speed"),
            new Impute().setStrategy("mean").setIndicator(true).setColumns("speed"),
            new Scale().setColumns("numeric"));
      }
    }
    Plans.assertPasses(
        1,
        speeds(heavyTails()),
        new ClipOutliers().setAction("flag").setColumns("speed"),
        new Scale().setColumns("speed_outlier"));
    Plans.assertPasses(
        1,
        speeds(heavyTails()),
        new Impute().setColumns("speed"),
        new ClipOutliers().setColumns("speed"),
        new ClipOutliers().setDetect("range").setMax(1).setColumns("speed"),
        new Scale().setMethod("robust").setColumns("speed"));
  }

  private static void assertRefused(ClipOutliers step, String message) {
    assertThatThrownBy(
            () -> step.setColumns("speed").transformSchema(StructType.fromDDL("speed DOUBLE")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static Double[] heavyTails() {
    Random random = new Random(5);
    Double[] values = new Double[400];
    Arrays.setAll(values, i -> i % 9 == 0 ? null : Math.pow(random.nextGaussian(), 3));
    values[1] = Double.NaN;
    return values;
  }

  private static List<Object> worked(ClipOutliers step, Double... speeds) {
    Dataset<Row> rows = speeds(speeds);
    return Values.of(step.setColumns("speed").fit(rows).transform(rows), "speed");
  }

  private static Dataset<Row> speeds(Double... speeds) {
    Row[] rows = new Row[speeds.length];
    Arrays.setAll(rows, i -> row((Object) speeds[i]));
    return table("speed DOUBLE", rows);
  }
}
