package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.util.Arrays;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.Bucketizer;
import org.apache.spark.ml.feature.QuantileDiscretizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinTest extends StageTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Override
  protected PipelineStage stage() {
    return new Bin().setNumBins(2).setColumns("speed", "birds");
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
  void makesBinsOfEquallyManyRows() {
    assertThat(binned(new Bin().setNumBins(3), 1.0, 9.0, 2.0, 8.0, 3.0, 4.0))
        .containsExactly(0, 2, 1, 2, 1, 2);
  }

  @Test
  void makesBinsOfEqualWidth() {
    // scikit-learn 1.2.1, KBinsDiscretizer(4, encode='ordinal', strategy='uniform')
    assertThat(
            binned(
                new Bin().setMethod("uniform").setNumBins(4),
                1.0,
                7.0,
                7.0,
                3.0,
                9.0,
                12.0,
                4.0,
                20.0,
                1.5,
                6.0))
        .containsExactly(0, 1, 1, 0, 1, 2, 0, 3, 0, 1);
  }

  @Test
  void putsABoundaryIntoTheBinAboveItAndLeavesTheOuterBinsOpen() {
    Bin bin = new Bin().setMethod("splits").setSplits(-0.0, 10);
    bin.setColumns("speed");
    Dataset<Row> rows = speeds(-INFINITY, -1.0, -0.0, 0.0, 9.0, 10.0, 99.0, INFINITY);
    assertThat(bin.learns(bin.chosen(rows.schema()))).isFalse();
    assertThat(Values.numbers(bin.fit(rows.limit(0)).transform(rows), "speed"))
        .containsExactly(0, 0, 1, 1, 1, 2, 2, 2);
  }

  @Test
  void keepsNullsAndNaNsAndDoesNotLearnFromThem() {
    Dataset<Row> rows = speeds(1.0, null, Double.NaN, 3.0, 5.0);
    for (String method : new String[] {"quantile", "uniform"}) {
      Bin bin = new Bin().setMethod(method).setNumBins(2);
      assertThat(
              Values.of(bin.setColumns("speed").fit(rows).transform(rows), "speed").subList(1, 4))
          .containsExactly(null, Double.NaN, 1.0);
    }
  }

  @Test
  void agreesWithSparksQuantileDiscretizer() {
    Double[] values = draws();
    Dataset<Row> rows = speeds(values);
    Dataset<Row> expected =
        new QuantileDiscretizer()
            .setNumBuckets(7)
            .setRelativeError(0)
            .setHandleInvalid("keep")
            .setInputCol("speed")
            .setOutputCol("bin")
            .fit(rows)
            .transform(rows);
    assertThat(binned(new Bin().setNumBins(7), values))
        .containsExactly(Values.numbers(expected, "bin"));
  }

  @Test
  void agreesWithSparksBucketizer() {
    Double[] values = draws();
    Dataset<Row> expected =
        new Bucketizer()
            .setSplits(new double[] {-INFINITY, 30, 50, 50.5, INFINITY})
            .setInputCol("speed")
            .setOutputCol("bin")
            .transform(speeds(values));
    assertThat(binned(new Bin().setMethod("splits").setSplits(30, 50, 50.5), values))
        .containsExactly(Values.numbers(expected, "bin"));
  }

  @Test
  void mergesEqualBoundariesAndLeavesNoBinEmpty() {
    assertThat(binned(new Bin().setNumBins(4), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(binned(new Bin().setNumBins(4), 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0))
        .containsExactly(0, 0, 0, 0, 0, 1, 1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"quantile", "uniform"})
  void makesOneBinOfAConstantColumn(String method) {
    assertThat(binned(new Bin().setMethod(method), 5.0, 5.0)).containsExactly(0, 0);
    assertThat(binned(new Bin().setMethod(method), 5.0)).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"quantile", "uniform"})
  void putsNewValuesIntoTheOuterBins(String method) {
    Bin bin = new Bin().setMethod(method).setNumBins(3);
    Bin.Fitted fitted = bin.setColumns("speed").fit(speeds(0.0, 1.0, 2.0, 3.0));
    assertThat(Values.numbers(fitted.transform(speeds(-INFINITY, -9.0, 9.0, INFINITY)), "speed"))
        .containsExactly(0, 0, 2, 2);
  }

  @Test
  void takesInfiniteValuesForTheGreatestByQuantile() {
    assertThat(binned(new Bin().setNumBins(3), -INFINITY, 1.0, 2.0, INFINITY))
        .containsExactly(0, 1, 2, 2);
  }

  @Test
  void findsNoWidthBetweenInfinities() {
    assertThatThrownBy(() -> binned(new Bin().setMethod("uniform"), 1.0, INFINITY))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': the range of its training values is not finite."
                + " Make infinite values null in clean, or use method: quantile.");
  }

  @Test
  void cannotLearnWithoutAnyValue() {
    assertThatThrownBy(() -> binned(new Bin(), null, Double.NaN))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': all of its training values are missing. Drop it.");
  }

  @Test
  void cannotLearnFromNoRows() {
    assertThatThrownBy(() -> binned(new Bin()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void takesNumbersOnly() {
    StructType rows = StructType.fromDDL("speed DOUBLE, size STRING");
    assertThatThrownBy(() -> new Bin().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'size' is text; bin takes numbers.");
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertRefused(
        new Bin().setSplits(1, 2),
        "splits: has no meaning with method: quantile. Leave it out, or use method: splits.");
    assertRefused(
        new Bin().setMethod("splits").setSplits(1).setNumBins(3),
        "numBins: has no meaning with method: splits. Leave it out, or use method: quantile or"
            + " uniform.");
    assertRefused(
        new Bin().setMethod("splits"),
        "method: splits needs splits: the boundaries between the bins, such as [18, 65].");
    assertRefused(
        new Bin().setMethod("splits").setSplits(1, 3, 2),
        "splits: 2.0 does not lie above 3.0 before it.");
    assertRefused(
        new Bin().setMethod("splits").setSplits(-INFINITY, 3),
        "splits: -Infinity is not finite. Leave it out: the outer bins are open.");
  }

  @Test
  void makesDoublesOfWholeNumbersAndKeepsWhatIsNeverNull() {
    Dataset<Row> rows = table("n BIGINT NOT NULL, m INT", row(3L, 1), row(5L, null));
    Dataset<Row> binned = new Bin().setNumBins(2).setColumns("all").fit(rows).transform(rows);
    assertThat(binned.schema()).isEqualTo(StructType.fromDDL("n DOUBLE NOT NULL, m DOUBLE"));
    assertThat(new Bin().setColumns("all").transformSchema(rows.schema()))
        .isEqualTo(binned.schema());
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = speeds(1.0, 3.0).toDF("a b.c`d");
    Bin bin = new Bin().setMethod("splits").setSplits(2);
    assertThat(Values.of(bin.setColumns("a b.c`d").fit(rows).transform(rows), "a b.c`d"))
        .containsExactly(0.0, 1.0);
  }

  @Test
  void spreadsItsTrainingRowsEvenly() {
    double[] bins = binned(new Bin().setNumBins(10), draws());
    for (int bin = 0; bin < 10; bin++) {
      int wanted = bin;
      assertThat(Arrays.stream(bins).filter(b -> b == wanted).count()).isBetween(99L, 101L);
    }
  }

  @Test
  void isFollowedInTheSamePassWhereAllValuesAreKept() {
    Double[] values = draws();
    values[7] = null;
    values[8] = Double.NaN;
    for (String method : new String[] {"quantile", "uniform"}) {
      Plans.assertPasses(
          1,
          speeds(values),
          new Bin().setMethod(method).setColumns("speed"),
          new Impute().setStrategy("mode").setColumns("speed"),
          new Scale().setColumns("speed"));
    }
    Plans.assertPasses(
        1,
        speeds(values),
        new Impute().setColumns("speed"),
        new Bin().setMethod("splits").setSplits(40, 60).setColumns("speed"),
        new Scale().setMethod("minMax").setColumns("speed"));
  }

  private static void assertRefused(Bin step, String message) {
    assertThatThrownBy(
            () -> step.setColumns("speed").transformSchema(StructType.fromDDL("speed DOUBLE")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static Double[] draws() {
    Random random = new Random(2);
    Double[] values = new Double[1_000];
    Arrays.setAll(values, i -> 50 + 20 * random.nextGaussian());
    return values;
  }

  private static double[] binned(Bin bin, Double... speeds) {
    Dataset<Row> rows = speeds(speeds);
    return Values.numbers(bin.setColumns("speed").fit(rows).transform(rows), "speed");
  }

  private static Dataset<Row> speeds(Double... speeds) {
    Row[] rows = new Row[speeds.length];
    Arrays.setAll(rows, i -> row((Object) speeds[i]));
    return table("speed DOUBLE", rows);
  }
}
