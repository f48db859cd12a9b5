package io.sluice.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.randn;
import static org.apache.spark.sql.functions.when;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table by seeds: {@code id}, numbers {@code x0, x1, ...} of a skewed distribution, a tenth of
 * them null, categories {@code c0, c1, ...} of 10, 20, ... values of which some are frequent and
 * some are rare, and {@code label}. The same rows in the same eight files in every run.
 *
 * @param rows how many rows
 * @param numCount how many columns of numbers
 * @param categoryCount how many columns of text
 */
record GeneratedTable(long rows, int numCount, int categoryCount) {

  private static final int FILES = 8;

  /** The table of the probes that the bars were set with: 20 numbers and 6 categories. */
  static GeneratedTable wide(long rows) {
    return new GeneratedTable(rows, 20, 6);
  }

  List<String> numbers() {
    return IntStream.range(0, numCount).mapToObj(i -> "x" + i).toList();
  }

  List<String> categories() {
    return IntStream.range(0, categoryCount).mapToObj(i -> "c" + i).toList();
  }

  /** The columns that features are learned from. */
  Column[] columns() {
    return Stream.concat(numbers().stream(), categories().stream())
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  /** Reads the table, from Parquet below the folder. */
  Dataset<Row> read(SparkSession spark, Path folder) {
    String name = "table-%dx%d-%d".formatted(rows, numCount, categoryCount);
    return Stored.read(spark, folder.resolve(name), () -> generate(spark));
  }

  private Dataset<Row> generate(SparkSession spark) {
    List<Column> columns = new ArrayList<>(List.of(col("id")));
    for (int i = 0; i < numCount; i++) {
      Column value = randn(i).multiply(i + 1).plus(exp(randn(1000 + i)));
      columns.add(when(rand(100 + i).lt(0.1), lit(null)).otherwise(value).as("x" + i));
    }
    for (int i = 0; i < categoryCount; i++) {
      Column value = floor(pow(rand(500 + i), 3).multiply(10 * (i + 1)));
      columns.add(concat(lit("v"), value.cast("string")).as("c" + i));
    }
    Column positive = col("x0").plus(col("x1")).plus(randn(7)).gt(1);
    return spark
        .range(0, rows, 1, FILES)
        .toDF("id")
        .select(columns.toArray(new Column[0]))
        .withColumn("label", when(positive, 1.0).otherwise(0.0));
  }
}
