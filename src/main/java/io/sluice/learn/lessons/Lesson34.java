package io.sluice.learn.lessons;

import static io.sluice.learn.Exercise.require;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;

import io.sluice.learn.Exercise;
import io.sluice.learn.Lab;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exercises of lesson 3.4. */
public final class Lesson34 {

  private static final String LESSON = "3.4";
  private static final double NEARLY = 0.01;
  private static final int SETTINGS = 12;
  private static final int MODELS = 60;
  private static final double NEAR = 1e-9;

  /** What a grid costs. */
  public static final Exercise<Integer> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of("How many settings are there?", "Each is trained once for each fold."),
          Lesson34::models);

  /** A log scale. */
  public static final Exercise<double[]> q2 =
      new Exercise<>(
          LESSON,
          "q2",
          List.of(
              "From 0.0001 to 1 it is 10,000 times. Four steps.",
              "Each step is 10 times: 0.0001, 0.001 ..."),
          Lesson34::penalties);

  /** The best trial. */
  public static final Exercise<Integer> q3 =
      new Exercise<>(
          LESSON,
          "q3",
          List.of(
              "Order by the score, the largest first, and take the first row.",
              "table.orderBy(col(\"score\").desc()).first().getInt(0)"),
          Lesson34::best);

  /** The simplest model that is nearly as good. */
  public static final Exercise<Integer> q4 =
      new Exercise<>(
          LESSON,
          "q4",
          List.of(
              "First the best score: table.agg(max(\"score\")).first().getDouble(0).",
              "Then filter by col(\"score\").geq(best - 0.01), order by regParam, the largest"
                  + " first.",
              "The trial of the first row: first().getInt(0)."),
          Lesson34::simplest);

  private Lesson34() {}

  /** Those of the lesson's search. */
  private static Dataset<Row> trials() {
    return Lab.spark()
        .read()
        .parquet(Lab.scratch("out/tuned/trials"))
        .withColumn("penalty", expr("double(settings['LogisticRegression.regParam'])"));
  }

  /** Its score and its penalty. */
  private static Row trial(Dataset<Row> trials, Integer number) {
    List<Row> its =
        trials.where(col("trial").equalTo(number)).select("score", "penalty").collectAsList();
    require(!its.isEmpty(), "There is no trial %d.".formatted(number));
    return its.get(0);
  }

  private static double best(Dataset<Row> trials) {
    return trials.agg(max("score")).first().getDouble(0);
  }

  private static void simplest(Integer answer) {
    Dataset<Row> trials = trials();
    Row its = trial(trials, answer);
    double most = best(trials);
    require(
        its.getDouble(0) >= most - NEARLY,
        "Trial %d has a strong penalty, but its score of %.4f is more than 0.01 below %.4f."
            .formatted(answer, its.getDouble(0), most));
    double largest =
        trials.where(col("score").geq(most - NEARLY)).agg(max("penalty")).first().getDouble(0);
    require(
        its.getDouble(1) == largest,
        "Trial %d is good enough, but there is another one with a regParam of %s."
            .formatted(answer, largest));
  }

  private static void best(Integer answer) {
    Dataset<Row> trials = trials();
    double its = trial(trials, answer).getDouble(0);
    double most = best(trials);
    require(its == most, "Trial %d has %.4f; there is one with %.4f.".formatted(answer, its, most));
  }

  private static void models(Integer answer) {
    require(answer != SETTINGS, "That is how many settings there are. Each is judged on 5 folds.");
    require(
        answer == MODELS
            || answer == MODELS + 1, // with the one that is trained on all rows at last
        "It is not %d. Settings times folds.".formatted(answer));
  }

  private static void penalties(double[] answer) {
    require(answer.length == 5, "Five values; these are %d.".formatted(answer.length));
    double[] sorted = answer.clone();
    Arrays.sort(sorted);
    require(
        Math.abs(sorted[1] - 0.2500750) > 1e-3,
        "Those are evenly spaced on a plain scale: four of five are above 0.2.");
    for (int i = 0; i < sorted.length; i++) {
      double right = Math.pow(10, i - 4.0);
      require(
          Math.abs(sorted[i] - right) < NEAR + 1e-6 * right,
          "%s is not among them: each should be 10 times the one before.".formatted(sorted[i]));
    }
  }
}
