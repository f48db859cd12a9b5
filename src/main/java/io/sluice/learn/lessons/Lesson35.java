package io.sluice.learn.lessons;

import static io.sluice.learn.Exercise.require;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.sluice.learn.Exercise;
import io.sluice.learn.Lab;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exercises of lesson 3.5; what is right follows from the table that its job has scored. */
public final class Lesson35 {

  private static final String LESSON = "3.5";
  private static final double ROUNDING = 5e-4;
  private static final double MISSED = 15;
  private static final double NEAR = 1.03;

  /** The accuracy of no warning at all. */
  public static final Exercise<Double> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of(
              "He is right where damaged is false.",
              "Divide two counts; one of them must be a double: (double) a / b."),
          Lesson35::never);

  /** Recall. */
  public static final Exercise<Double> q2 =
      new Exercise<>(
          LESSON,
          "q2",
          List.of(
              "Only rows with damage matter: test.filter(col(\"damaged\").cast(\"boolean\")).",
              "prediction is 1 or 0, so its mean over those rows is the share that was found."),
          Lesson35::recall);

  /** The threshold of least cost. */
  public static final Exercise<Double> q3 =
      new Exercise<>(
          LESSON,
          "q3",
          List.of(
              "costs has a row for each threshold; order by its cost.",
              "costs.orderBy(\"cost\").first().getDouble(0)"),
          Lesson35::threshold);

  private Lesson35() {}

  private static Dataset<Row> part(String name) {
    return Lab.spark()
        .read()
        .parquet(Lab.scratch("out/strikes/scored"))
        .where(col("split").equalTo(name));
  }

  private static Column damaged() {
    return col("damaged").cast("boolean");
  }

  private static void never(Double answer) {
    Row counted = part("test").select(count_if(not(damaged())), count_if(lit(true))).first();
    double right = (double) counted.getLong(0) / counted.getLong(1);
    require(
        Math.abs(answer - (1 - right)) > ROUNDING,
        "That is the share with damage: there he is wrong.");
    require(answer <= 1, "A share is at most 1, not %.2f.".formatted(answer));
    require(answer != 0, "0: two whole numbers divide to a whole number. Make one a double.");
    require(
        Math.abs(answer - right) < ROUNDING,
        "It is not %.4f. Of the rows of test, the share whose damaged is false.".formatted(answer));
  }

  private static void recall(Double answer) {
    Row n =
        part("test")
            .select(
                count_if(damaged().and(col("prediction").equalTo(1))),
                count_if(damaged()),
                count_if(col("prediction").equalTo(1)))
            .first();
    double right = (double) n.getLong(0) / n.getLong(1);
    double precision = (double) n.getLong(0) / n.getLong(2);
    require(
        Math.abs(answer - precision) > ROUNDING,
        "That is the precision: of the warnings. Recall is of the damages.");
    require(
        Math.abs(answer - right) < ROUNDING,
        "It is not %.4f. Of the rows with damage, the share whose prediction is 1."
            .formatted(answer));
  }

  private static Column cost(double threshold) {
    return sum(damaged().and(col("score").leq(threshold)).cast("int").multiply(MISSED))
        .plus(sum(not(damaged()).and(col("score").gt(threshold)).cast("int")));
  }

  private static void threshold(Double answer) {
    require(answer > 0 && answer < 1, "A threshold lies between 0 and 1.");
    Row costs =
        part("validation")
            .select(
                cost(answer),
                least(IntStream.range(1, 25).mapToObj(i -> cost(0.02 * i)).toArray(Column[]::new)))
            .first();
    double its = costs.getDouble(0);
    require(
        its <= NEAR * costs.getDouble(1),
        "A threshold of %.2f costs %.0f on validation; %.0f can be had. See the picture."
            .formatted(answer, its, costs.getDouble(1)));
  }
}
