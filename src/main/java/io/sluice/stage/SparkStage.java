package io.sluice.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** What can be said of spark.ml's own classes by the names of their Params. */
public final class SparkStage {

  /** The packages whose public classes a job may name, capitalised. */
  public static final List<String> FEATURE_PACKAGES = List.of("org.apache.spark.ml.feature");

  /** The package of XGBoost's algorithms, whose jar need not be there. */
  public static final String XGBOOST_PACKAGE = "ml.dmlc.xgboost4j.scala.spark";

  /** The packages of the algorithms that a job may name. */
  public static final List<String> ALGORITHM_PACKAGES =
      List.of(
          "org.apache.spark.ml.classification",
          "org.apache.spark.ml.regression",
          "org.apache.spark.ml.clustering",
          "org.apache.spark.ml.recommendation",
          XGBOOST_PACKAGE);

  private SparkStage() {}

  /** Whether an algorithm or a model tells classes apart: it gives each of them a value. */
  public static boolean classifies(Params stage) {
    return stage.hasParam("rawPredictionCol");
  }

  /** Sets a Param by name where the class has it. */
  public static void set(Params stage, String name, Object value) {
    if (stage.hasParam(name)) {
      stage.set(stage.getParam(name), value);
    }
  }

  /** The columns that a stage reads: {@code inputCol} and {@code inputCols}. */
  public static List<String> inputs(Params stage) {
    List<String> inputs = new ArrayList<>();
    for (Param<?> param : stage.params()) {
      boolean input = param.name().equals("inputCol") || param.name().equals("inputCols");
      if (input && stage.isDefined(param)) {
        Object value = stage.getOrDefault(param);
        inputs.addAll(
            param instanceof StringArrayParam
                ? List.of((String[]) value)
                : List.of((String) value));
      }
    }
    return inputs;
  }

  /** A Param's value as text. */
  public static String text(Object value) {
    return value instanceof Object[] array
        ? List.of(array).toString()
        : value instanceof double[] numbers ? Arrays.toString(numbers) : String.valueOf(value);
  }

  /** What caused a failure in the first place. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * How many tasks can run at once, by the scheduler's own number: defaultParallelism may be set to
   * anything, as EMR does.
   */
  public static int slots(SparkContext spark) {
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  /** The message of a failure in spark.ml or Spark SQL, as one line without its machinery. */
  public static String message(Throwable failure) {
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String line = text.strip().split("\n", 2)[0];
    return line.replaceFirst("^requirement failed: ", "")
        .replaceFirst("^\\[[A-Z_.]+\\] ", "")
        .replaceFirst(" SQLSTATE: [0-9A-Z]{5}", "")
        .replaceFirst("[;.]? ?\\(?line \\d+,? pos \\d+\\)?;?$", "");
  }
}
