package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.ProblemException;
import java.util.Arrays;
import java.util.Random;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.MaxAbsScaler;
import org.apache.spark.ml.feature.MinMaxScaler;
import org.apache.spark.ml.feature.Normalizer;
import org.apache.spark.ml.feature.RobustScaler;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest extends StageTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Override
  protected PipelineStage stage() {
    return new Scale().setMethod("minMax").setColumns("speed", "wet");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "speed INT, wet BOOLEAN, other STRING",
        row(3, true, "a"),
        row(null, null, null),
        row(1, false, "b"),
        row(7, true, "c"));
  }

  @Test
  void bringsToMeanZeroAndStandardDeviationOne() {
    assertThat(scaled("standard", 1.0, 2.0, 3.0)).containsExactly(-1, 0, 1);
  }

  @Test
  void bringsToZeroToOne() {
    assertThat(scaled("minMax", -1.0, 0.0, 3.0)).containsExactly(0, 0.25, 1);
  }

  @Test
  void dividesByTheLargestAbsoluteValue() {
    assertThat(scaled("maxAbs", -4.0, 0.0, 3.0)).containsExactly(-1, 0, 0.75);
  }

  @Test
  void dividesByTheDistanceOfTheQuartiles() {
    assertThat(scaled("robust", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 1e6))
        .containsExactly(-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 249_999);
  }

  @Test
  void dividesEachRowByItsNormAndLearnsNothing() {
    Dataset<Row> rows =
        table(
            "a DOUBLE, b INT NOT NULL, c DOUBLE",
            row(3.0, 4, 100.0),
            row(0.0, 0, 1.0),
            row(null, -2, 1.0),
            row(Double.NaN, 5, 1.0),
            row(INFINITY, 5, 1.0));
    Scale scale = new Scale().setMethod("unitNorm");
    scale.setColumns("a", "b");
    assertThat(scale.learns(scale.chosen(rows.schema()))).isFalse();
    Dataset<Row> scaled = scale.fit(rows.limit(0)).transform(rows);
    assertThat(Values.of(scaled, "a")).containsExactly(0.6, 0.0, null, Double.NaN, Double.NaN);
    assertThat(Values.of(scaled, "b")).containsExactly(0.8, 0.0, -1.0, 1.0, 0.0);
    assertThat(Values.numbers(scaled, "c")).containsExactly(100, 1, 1, 1, 1);
    assertThat(scale.transformSchema(rows.schema())).isEqualTo(scaled.schema());
    Dataset<Row> missing = table("a DOUBLE, b INT", row(null, null));
    assertThat(Values.of(scale.fit(missing).transform(missing), "a"))
        .containsExactly((Object) null);
  }

  @Test
  void agreesWithSparksNormalizer() {
    Random random = new Random(4);
    Row[] many = new Row[200];
    Arrays.setAll(
        many, i -> row(random.nextGaussian(), 10 * random.nextGaussian(), random.nextDouble()));
    Dataset<Row> rows = table("a DOUBLE, b DOUBLE, c DOUBLE", many);
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(new String[] {"a", "b", "c"})
            .setOutputCol("v")
            .transform(rows);
    Dataset<Row> expected =
        new Normalizer().setP(2).setInputCol("v").setOutputCol("out").transform(vectors);
    Dataset<Row> scaled =
        new Scale().setMethod("unitNorm").setColumns("numeric").fit(rows).transform(rows);
    for (int i = 0; i < 3; i++) {
      int at = i;
      double[] numbers =
          Values.vectors(expected, "out").stream().mapToDouble(v -> v.apply(at)).toArray();
      assertThat(Values.numbers(scaled, scaled.columns()[i]))
          .containsExactly(numbers, within(1e-12));
    }
    Values.of(scaled.selectExpr("a * a + b * b + c * c AS norm"), "norm")
        .forEach(norm -> assertThat((double) norm).isEqualTo(1, within(1e-12)));
  }

  @Test
  void sharesPassesAroundUnitNorms() {
    Dataset<Row> rows = table("a DOUBLE, b DOUBLE", row(1.0, 2.0), row(null, 5.0), row(3.0, 1.0));
    Scale norm = new Scale().setMethod("unitNorm");
    norm.setColumns("a", "b");
    Plans.assertPasses(1, rows, norm, new Scale().setColumns("a", "b"));
    Plans.assertPasses(2, rows, new Impute().setColumns("a"), norm, new Scale().setColumns("a"));
  }

  @Test
  void agreesWithSparksStandardScaler() {
    assertAgrees(
        "standard", new StandardScaler().setWithMean(true).setInputCol("v").setOutputCol("out"));
  }

  @Test
  void agreesWithSparksMinMaxScaler() {
    assertAgrees("minMax", new MinMaxScaler().setInputCol("v").setOutputCol("out"));
  }

  @Test
  void agreesWithSparksMaxAbsScaler() {
    assertAgrees("maxAbs", new MaxAbsScaler().setInputCol("v").setOutputCol("out"));
  }

  @Test
  void agreesWithSparksRobustScaler() {
    assertAgrees(
        "robust",
        new RobustScaler()
            .setWithCentering(true)
            .setRelativeError(1e-6)
            .setInputCol("v")
            .setOutputCol("out"));
  }

  @Test
  void keepsNullsAndNaNsAndDoesNotLearnFromThem() {
    Dataset<Row> rows = speeds(1.0, null, Double.NaN, 3.0);
    Dataset<Row> scaled =
        new Scale().setMethod("minMax").setColumns("speed").fit(rows).transform(rows);
    assertThat(Values.of(scaled, "speed")).containsExactly(0.0, null, Double.NaN, 1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "minMax", "maxAbs", "robust"})
  void makesAConstantColumnConstant(String method) {
    double expected = method.equals("minMax") ? 0.5 : method.equals("maxAbs") ? 1 : 0;
    assertThat(scaled(method, 5.0, 5.0, 5.0)).containsExactly(expected, expected, expected);
    assertThat(scaled(method, 5.0)).containsExactly(expected);
  }

  @Test
  void makesZerosOfZeros() {
    assertThat(scaled("maxAbs", 0.0, -0.0)).containsExactly(0, 0);
  }

  @Test
  void letsNewValuesLieOutside() {
    Scale.Fitted fitted =
        new Scale().setMethod("minMax").setColumns("speed").fit(speeds(0.0, 10.0));
    assertThat(Values.numbers(fitted.transform(speeds(-5.0, 20.0, INFINITY)), "speed"))
        .containsExactly(-0.5, 2, INFINITY);
  }

  @Test
  void keepsWhatItPromisesOfItsTrainingRows() {
    double[] scaled = scaled("standard", offsetSpeeds());
    double mean = Arrays.stream(scaled).average().orElseThrow();
    double squares = Arrays.stream(scaled).map(v -> v * v).sum();
    assertThat(mean).isEqualTo(0, within(1e-5));
    assertThat(squares / (scaled.length - 1)).isEqualTo(1, within(1e-6));
  }

  @Test
  void makesDoublesOfBooleansAndWholeNumbers() {
    Dataset<Row> rows = table("wet BOOLEAN, n BIGINT", row(true, 3L), row(false, 5L));
    Dataset<Row> scaled =
        new Scale().setMethod("maxAbs").setColumns("all").fit(rows).transform(rows);
    assertThat(scaled.schema()).isEqualTo(StructType.fromDDL("wet DOUBLE, n DOUBLE"));
    assertThat(Values.numbers(scaled, "wet")).containsExactly(1, 0);
    assertThat(Values.numbers(scaled, "n")).containsExactly(new double[] {0.6, 1}, within(1e-15));
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = speeds(1.0, 3.0).toDF("a b.c`d");
    Dataset<Row> scaled =
        new Scale().setMethod("minMax").setColumns("a b.c`d").fit(rows).transform(rows);
    assertThat(scaled.columns()).containsExactly("a b.c`d");
    assertThat(Values.numbers(scaled, "a b.c`d")).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "minMax", "maxAbs"})
  void cannotLearnFromInfinities(String method) {
    assertThatThrownBy(() -> scaled(method, 1.0, INFINITY))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': the scale of its training values is not finite. Make"
                + " infinite values null in clean, or use method: robust.");
  }

  @Test
  void learnsFromTheQuartilesWhereTheEndsAreInfinite() {
    assertThat(scaled("robust", -INFINITY, 1.0, 2.0, 3.0, INFINITY))
        .containsExactly(-INFINITY, -0.5, 0, 0.5, INFINITY);
  }

  @Test
  void cannotLearnWithoutAnyValue() {
    assertThatThrownBy(() -> scaled("standard", null, Double.NaN))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': all of its training values are missing. Drop it.");
  }

  @Test
  void cannotLearnFromNoRows() {
    assertThatThrownBy(() -> scaled("standard"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void takesNumbersOnly() {
    StructType rows = StructType.fromDDL("speed DOUBLE, size STRING");
    assertThatThrownBy(() -> new Scale().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'size' is text; scale takes numbers.");
  }

  private static void assertAgrees(String method, Estimator<?> sparks) {
    Random random = new Random(2);
    Double[] values = new Double[1_001];
    Arrays.setAll(values, i -> 50 + 20 * random.nextGaussian());
    Dataset<Row> rows = speeds(values);
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(new String[] {"speed"})
            .setOutputCol("v")
            .transform(rows);
    Dataset<Row> expected = ((Transformer) sparks.fit(vectors)).transform(vectors);
    double[] numbers =
        Values.vectors(expected, "out").stream().mapToDouble(v -> v.apply(0)).toArray();
    assertThat(scaled(method, values)).containsExactly(numbers, within(1e-9));
  }

  private static Double[] offsetSpeeds() {
    Random random = new Random(3);
    Double[] values = new Double[1_000];
    Arrays.setAll(values, i -> 1e9 + random.nextGaussian());
    return values;
  }

  private static double[] scaled(String method, Double... speeds) {
    Dataset<Row> rows = speeds(speeds);
    return Values.numbers(
        new Scale().setMethod(method).setColumns("speed").fit(rows).transform(rows), "speed");
  }

  private static Dataset<Row> speeds(Double... speeds) {
    Row[] rows = new Row[speeds.length];
    Arrays.setAll(rows, i -> row((Object) speeds[i]));
    return table("speed DOUBLE", rows);
  }
}
