package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImputeTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Impute().setStrategy("mode").setIndicator(true).setColumns("speed", "size", "wet");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "speed DOUBLE, size STRING, wet BOOLEAN, other STRING",
        row(3.0, "small", true, "a"),
        row(null, null, null, null),
        row(1.0, "large", false, "b"),
        row(Double.NaN, "small", true, "c"));
  }

  @Test
  void fillsNullsAndNaNsWithTheMean() {
    assertThat(filled("mean", 1.0, null, Double.NaN, 2.0, 6.0))
        .containsExactly(1.0, 3.0, 3.0, 2.0, 6.0);
  }

  @Test
  void fillsWithTheLowerMedian() {
    assertThat(filled("median", 1.0, null, 2.0, 6.0, 100.0))
        .containsExactly(1.0, 2.0, 2.0, 6.0, 100.0);
  }

  @Test
  void fillsWithTheSmallestMode() {
    assertThat(filled("mode", 6.0, null, 6.0, -2.0, 1.0, -2.0))
        .containsExactly(6.0, -2.0, 6.0, -2.0, 1.0, -2.0);
  }

  @Test
  void fillsWithAConstantAndLearnsNothing() {
    Impute impute = new Impute().setStrategy("constant").setValue("-1");
    impute.setColumns("speed");
    Dataset<Row> rows = speeds(4.0, null);
    assertThat(impute.learns(impute.chosen(rows.schema()))).isFalse();
    assertThat(Values.numbers(impute.fit(rows).transform(rows), "speed")).containsExactly(4, -1);
    assertThat(Values.numbers(impute.fit(rows.limit(0)).transform(rows), "speed"))
        .containsExactly(4, -1);
  }

  @Test
  void fillsTextWithItsModeOrAConstant() {
    Dataset<Row> rows =
        table("size STRING", row("b"), row("a"), row((Object) null), row("b"), row("a"), row(""));
    Impute impute = new Impute().setStrategy("mode");
    assertThat(Values.of(impute.setColumns("size").fit(rows).transform(rows), "size"))
        .containsExactly("b", "a", "a", "b", "a", "");
    impute.setStrategy("constant").setValue("unknown");
    assertThat(Values.of(impute.fit(rows).transform(rows), "size"))
        .containsExactly("b", "a", "unknown", "b", "a", "");
  }

  @Test
  void fillsWithTheLeastOrTheGreatest() {
    assertThat(filled("min", 4.0, null, -2.0)).containsExactly(4.0, -2.0, -2.0);
    assertThat(filled("max", 4.0, Double.NaN, -2.0)).containsExactly(4.0, 4.0, -2.0);
  }

  @ParameterizedTest
  @CsvSource({"mean,3,20,9.2", "median,2,10,6", "min,1,10,1", "max,6,30,30"})
  void fillsFromTheRowsOfTheSameGroup(String strategy, double small, double large, double all) {
    Dataset<Row> training =
        table(
            "size STRING, speed DOUBLE",
            row("small", 1.0),
            row("small", 2.0),
            row("small", 6.0),
            row("small", null),
            row("large", 10.0),
            row("large", 30.0),
            row("large", Double.NaN),
            row("none", null),
            row(null, 6.2));
    Dataset<Row> rows =
        table(
            "size STRING, speed DOUBLE",
            row("small", null),
            row("small", 7.0),
            row("large", Double.NaN),
            row("none", null),
            row("", null),
            row(null, null));
    Impute impute = new Impute().setStrategy(strategy).setBy("size");
    // 6.2 is of no group, and counts among all
    double ofAll = strategy.equals("mean") ? 55.2 / 6 : all;
    assertThat(Values.numbers(impute.setColumns("speed").fit(training).transform(rows), "speed"))
        .containsExactly(new double[] {small, 7, large, ofAll, ofAll, ofAll}, within(1e-12));
  }

  @Test
  void fillsSeveralColumnsByBooleansAndWholeNumbers() {
    Dataset<Row> rows =
        table(
            "wet BOOLEAN, month INT, a DOUBLE, b INT, c BOOLEAN",
            row(true, 1, 1.0, 10, true),
            row(true, 1, null, null, null),
            row(false, 2, 3.0, 30, false),
            row(false, 2, null, null, null));
    for (String by : new String[] {"wet", "month"}) {
      Impute impute = new Impute().setStrategy("mean").setBy(by).setIndicator(true);
      Dataset<Row> filled = impute.setColumns("a", "b", "c").fit(rows).transform(rows);
      assertThat(Values.numbers(filled, "a")).containsExactly(1, 1, 3, 3);
      assertThat(Values.numbers(filled, "b")).containsExactly(10, 10, 30, 30);
      assertThat(Values.numbers(filled, "c")).containsExactly(1, 1, 0, 0);
      assertThat(Values.numbers(filled, "b_missing")).containsExactly(0, 1, 0, 1);
      assertThat(impute.transformSchema(rows.schema()).fieldNames())
          .containsExactly(filled.columns());
    }
  }

  @Test
  void keepsItsGroupsWhenSavedAndLoaded(@TempDir Path dir) throws Exception {
    Dataset<Row> rows =
        table("size STRING, speed DOUBLE", row("b", 1.0), row("a", 5.0), row("a", null));
    Impute.Fitted fitted = new Impute().setBy("size").setColumns("speed").fit(rows);
    fitted.write().save(dir.resolve("impute").toString());
    Impute.Fitted loaded = Impute.Fitted.read().load(dir.resolve("impute").toString());
    assertThat(loaded.getOrDefault(loaded.groups())).containsExactly("a", "b");
    assertThat(Values.numbers(loaded.transform(rows), "speed")).containsExactly(1, 5, 5);
    assertThatThrownBy(() -> loaded.transform(rows.drop("size")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'size' is not in the table. Columns: speed.");
  }

  @Test
  void fillsByGroupsInThePassOfOtherSteps() {
    Dataset<Row> rows =
        table(
            "size STRING, speed DOUBLE, height DOUBLE",
            row("small", 1.0, 2.0),
            row("small", null, 4.0),
            row("large", 5.0, 7.0));
    Plans.assertPasses(
        1,
        rows,
        new Impute().setBy("size").setColumns("speed"),
        new Scale().setColumns("height"),
        new OneHot().setColumns("size"));
    Plans.assertPasses(
        2, rows, new Impute().setBy("size").setColumns("speed"), new Scale().setColumns("speed"));
    Plans.assertPasses(
        1,
        rows,
        new Impute().setStrategy("max").setIndicator(true).setColumns("speed"),
        new Scale().setColumns("speed", "speed_missing"));
  }

  @Test
  void saysThatThereAreTooManyGroups() {
    Dataset<Row> rows =
        LocalSpark.SPARK.range(2_001).selectExpr("id", "CAST(id AS DOUBLE) AS speed");
    assertThatThrownBy(() -> new Impute().setBy("id").setColumns("speed").fit(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'id' has more than 2,000 different values, too many groups to fill 'speed' by."
                + " Leave by out, or group by a column of fewer.");
  }

  @Test
  void refusesGroupsThatMakeNoSense() {
    assertRefused(
        new Impute().setBy("size").setStrategy("mode"),
        "by: has no meaning with strategy: mode. Leave it out, or use strategy: mean, median, min"
            + " or max.");
    assertRefused(
        new Impute().setBy("sise"),
        "by: column 'sise' is not in the table. Did you mean 'size'? Columns: speed, size,"
            + " height.");
    assertRefused(
        new Impute().setBy("height"),
        "by: column 'height' is of type double; by takes text, booleans and whole numbers.");
    assertRefused(
        new Impute().setBy("speed"),
        "column 'speed' is what by groups by and cannot be filled by itself. Leave it out:"
            + " -speed.");
    StructType rows = StructType.fromDDL("phase STRING, size STRING");
    assertThatThrownBy(() -> new Impute().setBy("size").setColumns("phase").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'phase' is text; by fills numbers and booleans.");
  }

  private static void assertRefused(Impute impute, String message) {
    StructType rows = StructType.fromDDL("speed DOUBLE, size STRING, height DOUBLE");
    assertThatThrownBy(() -> impute.setColumns("speed").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  @Test
  void makesDoublesOfBooleansAndWholeNumbers() {
    Dataset<Row> rows =
        table("wet BOOLEAN, n INT", row(true, 3), row(null, null), row(true, 5), row(false, 4));
    Dataset<Row> filled =
        new Impute().setStrategy("mean").setColumns("wet", "n").fit(rows).transform(rows);
    assertThat(Values.numbers(filled, "wet"))
        .containsExactly(new double[] {1, 2.0 / 3, 1, 0}, within(1e-15));
    assertThat(Values.numbers(filled, "n")).containsExactly(3, 4, 5, 4);
    assertThat(filled.schema())
        .isEqualTo(StructType.fromDDL("wet DOUBLE NOT NULL, n DOUBLE NOT NULL"));
  }

  @Test
  void saysWhereAValueWasMissing() {
    Dataset<Row> rows = speeds(4.0, null, Double.NaN);
    Dataset<Row> filled =
        new Impute().setIndicator(true).setColumns("speed").fit(rows).transform(rows);
    assertThat(filled.columns()).containsExactly("speed", "speed_missing");
    assertThat(Values.numbers(filled, "speed_missing")).containsExactly(0, 1, 1);
    assertThat(Values.numbers(filled, "speed")).containsExactly(4, 4, 4);
  }

  @Test
  void leavesNothingMissing() {
    Random random = new Random(6);
    Row[] many = new Row[300];
    Arrays.setAll(
        many,
        i -> row("g" + random.nextInt(5), random.nextInt(3) == 0 ? null : random.nextDouble()));
    Dataset<Row> rows = table("size STRING, speed DOUBLE", many);
    for (String strategy : new String[] {"mean", "median", "min", "max"}) {
      for (String by : new String[] {"", "size"}) {
        Impute impute = new Impute().setStrategy(strategy).setBy(by);
        Dataset<Row> filled = impute.setColumns("speed").fit(rows).transform(rows);
        assertThat(filled.filter("speed IS NULL OR isnan(speed)").count()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "median", "mode"})
  void agreesWithSparksImputer(String strategy) {
    Random random = new Random(1);
    Double[] values = new Double[500];
    for (int i = 0; i < values.length; i++) {
      double kind = random.nextDouble();
      double draw = Math.rint(100 * random.nextGaussian()) / 10;
      values[i] =
          kind < 0.1 ? null : kind < 0.2 ? Double.valueOf(Double.NaN) : Double.valueOf(draw);
    }
    Dataset<Row> rows = speeds(values);
    Dataset<Row> expected =
        new Imputer()
            .setInputCols(new String[] {"speed"})
            .setOutputCols(new String[] {"filled"})
            .setStrategy(strategy)
            .setRelativeError(0)
            .fit(rows)
            .transform(rows);
    Dataset<Row> actual =
        new Impute().setStrategy(strategy).setColumns("speed").fit(rows).transform(rows);
    assertThat(Values.numbers(actual, "speed"))
        .containsExactly(Values.numbers(expected, "filled"), within(1e-9));
  }

  @Test
  void fillsNewRowsWithWhatTheTrainingRowsSaid() {
    Impute.Fitted fitted =
        new Impute().setStrategy("mean").setColumns("speed").fit(speeds(1.0, 3.0));
    assertThat(Values.numbers(fitted.transform(speeds(null, 50.0)), "speed"))
        .containsExactly(2, 50);
  }

  @Test
  void keepsInfinitiesAndTakesAMedianAmongThem() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(filled("median", 1.0, infinity, null, 2.0)).containsExactly(1.0, infinity, 2.0, 2.0);
  }

  @Test
  void saysThatAMeanIsNotFinite() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThatThrownBy(() -> filled("mean", 1.0, infinity, null))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': the mean of its training values is Infinity. Make"
                + " infinite values null in clean, or use strategy: median.");
    assertThatThrownBy(() -> filled("mean", -infinity, infinity, null))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': the mean of its training values is NaN. Make"
                + " infinite values null in clean, or use strategy: median.");
    assertThatThrownBy(() -> filled("min", 1.0, -infinity, null))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': the min of its training values is -Infinity. Make"
                + " infinite values null in clean, or use strategy: median.");
  }

  @Test
  void learnsFromOneRow() {
    for (String strategy : new String[] {"mean", "median", "mode", "min", "max"}) {
      Impute.Fitted fitted =
          new Impute().setStrategy(strategy).setColumns("speed").fit(speeds(7.0));
      assertThat(Values.numbers(fitted.transform(speeds((Double) null)), "speed"))
          .containsExactly(7);
    }
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = speeds(1.0, null).toDF("a b.c`d");
    Dataset<Row> filled =
        new Impute().setIndicator(true).setColumns("a b.c`d").fit(rows).transform(rows);
    assertThat(filled.columns()).containsExactly("a b.c`d", "a b.c`d_missing");
    assertThat(Values.numbers(filled, "a b.c`d")).containsExactly(1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "median", "mode", "min", "max"})
  void cannotLearnWithoutAnyValue(String strategy) {
    assertThatThrownBy(() -> filled(strategy, null, Double.NaN))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': all of its training values are missing. Drop it or"
                + " use strategy: constant.");
  }

  @Test
  void cannotLearnFromTextWithoutAnyValue() {
    Dataset<Row> rows = table("size STRING", row((Object) null));
    assertThatThrownBy(() -> new Impute().setStrategy("mode").setColumns("size").fit(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'size': all of its training values are missing. Drop it or"
                + " use strategy: constant.");
  }

  @Test
  void cannotLearnFromNoRows() {
    assertThatThrownBy(() -> new Impute().setColumns("speed").fit(speeds()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void findsNoModeAmongTooManyNumbers() {
    Dataset<Row> rows = LocalSpark.SPARK.range(8193).selectExpr("CAST(id AS DOUBLE) speed");
    assertThatThrownBy(() -> new Impute().setStrategy("mode").setColumns("speed").fit(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'speed' has more than 8,192 different values, so its mode says little. Use"
                + " strategy: median or constant.");
  }

  @Test
  void findsNoModeAmongTooManyTexts() {
    Dataset<Row> rows = LocalSpark.SPARK.range(20_001).selectExpr("CAST(id AS STRING) size");
    assertThatThrownBy(() -> new Impute().setStrategy("mode").setColumns("size").fit(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'size' has more than 20,000 different values, so its mode says little. Use"
                + " strategy: constant.");
  }

  @Test
  void namesEveryColumnThatItCannotFill() {
    StructType rows = StructType.fromDDL("speed DOUBLE, size STRING, day DATE");
    assertThatThrownBy(() -> new Impute().setColumns("speed", "size", "day").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'size' is text and has no median. Use strategy: mode or constant.\n"
                + "column 'day' is of type date; impute fills numbers, booleans and text.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "NaN", "Infinity"})
  void takesOnlyNumbersAsTheConstantOfNumbers(String value) {
    Impute impute = new Impute().setStrategy("constant").setValue(value);
    assertThatThrownBy(() -> impute.setColumns("speed").fit(speeds(1.0)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'speed' is of type double, but value: '" + value + "' is not a number.");
  }

  @Test
  void doesNotOverwriteAColumnWithTheIndicator() {
    Dataset<Row> rows =
        table(
            "speed DOUBLE, speed_missing STRING", row(1.0, "do not lose me"), row(null, "nor me"));
    assertThatThrownBy(() -> new Impute().setIndicator(true).setColumns("speed").fit(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "indicator: the table has a column 'speed_missing' already. Rename it in clean.");
  }

  private static double[] filled(String strategy, Double... speeds) {
    Dataset<Row> rows = speeds(speeds);
    return Values.numbers(
        new Impute().setStrategy(strategy).setColumns("speed").fit(rows).transform(rows), "speed");
  }

  private static Dataset<Row> speeds(Double... speeds) {
    Row[] rows = new Row[speeds.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row((Object) speeds[i]);
    }
    return table("speed DOUBLE", rows);
  }
}
