package io.sluice.learn.lessons;

import static io.sluice.learn.Exercise.require;

import io.sluice.learn.Exercise;
import io.sluice.learn.Lab;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exercises of lesson 3.3. */
public final class Lesson33 {

  private static final String LESSON = "3.3";
  private static final double ENOUGH = 0.70;
  private static final double CHANCE = 0.5;

  /** The column that leaks. */
  public static final Exercise<String> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of(
              "Which of them is written down in the workshop?",
              "strikes.groupBy(\"damaged\").agg(avg(...)) shows how much a column gives away."),
          Lesson33::leak);

  /** Two parts by time. */
  public static final Exercise<List<Dataset<Row>>> q2 =
      new Exercise<>(
          LESSON,
          "q2",
          List.of(
              "year(col(\"flight_date\")) is the year.",
              "filter takes a condition: strikes.filter(year(col(\"flight_date\")).lt(2000))."),
          Lesson33::byTime);

  /** A model of the learner's. */
  public static final Exercise<Model<?>> q3 =
      new Exercise<>(
          LESSON,
          "q3",
          List.of(
              "RandomForestClassifier, GBTClassifier and NaiveBayes take features and a label too.",
              "new org.apache.spark.ml.classification.RandomForestClassifier().setLabelCol(\"damaged\").setSeed(1).fit(training)"),
          Lesson33::good);

  private Lesson33() {}

  /** On the rows that the lesson has put there. */
  private static void good(Model<?> answer) {
    Dataset<Row> held = Lab.spark().read().parquet(Lab.scratch("held"));
    double auc =
        new BinaryClassificationEvaluator().setLabelCol("damaged").evaluate(answer.transform(held));
    require(
        auc != CHANCE,
        "Its AUC-ROC is 0.5: it says the same of every row. Did it train on training?");
    require(
        auc >= ENOUGH,
        "Its AUC-ROC on held is %.3f; at least %.2f is wanted. Another algorithm, or more trees?"
            .formatted(auc, ENOUGH));
  }

  private static void leak(String answer) {
    String name = answer.strip().toLowerCase(Locale.ROOT);
    require(!name.equals("damaged"), "That is the answer itself. Which column tells it?");
    require(
        !name.equals("flight_date"),
        "The date is known at once. It may be of little use; it does not leak.");
    require(name.equals("repair"), "'%s' is known at once.".formatted(answer));
  }

  private static void byTime(List<Dataset<Row>> answer) {
    require(
        answer.size() == 2,
        "Two parts: List.of(past, future). It has %d.".formatted(answer.size()));
    long late = answer.get(0).where("year(flight_date) >= 2000").count();
    require(late == 0, "%,d rows of past are of 2000 or later.".formatted(late));
    long early = answer.get(1).where("year(flight_date) < 2000").count();
    require(early == 0, "%,d rows of future are before 2000.".formatted(early));
    long both = answer.get(0).count() + answer.get(1).count();
    require(both == 9_976, "Both together have %,d rows; strikes has 9,976.".formatted(both));
  }
}
