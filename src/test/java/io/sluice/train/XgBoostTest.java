package io.sluice.train;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import java.nio.file.Path;
import java.util.List;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassificationModel;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import ml.dmlc.xgboost4j.scala.spark.XGBoostRanker;
import ml.dmlc.xgboost4j.scala.spark.XGBoostRegressor;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

@DisabledIf(value = "io.sluice.testing.LocalSpark#is4", disabledReason = "refused on Spark 4")
class XgBoostTest {

  @Test
  void tellsTwoClassesApartAndLoadsAgain(@TempDir Path dir) throws Exception {
    Algorithm algorithm = new Algorithm(classifier(1), roles());
    assertThat(algorithm.problems()).isEmpty();
    assertThat(algorithm.kind()).isEqualTo(Algorithm.Kind.CLASSES);
    Model<?> model = algorithm.train(rows());
    Dataset<Row> predicted = model.transform(rows());
    assertThat(predicted.where("prediction <> label").count()).isZero();
    String path = dir.resolve("model").toString();
    ((XGBoostClassificationModel) model).write().save(path);
    assertThat(predictions((Model<?>) XGBoostClassificationModel.load(path), rows()))
        .isEqualTo(predictions(model, rows()));
  }

  @Test
  void predictsANumber() {
    XGBoostRegressor regressor = new XGBoostRegressor();
    regressor.setNumRound(30);
    Algorithm algorithm = new Algorithm(regressor, roles());
    assertThat(algorithm.kind()).isEqualTo(Algorithm.Kind.NUMBER);
    Dataset<Row> predicted = algorithm.train(rows()).transform(rows());
    assertThat(predicted.where("abs(prediction - label) > 0.1").count()).isZero();
  }

  /** The vectors are the same ones, as a job gives them. */
  @Test
  void getsDenseVectors(@TempDir Path dir) throws Exception {
    Dataset<Row> mixed = mixed();
    Transformer dense = new Algorithm(classifier(1), roles()).afterFeatures().orElseThrow();
    String path = dir.resolve("dense").toString();
    ((DenseFeatures) dense).write().save(path);
    List<Row> vectors = DenseFeatures.read().load(path).transform(mixed).collectAsList();
    assertThat(vectors).allMatch(r -> r.getAs("features") instanceof DenseVector);
    assertThat(mixed.collectAsList()).anyMatch(r -> r.getAs("features") instanceof SparseVector);
    assertThat(vectors).isEqualTo(mixed.collectAsList());
    assertThat(dense.transformSchema(mixed.schema())).isEqualTo(dense.transform(mixed).schema());
    assertThat(new Algorithm(new LogisticRegression(), roles()).afterFeatures()).isEmpty();
  }

  @Test
  void saysThatMoreWorkersMustRunAtOnceThanCan() {
    Algorithm algorithm = new Algorithm(classifier(3), roles());
    assertThatThrownBy(() -> algorithm.train(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "numWorkers: '3' workers must run at once, and 2 tasks can. Use fewer workers, or more"
                + " executors.");
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThat(new Algorithm(new XGBoostRanker(), roles()).problems())
        .containsExactly(new Problem("", "ranks rows within groups, which a job cannot give it."));
  }

  @Test
  void saysHowToAddTheJar() {
    assertThat(Algorithm.howToAdd("XGBoostRegressor"))
        .contains(
            "XGBoost is not on the class path. Give spark-submit: --packages"
                + " ml.dmlc:xgboost4j-spark_2.12:3.1.1 --exclude-packages"
                + " com.esotericsoftware:kryo,commons-logging:commons-logging");
    assertThat(Algorithm.howToAdd("LinearRegresion")).isEmpty();
  }

  private static XGBoostClassifier classifier(int workers) {
    XGBoostClassifier classifier = new XGBoostClassifier();
    classifier.setNumRound(20);
    classifier.setNumWorkers(workers);
    return classifier;
  }

  private static Roles roles() {
    Roles roles = new Roles();
    roles.set(roles.label(), "label");
    return roles;
  }

  private static Dataset<Row> rows() {
    return new DenseFeatures().transform(mixed());
  }

  /** Most of the numbers are 0, so that some of the vectors are sparse and some dense. */
  private static Dataset<Row> mixed() {
    String[] columns = {"a", "b", "c", "d", "e"};
    return new VectorAssembler()
        .setInputCols(columns)
        .setOutputCol("features")
        .transform(
            SPARK
                .range(400)
                .selectExpr(
                    "id",
                    "id % 3 a",
                    "IF(id % 4 = 0, id, 0) b",
                    "IF(id % 5 = 0, 1, 0) c",
                    "IF(id % 7 = 0, -1, 0) d",
                    "IF(id % 2 = 0, 2, 0) e",
                    "CAST(IF(id % 3 = 0 OR id % 5 = 0, 1, 0) AS DOUBLE) label"));
  }

  private static List<String> predictions(Model<?> model, Dataset<Row> rows) {
    return texts(model.transform(rows).select("id", "probability"));
  }
}
