package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class IsCompleteTest {

  @Test
  void aNullAndANaNAreMissingAnEmptyTextIsNot() {
    Dataset<Row> rows =
        table(
            "id INT, name STRING, speed DOUBLE, since DATE",
            row(1, "a", 1.0, null),
            row(2, null, 1.0, null),
            row(3, "", Double.NaN, null),
            row(4, null, null, null));
    assertThat(Held.broken(rows, "isComplete: {columns: [name, speed]}"))
        .containsExactly(
            "2: column 'name' is missing",
            "3: column 'speed' is missing",
            "4: column 'name' is missing; column 'speed' is missing");
    assertThat(Held.broken(rows, "isComplete: {columns: since}")).hasSize(4);
  }

  @Test
  void columnsAreChosenAsEverywhere() {
    Dataset<Row> rows = table("id INT, a STRING, b STRING", row(1, "x", null), row(2, "x", "y"));
    assertThat(Held.broken(rows, "isComplete: {columns: [category, -a]}"))
        .containsExactly("1: column 'b' is missing");
    assertThat(Held.problems("id INT", "isComplete: {columns: ids}"))
        .containsExactly(
            "rules[0] isComplete.columns: column 'ids' is not in the table. Did you mean 'id'?"
                + " Columns: id.");
  }
}
