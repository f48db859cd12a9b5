package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.ProblemException;
import java.util.List;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.StructField;

/**
 * A rule that no two rows have the same values in some columns together. All rows of a key that
 * comes more than once break it, none is kept as the first of them; {@code dropDuplicates} does
 * that. Keys are counted, and only those that repeat are joined to the rows, so that one key with
 * half of all rows is no burden.
 */
public abstract class KeyRule extends RowRule {

  private static final String COLUMNS = "columns";

  public final StringArrayParam columns() {
    return new StringArrayParam(this, COLUMNS, "columns that are unique together");
  }

  @Override
  public final boolean comparesRows() {
    return true;
  }

  @Override
  public final Dataset<Row> beside(Dataset<Row> of, Dataset<Row> wider, String name) {
    List<StructField> keys = keys(of);
    List<String> names = Values.names(keys);
    String count = name + "_count";
    Column[] named = Lookup.named(names, name);
    Dataset<Row> repeated =
        of.where(Values.areThere(keys))
            .groupBy(named)
            .agg(count(lit(1)).as(count))
            .where(col(count).gt(1))
            .drop(count);
    return Lookup.beside(wider, names, repeated, name);
  }

  /** The key of a row is that of another too. */
  final Fault repeated(List<StructField> keys, String name) {
    return Fault.of(Values.names(keys), col(name), "is there more than once");
  }

  final List<StructField> keys(Dataset<Row> rows) {
    List<StructField> keys = Values.chosen(rows, COLUMNS, getOrDefault(columns()));
    for (StructField key : keys) {
      if (!RowOrdering.isOrderable(key.dataType())) {
        throw ProblemException.inJob(
            COLUMNS,
            "column '%s' is %s, whose values cannot be compared."
                .formatted(key.name(), key.dataType().simpleString()));
      }
    }
    return keys;
  }

  /** The columns as they were chosen. */
  final String chosen() {
    return String.join(", ", getOrDefault(columns()));
  }
}
