package io.sluice.stage;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Chance that depends on a row's content alone, so that it falls the same in every run and on any
 * partitioning.
 */
public final class RowHash {

  private RowHash() {}

  /** A hash of these columns; another seed is another hash. */
  public static Column of(List<String> columns, long seed) {
    List<Column> inputs = new ArrayList<>();
    inputs.add(lit(seed));
    columns.forEach(name -> inputs.add(Columns.col(name)));
    // a null leaves xxhash64 as it is: say which columns are null
    Column[] nulls =
        columns.stream().map(name -> when(Columns.col(name).isNull(), name)).toArray(Column[]::new);
    inputs.add(functions.concat_ws(",", nulls));
    return xxhash64(inputs.toArray(new Column[0]));
  }

  /** The same hash for a purpose of its own, so that it goes with no other's of the same seed. */
  public static Column of(List<String> columns, long seed, String purpose) {
    return xxhash64(of(columns, seed), lit(purpose));
  }

  /** A hash as a number from 0 to below 1. */
  public static Column uniform(Column hash) {
    return shiftrightunsigned(hash, 11).cast("double").multiply(lit(0x1p-53));
  }

  /** The columns that can be hashed: all but maps. */
  public static List<String> hashable(StructType table) {
    return Arrays.stream(table.fields())
        .filter(f -> !(f.dataType() instanceof MapType))
        .map(StructField::name)
        .toList();
  }
}
