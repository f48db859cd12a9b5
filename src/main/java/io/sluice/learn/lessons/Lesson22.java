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
  private static final long SPECIES = 37;
  private static final long ROWS = 10_000;
  private static final long WITH_SPEED = 7_164;

  /** Different tokens. */
  public static final Exercise<Long> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of(
              "split(lower(col(\"species\")), \"[^a-z]+\") is an array of tokens.",
              "explode makes a row of each; then distinct and count. An empty token is none: filter"
                  + " it."),
          Lesson22::tokens);

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

  private static void tokens(Long answer) {
    require(answer != SPECIES, "That is the number of species. Divide each into its words.");
    require(answer != TOKENS + 1, "One too many: the empty text is among them.");
    require(
        answer == TOKENS,
        "It is not %,d. Small letters first, divide where no letter of a to z is, count what differs."
            .formatted(answer));
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
      long wrong = answer.where("`is_" + phase + "` = 1 AND phase <> '" + phase + "'").count();
      require(wrong == 0, "%,d rows have is_%s and another phase.".formatted(wrong, phase));
    }
  }

  private static void binned(Dataset<Row> answer) {
    require(List.of(answer.columns()).contains("bin"), "There is no column bin.");
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
