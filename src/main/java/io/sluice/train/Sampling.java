package io.sluice.train;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.stage.RowHash;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Chooses rows by chance that follows from their content, so that any partitioning gives the same.
 */
final class Sampling {

  private static final String HASH = "sluice_hash";
  private static final String COPY = "sluice_copy";

  private Sampling() {}

  /**
   * So many rows at most, in an order of chance. Of equal rows each is chosen by itself: they are
   * numbered first, which takes a shuffle of the column.
   */
  static Dataset<Row> of(Dataset<Row> rows, Column column, int size, long seed) {
    Column hash = RowHash.of(RowHash.hashable(rows.schema()), seed);
    Column copy = row_number().over(Window.partitionBy(col(HASH)).orderBy(lit(0)));
    return rows.select(column, hash.as(HASH))
        .withColumn(COPY, copy)
        .orderBy(xxhash64(col(HASH), col(COPY)), col(HASH), col(COPY))
        .limit(size)
        .drop(HASH, COPY);
  }
}
