package io.sluice.clean.near;

import io.sluice.stage.Catalyst;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Java code over Spark's internal rows, partition by partition, without making objects of them. The
 * row that an iterator gives is good until the next one.
 */
final class InternalRows {

  private InternalRows() {}

  /** What becomes of the rows of a partition. */
  interface Pass extends Serializable {
    Iterator<InternalRow> over(Iterator<InternalRow> rows);
  }

  /** The rows that a pass makes, of this schema. Stages before the last shuffle run at once. */
  static Dataset<Row> pass(Dataset<Row> rows, StructType schema, Pass pass) {
    return Catalyst.table(
        rows.sparkSession(),
        rows.queryExecution().toRdd().toJavaRDD().mapPartitions(pass::over).rdd(),
        schema);
  }
}
