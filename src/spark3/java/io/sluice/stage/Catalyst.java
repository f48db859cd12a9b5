package io.sluice.stage;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;

/** The way to Spark's internals where Spark 3 and 4 differ. This is the one for Spark 3. */
public final class Catalyst {

  private Catalyst() {}

  public static Column column(Expression expression) {
    return new Column(expression);
  }

  public static Expression expression(Column column) {
    return column.expr();
  }

  public static Dataset<Row> table(SparkSession spark, RDD<InternalRow> rows, StructType schema) {
    return spark.internalCreateDataFrame(rows, schema, false);
  }
}
