package io.sluice.learn.lessons;

import static io.sluice.learn.Exercise.require;

import io.sluice.learn.Exercise;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exercises of lesson 2.3; the numbers were also had with Python. */
public final class Lesson23 {

  private static final String LESSON = "2.3";
  private static final long OUTLIERS = 609;
  private static final long ABOVE = 529;
  private static final double TOGETHER = 0.8712;
  private static final double NEAR = 1e-3;
  private static final Map<String, Double> WITHIN =
      Map.of("Adelie", 0.3915, "Gentoo", 0.6434, "Chinstrap", 0.6535);

  /** Outliers by Tukey's rule. */
  public static final Exercise<Long> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of(
              "The quartiles are 130 and 170: their distance is 40.",
              "Too far are speeds below 130 - 1.5 * 40 and above 170 + 1.5 * 40."),
          Lesson23::outliers);

  /** A correlation. */
  public static final Exercise<Double> q2 =
      new Exercise<>(
          LESSON, "q2", List.of("penguins.stat() knows it: corr(one, other)."), Lesson23::together);

  /** The same within groups. */
  public static final Exercise<Dataset<Row>> q3 =
      new Exercise<>(
          LESSON,
          "q3",
          List.of(
              "corr is an aggregate too: groupBy(\"species\").agg(corr(\"beak_length\","
                  + " \"beak_depth\").as(\"r\"))."),
          Lesson23::within);

  private Lesson23() {}

  private static void outliers(Long answer) {
    require(answer != ABOVE, "Those are the fast ones. There are slow ones too.");
    require(answer != OUTLIERS - ABOVE, "Those are the slow ones. There are fast ones too.");
    require(
        answer == OUTLIERS,
        "It is not %,d. Count the speeds below 70 and above 230.".formatted(answer));
  }

  private static void together(Double answer) {
    require(
        Math.abs(answer - TOGETHER * TOGETHER) > NEAR,
        "That is its square, the share of the variance. The correlation itself.");
    require(Math.abs(answer - TOGETHER) < NEAR, "It is not %.4f.".formatted(answer));
  }

  private static void within(Dataset<Row> answer) {
    List<String> columns = List.of(answer.columns());
    require(
        columns.contains("species") && columns.contains("r"),
        "The columns should be species and r; they are " + columns + ".");
    List<Row> rows =
        answer.selectExpr("species", "double(r)").limit(WITHIN.size() + 1).collectAsList();
    require(
        rows.size() == WITHIN.size(),
        "There are three species, and %,d rows.".formatted(answer.count()));
    for (Row row : rows) {
      double right = WITHIN.getOrDefault(row.getString(0), Double.NaN);
      require(
          Math.abs(row.getDouble(1) - right) < NEAR,
          "The correlation within %s is not %.4f.".formatted(row.getString(0), row.getDouble(1)));
    }
  }
}
