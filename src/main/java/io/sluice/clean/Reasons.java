package io.sluice.clean;

import io.sluice.stage.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The column that says why a row went. */
final class Reasons {

  private Reasons() {}

  /** The rows with the reason beside them, under a name that none of their columns has. */
  static Dataset<Row> beside(Dataset<Row> rows, Column reason) {
    return rows.withColumn(name(rows.schema()), reason);
  }

  /** A name for the reason that no column of the table has. */
  static String name(StructType table) {
    String name = Cleaned.REASON;
    while (Columns.has(table, name)) {
      name += "_";
    }
    return name;
  }
}
