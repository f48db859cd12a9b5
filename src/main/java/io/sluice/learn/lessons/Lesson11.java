package io.sluice.learn.lessons;

import static io.sluice.learn.Exercise.require;

import io.sluice.learn.Exercise;
import io.sluice.learn.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exercises of lesson 1.1. */
public final class Lesson11 {

  private static final String LESSON = "1.1";
  private static final double NEAR = 0.06;
  private static final long OF_2000 = 1_065;
  private static final long OF_2002 = 627;

  /** JSON against Parquet. */
  public static final Exercise<Double> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of(
              "bytes(scratch(\"json\")) is a whole number.", "Divide by a double: (double) a / b."),
          Lesson11::times);

  /** A table divided by year. */
  public static final Exercise<Dataset<Row>> q2 =
      new Exercise<>(
          LESSON,
          "q2",
          List.of(
              "strikes.write().partitionBy(\"year\") makes a folder for each year.",
              "spark.read().parquet(scratch(\"years\")).filter(\"year = 2000\")"),
          Lesson11::of2000);

  /** An old version. */
  public static final Exercise<Dataset<Row>> q3 =
      new Exercise<>(
          LESSON, "q3", List.of("It is an option of the reader: versionAsOf."), Lesson11::before);

  private Lesson11() {}

  private static void times(Double answer) {
    double right = (double) Lab.bytes(Lab.scratch("json")) / Lab.bytes(Lab.scratch("parquet"));
    require(Math.abs(answer - 1 / right) > NEAR, "The other way round: JSON is the larger one.");
    require(
        Math.abs(answer - right) < NEAR * right,
        "It is not %.2f. The bytes of the JSON divided by those of the Parquet.".formatted(answer));
  }

  private static void of2000(Dataset<Row> answer) {
    Path folder = Path.of(Lab.scratch("years"));
    require(Files.isDirectory(folder), "There is nothing in scratch(\"years\").");
    require(
        Files.isDirectory(folder.resolve("year=2000")),
        "The table is there, but has no folder year=2000: partitionBy(\"year\").");
    long rows = answer.count();
    require(rows == OF_2000, "%,d rows; in 2000 there were %,d strikes.".formatted(rows, OF_2000));
    require(
        List.of(answer.inputFiles()).stream().allMatch(f -> f.contains("/years/")),
        "It is not read from scratch(\"years\").");
  }

  private static void before(Dataset<Row> answer) {
    List<Integer> years =
        answer.select("year").distinct().collectAsList().stream()
            .map(r -> r.getInt(0))
            .sorted()
            .toList();
    require(!years.equals(List.of(1990)), "That is the table as it is now. Ask for version 0.");
    require(years.equals(List.of(2002)), "The years are %s; version 0 had 2002.".formatted(years));
    require(
        answer.count() == OF_2002, "%,d rows; there were %,d.".formatted(answer.count(), OF_2002));
  }
}
