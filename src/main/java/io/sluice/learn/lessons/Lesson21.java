package io.sluice.learn.lessons;

import static io.sluice.learn.Exercise.require;

import io.sluice.learn.Exercise;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exercises of lesson 2.1. */
public final class Lesson21 {

  private static final String LESSON = "2.1";
  private static final long ROWS = 10_000;
  private static final long MISSING = 2_836;
  private static final double MEDIAN = 140;
  private static final double MEAN = 153.5;

  /** How many rows have no speed. */
  public static final Exercise<Long> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of(
              "A condition is a Column: col(\"speed\").isNull().",
              "Filter the rows by it and count them: strikes.filter(...).count()."),
          Lesson21::counted);

  /** Blanks filled with the median, and marked. */
  public static final Exercise<Dataset<Row>> q2 =
      new Exercise<>(
          LESSON,
          "q2",
          List.of(
              "Make the mark first: once a blank is filled nobody sees that it was one.",
              "withColumn(\"speed_was_missing\", col(\"speed\").isNull())",
              "coalesce(col(\"speed\"), lit(median)) takes the first of the two that is there."),
          Lesson21::filled);

  /** The speed with mean 0 and standard deviation 1. */
  public static final Exercise<Dataset<Row>> q3 =
      new Exercise<>(
          LESSON,
          "q3",
          List.of(
              "Ask for the two numbers first: rows.select(avg(\"speed\"),"
                  + " stddev(\"speed\")).first().",
              "(speed - mean) / standard deviation, as a new column speed_scaled."),
          Lesson21::scaled);

  private Lesson21() {}

  private static void counted(Long answer) {
    require(answer != ROWS - MISSING, "That many rows have a speed. How many have none?");
    require(
        answer != ROWS,
        "That is the number of all rows. A comparison with null finds none: isNull() does.");
    require(
        answer == MISSING,
        "It is not %,d. Count the rows of strikes whose speed is null.".formatted(answer));
  }

  private static void filled(Dataset<Row> answer) {
    List<String> columns = List.of(answer.columns());
    require(columns.contains("speed"), "There is no column speed; it has " + columns + ".");
    require(
        columns.contains("speed_was_missing"),
        "The mark is missing: a column speed_was_missing, true where the speed was.");
    require(
        answer.count() == ROWS,
        "%,d rows are left of %,d. Fill the blanks, keep the rows."
            .formatted(answer.count(), ROWS));
    long blank = answer.where("speed IS NULL").count();
    require(blank == 0, "%,d rows still have no speed.".formatted(blank));
    long marked = answer.where("boolean(speed_was_missing)").count();
    require(
        marked == MISSING,
        "%,d rows are marked; %,d had no speed. Make the mark before you fill."
            .formatted(marked, MISSING));
    double fill =
        answer
            .where("boolean(speed_was_missing)")
            .selectExpr("double(max(speed))")
            .first()
            .getDouble(0);
    require(
        Math.abs(fill - MEAN) > 1,
        "The blanks hold the mean, %.1f. A few fast aircraft pull it up: take the median."
            .formatted(fill));
    require(
        Math.abs(fill - MEDIAN) < 1e-9,
        "The blanks hold %.1f; the median of the speeds that are there is %.0f."
            .formatted(fill, MEDIAN));
    double others =
        answer
            .where("not boolean(speed_was_missing)")
            .selectExpr("double(avg(speed))")
            .first()
            .getDouble(0);
    require(
        Math.abs(others - MEAN) < 1, "Speeds that were there have changed. Fill the blanks only.");
  }

  private static void scaled(Dataset<Row> answer) {
    require(
        List.of(answer.columns()).contains("speed_scaled"),
        "There is no column speed_scaled; it has " + List.of(answer.columns()) + ".");
    require(
        answer.count() == ROWS - MISSING,
        "%,d rows; %,d have a speed.".formatted(answer.count(), ROWS - MISSING));
    Row got =
        answer
            .selectExpr(
                "double(avg(speed_scaled))",
                "double(stddev(speed_scaled))",
                "double(min(speed_scaled))")
            .first();
    require(
        got.getDouble(2) < 0,
        "Nothing is below 0: that is a scale from 0 to 1 (min-max). Take the mean away first.");
    require(
        Math.abs(got.getDouble(0)) < 1e-3,
        "The mean is %.4f, not 0. Take the mean of the same rows away."
            .formatted(got.getDouble(0)));
    require(
        Math.abs(got.getDouble(1) - 1) < 1e-3,
        "The standard deviation is %.4f, not 1. Divide by it.".formatted(got.getDouble(1)));
  }
}
