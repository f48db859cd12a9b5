package io.sluice.learn.lessons;

import static io.sluice.learn.Exercise.require;

import io.sluice.learn.Exercise;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exercises of lesson 1.3. */
public final class Lesson13 {

  private static final String LESSON = "1.3";
  private static final long COPIES = 24;
  private static final long STRIKES = 10_000;
  private static final long ORDERS = 64;
  private static final long KEYS = 61;

  /** How many rows are copies. */
  public static final Exercise<Long> q1 =
      new Exercise<>(
          LESSON,
          "q1",
          List.of(
              "distinct() keeps each different row once.",
              "Compare two counts: strikes.count() and strikes.distinct().count()."),
          Lesson13::copies);

  /** The row of each key that was updated last. */
  public static final Exercise<Dataset<Row>> q2 =
      new Exercise<>(
          LESSON,
          "q2",
          List.of(
              "A window numbers the rows of each key:"
                  + " Window.partitionBy(\"order_id\").orderBy(col(\"updated\").desc()).",
              "row_number().over(window) is 1 for the newest; keep those, and drop the number.",
              "Shorter: clean(orders, \"dropDuplicates: {keys: [order_id], keep: last, orderBy:"
                  + " [updated]}\")."),
          Lesson13::latest);

  /** One spelling of each channel. */
  public static final Exercise<Dataset<Row>> q3 =
      new Exercise<>(
          LESSON,
          "q3",
          List.of(
              "lower(col(\"channel\")) gives small letters.",
              "when(condition, value) without otherwise is null where the condition does not"
                  + " hold."),
          Lesson13::standard);

  private Lesson13() {}

  private static void copies(Long answer) {
    require(answer != STRIKES - COPIES, "That many rows stay. How many go?");
    require(
        answer == COPIES,
        "It is not %,d. Each different row stays once; count the others.".formatted(answer));
  }

  private static void latest(Dataset<Row> answer) {
    List<String> columns = List.of(answer.columns());
    require(
        columns.containsAll(List.of("order_id", "amount", "updated")),
        "Keep the columns of orders; it has " + columns + ".");
    long rows = answer.count();
    long keys = answer.select("order_id").distinct().count();
    require(
        rows == keys,
        "%,d rows have %,d different order_ids: some still stand twice.".formatted(rows, keys));
    require(keys == KEYS, "%,d orders are left of %,d.".formatted(keys, KEYS));
    String amount =
        answer.where("order_id = 1003").selectExpr("string(amount)").first().getString(0);
    require(
        amount.equals("90.79"),
        "Order 1003 has the amount %s, which was corrected later. Keep the row that was updated last."
            .formatted(amount));
  }

  private static void standard(Dataset<Row> answer) {
    require(List.of(answer.columns()).contains("channel"), "There is no column channel.");
    require(
        answer.count() == ORDERS,
        "%,d rows of %,d are left. Change the values, keep the rows."
            .formatted(answer.count(), ORDERS));
    List<String> left =
        answer.where("channel IS NOT NULL").select("channel").distinct().collectAsList().stream()
            .map(r -> r.getString(0))
            .sorted()
            .toList();
    require(
        left.stream().noneMatch("unknown"::equalsIgnoreCase),
        "'unknown' is still there as a channel; it should be null.");
    require(
        left.equals(List.of("app", "store", "web")),
        "The channels are %s; three should be left, in small letters.".formatted(left));
  }
}
