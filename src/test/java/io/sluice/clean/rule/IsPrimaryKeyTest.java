package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class IsPrimaryKeyTest {

  @Test
  void aMissingValueBreaksItAndSoDoesARepeatedOne() {
    Dataset<Row> rows =
        table(
            "n INT, id STRING, part DOUBLE",
            row(1, "a", 1.0),
            row(2, "a", 2.0),
            row(3, "b", 1.0),
            row(4, "b", 1.0),
            row(5, null, Double.NaN));
    assertThat(Held.broken(rows, "isPrimaryKey: {columns: [id, part]}"))
        .containsExactly(
            "3: columns 'id, part': 'b, 1.0' is there more than once",
            "4: columns 'id, part': 'b, 1.0' is there more than once",
            "5: column 'id' is missing; column 'part' is missing");
    assertThat(Held.broken(rows, "isPrimaryKey: {columns: n}")).isEmpty();
  }
}
