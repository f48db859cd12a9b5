package io.sluice.train;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.split.Split;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.testing.FromYaml;
import io.sluice.testing.LocalSpark;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class BalanceTest {

  private static final int SIZE = 1000;

  /** 900, 90 and 10 rows of three classes. */
  private static Dataset<Row> rows() {
    return SPARK
        .range(0, SIZE, 1, 3)
        .selectExpr(
            "id",
            "CASE WHEN id % 100 = 0 THEN 2D WHEN id % 10 = 0 THEN 1D ELSE 0D END AS label",
            "id % 7 + 1D AS weight");
  }

  private static Balance balance(String how, Dataset<Row> rows, Optional<String> weight) {
    return Balance.of(train(how), rows, "label", weight);
  }

  private static Train train(String how) {
    return FromYaml.set(new Train(), "{balance: %s}".formatted(how));
  }

  private static Algorithm algorithm(org.apache.spark.ml.Estimator<?> estimator, String how) {
    return new Algorithm(estimator, FromYaml.set(new Roles(), "{label: label}"), train(how));
  }

  /** compute_class_weight("balanced") of scikit-learn: 0.37037, 3.7037, 33.333. */
  @Test
  void weighsAClassByItsRows() {
    Balance balance = balance("weights", rows(), Optional.empty());

    List<Row> weights =
        balance.rows().groupBy("label").avg("sluice_weight").orderBy("label").collectAsList();
    assertThat(weights.get(0).getDouble(1)).isCloseTo(1000 / 2700.0, within(1e-12));
    assertThat(weights.get(1).getDouble(1)).isCloseTo(1000 / 270.0, within(1e-12));
    assertThat(weights.get(2).getDouble(1)).isCloseTo(1000 / 30.0, within(1e-12));
    assertThat(balance.classes()).extracting(Run.Balanced::before).containsExactly(900L, 90L, 10L);
    assertThat(balance.classes()).allMatch(c -> Math.abs(c.after() - 1000 / 3.0) < 1e-9);
  }

  @Test
  void weighsOnTopOfTheRowsOwnWeights() {
    Dataset<Row> weighted = balance("weights", rows(), Optional.of("weight")).rows();

    assertThat(
            weighted.where("label = 2 AND abs(sluice_weight - weight * 1000 / 30D) > 1e-9").count())
        .isZero();
  }

  @Test
  void repeatsTheRarer() {
    Dataset<Row> balanced = balance("oversample", rows(), Optional.empty()).rows();

    assertThat(balanced.where("label = 0").count()).isEqualTo(900);
    assertThat(balanced.where("label = 1").count()).isEqualTo(900);
    assertThat(balanced.where("label = 2").count()).isEqualTo(900);
    assertThat(balanced.where("label = 2").groupBy("id").count().where("count <> 90").count())
        .isZero();
    assertThat(balanced.columns()).isEqualTo(rows().columns());
  }

  @Test
  void takesOneMoreByChanceWhereCopiesAreNoWholeNumber() {
    Dataset<Row> odd = rows().where("label = 0 OR label = 1 AND id % 20 <> 0 OR label = 2");
    long times = 900 / odd.where("label = 1").count();
    Dataset<Row> copies =
        balance("oversample", odd, Optional.empty())
            .rows()
            .where("label = 1")
            .groupBy("id")
            .count();

    assertThat(copies.where(col("count").between(times, times + 1).equalTo(false)).count())
        .isZero();
  }

  @Test
  void leavesOutRowsOfTheMoreFrequent() {
    Dataset<Row> balanced = balance("undersample", rows(), Optional.empty()).rows();

    assertThat(balanced.where("label = 2").count()).isEqualTo(10);
    assertThat(balanced.where("label = 0").count()).isBetween(1L, 22L); // four deviations of 10
    assertThat(balanced.groupBy("id").count().where("count > 1").count()).isZero();
  }

  @Test
  void isTheSameOnAnyPartitioningOfWhatASplitLeaves() {
    for (String how : List.of("oversample", "undersample", "weights")) {
      List<Row> one = ofSplit(how, rows().coalesce(1));
      assertThat(ofSplit(how, rows().repartition(7))).isEqualTo(one);
    }
  }

  private static List<Row> ofSplit(String how, Dataset<Row> rows) {
    return balance(how, Split.inOrderOfContent(rows, SIZE), Optional.empty())
        .rows()
        .collectAsList();
  }

  /** Weighing all rows of a class by w gives the model of w copies of each. */
  @Test
  void weightsAndCopiesGiveTheSameModel() {
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(new String[] {"x"})
            .setOutputCol("features")
            .transform(
                SPARK
                    .range(0, 400, 1, 1)
                    .selectExpr(
                        "double(id % 4 = 0) AS label", "sin(id) + double(id % 4 = 0) AS x"));
    LogisticRegression plain =
        new LogisticRegression().setRegParam(0.1).setTol(1e-12).setStandardization(false);
    LogisticRegressionModel weighted =
        (LogisticRegressionModel) algorithm(plain, "weights").train(rows);
    LogisticRegressionModel copied =
        (LogisticRegressionModel) algorithm(plain, "oversample").train(rows);

    assertThat(weighted.coefficients().apply(0))
        .isCloseTo(copied.coefficients().apply(0), within(1e-6));
    assertThat(weighted.intercept()).isCloseTo(copied.intercept(), within(1e-6));
  }

  /** Positive rows lie on a circle, so that lines between neighbours lie near it. */
  private static Dataset<Row> circle(int partitions) {
    Dataset<Row> rows =
        SPARK
            .range(0, 400, 1, 1)
            .selectExpr(
                "double(id % 10 = 0) AS label",
                "IF(id % 10 = 0, cos(id * 3.14159265 / 200), id * 1D) AS x",
                "IF(id % 10 = 0, sin(id * 3.14159265 / 200), id * 1D) AS y");
    return new VectorAssembler()
        .setInputCols(new String[] {"x", "y"})
        .setOutputCol("features")
        .transform(rows.repartition(partitions));
  }

  @Test
  void makesRowsBetweenNeighbours() {
    Balance balance = balance("smote, neighbors: 2", circle(3), Optional.empty());
    List<Row> positive = balance.rows().where("label = 1").collectAsList();

    assertThat(balance.classes())
        .containsExactly(new Run.Balanced("0", 360, 360), new Run.Balanced("1", 40, 360));
    assertThat(new HashSet<>(positive)).hasSizeGreaterThan(300);
    double apart = 2 * Math.PI / 40;
    for (Row row : positive) {
      double radius = Vectors.norm(row.<Vector>getAs("features"), 2);
      assertThat(radius).isBetween(Math.cos(apart / 2) - 1e-6, 1 + 1e-6);
    }
    assertThat(balance.rows().where("label = 0").count()).isEqualTo(360);
  }

  @Test
  void makesTheSameRowsOnAnyPartitioning() {
    assertThat(LocalSpark.texts(balance("smote", circle(7), Optional.empty()).rows()))
        .isEqualTo(LocalSpark.texts(balance("smote", circle(1), Optional.empty()).rows()));
  }

  @Test
  void needsMoreRowsThanNeighbours() {
    assertThatThrownBy(() -> balance("smote, neighbors: 40", circle(1), Optional.empty()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("the class 1 has 40 training rows, which have no 40 neighbours.");
  }

  @Test
  void saysWhatItCannotBalance() {
    assertThat(algorithm(new LinearRegression(), "weights").problems())
        .extracting(p -> p.text())
        .containsExactly("predicts no classes to balance. Leave out balance.");
    assertThat(algorithm(new MultilayerPerceptronClassifier(), "weights").problems())
        .extracting(p -> p.text())
        .containsExactly("takes no weights. Balance by oversample or undersample instead.");
    assertThat(algorithm(new LinearSVC(), "weights").problems()).isEmpty();
  }
}
