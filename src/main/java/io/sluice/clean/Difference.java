package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import io.sluice.stage.Columns;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a table that another one lacks. Rows are the same that have the same values in the
 * columns of both, by name and type, maps aside; of n rows that are the same, where the other table
 * has m of them, n - m are lacking. Of columns with one name, as a query may return, the first
 * keeps it; underscores follow that of the others.
 */
final class Difference {

  private Difference() {}

  /** The rows of the table beyond those of the other, with all columns of the table. */
  static Dataset<Row> of(Dataset<Row> table, Dataset<Row> other) {
    return between(named(table), named(other));
  }

  private static Dataset<Row> between(Dataset<Row> table, Dataset<Row> other) {
    Map<String, StructField> theirs =
        Arrays.stream(other.schema().fields())
            .collect(Collectors.toMap(StructField::name, Function.identity()));
    StructType shared =
        new StructType(
            comparable(table.schema())
                .filter(f -> theirs.containsKey(f.name()))
                .filter(f -> theirs.get(f.name()).dataType().sameType(f.dataType()))
                .toArray(StructField[]::new));
    if (shared.isEmpty()) {
      return table;
    }
    return numbered(table, shared)
        .as("table")
        .join(
            numbered(other, shared).as("other"),
            col("table.hi")
                .equalTo(col("other.hi"))
                .and(col("table.lo").equalTo(col("other.lo")))
                .and(col("table.copy").equalTo(col("other.copy"))),
            "left_anti")
        .select("row.*");
  }

  private static Dataset<Row> named(Dataset<Row> table) {
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER); // as Spark tells columns
    String[] names = table.columns();
    for (int i = 0; i < names.length; i++) {
      while (!taken.add(names[i])) {
        names[i] += "_";
      }
    }
    return table.toDF(names);
  }

  /** Rows by their key, each with its number among those that are the same. */
  private static Dataset<Row> numbered(Dataset<Row> table, StructType shared) {
    StructType whole = new StructType(comparable(table.schema()).toArray(StructField[]::new));
    return table
        .select(
            struct(Arrays.stream(table.columns()).map(Columns::col).toArray(Column[]::new))
                .as("row"),
            RowKey.hi(shared).as("hi"),
            RowKey.lo(shared).as("lo"),
            RowKey.hi(whole).as("first"),
            RowKey.lo(whole).as("second"))
        .withColumn(
            "copy",
            row_number().over(Window.partitionBy("hi", "lo").orderBy(col("first"), col("second"))));
  }

  private static Stream<StructField> comparable(StructType table) {
    return Arrays.stream(table.fields()).filter(f -> RowOrdering.isOrderable(f.dataType()));
  }
}
