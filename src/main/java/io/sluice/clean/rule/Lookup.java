package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whether the keys of a row are among others. */
final class Lookup {

  private Lookup() {}

  /** The names that keys must have to be looked up for the column {@code name}. */
  static Column[] named(List<String> keys, String name) {
    List<Column> named = new ArrayList<>();
    for (String key : keys) {
      named.add(Columns.col(key).as(name + "_key" + named.size()));
    }
    return named.toArray(new Column[0]);
  }

  /**
   * The rows with a column {@code name} that is true where their keys are among {@code found}, else
   * null. A null is equal to none, a NaN to any NaN.
   *
   * @param found different keys, {@link #named} for this column
   */
  static Dataset<Row> beside(
      Dataset<Row> rows, List<String> keys, Dataset<Row> found, String name) {
    Column equal = lit(true);
    String[] others = found.columns();
    for (int i = 0; i < keys.size(); i++) {
      equal = equal.and(Columns.col(keys.get(i)).equalTo(Columns.col(others[i])));
    }
    return rows.join(found.withColumn(name, lit(true)), equal, "left_outer").drop(others);
  }
}
