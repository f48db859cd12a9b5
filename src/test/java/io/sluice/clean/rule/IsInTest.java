package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class IsInTest {

  @Test
  void textIsComparedAsItIs() {
    Dataset<Row> rows =
        table("plan STRING", row("basic"), row("Basic"), row("plus "), row(""), row((Object) null));
    assertThat(Held.broken(rows, "isIn: {columns: plan, values: [basic, plus]}"))
        .containsExactly(
            ": column 'plan': '' is not one of basic, plus",
            "Basic: column 'plan': 'Basic' is not one of basic, plus",
            "plus : column 'plan': 'plus ' is not one of basic, plus");
  }

  @Test
  void numbersAreComparedAsNumbersExactly() {
    Dataset<Row> rows =
        table(
            "n BIGINT, d DECIMAL(20,2), f FLOAT, x DOUBLE",
            row(1L, new BigDecimal("0.10"), 0.1f, 0.1),
            row(9007199254740993L, null, null, Double.NaN),
            row(2L, new BigDecimal("0.11"), 0.11f, 0.11));
    assertThat(Held.broken(rows, "isIn: {columns: n, values: [1, 9007199254740992]}"))
        .extracting(s -> s.substring(0, s.indexOf(':')))
        .containsExactly("2", "9007199254740993");
    assertThat(Held.broken(rows, "isIn: {columns: [d, f, x], values: ['0.1', 1e1]}"))
        .containsExactly(
            "2: column 'd': '0.11' is not one of 0.1, 1e1; column 'f': '0.11' is not one of 0.1,"
                + " 1e1; column 'x': '0.11' is not one of 0.1, 1e1");
  }

  @Test
  void datesAndBooleans() {
    Dataset<Row> rows =
        table(
            "day DATE, ok BOOLEAN",
            row(Date.valueOf("2024-05-01"), true),
            row(Date.valueOf("2024-05-02"), false));
    assertThat(Held.broken(rows, "isIn: {columns: day, values: 2024-05-01}")).hasSize(1);
    assertThat(Held.broken(rows, "isIn: {columns: ok, values: 'true'}")).hasSize(1);
  }

  @Test
  void everyValueThatDoesNotFitTheColumnIsAProblem() {
    assertThat(Held.problems("n INT", "isIn: {columns: n, values: [one, 2, three]}"))
        .containsExactly(
            "rules[0] isIn.values: 'one' is not a number, but column 'n' is of type int.",
            "rules[0] isIn.values: 'three' is not a number, but column 'n' is of type int.");
    assertThat(Held.problems("d DATE", "isIn: {columns: d, values: 2024-02-30}"))
        .containsExactly(
            "rules[0] isIn.values: '2024-02-30' is not a date, but column 'd' is of type date.");
    assertThat(Held.problems("a ARRAY<INT>", "isIn: {columns: a, values: 1}"))
        .containsExactly(
            "rules[0] isIn.values: column 'a' is of type array<int>; a job file can name texts,"
                + " numbers, dates, times, true and false.");
  }
}
