package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares tables: of spark-testing-base there is no version for Spark 4. */
final class SameRows {

  private SameRows() {}

  /** Fails unless both have the same schema and the same rows in any order. */
  static void check(Dataset<Row> expected, Dataset<Row> actual) {
    assertThat(actual.schema()).isEqualTo(expected.schema());
    assertThat(actual.collectAsList())
        .containsExactlyInAnyOrderElementsOf(expected.collectAsList());
  }
}
