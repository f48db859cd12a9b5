package io.sluice.train;

import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.Params;

/**
 * What the algorithms of XGBoost ask for beside those of spark.ml. Their jar is not in ours: a job
 * names them as it names spark.ml's, where it is on the class path. They get dense vectors: version
 * 3.1.1 takes the values of a sparse vector for those of other slots when it predicts.
 */
final class XgBoost {

  private static final String PACKAGES =
      "--packages ml.dmlc:xgboost4j-spark_2.12:3.1.1"
          + " --exclude-packages com.esotericsoftware:kryo,commons-logging:commons-logging";

  private XgBoost() {}

  /** How to add the jar, where the name is that of an algorithm in it. */
  static Optional<String> howToAdd(String name) {
    return name.equals("XGBoostClassifier") || name.equals("XGBoostRegressor")
        ? Optional.of("XGBoost is not on the class path. Give spark-submit: " + PACKAGES)
        : Optional.empty();
  }

  static boolean isOneOf(Params algorithm) {
    return algorithm.getClass().getName().startsWith(SparkStage.XGBOOST_PACKAGE + ".");
  }

  /** What does not fit. */
  static Optional<Problem> problem(Params algorithm) {
    if (!org.apache.spark.package$.MODULE$.SPARK_VERSION().startsWith("3.")) {
      return Optional.of(
          new Problem(
              "",
              "has models that cannot be saved on Spark 4. Use GBTClassifier or GBTRegressor, or"
                  + " run on Spark 3.5."));
    }
    return algorithm.hasParam("groupCol")
        ? Optional.of(new Problem("", "ranks rows within groups, which a job cannot give it."))
        : Optional.empty();
  }

  /** Fails where its workers, which wait for each other, would wait for ever. */
  static void requireRoom(Params algorithm, SparkContext spark) {
    int workers = (Integer) algorithm.getOrDefault(algorithm.getParam("numWorkers"));
    if (!spark.isLocal() && spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw ProblemException.inJob(
          "numWorkers",
          "the workers must run at once, which executors that come and go do not promise. Set"
              + " spark.dynamicAllocation.enabled=false.");
    }
    int slots = SparkStage.slots(spark);
    if (workers > slots) {
      throw ProblemException.inJob(
          "numWorkers",
          "'%d' workers must run at once, and %d tasks can. Use fewer workers, or more executors."
              .formatted(workers, slots));
    }
  }
}
