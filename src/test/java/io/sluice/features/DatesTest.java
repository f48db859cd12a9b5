package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class DatesTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Dates().setParts("month", "isWeekend").setCyclic(true).setColumns("placed", "day");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "placed TIMESTAMP, other STRING, day DATE",
        row(at("2021-01-03T23:59:58Z"), "a", Date.valueOf("2024-02-29")),
        row(null, null, null),
        row(at("1969-12-31T07:05:00Z"), "b", Date.valueOf("2020-12-31")));
  }

  /** By Python's datetime: isocalendar, tm_yday, days since 1970. */
  @Test
  void replacesATimestampByItsParts() {
    String[] parts = {
      "year",
      "quarter",
      "month",
      "weekOfYear",
      "dayOfYear",
      "dayOfMonth",
      "dayOfWeek",
      "hour",
      "minute",
      "isWeekend",
      "epochDays"
    };
    Dataset<Row> dates = parts(new Dates().setParts(parts), data().drop("day", "other"), "placed");
    assertThat(dates.columns())
        .containsExactly(
            "placed_year",
            "placed_quarter",
            "placed_month",
            "placed_weekOfYear",
            "placed_dayOfYear",
            "placed_dayOfMonth",
            "placed_dayOfWeek",
            "placed_hour",
            "placed_minute",
            "placed_isWeekend",
            "placed_epochDays");
    assertThat(dates.collectAsList())
        .containsExactly(
            row(2021.0, 1.0, 1.0, 53.0, 3.0, 3.0, 7.0, 23.0, 59.0, 1.0, 18630.0),
            row(null, null, null, null, null, null, null, null, null, null, null),
            row(1969.0, 4.0, 12.0, 1.0, 365.0, 31.0, 3.0, 7.0, 5.0, 0.0, -1.0));
  }

  @Test
  void leavesTheHourOutOfDatesByDefault() {
    Dataset<Row> dates = parts(new Dates(), data(), "placed", "day");
    assertThat(dates.columns())
        .containsExactly(
            "other",
            "placed_year",
            "placed_month",
            "placed_dayOfWeek",
            "placed_hour",
            "day_year",
            "day_month",
            "day_dayOfWeek");
    assertThat(Values.of(dates, "day_dayOfWeek")).containsExactly(4.0, null, 4.0);
  }

  @Test
  void makesSineAndCosineOfWhatComesRound() {
    Dates dates = new Dates().setParts("hour", "year", "dayOfWeek").setCyclic(true);
    Dataset<Row> rows =
        table(
            "t TIMESTAMP",
            row(at("2024-01-01T06:00:00Z")), // a Monday
            row(at("2024-01-07T00:59:00Z")),
            row((Object) null));
    Dataset<Row> cyclic = parts(dates, rows, "t");
    assertThat(cyclic.columns())
        .containsExactly(
            "t_hour_sin", "t_hour_cos", "t_year", "t_dayOfWeek_sin", "t_dayOfWeek_cos");
    double nan = Double.NaN; // null
    assertThat(Values.numbers(cyclic, "t_hour_sin"))
        .containsExactly(numbers(1, 0, nan), within(1e-12));
    assertThat(Values.numbers(cyclic, "t_hour_cos"))
        .containsExactly(numbers(0, 1, nan), within(1e-12));
    assertThat(Values.numbers(cyclic, "t_dayOfWeek_sin"))
        .containsExactly(numbers(Math.sin(2 * Math.PI / 7), 0, nan), within(1e-12));
    assertThat(Values.numbers(cyclic, "t_dayOfWeek_cos"))
        .containsExactly(numbers(Math.cos(2 * Math.PI / 7), 1, nan), within(1e-12));
    assertThat(Values.of(cyclic, "t_year")).containsExactly(2024.0, 2024.0, null);
  }

  @Test
  void comesRoundAtTheEndOfEachPeriod() {
    Dates dates = new Dates().setParts("quarter", "month", "dayOfMonth", "minute").setCyclic(true);
    Dataset<Row> rows = table("t TIMESTAMP", row(at("2024-12-31T00:00:00Z")));
    Row row = parts(dates, rows, "t").first();
    for (int i = 0; i < row.size(); i += 2) {
      assertThat(row.getDouble(i)).isEqualTo(0, within(1e-12));
      assertThat(row.getDouble(i + 1)).isEqualTo(1, within(1e-12));
    }
  }

  @Test
  void readsTheClockOfATimeZone() {
    Dataset<Row> rows =
        table(
            "t TIMESTAMP",
            row(at("2024-07-01T22:30:00Z")), // 00:30 in Oslo, of the next day
            row(at("2024-12-31T23:30:00Z")),
            row(at("2024-10-27T00:30:00Z")), // 02:30 in summer time
            row(at("2024-10-27T01:30:00Z"))); // 02:30 again
    Dates oslo = new Dates().setParts("year", "dayOfMonth", "hour").setTimeZone("Europe/Oslo");
    assertThat(parts(oslo, rows, "t").collectAsList())
        .containsExactly(
            row(2024.0, 2.0, 0.0),
            row(2025.0, 1.0, 0.0),
            row(2024.0, 27.0, 2.0),
            row(2024.0, 27.0, 2.0));
  }

  @Test
  void keepsTheSessionsTimeZoneOfWhenItWasFitted() {
    Dataset<Row> rows = table("t TIMESTAMP", row(at("2024-07-01T22:30:00Z")));
    LocalSpark.SPARK.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    Dates.Fitted fitted;
    try {
      fitted = new Dates().setParts("hour").setColumns("t").fit(rows);
    } finally {
      LocalSpark.SPARK.conf().set("spark.sql.session.timeZone", "UTC");
    }
    assertThat(Values.of(fitted.transform(rows), "t_hour")).containsExactly(7.0);
  }

  @Test
  void readsATimestampWithoutAZoneAsItStands() {
    Dataset<Row> rows = table("t TIMESTAMP_NTZ", row(LocalDateTime.parse("2024-07-01T22:30:00")));
    Dates oslo = new Dates().setParts("dayOfMonth", "hour").setTimeZone("Europe/Oslo");
    assertThat(parts(oslo, rows, "t").collectAsList()).containsExactly(row(1.0, 22.0));
  }

  @Test
  void agreesWithJavaOnDaysOfFourCenturies() {
    Dataset<Row> days =
        LocalSpark.SPARK
            .range(-80_000, 66_097, 7_777, 1)
            .selectExpr("date_add(DATE'1970-01-01', CAST(id AS INT)) AS day", "id");
    Dates dates = new Dates().setParts("year", "dayOfYear", "dayOfWeek", "epochDays");
    for (Row row : parts(dates, days, "day").collectAsList()) {
      LocalDate day = LocalDate.ofEpochDay(row.getLong(0));
      assertThat(row.getDouble(1)).isEqualTo(day.getYear());
      assertThat(row.getDouble(2)).isEqualTo(day.getDayOfYear());
      assertThat(row.getDouble(3)).isEqualTo(day.getDayOfWeek().getValue());
      assertThat(row.getDouble(4)).isEqualTo((double) day.toEpochDay());
    }
  }

  @Test
  void isLearnedFromInThePassOfTheStepsBesideIt() {
    Learned learned =
        Learning.learn(
            List.of(
                new Dates().setParts("month", "dayOfMonth").setColumns("day"),
                new Impute().setColumns("day_month", "day_dayOfMonth"),
                new Scale().setColumns("day_month"),
                new OneHot().setColumns("other")),
            data().drop("placed"));
    assertThat(learned.passes()).isEqualTo(1);
    assertThat(learned.columns()).containsExactly("other", "day_month", "day_dayOfMonth");
  }

  @Test
  void learnsNothingAndSoTakesNoRowsToFit() {
    assertThat(parts(new Dates(), data().limit(0), "timestamp").count()).isZero();
  }

  @Test
  void knowsNoHourOfADate() {
    Dates hours = new Dates().setParts("month", "hour");
    assertThatThrownBy(() -> parts(hours, data(), "placed", "day"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'day' is of type date and has no hour. Give it a dates of its own, without"
                + " hour.");
  }

  @Test
  void namesThePartThatMayBeMeant() {
    assertThatThrownBy(() -> parts(new Dates().setParts("months", "day"), data(), "day"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "parts: 'months' is not one of year, quarter, month, weekOfYear, dayOfYear, dayOfMonth,"
                + " dayOfWeek, hour, minute, isWeekend, epochDays. Did you mean 'month'?\n"
                + "parts: 'day' is not one of year, quarter, month, weekOfYear, dayOfYear,"
                + " dayOfMonth, dayOfWeek, hour, minute, isWeekend, epochDays.");
  }

  @Test
  void wantsAPart() {
    assertThatThrownBy(() -> parts(new Dates().setParts(), data(), "day"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "parts: none is chosen. Name some of year, quarter, month, weekOfYear, dayOfYear,"
                + " dayOfMonth, dayOfWeek, hour, minute, isWeekend, epochDays.");
  }

  @Test
  void namesTheTimeZoneThatMayBeMeant() {
    assertThatThrownBy(() -> parts(new Dates().setTimeZone("Europe/Olso"), data(), "day"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "timeZone: 'Europe/Olso' is not a time zone, such as Europe/Oslo or +02:00. Did you"
                + " mean 'Europe/Oslo'?");
  }

  @Test
  void doesNotOverwriteAnotherColumn() {
    StructType rows = StructType.fromDDL("day DATE, day_year INT");
    assertThatThrownBy(() -> new Dates().setColumns("day").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("the table has a column 'day_year' already. Rename it in clean.");
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = data().select("day").toDF("a.b`c d");
    assertThat(parts(new Dates().setParts("year"), rows, "a.b`c d").columns())
        .containsExactly("a.b`c d_year");
  }

  @Test
  void takesDatesAndTimestampsOnly() {
    StructType rows = StructType.fromDDL("day DATE, text STRING").add("n", DataTypes.LongType);
    assertThatThrownBy(() -> new Dates().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'text' is text; dates takes dates and timestamps.\n"
                + "column 'n' is of type bigint; dates takes dates and timestamps.");
  }

  private static double[] numbers(double... values) {
    return values;
  }

  private static Timestamp at(String instant) {
    return Timestamp.from(Instant.parse(instant));
  }

  private static Dataset<Row> parts(Dates dates, Dataset<Row> rows, String... columns) {
    return dates.setColumns(columns).fit(rows).transform(rows);
  }
}
