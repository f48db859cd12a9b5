package io.sluice.train;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.stage.Roles;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.NaiveBayes;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.DecisionTreeRegressor;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class InsightTest {

  private static final List<String> SLOTS = List.of("speed", "size=small", "hashed#17");

  @Test
  void namesCoefficientsBySlotTheLargestFirst() {
    Algorithm algorithm = algorithm(new LinearRegression().setSolver("normal"));
    Run.Model insight = Insight.of(algorithm, algorithm.trained(rows()), SLOTS);
    assertThat(insight.algorithm()).isEqualTo("LinearRegression");
    assertThat(insight.settings()).containsExactly(new Run.Setting("solver", "normal"));
    assertThat(insight.weightKind()).isEqualTo("coefficient");
    assertThat(insight.weights())
        .extracting(Run.Weight::slot)
        .containsExactly("hashed#17", "speed", "size=small");
    assertThat(insight.weights().stream().map(w -> Math.round(1e6 * w.value()) / 1e6))
        .containsExactly(-3.0, 2.0, 0.5);
  }

  @Test
  void leavesOutCoefficientsOfZero() {
    Algorithm algorithm = algorithm(new LinearRegression().setElasticNetParam(1).setRegParam(1.5));
    Run.Model insight = Insight.of(algorithm, algorithm.trained(rows()), SLOTS);
    assertThat(insight.weights())
        .extracting(Run.Weight::slot)
        .containsExactly("hashed#17", "speed");
  }

  @Test
  void tellsTheIterationsOfLogisticRegression() {
    Algorithm algorithm = classifier(new LogisticRegression().setMaxIter(4).setTol(0));
    LogisticRegressionModel model = (LogisticRegressionModel) algorithm.train(rows());
    Run.Model insight = Insight.of(algorithm, new Algorithm.Trained(model, List.of()), SLOTS);
    assertThat(insight.iterations()).isEqualTo(model.summary().totalIterations()).isPositive();
    assertThat(insight.losses()).hasSize(insight.iterations() + 1);
    assertThat(insight.losses().get(0)).isEqualTo(model.summary().objectiveHistory()[0]);
    assertThat(insight.losses().get(insight.iterations())).isLessThan(insight.losses().get(0));
    assertThat(insight.weightKind()).isEqualTo("coefficient");
    for (Run.Weight weight : insight.weights()) {
      assertThat(weight.value())
          .isEqualTo(model.coefficients().apply(SLOTS.indexOf(weight.slot())));
    }
  }

  @Test
  void namesImportancesBySlot() {
    Algorithm tree = algorithm(new DecisionTreeRegressor().setMaxDepth(1));
    Run.Model insight = Insight.of(tree, tree.trained(rows()), SLOTS);
    assertThat(insight.weightKind()).isEqualTo("importance");
    assertThat(insight.weights()).containsExactly(new Run.Weight("hashed#17", 1.0));
    assertThat(insight.iterations()).isEqualTo(-1);
    Algorithm forest = classifier(new RandomForestClassifier().setNumTrees(3).setSeed(1));
    List<Run.Weight> weights = Insight.of(forest, forest.trained(rows()), SLOTS).weights();
    assertThat(weights)
        .isSortedAccordingTo((a, b) -> Double.compare(b.value(), a.value()))
        .extracting(Run.Weight::slot)
        .contains("hashed#17");
  }

  @Test
  void hasNoWeightsWhereTheModelHasNone() {
    Algorithm clusters = algorithm(new KMeans().setK(2).setSeed(1));
    assertThat(Insight.of(clusters, clusters.trained(rows()), SLOTS).weights()).isEmpty();
    Algorithm bayes = classifier(new NaiveBayes().setModelType("gaussian"));
    assertThat(Insight.of(bayes, bayes.trained(rows()), SLOTS).weights()).isEmpty();
  }

  @Test
  void hasNoSingleCoefficientOfASlotForMoreThanTwoClasses() {
    Algorithm algorithm = classifier(new LogisticRegression().setMaxIter(3));
    Dataset<Row> rows = rows().withColumn("class", expr("class + 1"));
    Model<?> model = algorithm.train(rows);
    assertThat(((LogisticRegressionModel) model).numClasses()).isEqualTo(3);
    assertThat(Insight.of(algorithm, new Algorithm.Trained(model, List.of()), SLOTS).weights())
        .isEmpty();
  }

  @Test
  void keepsTheThirtyLargestOfMany() {
    Random random = new Random(2);
    String[] names = IntStream.range(0, 40).mapToObj(i -> "c" + i).toArray(String[]::new);
    Row[] rows = new Row[100];
    for (int i = 0; i < rows.length; i++) {
      Object[] values = new Object[41];
      double y = 0;
      for (int c = 0; c < 40; c++) {
        double x = random.nextGaussian();
        values[c] = x;
        y += (c + 1) * x;
      }
      values[40] = y;
      rows[i] = row(values);
    }
    String ddl = String.join(" DOUBLE, ", names) + " DOUBLE, y DOUBLE";
    Dataset<Row> table =
        new VectorAssembler()
            .setInputCols(names)
            .setOutputCol("features")
            .transform(table(ddl, rows));
    Algorithm algorithm = algorithm(new LinearRegression());
    List<Run.Weight> weights =
        Insight.of(algorithm, algorithm.trained(table), Arrays.asList(names)).weights();
    assertThat(weights).hasSize(30);
    assertThat(weights.get(0).slot()).isEqualTo("c39");
    assertThat(weights.get(29).slot()).isEqualTo("c10");
  }

  private static Algorithm algorithm(Estimator<?> estimator) {
    return wired(estimator, "y");
  }

  private static Algorithm classifier(Estimator<?> estimator) {
    return wired(estimator, "class");
  }

  private static Algorithm wired(Estimator<?> estimator, String label) {
    Roles roles = new Roles();
    roles.set(roles.label(), label);
    return new Algorithm(estimator, roles);
  }

  /** y = 2 speed + 0.5 small - 3 hashed. */
  private static Dataset<Row> rows() {
    Random random = new Random(1);
    Row[] rows = new Row[200];
    Arrays.setAll(
        rows,
        i -> {
          double speed = random.nextGaussian();
          double small = random.nextGaussian();
          double hashed = random.nextGaussian();
          double y = 2 * speed + 0.5 * small - 3 * hashed;
          return row(speed, small, hashed, y, y + random.nextGaussian() > 0 ? 1.0 : 0.0);
        });
    return new VectorAssembler()
        .setInputCols(new String[] {"speed", "small", "hashed"})
        .setOutputCol("features")
        .transform(
            table("speed DOUBLE, small DOUBLE, hashed DOUBLE, y DOUBLE, class DOUBLE", rows));
  }
}
