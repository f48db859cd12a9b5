package io.sluice.clean.near;

import static org.apache.spark.sql.functions.broadcast;

import io.sluice.stage.Catalyst;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that were computed and counted in one go and are kept, on disk where memory is short. Where
 * nobody frees them, Spark does so by itself when nobody refers to them any longer.
 */
public final class Kept {

  /** Rows up to which a table is sent to every executor rather than joined by a shuffle. */
  private static final long MOST_SENT = 200_000;

  private final JavaRDD<InternalRow> held;
  private final Dataset<Row> rows;
  private final long count;

  private Kept(JavaRDD<InternalRow> held, Dataset<Row> rows, long count) {
    this.held = held;
    this.rows = rows;
    this.count = count;
  }

  /** Computes the rows. */
  public static Kept of(Dataset<Row> rows) {
    JavaRDD<InternalRow> held =
        rows.queryExecution()
            .toRdd()
            .toJavaRDD()
            .map(InternalRow::copy)
            .persist(StorageLevel.MEMORY_AND_DISK());
    long count = held.count();
    return new Kept(held, Catalyst.table(rows.sparkSession(), held.rdd(), rows.schema()), count);
  }

  public Dataset<Row> rows() {
    return rows;
  }

  public long count() {
    return count;
  }

  /** The rows as they should be joined to a larger table. */
  public Dataset<Row> sent() {
    return sent(rows, count);
  }

  /** A table of at most so many rows as it should be joined to a larger one. */
  public static Dataset<Row> sent(Dataset<Row> table, long rows) {
    return rows <= MOST_SENT ? broadcast(table) : table;
  }

  /** The sum of a column of whole numbers. */
  long sum(int column) {
    return Math.round(held.mapToDouble(row -> row.getInt(column)).sum());
  }

  void free() {
    held.unpersist();
  }
}
