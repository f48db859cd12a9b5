package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class SatisfiesTest {

  @Test
  void falseBreaksItAndNullDoesNot() {
    Dataset<Row> rows =
        table(
            "a DOUBLE, b DOUBLE",
            row(1.0, 2.0),
            row(2.0, 1.0),
            row(null, 1.0),
            row(Double.NaN, 1.0));
    assertThat(Held.broken(rows, "satisfies: {where: a <= b}"))
        .containsExactly("2.0: not a <= b", "NaN: not a <= b");
  }

  @Test
  void whatIsNoConditionIsAProblem() {
    assertThat(Held.problems("a INT", "satisfies: {where: a + 1}"))
        .containsExactly("rules[0] satisfies.where: 'a + 1' is of type int, not true or false.");
    assertThat(Held.problems("age INT", "satisfies: {where: agee > 1}"))
        .containsExactly(
            "rules[0] satisfies.where: column 'agee' is not in the table. Did you mean 'age'?"
                + " Columns: age.");
  }
}
