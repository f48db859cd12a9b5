package io.sluice.clean;

import io.sluice.stage.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The column that says why a row went. */
final class Reasons {

  private Reasons() {}

  /** The rows with the reason beside them, under a name that none of their columns has. */
  static Dataset<Row> beside(Dataset<Row> rows, Column reason) {
    String name = Cleaned.REASON;
    while (Columns.has(rows.schema(), name)) {
      name += "_";
    }
    return rows.withColumn(name, reason);
  }
}
