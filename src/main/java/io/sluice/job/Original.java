package io.sluice.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import io.sluice.stage.Columns;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The cleaned columns, kept aside from those that feature steps rewrite in place. */
final class Original {

  private static final String ALL = "sluice_original";

  private Original() {}

  /** The rows with what {@link #column} finds a cleaned column in. */
  static Dataset<Row> kept(Dataset<Row> rows) {
    Column[] all =
        Arrays.stream(rows.schema().fieldNames()).map(Columns::col).toArray(Column[]::new);
    return rows.withColumn(ALL, struct(all)).drop(Classes.CLEANED);
  }

  /** A column as cleaning left it. */
  static Column column(String name) {
    return col(ALL).getField(name);
  }
}
