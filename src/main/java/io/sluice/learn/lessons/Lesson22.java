package io.sluice.learn.lessons;

import static io.sluice.learn.Exercise.require;

import io.sluice.learn.Exercise;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exercises of lesson 2.2. */
public final class Lesson22 {

  private static final String LESSON = "2.2";
  private static final long TOKENS = 63;
  private static final long RARE = 30;
  private static final long TIMES = 601;
  private static final long ROWS = 10_000;
  private static final long WITH_SPEED = 7_164;

  /** Rare tokens. */
  public static final Exercise<Long> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of(
              "counted has a row for each token: filter, then count.",
              "counted.filter(\"count < 50\")"),
          Lesson22::rare);

  /** One-hot by hand. */
  public static final Exercise<Dataset<Row>> q2 =
      new Exercise<>(
          LESSON,
          "q2",
          List.of(
              "Ask for the phases first: strikes.select(\"phase\").distinct().collectAsList().",
              "A loop: encoded = encoded.withColumn(\"is_\" + p,"
                  + " col(\"phase\").equalTo(p).cast(\"int\"))."),
          Lesson22::encoded);

  /** Bins at the quartiles. */
  public static final Exercise<Dataset<Row>> q3 =
      new Exercise<>(
          LESSON,
          "q3",
          List.of(
              "when(col(\"speed\").lt(130), 0).when(col(\"speed\").lt(140), 1) and so on,"
                  + " otherwise(3).",
              "Take rows without a speed out first: null is below nothing."),
          Lesson22::binned);

  private Lesson22() {}

  private static void rare(Long answer) {
    require(answer != TOKENS, "That is how many tokens there are. How many of them are rare?");
    require(answer != TOKENS - RARE, "Those are the others.");
    require(
        answer != TIMES,
        "So many times rare tokens stand there. How many different ones are they?");
    require(
        answer == RARE,
        "It is not %,d. The rows of counted whose count is below 50.".formatted(answer));
  }

  private static void encoded(Dataset<Row> answer) {
    require(answer.count() == ROWS, "%,d rows of %,d.".formatted(answer.count(), ROWS));
    List<String> phases =
        answer.select("phase").distinct().collectAsList().stream()
            .map(r -> r.getString(0))
            .sorted()
            .toList();
    List<String> columns = List.of(answer.columns());
    for (String phase : phases) {
      require(columns.contains("is_" + phase), "There is no column 'is_%s'.".formatted(phase));
    }
    List<String> sum = new ArrayList<>();
    phases.forEach(p -> sum.add("int(`is_" + p + "`)"));
    Row ends =
        answer
            .selectExpr(
                "min(" + String.join(" + ", sum) + ")", "max(" + String.join(" + ", sum) + ")")
            .first();
    require(
        ends.getInt(0) == 1 && ends.getInt(1) == 1,
        "Each row has one phase, so its new columns add up to 1; here to %d to %d."
            .formatted(ends.getInt(0), ends.getInt(1)));
    for (String phase : phases) {
      long wrong = answer.where("int(`is_" + phase + "`) = 1 AND phase <> '" + phase + "'").count();
      require(wrong == 0, "%,d rows have is_%s and another phase.".formatted(wrong, phase));
    }
  }

  private static void binned(Dataset<Row> answer) {
    require(List.of(answer.columns()).contains("bin"), "There is no column bin.");
    require(List.of(answer.columns()).contains("speed"), "Keep the column speed.");
    long rows = answer.count();
    require(rows == WITH_SPEED, "%,d rows; %,d have a speed.".formatted(rows, WITH_SPEED));
    String right =
        "CASE WHEN speed < 130 THEN 0 WHEN speed < 140 THEN 1 WHEN speed < 170 THEN 2 ELSE 3 END";
    List<Row> wrong = answer.where("int(bin) <> " + right).select("speed", "bin").takeAsList(1);
    require(
        wrong.isEmpty(),
        wrong.isEmpty()
            ? ""
            : "A speed of %s is in bin %s. The edges belong to the upper bin."
                .formatted(wrong.get(0).get(0), wrong.get(0).get(1)));
  }
}
