package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.ProblemException;
import java.util.Arrays;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerTest extends StageTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Override
  protected PipelineStage stage() {
    return new Power().setColumns("speed", "birds");
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
  void takesLogarithmsAndSquareRoots() {
    assertThat(made("log1p", 0.0, Math.E - 1, -0.5, INFINITY))
        .containsExactly(new double[] {0, 1, -Math.log(2), INFINITY}, within(1e-15));
    assertThat(made("sqrt", 0.0, 9.0, 2.0, INFINITY)).containsExactly(0, 3, Math.sqrt(2), INFINITY);
  }

  /** scikit-learn 1.2.1, PowerTransformer(standardize=False): lambdas_ and transform. */
  @Test
  void agreesWithScikitLearnsYeoJohnson() {
    assertLearns(
        "yeoJohnson",
        new Double[] {1.0, 2.0, 4.0, 8.0, 16.0, 3.0, 5.0, 40.0},
        -0.3770494311061164,
        0.6099709750136907,
        0.8994889948987813,
        1.2065477564439095,
        1.4939146656729902,
        1.7408715739984748,
        1.0796552078977328,
        1.302587207363418,
        1.998285493438113);
    assertLearns(
        "yeoJohnson",
        new Double[] {-3.0, -1.0, 0.0, 0.5, 2.0, 7.0, 30.0},
        0.34850331474525764,
        -5.370650806990635,
        -1.2967594079813496,
        0,
        0.4355108132946981,
        1.3385451159273252,
        3.053330551505519,
        6.626518496547334);
    assertLearns(
        "yeoJohnson",
        new Double[] {-40.0, -7.0, -2.0, -0.5, -0.25},
        2.412428375856278,
        -1.9004675100575952,
        -1.3961936718179966,
        -0.8834133285163249,
        -0.37337641761339746,
        -0.21318339473792078);
    assertLearns(
        "yeoJohnson",
        new Double[] {0.0, 0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 0.0, 3.0, 1.0},
        -1.525545013968502,
        0,
        0,
        0,
        0.4278154255194902,
        0,
        0.5328428547489729,
        0,
        0,
        0.5764163908650562,
        0.4278154255194902);
  }

  /** scikit-learn 1.2.1, PowerTransformer(method='box-cox', standardize=False). */
  @Test
  void agreesWithScikitLearnsBoxCox() {
    assertLearns(
        "boxCox",
        new Double[] {1.0, 2.0, 4.0, 8.0, 16.0, 3.0, 5.0, 40.0},
        -0.16413757409000782,
        0,
        0.6551707464578871,
        1.2398856514651933,
        1.761721404947937,
        2.2274397137133333,
        1.0052542960658355,
        1.4144014149396955,
        2.7671278906963384);
    assertLearns(
        "boxCox",
        new Double[] {1e6, 1.1e6, 1.5e6, 2e6, 9e6},
        -1.0913336334357342,
        0.9163098123474646,
        0.9163098379773483,
        0.9163099051162695,
        0.9163099500263637,
        0.9163100482042638);
  }

  @Test
  void keepsNullsAndNaNsAndDoesNotLearnFromThem() {
    Dataset<Row> rows = speeds(1.0, null, Double.NaN, 3.0, 8.0);
    Dataset<Row> known = speeds(1.0, 3.0, 8.0);
    for (String method : new String[] {"log1p", "sqrt", "boxCox", "yeoJohnson"}) {
      Power power = new Power().setMethod(method);
      Dataset<Row> made = power.setColumns("speed").fit(rows).transform(rows);
      assertThat(Values.of(made, "speed").subList(1, 3)).containsExactly(null, Double.NaN);
      assertThat(lambda(power, rows)).isEqualTo(lambda(power, known));
    }
  }

  @Test
  void makesNullOfWhatAFunctionDoesNotTake() {
    Dataset<Row> rows = speeds(-2.0, -1.0, 0.0, -INFINITY, null, Double.NaN);
    assertThat(Values.of(fitted("log1p").transform(rows), "speed"))
        .containsExactly(null, null, 0.0, null, null, Double.NaN);
    assertThat(Values.of(fitted("sqrt").transform(rows), "speed"))
        .containsExactly(null, null, 0.0, null, null, Double.NaN);
    assertThat(Values.of(fitted("boxCox").transform(rows), "speed"))
        .containsExactly(null, null, null, null, null, Double.NaN);
    assertThat(Values.of(fitted("yeoJohnson").transform(rows.na().drop()), "speed"))
        .doesNotContainNull()
        .hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"log1p,above -1,-1.0", "sqrt,from 0,-0.25", "boxCox,above 0,0.0"})
  void cannotLearnFromNumbersThatItDoesNotTake(String method, String range, double least) {
    assertThatThrownBy(() -> made(method, 3.0, least, 4.0))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': %s takes numbers %s, but the least training value is %s. Use method: yeoJohnson, or mend the values in clean."
                .formatted(method, range, least));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boxCox", "yeoJohnson"})
  void cannotLearnFromInfinities(String method) {
    assertThatThrownBy(() -> made(method, 3.0, INFINITY, 4.0))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': its training values are not all finite. Make"
                + " infinite values null in clean.");
  }

  @Test
  void takesNewInfinitiesToTheLimit() {
    Power.Fitted fitted = new Power.Fitted("power");
    fitted.setChosen("speed");
    fitted.set(fitted.method(), "yeoJohnson");
    for (double[] lambdaAndLimits :
        new double[][] {{1, INFINITY, -INFINITY}, {-0.5, 2, -INFINITY}, {3, INFINITY, -1}}) {
      fitted.set(fitted.lambdas(), new double[] {lambdaAndLimits[0]});
      assertThat(Values.numbers(fitted.transform(speeds(INFINITY, -INFINITY)), "speed"))
          .containsExactly(lambdaAndLimits[1], lambdaAndLimits[2]);
    }
  }

  @Test
  void leavesAConstantColumnAsItIs() {
    assertThat(made("yeoJohnson", 5.0, 5.0)).containsExactly(new double[] {5, 5}, within(1e-14));
    assertThat(made("yeoJohnson", -5.0)).containsExactly(new double[] {-5}, within(1e-14));
    assertThat(made("boxCox", 5.0)).containsExactly(new double[] {4}, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log1p", "sqrt", "boxCox", "yeoJohnson"})
  void cannotLearnWithoutAnyValue(String method) {
    assertThatThrownBy(() -> made(method, null, Double.NaN))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'speed': all of its training values are missing. Drop it.");
  }

  @Test
  void cannotLearnFromNoRows() {
    assertThatThrownBy(() -> made("log1p"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void takesNumbersOnly() {
    StructType rows = StructType.fromDDL("speed DOUBLE, size STRING");
    assertThatThrownBy(() -> new Power().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'size' is text; power takes numbers.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log1p", "sqrt", "boxCox", "yeoJohnson"})
  void declaresWhatItMakes(String method) {
    Dataset<Row> rows = table("n BIGINT NOT NULL, m INT", row(3L, 1), row(5L, null));
    Power power = new Power().setMethod(method);
    assertThat(power.setColumns("all").fit(rows).transform(rows).schema())
        .isEqualTo(power.transformSchema(rows.schema()));
  }

  @Test
  void drawsSkewedTrainingRowsTogether() {
    for (String method : new String[] {"boxCox", "yeoJohnson"}) {
      double[] before = Arrays.stream(logNormal()).mapToDouble(v -> v).toArray();
      double[] after = made(method, logNormal());
      assertThat(skewness(before)).isGreaterThan(2);
      assertThat(skewness(after)).isEqualTo(0, within(0.2));
    }
  }

  @Test
  void isFollowedInTheSamePassWhereAllValuesAreKept() {
    Double[] values = logNormal();
    values[3] = null;
    values[4] = Double.NaN;
    for (String method : new String[] {"log1p", "sqrt", "boxCox", "yeoJohnson"}) {
      Plans.assertPasses(
          1,
          speeds(values),
          new Power().setMethod(method).setColumns("speed"),
          new Impute().setStrategy("mean").setColumns("speed"),
          new Scale().setColumns("speed"));
    }
    Plans.assertPasses(
        1,
        speeds(values),
        new Impute().setStrategy("median").setColumns("speed"),
        new ClipOutliers().setColumns("speed"),
        new Power().setColumns("speed"),
        new Scale().setMethod("robust").setColumns("speed"),
        new Bin().setColumns("speed"));
  }

  private static double skewness(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double square = Arrays.stream(numbers).map(v -> Math.pow(v - mean, 2)).average().orElseThrow();
    double cube = Arrays.stream(numbers).map(v -> Math.pow(v - mean, 3)).average().orElseThrow();
    return cube / Math.pow(square, 1.5);
  }

  private static Double[] logNormal() {
    Random random = new Random(2);
    Double[] values = new Double[1_000];
    Arrays.setAll(values, i -> Math.exp(1 + random.nextGaussian()));
    return values;
  }

  private static void assertLearns(
      String method, Double[] speeds, double lambda, double... expected) {
    assertThat(lambda(new Power().setMethod(method), speeds(speeds)))
        .isEqualTo(lambda, within(1e-6));
    assertThat(made(method, speeds)).containsExactly(expected, within(1e-6));
  }

  private static double lambda(Power power, Dataset<Row> rows) {
    Power.Fitted fitted = power.setColumns("speed").fit(rows);
    return fitted.getOrDefault(fitted.lambdas())[0];
  }

  private static Power.Fitted fitted(String method) {
    return new Power().setMethod(method).setColumns("speed").fit(speeds(1.0, 2.0, 4.0));
  }

  private static double[] made(String method, Double... speeds) {
    Dataset<Row> rows = speeds(speeds);
    return Values.numbers(
        new Power().setMethod(method).setColumns("speed").fit(rows).transform(rows), "speed");
  }

  private static Dataset<Row> speeds(Double... speeds) {
    Row[] rows = new Row[speeds.length];
    Arrays.setAll(rows, i -> row((Object) speeds[i]));
    return table("speed DOUBLE", rows);
  }
}
