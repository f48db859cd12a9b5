package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.clean.Outcome;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class IsUniqueTest {

  private static final Dataset<Row> ROWS =
      table(
          "id INT, a STRING, x DOUBLE",
          row(1, "a", 1.0),
          row(2, "a", 1.0),
          row(3, "a", 0.0),
          row(4, "a", -0.0),
          row(5, "b", 1.0),
          row(6, null, 1.0),
          row(7, null, 1.0),
          row(8, "c", Double.NaN),
          row(9, "c", Double.NaN));

  @Test
  void allRowsOfAKeyThatRepeatsBreakItMissingValuesDoNot() {
    assertThat(Held.broken(ROWS, "isUnique: {columns: [a, x]}"))
        .containsExactly(
            "1: columns 'a, x': 'a, 1.0' is there more than once",
            "2: columns 'a, x': 'a, 1.0' is there more than once",
            "3: columns 'a, x': 'a, 0.0' is there more than once",
            "4: columns 'a, x': 'a, -0.0' is there more than once");
    assertThat(Held.broken(ROWS, "isUnique: {columns: id}")).isEmpty();
  }

  @Test
  void theSameOnAnyPartitions() {
    for (int partitions : new int[] {1, 3, 7}) {
      assertThat(Held.broken(ROWS.repartition(partitions), "isUnique: {columns: [a, x]}"))
          .hasSize(4);
    }
  }

  @Test
  void oneKeyWithHalfOfAllRows() {
    Dataset<Row> rows = SPARK.range(0, 20_000, 1, 7).selectExpr("if(id % 2 = 0, -1, id) AS k");
    Outcome outcome = Held.outcome(rows, "isUnique: {columns: k, onFailure: warn}");
    assertThat(outcome.warnings())
        .containsExactly(
            "10,000 of 20,000 rows break 'no two rows have the same k', such as '-1'.");
  }

  @Test
  void aMapCannotBeCompared() {
    assertThat(Held.problems("m MAP<STRING, INT>", "isUnique: {columns: m}"))
        .containsExactly(
            "rules[0] isUnique.columns: column 'm' is map<string,int>, whose values cannot be"
                + " compared.");
  }
}
