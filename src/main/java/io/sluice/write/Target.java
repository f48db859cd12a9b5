package io.sluice.write;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * A table to write: the cleaned rows, with their part, score and prediction where the job trains a
 * model, or with the vector of features where it only makes these. An overwritten table is replaced
 * whole once all of it is written; delta's appends are atomic too, those of parquet and csv become
 * visible file by file and are completed by the next run if this one is killed between.
 */
@About(
    value = "Writes the rows as a table: delta, parquet or csv.",
    rows = "writes every row",
    example = "write: {table: \"${out}/scored\", format: delta, mode: overwrite}")
public final class Target extends Settings {

  public Target() {
    setDefault(format(), "parquet");
    setDefault(mode(), "overwrite");
    setDefault(partitionBy(), new String[0]);
  }

  public Param<String> table() {
    return new Param<>(this, "table", "folder of the table, on any Hadoop file system");
  }

  public Choice format() {
    return new Choice(this, "format", "how it is stored", "delta", "parquet", "csv");
  }

  public Choice mode() {
    return new Choice(
        this,
        "mode",
        "what becomes of a table that is there already",
        "overwrite",
        "append",
        "error");
  }

  public StringArrayParam partitionBy() {
    return new StringArrayParam(this, "partitionBy", "columns of which each value gets a folder");
  }

  /** Where the table goes. */
  public String at() {
    return getOrDefault(table());
  }

  /** How it is stored. */
  public String storedAs() {
    return getOrDefault(format());
  }

  /** What becomes of a table that is there already. */
  public String whenThere() {
    return getOrDefault(mode());
  }

  /** What does not fit the rows to be written. */
  public List<Problem> problems(StructType rows) {
    List<Problem> problems = new ArrayList<>();
    for (String name : getOrDefault(partitionBy())) {
      if (!Columns.has(rows, name)) {
        problems.add(new Problem("partitionBy", Columns.missing(rows, name)));
      } else if (isNested(rows.apply(name).dataType())) {
        problems.add(
            new Problem(
                "partitionBy",
                "column '%s' is %s, which cannot name a folder."
                    .formatted(name, rows.apply(name).dataType().simpleString())));
      }
    }
    if (List.of(getOrDefault(partitionBy())).containsAll(List.of(rows.fieldNames()))) {
      problems.add(new Problem("partitionBy", "no column is left to write into the folders."));
    }
    for (StructField f : rows.fields()) {
      Optional<String> why = unwritable(f);
      why.ifPresent(
          w ->
              problems.add(
                  new Problem(
                      "format",
                      "%s cannot hold column '%s': %s".formatted(storedAs(), f.name(), w))));
    }
    return problems;
  }

  /** Writes the rows into an empty folder, or as a transaction of their own where delta. */
  DataFrameWriter<Row> writer(Dataset<Row> rows) {
    DataFrameWriter<Row> writer = rows.write().format(storedAs());
    if (getOrDefault(partitionBy()).length > 0) {
      writer = writer.partitionBy(getOrDefault(partitionBy()));
    }
    return switch (storedAs()) {
      case "csv" -> writer.option("header", "true").option("escape", "\"");
      case "delta" ->
          whenThere().equals("overwrite") ? writer.option("overwriteSchema", "true") : writer;
      default -> writer;
    };
  }

  /** What the format cannot hold, found before hours of work rather than at their end. */
  private Optional<String> unwritable(StructField column) {
    DataType type = column.dataType();
    if (type instanceof NullType) {
      return Optional.of("it is void, always null. Drop it or cast it.");
    }
    if (storedAs().equals("csv") && (isNested(type) || type instanceof BinaryType)) {
      return Optional.of("it is " + type.simpleString() + ". Use parquet or delta.");
    }
    return storedAs().equals("delta") && column.name().matches(".*[ ,;{}()\\n\\t=].*")
        ? Optional.of("its name has one of ' ,;{}()=' in it. Use snakeCaseColumns or parquet.")
        : Optional.empty();
  }

  private static boolean isNested(DataType type) {
    return type instanceof StructType
        || type instanceof ArrayType
        || type instanceof MapType
        || type instanceof UserDefinedType;
  }
}
