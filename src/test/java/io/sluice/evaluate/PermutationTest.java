package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PermutationTest {

  private static final List<String> COLUMNS = List.of("a", "b", "c");

  /** a and b from 0 to 99 and from 0 to 6, of which y is 3 a + 20 b; c says nothing. */
  private static Dataset<Row> rows(int partitions) {
    return SPARK
        .range(0, 700, 1, partitions)
        .selectExpr(
            "id % 100 AS a",
            "id % 7 AS b", "hash(id) % 1000 AS c", "double(3 * (id % 100) + 20 * (id % 7)) AS y");
  }

  private static Dataset<Row> features(Dataset<Row> rows) {
    return new VectorAssembler()
        .setInputCols(COLUMNS.toArray(new String[0]))
        .setOutputCol("features")
        .transform(rows);
  }

  private static Run.Permutation of(String kind, Estimator<?> algorithm, Dataset<Row> rows) {
    Model<?> model = (Model<?>) algorithm.fit(features(rows));
    return new Permutation(model, "y", kind, PermutationTest::features)
        .of("validation", rows, COLUMNS, 5);
  }

  @Test
  void shufflingACauseCostsTwiceItsVariance() {
    Run.Permutation shuffled = of("number", new LinearRegression().setLabelCol("y"), rows(3));
    assertThat(shuffled.metric()).isEqualTo("rmse");
    assertThat(shuffled.score()).isCloseTo(0, within(1e-6));
    assertThat(shuffled.rows()).isEqualTo(700);
    assertThat(shuffled.importances())
        .extracting(Run.Importance::column)
        .containsExactly("a", "b", "c");
    // the error of a shuffled cause is the difference of two of its values
    assertThat(loss(shuffled, "a")).isCloseTo(Math.sqrt(2 * 9 * 9999 / 12.0), within(6.0));
    assertThat(loss(shuffled, "b")).isCloseTo(Math.sqrt(2 * 400 * 48 / 12.0), within(3.0));
    assertThat(loss(shuffled, "c")).isCloseTo(0, within(1e-6));
    assertThat(shuffled.importances().get(0).deviation()).isBetween(0.1, 10.0);
  }

  private static double loss(Run.Permutation shuffled, String column) {
    return shuffled.importances().stream()
        .filter(i -> i.column().equals(column))
        .findFirst()
        .orElseThrow()
        .loss();
  }

  @Test
  void theSameOnAnyNumberOfPartitions() {
    LinearRegression algorithm = new LinearRegression().setLabelCol("y");
    Run.Permutation one = of("number", algorithm, rows(1));
    Run.Permutation many = of("number", algorithm, rows(5));
    COLUMNS.forEach(c -> assertThat(loss(many, c)).isCloseTo(loss(one, c), within(1e-6)));
  }

  @Test
  void ofTwoClassesTheAreaIsLost() {
    Dataset<Row> rows = rows(2).withColumn("y", expr("double(a > 49)"));
    Run.Permutation shuffled =
        of("twoClasses", new LogisticRegression().setLabelCol("y").setRegParam(0.1), rows);
    assertThat(shuffled.score()).isCloseTo(1, within(0.01));
    assertThat(loss(shuffled, "a")).isCloseTo(0.5, within(0.06)); // what is left is a guess
    assertThat(loss(shuffled, "b")).isCloseTo(0, within(0.01));
  }

  @Test
  void ofSeveralClassesTheAccuracyIsLost() {
    Dataset<Row> rows = rows(2).withColumn("y", expr("double(b % 3)"));
    Run.Permutation shuffled =
        of("classes", new DecisionTreeClassifier().setLabelCol("y").setMaxDepth(9), rows);
    assertThat(shuffled.score()).isEqualTo(1);
    assertThat(shuffled.metric()).isEqualTo("accuracy");
    // of 7 values 3, 2 and 2 have a class: a shuffled one is right for 17 of 49
    assertThat(loss(shuffled, "b")).isCloseTo(1 - 17 / 49.0, within(0.05));
  }

  @Test
  void whereTheMetricIsNotDefinedNothingIsSaid() {
    Dataset<Row> rows = rows(2).withColumn("y", expr("double(a > 49)"));
    Model<?> model = new LogisticRegression().setLabelCol("y").fit(features(rows));
    Run.Permutation shuffled =
        new Permutation(model, "y", "twoClasses", PermutationTest::features)
            .of("validation", rows.where("y = 1"), COLUMNS, 2);
    assertThat(shuffled.score()).isNull();
    assertThat(shuffled.importances()).isEmpty();
  }
}
