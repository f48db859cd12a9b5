package io.sluice.train;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.stage.Problem;
import io.sluice.stage.Roles;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.fpm.FPGrowth;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.regression.AFTSurvivalRegression;
import org.apache.spark.ml.regression.GBTRegressor;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AlgorithmTest {

  @Test
  void knowsWhatItPredicts() {
    assertThat(algorithm(new LogisticRegression()).kind()).isEqualTo(Algorithm.Kind.CLASSES);
    assertThat(algorithm(new DecisionTreeClassifier()).kind()).isEqualTo(Algorithm.Kind.CLASSES);
    assertThat(algorithm(new LinearSVC()).kind()).isEqualTo(Algorithm.Kind.CLASSES);
    assertThat(algorithm(new LinearRegression()).kind()).isEqualTo(Algorithm.Kind.NUMBER);
    assertThat(algorithm(new GBTRegressor()).kind()).isEqualTo(Algorithm.Kind.NUMBER);
    assertThat(algorithm(new KMeans()).kind()).isEqualTo(Algorithm.Kind.NOTHING);
  }

  @Test
  void isCalledByItsClass() {
    assertThat(algorithm(new GBTRegressor()).name()).isEqualTo("GBTRegressor");
  }

  @Test
  void hasNoProblemWhereAllFits() {
    assertThat(algorithm(new LogisticRegression()).problems()).isEmpty();
    assertThat(new Algorithm(new KMeans(), new Roles()).problems()).isEmpty();
  }

  @Test
  void needsALabelToPredict() {
    assertThat(new Algorithm(new LinearRegression(), new Roles()).problems())
        .containsExactly(
            new Problem("", "needs a label. Say which column it is: roles: {label: ...}."));
  }

  @Test
  void leavesItsColumnsToFeaturesAndRoles() {
    LogisticRegression estimator =
        new LogisticRegression().setFeaturesCol("v").setLabelCol("y").setWeightCol("w");
    assertThat(algorithm(estimator).problems())
        .containsExactly(
            new Problem("featuresCol", "is set by features and roles; leave it out."),
            new Problem("labelCol", "is set by features and roles; leave it out."),
            new Problem("weightCol", "is set by features and roles; leave it out."));
  }

  @Test
  void leavesTheNamesOfItsOutputAsTheyAre() {
    LogisticRegression estimator =
        new LogisticRegression()
            .setPredictionCol("guess")
            .setProbabilityCol("p")
            .setRawPredictionCol("raw");
    assertThat(algorithm(estimator).problems())
        .containsExactly(
            new Problem("predictionCol", "is always 'prediction'; leave it out."),
            new Problem("probabilityCol", "is always 'probability'; leave it out."),
            new Problem("rawPredictionCol", "is always 'rawPrediction'; leave it out."));
  }

  @Test
  void takesWeightsOnlyWhereItCan() {
    Roles roles = roles();
    roles.set(roles.weight(), "importance");
    assertThat(new Algorithm(new LogisticRegression(), roles).problems()).isEmpty();
    assertThat(new Algorithm(new MultilayerPerceptronClassifier(), roles).problems())
        .containsExactly(new Problem("", "takes no weights. Leave out roles.weight."));
    assertThat(new Algorithm(new AFTSurvivalRegression(), roles).problems())
        .containsExactly(new Problem("", "takes no weights. Leave out roles.weight."));
  }

  @Test
  void saysThatItDoesNotLearnFromAVector() {
    assertThat(algorithm(new FPGrowth()).problems())
        .containsExactly(new Problem("", "does not learn from a vector of features."));
  }

  @Test
  void aRecommenderLearnsFromUsersAndItems() {
    assertThat(algorithm(new ALS()).kind()).isEqualTo(Algorithm.Kind.NUMBER);
    assertThat(algorithm(new ALS()).problems())
        .extracting(Problem::text)
        .allSatisfy(text -> assertThat(text).startsWith("needs a label."));
    assertThat(algorithm(new ALS().setRatingCol("stars")).problems())
        .contains(new Problem("ratingCol", "is set by features and roles; leave it out."));
  }

  @Test
  void learnsFromTheFeaturesAndTheLabel() {
    Roles roles = new Roles();
    roles.set(roles.label(), "y");
    Algorithm algorithm = new Algorithm(new LinearRegression(), roles);
    assertThat(algorithm.label()).contains("y");
    LinearRegressionModel model = (LinearRegressionModel) algorithm.train(points());
    assertThat(model.getFeaturesCol()).isEqualTo("features");
    assertThat(model.getLabelCol()).isEqualTo("y");
    assertThat(model.coefficients().apply(0)).isEqualTo(2, within(1e-9));
  }

  @Test
  void countsEachRowByItsWeight() {
    Roles roles = new Roles();
    roles.set(roles.label(), "y");
    roles.set(roles.weight(), "weight");
    LinearRegressionModel model =
        (LinearRegressionModel) new Algorithm(new LinearRegression(), roles).train(outlier());
    assertThat(model.getWeightCol()).isEqualTo("weight");
    assertThat(model.coefficients().apply(0)).isEqualTo(2, within(1e-9));
  }

  @Test
  void doesNotChangeTheEstimatorItWasGiven() {
    LinearRegression estimator = new LinearRegression();
    Roles roles = new Roles();
    roles.set(roles.label(), "y");
    new Algorithm(estimator, roles).train(points());
    assertThat(estimator.isSet(estimator.labelCol())).isFalse();
    assertThat(estimator.isSet(estimator.featuresCol())).isFalse();
  }

  @Test
  void learnsWithoutALabelWhereItPredictsNothing() {
    Algorithm algorithm = new Algorithm(new KMeans().setK(2).setSeed(1), roles());
    assertThat(algorithm.label()).isEmpty();
    assertThat(((KMeansModel) algorithm.train(points())).clusterCenters()).hasSize(2);
  }

  @Test
  void learnsTheSameOnAnyPartitioning() {
    Roles roles = new Roles();
    roles.set(roles.label(), "class");
    Algorithm algorithm = new Algorithm(new LogisticRegression().setRegParam(0.1), roles);
    LogisticRegressionModel one = (LogisticRegressionModel) algorithm.train(points());
    LogisticRegressionModel spread =
        (LogisticRegressionModel) algorithm.train(points().repartition(3));
    assertThat(spread.coefficients().toArray())
        .containsExactly(one.coefficients().toArray(), within(1e-9));
  }

  @Test
  void tellsTheSettingsThatTheJobGave() {
    LogisticRegression estimator = new LogisticRegression().setRegParam(0.01).setMaxIter(7);
    assertThat(algorithm(estimator).settings())
        .containsExactlyInAnyOrder(
            new Run.Setting("regParam", "0.01"), new Run.Setting("maxIter", "7"));
    assertThat(algorithm(new LogisticRegression()).settings()).isEmpty();
  }

  private static Algorithm algorithm(Estimator<?> estimator) {
    return new Algorithm(estimator, roles());
  }

  private static Roles roles() {
    Roles roles = new Roles();
    roles.set(roles.label(), "damaged");
    return roles;
  }

  private static Dataset<Row> points() {
    return assembled(row(1.0, 3.0, 0.0, 1.0), row(2.0, 5.0, 0.0, 1.0), row(4.0, 9.0, 1.0, 1.0));
  }

  private static Dataset<Row> outlier() {
    return assembled(
        row(1.0, 3.0, 0.0, 1.0),
        row(2.0, 5.0, 0.0, 1.0),
        row(4.0, 9.0, 1.0, 2.0),
        row(3.0, 500.0, 1.0, 0.0));
  }

  private static Dataset<Row> assembled(Row... rows) {
    return new VectorAssembler()
        .setInputCols(new String[] {"x"})
        .setOutputCol("features")
        .transform(table("x DOUBLE, y DOUBLE, class DOUBLE, weight DOUBLE", rows));
  }
}
