package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps one row of those that are equal in {@code keys}, all columns by default; nulls are equal to
 * each other, and so are NaNs; -0.0 equals 0.0 and comes out as that. Which one depends on the rows
 * alone, not on their order or partitioning: {@code first} and {@code last} go by {@code orderBy},
 * then by all columns, with nulls before all values; {@code min} and {@code max} do too, but take a
 * row with a null in {@code orderBy} only where there is no other. {@code none} keeps only rows
 * that have no equal. One shuffle of one row a key and partition, so that a key with very many rows
 * does no harm.
 */
@About(
    value = "Keeps one row of those that are equal in all columns, or in keys.",
    rows = "drops all but one of equal rows, or all with keep: none",
    example = "dropDuplicates: {keys: [customer], keep: last, orderBy: [updated]}")
public final class DropDuplicates extends CleanStep {

  private static final String ROW = "sluice_row";
  private static final String COUNT = "sluice_count";

  public DropDuplicates() {
    setDefault(keys(), new String[0]);
    setDefault(keep(), "first");
    setDefault(orderBy(), new String[0]);
  }

  public StringArrayParam keys() {
    return new StringArrayParam(this, "keys", "columns that make rows equal; all if not given");
  }

  public Choice keep() {
    return new Choice(
        this,
        "keep",
        "which of equal rows stays, by orderBy",
        "first",
        "last",
        "min",
        "max",
        "none");
  }

  public StringArrayParam orderBy() {
    return new StringArrayParam(this, "orderBy", "columns that order equal rows");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    StructType table = rows.schema();
    List<String> keyNames = RowOrder.names("keys", table, getOrDefault(keys()));
    List<String> order = RowOrder.names("orderBy", table, getOrDefault(orderBy()));
    String keep = getOrDefault(keep());
    RowOrder.requireFor(keep, order);
    if (keyNames.isEmpty() && !keep.equals("none")) {
      Arrays.stream(table.fields()).forEach(f -> RowOrder.require(table, f.name()));
    }
    Column[] by =
        (keyNames.isEmpty() ? List.of(table.fieldNames()) : keyNames)
            .stream().map(Columns::col).toArray(Column[]::new);
    Column ordered = struct(RowOrder.columns(table, order, keep));
    boolean last = Set.of("last", "max").contains(keep);
    Dataset<Row> kept;
    if (keyNames.isEmpty() && !keep.equals("none")) {
      kept = rows.dropDuplicates();
    } else {
      Dataset<Row> grouped =
          rows.groupBy(by)
              .agg((last ? max(ordered) : min(ordered)).as(ROW), count(lit(1)).as(COUNT));
      Dataset<Row> only = keep.equals("none") ? grouped.where(col(COUNT).equalTo(1)) : grouped;
      kept = only.select(Arrays.stream(table.fields()).map(f -> value(f)).toArray(Column[]::new));
    }
    return Cleaned.of(kept)
        .dropping(dropped(rows, by, last ? ordered.desc() : ordered.asc(), keep.equals("none")));
  }

  /** All but the first of equal rows, or all of them where more than one is. */
  private Dataset<Row> dropped(Dataset<Row> rows, Column[] by, Column order, boolean all) {
    WindowSpec equal = Window.partitionBy(by);
    Column rank = all ? count(lit(1)).over(equal) : row_number().over(equal.orderBy(order));
    Dataset<Row> out = rows.withColumn(COUNT, rank).where(col(COUNT).gt(1)).drop(COUNT);
    return Reasons.beside(out, lit(why()));
  }

  @Override
  public String why() {
    String[] keys = getOrDefault(keys());
    return "equal to another row in "
        + (keys.length == 0 ? "all columns" : String.join(", ", keys));
  }

  @Override
  public String inWords() {
    String[] keys = getOrDefault(keys());
    String[] order = getOrDefault(orderBy());
    return "keep %s of rows equal in %s%s"
        .formatted(
            getOrDefault(keep()),
            keys.length == 0 ? "all columns" : String.join(", ", keys),
            order.length == 0 ? "" : ", by " + String.join(", ", order));
  }

  private static Column value(StructField field) {
    Column value = functions.col(ROW).getField(field.name());
    if (field.dataType() instanceof DoubleType || field.dataType() instanceof FloatType) {
      value = value.plus(lit(0).cast(field.dataType())); // makes -0.0, which equals 0.0, to 0.0
    }
    return value.as(field.name(), field.metadata());
  }
}
