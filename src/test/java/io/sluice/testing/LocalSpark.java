package io.sluice.testing;

import io.sluice.job.Sessions;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The one session that all tests share, and tables made by hand. */
public final class LocalSpark {

  /** Two threads, as on the smallest machine that tests run on. */
  public static final SparkSession SPARK = start();

  private LocalSpark() {}

  /** Whether this is Spark 4. */
  public static boolean is4() {
    return SPARK.version().startsWith("4.");
  }

  /** A table with a schema in SQL's words: {@code table("age INT, name STRING", row(3, "x"))}. */
  public static Dataset<Row> table(String ddl, Row... rows) {
    return SPARK.createDataFrame(Arrays.asList(rows), StructType.fromDDL(ddl)).coalesce(1);
  }

  /** A row of these values. */
  public static Row row(Object... values) {
    return RowFactory.create(values);
  }

  /** The rows of a table in the order of their text, so that only their content counts. */
  public static List<String> texts(Dataset<Row> table) {
    return table.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** Fails unless both have the same schema and the same rows in any order. */
  public static void assertSameRows(Dataset<Row> expected, Dataset<Row> actual) {
    SameRows.check(expected, actual);
  }

  private static SparkSession start() {
    System.setProperty("spark.master", "local[2]");
    System.setProperty(
        "spark.sql.warehouse.dir", "target/spark-warehouse-" + System.getProperty("fork"));
    return Sessions.start("tests");
  }
}
