package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class InRangeTest {

  private static final Dataset<Row> SPEEDS =
      table(
          "speed DOUBLE",
          row(-0.5),
          row(0.0),
          row(400.0),
          row(400.5),
          row(Double.NaN),
          row(Double.POSITIVE_INFINITY),
          row((Object) null));

  @Test
  void itsEndsAreInTheRangeAndMissingValuesPass() {
    assertThat(Held.broken(SPEEDS, "inRange: {columns: speed, min: 0, max: 400}"))
        .containsExactly(
            "-0.5: column 'speed': '-0.5' is not from 0 to 400",
            "400.5: column 'speed': '400.5' is not from 0 to 400",
            "Infinity: column 'speed': 'Infinity' is not from 0 to 400");
  }

  @Test
  void eitherEndMayBeLeftOut() {
    assertThat(Held.broken(SPEEDS, "inRange: {columns: speed, min: 0}"))
        .containsExactly("-0.5: column 'speed': '-0.5' is not at least 0");
    assertThat(Held.broken(SPEEDS, "inRange: {columns: speed, max: 400.5}"))
        .containsExactly("Infinity: column 'speed': 'Infinity' is not at most 400.5");
  }

  @Test
  void datesAndWholeNumbersBeyondDoubles() {
    Dataset<Row> rows =
        table(
            "n BIGINT, day DATE",
            row(9007199254740993L, Date.valueOf("2024-01-31")),
            row(9007199254740992L, Date.valueOf("2024-02-01")));
    assertThat(Held.broken(rows, "inRange: {columns: n, max: 9007199254740992}")).hasSize(1);
    assertThat(Held.broken(rows, "inRange: {columns: day, min: 2024-02-01}"))
        .containsExactly("9007199254740993: column 'day': '2024-01-31' is not at least 2024-02-01");
  }

  @Test
  void whatIsNoRangeIsAProblem() {
    assertThat(Held.problems("n INT", "inRange: {columns: n}"))
        .containsExactly("rules[0] inRange: has neither min nor max. Give one, or both.");
    assertThat(Held.problems("n INT", "inRange: {columns: n, min: 5, max: 4.5}"))
        .containsExactly("rules[0] inRange.min: '5' is above max, '4.5'.");
    assertThat(Held.problems("d DATE", "inRange: {columns: d, min: 2024-05-02, max: 2024-05-01}"))
        .containsExactly("rules[0] inRange.min: '2024-05-02' is above max, '2024-05-01'.");
    assertThat(Held.problems("n INT", "inRange: {columns: n, min: low}"))
        .containsExactly(
            "rules[0] inRange.min: 'low' is not a number, but column 'n' is of type int.");
    assertThat(Held.problems("n STRING", "inRange: {columns: n, min: 1}"))
        .containsExactly(
            "rules[0] inRange.columns: column 'n' is text; inRange takes numbers, dates and"
                + " times.");
  }
}
