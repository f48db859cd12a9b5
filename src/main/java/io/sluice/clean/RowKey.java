package io.sluice.clean;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.stage.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which row a row is: 128 bits of the values of all its columns, the same in every run and on any
 * partitioning. Equal rows have the same key; that two of n different rows do has a chance of n² /
 * 2^129.
 */
final class RowKey {

  private static final long FIRST = 1;
  private static final long SECOND = 2;

  private RowKey() {}

  /** The first half. */
  static Column hi(StructType table) {
    return hash(table, FIRST);
  }

  /** The second half. */
  static Column lo(StructType table) {
    return hash(table, SECOND);
  }

  /** Both halves as text of 32 hexadecimal digits. */
  static Column text(Column hi, Column lo) {
    return lower(concat(lpad(hex(hi), 16, "0"), lpad(hex(lo), 16, "0")));
  }

  private static Column hash(StructType table, long seed) {
    List<Column> inputs = new ArrayList<>();
    List<Column> nulls = new ArrayList<>(); // leave the hash as it is: say which columns are null
    inputs.add(lit(seed));
    for (StructField field : table.fields()) {
      Column value = Columns.col(field.name());
      inputs.add(value);
      nulls.add(when(value.isNull(), field.name()));
      if (field.dataType() instanceof ArrayType || field.dataType() instanceof StructType) {
        inputs.add(value.cast("string")); // has the nulls within
      }
    }
    inputs.add(concat_ws(",", nulls.toArray(new Column[0])));
    return xxhash64(inputs.toArray(new Column[0]));
  }
}
