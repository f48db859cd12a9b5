package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.sluice.stage.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns with what is computed of them once beside them, however often it is used: to count, to
 * choose rows, and in the end in their place.
 */
final class Replaced {

  private static final String BESIDE = "sluice_beside_";

  private final Dataset<Row> rows;
  private final Map<String, Column> computed = new LinkedHashMap<>();
  private final StructType table;

  /**
   * Of these rows.
   *
   * @param after what is computed, by the name of the column
   */
  Replaced(Dataset<Row> rows, Map<String, Column> after) {
    this.table = rows.schema();
    Map<String, Column> beside = new LinkedHashMap<>();
    for (Map.Entry<String, Column> e : after.entrySet()) {
      String name = BESIDE + beside.size();
      beside.put(name, e.getValue());
      computed.put(e.getKey(), col(name));
    }
    this.rows = rows.withColumns(beside);
  }

  /** The rows with all columns and what is computed. */
  Dataset<Row> rows() {
    return rows;
  }

  /** What is computed of a column. */
  Column of(String name) {
    return computed.get(name);
  }

  /** What is computed, by the name of the column. */
  Map<String, Column> all() {
    return computed;
  }

  /** How many values are not what they were, as an aggregate. */
  Column count() {
    return computed.entrySet().stream()
        .map(e -> count_if(not(Columns.col(e.getKey()).eqNullSafe(e.getValue()))))
        .reduce(count_if(lit(false)), Column::plus);
  }

  /** These of the rows, with values in the place of the columns, and nothing beside. */
  Dataset<Row> inPlace(Dataset<Row> some, Map<String, Column> values) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.fields()) {
      Column value = values.get(field.name());
      columns.add(
          value == null ? Columns.col(field.name()) : value.as(field.name(), field.metadata()));
    }
    return some.select(columns.toArray(new Column[0]));
  }

  /** These of the rows as they were before. */
  Dataset<Row> asBefore(Dataset<Row> some) {
    return inPlace(some, Map.of());
  }
}
