package io.sluice.job;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.split.Folds;
import io.sluice.split.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class TrialsTest {

  private static final String JOB =
      """
      name: small
      read: {path: somewhere, format: parquet}
      roles: {label: label, id: id}
      features:
        - scale: {columns: [a, b]}
      train:
        LogisticRegression: {maxIter: 20}
      tune:
        metric: aucRoc
        space: {scale.method: [standard, minMax], LogisticRegression.regParam: [0.01, 0.1, 1]}
      """;

  /** Two numbers that tell a little of the label, and one that tells nothing. */
  private static Dataset<Row> rows() {
    Dataset<Row> rows =
        SPARK
            .range(0, 400, 1, 1)
            .selectExpr(
                "id",
                "id * 7919 % 401 / 10D AS a",
                "sin(id) AS b",
                "double(id * 7919 % 401 / 10D + 10 * sin(id) + 20 * cos(id * 31) > 20) AS label");
    return job().roles().value().mark(rows);
  }

  private static Job job() {
    return new JobReader("small.yaml", "out", Map.of(), Map.of()).read(JOB);
  }

  /** A group decides the folds: with another one, trials of before are none of this search. */
  @Test
  void whatIsLearnedDependsOnTheRoles() {
    assertThat(Walk.learning(job())).isEqualTo(Walk.learning(job()));
    String grouped = JOB.replace("roles: {", "roles: {group: g, ");
    assertThat(grouped).isNotEqualTo(JOB);
    assertThat(Walk.learning(new JobReader("small.yaml", "out", Map.of(), Map.of()).read(grouped)))
        .isNotEqualTo(Walk.learning(job()));
  }

  @Test
  void scoresAreThoseOfCrossValidatorOnTheSameFolds() {
    try (Folds folds = Folds.of(new Split(), rows(), 3, 400, List.of("id"), 1);
        Trials trials = new Trials(job(), folds, "aucRoc")) {
      CrossValidatorModel expected = crossValidated(folds.rows());
      ParamMap[] grid = expected.getEstimatorParamMaps();
      for (int i = 0; i < grid.length; i++) {
        double regParam = List.of(0.01, 0.1, 1.0).get(i);
        double sum = 0;
        for (int fold = 0; fold < 3; fold++) {
          sum +=
              trials
                  .score(Map.of("LogisticRegression.regParam", Double.toString(regParam)), fold, 1)
                  .score();
        }
        assertThat(sum / 3).isCloseTo(expected.avgMetrics()[i], within(1e-9));
      }
    }
  }

  private static CrossValidatorModel crossValidated(Dataset<Row> rows) {
    LogisticRegression algorithm = new LogisticRegression().setMaxIter(20);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("raw"),
                  new StandardScaler()
                      .setInputCol("raw")
                      .setOutputCol("features")
                      .setWithMean(true),
                  algorithm
                });
    return new CrossValidator()
        .setEstimator(pipeline)
        .setEvaluator(new BinaryClassificationEvaluator().setNumBins(0))
        .setEstimatorParamMaps(
            new ParamGridBuilder()
                .addGrid(algorithm.regParam(), new double[] {0.01, 0.1, 1})
                .build())
        .setFoldCol(Folds.FOLD)
        .setNumFolds(3)
        .fit(rows);
  }

  @Test
  void trialsThatDifferInTheAlgorithmHaveTheirFeaturesInCommon() {
    try (Folds folds = Folds.of(new Split(), rows(), 2, 400, List.of("id"), 1);
        Trials trials = new Trials(job(), folds, "aucRoc")) {
      Object group = trials.group(Map.of("LogisticRegression.regParam", "1"));

      assertThat(trials.group(Map.of("LogisticRegression.regParam", "0.1"))).isEqualTo(group);
      assertThat(trials.group(Map.of("scale.method", "minMax"))).isNotEqualTo(group);
    }
  }

  @Test
  void scoresDependOnTheSettingsOfFeatures() {
    try (Folds folds = Folds.of(new Split(), rows(), 2, 400, List.of("id"), 1);
        Trials trials = new Trials(job(), folds, "logLoss")) {
      Map<String, String> asGiven =
          Map.of("LogisticRegression.regParam", "1", "LogisticRegression.standardization", "false");
      Map<String, String> changed = new HashMap<>(asGiven);
      changed.put("scale.method", "maxAbs");
      double standard = trials.score(asGiven, 0, 1).score();
      double other = trials.score(changed, 0, 1).score();

      assertThat(other).isNotEqualTo(standard);
    }
  }
}
