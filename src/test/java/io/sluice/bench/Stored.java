package io.sluice.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Generated rows, written to Parquet once and read from there. */
final class Stored {

  private Stored() {}

  /** Reads the folder; writes it first where it is not there whole. */
  static Dataset<Row> read(SparkSession spark, Path folder, Supplier<Dataset<Row>> generated) {
    if (!Files.exists(folder.resolve("_SUCCESS"))) {
      generated.get().write().mode("overwrite").parquet(folder.toString());
    }
    return spark.read().parquet(folder.toString());
  }
}
