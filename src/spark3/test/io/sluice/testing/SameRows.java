package io.sluice.testing;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares tables by spark-testing-base. */
final class SameRows {

  private static final JavaDatasetSuiteBase COMPARISON =
      new JavaDatasetSuiteBase() {
        @Override
        public boolean enableHiveSupport() {
          return false;
        }
      };

  private SameRows() {}

  /** Fails unless both have the same schema and the same rows in any order. */
  static void check(Dataset<Row> expected, Dataset<Row> actual) {
    COMPARISON.assertDataFrameNoOrderEquals(expected, actual);
  }
}
