package io.sluice.clean;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What the search for near duplicates reads of a table. */
final class NearDuplicateSource {

  private NearDuplicateSource() {}

  /** The rows of which some will go. */
  static Dataset<Row> ofRows(Dataset<Row> rows, List<String> texts, Optional<String> id) {
    return source(rows, rows.schema(), texts, id, lit(null), false);
  }

  /**
   * Rows that stay where they are.
   *
   * @param cluster the column with the id of a row's cluster, where there is one; else it is what
   *     the row's own would be
   */
  static Dataset<Row> ofKnown(
      Dataset<Row> rows, List<String> texts, Optional<String> id, String cluster) {
    StructType table =
        new StructType(
            Arrays.stream(rows.schema().fields())
                .filter(f -> !f.name().equals(cluster))
                .toArray(StructField[]::new));
    Column own = RowKey.text(RowKey.hi(table), RowKey.lo(table));
    Column given =
        Columns.has(rows.schema(), cluster)
            ? coalesce(Columns.col(cluster).cast("string"), own)
            : own;
    return source(rows, table, texts, id, given, true);
  }

  /** The texts of a row, one after the other. */
  static Column text(List<String> names) {
    return names.size() == 1
        ? Columns.col(names.get(0))
        : concat_ws("\n", names.stream().map(Columns::col).toArray(Column[]::new));
  }

  private static Dataset<Row> source(
      Dataset<Row> rows,
      StructType table,
      List<String> texts,
      Optional<String> id,
      Column cluster,
      boolean known) {
    Column shown = id.filter(name -> Columns.has(table, name)).map(Columns::col).orElse(lit(null));
    return rows.select(
        text(texts).as("text"),
        RowKey.hi(table).as("keyHi"),
        RowKey.lo(table).as("keyLo"),
        shown.cast("string").as("id"),
        cluster.cast("string").as("cluster"),
        lit(known).as("known"));
  }
}
