package io.sluice.clean;

import static org.apache.spark.sql.functions.col;

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
  private static final String WHY = "sluice_why";

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

  /** The columns of the table. */
  StructType table() {
    return table;
  }

  /** What is computed, by the name of the column. */
  Map<String, Column> all() {
    return computed;
  }

  /** These of the rows, with values in the place of the columns, and nothing beside. */
  Dataset<Row> inPlace(Dataset<Row> some, Map<String, Column> values) {
    return some.select(inPlace(values));
  }

  private Column[] inPlace(Map<String, Column> values) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.fields()) {
      Column value = values.get(field.name());
      columns.add(
          value == null ? Columns.col(field.name()) : value.as(field.name(), field.metadata()));
    }
    return columns.toArray(new Column[0]);
  }

  /** What changes in these of the rows, as {@link Changes} has it. */
  Dataset<Row> changes(Dataset<Row> some, Map<String, Column> values) {
    return Changes.of(some, table, values);
  }

  /** These of the rows as they were before, with the reason why they went. */
  Dataset<Row> beside(Dataset<Row> some, Column reason) {
    Dataset<Row> with = some.withColumn(WHY, reason);
    List<Column> columns = new ArrayList<>(List.of(inPlace(Map.of())));
    columns.add(col(WHY).as(Reasons.name(table)));
    return with.select(columns.toArray(new Column[0]));
  }
}
