package io.sluice.clean;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import io.sluice.stage.Roles;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The values that a step changes in rows that stay. */
final class Changes {

  private Changes() {}

  /**
   * A row for each value that is not what it was: {@code row}, the row's id, or all of it as JSON
   * where no column has the role id; {@code column}; {@code before} and {@code after}, as text.
   *
   * @param rows the rows before
   * @param replaced the new columns by name, as expressions over the rows before
   */
  static Dataset<Row> of(Dataset<Row> rows, Map<String, Column> replaced) {
    return of(rows, rows.schema(), replaced);
  }

  /**
   * The same, of rows with more columns than the table.
   *
   * @param table the columns that make up a row
   */
  static Dataset<Row> of(Dataset<Row> rows, StructType table, Map<String, Column> replaced) {
    Column[] changes =
        replaced.entrySet().stream()
            .map(
                e ->
                    when(
                        differs(e.getKey(), e.getValue()),
                        struct(
                            lit(e.getKey()).as("column"),
                            Columns.col(e.getKey()).cast("string").as("before"),
                            e.getValue().cast("string").as("after"))))
            .toArray(Column[]::new);
    return rows.select(row(table), explode(filter(array(changes), Column::isNotNull)).as("change"))
        .select("row", "change.column", "change.before", "change.after");
  }

  /**
   * The same without {@code before}, for values that nobody may read: all is as it has become.
   *
   * @param rows the rows after, perhaps with other columns beside
   * @param table the columns that are the row
   * @param changed whether a value was changed, by the name of its column
   */
  static Dataset<Row> hidden(Dataset<Row> rows, StructType table, Map<String, Column> changed) {
    Column[] values =
        changed.entrySet().stream()
            .map(
                e ->
                    when(
                        e.getValue(),
                        struct(
                            lit(e.getKey()).as("column"),
                            Columns.col(e.getKey()).cast("string").as("after"))))
            .toArray(Column[]::new);
    return rows.select(row(table), explode(filter(array(values), Column::isNotNull)).as("change"))
        .select("row", "change.column", "change.after");
  }

  private static Column row(StructType table) {
    return Roles.columnOf(table, "id")
        .map(name -> Columns.col(name).cast("string"))
        .orElseGet(() -> to_json(struct(columns(table))))
        .as("row");
  }

  private static Column[] columns(StructType table) {
    return Arrays.stream(table.fieldNames()).map(Columns::col).toArray(Column[]::new);
  }

  /** How many there are, as an aggregate over the rows before. */
  static Column count(Map<String, Column> replaced) {
    return count(replaced, lit(true));
  }

  /** How many there are in these rows, as an aggregate over the rows before. */
  static Column count(Map<String, Column> replaced, Column where) {
    return replaced.entrySet().stream()
        .map(e -> count_if(where.and(differs(e.getKey(), e.getValue()))))
        .reduce(count_if(lit(false)), Column::plus);
  }

  private static Column differs(String name, Column replaced) {
    return not(Columns.col(name).eqNullSafe(replaced));
  }
}
