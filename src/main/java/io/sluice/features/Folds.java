package io.sluice.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.stage.Columns;
import io.sluice.stage.Roles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Parts the rows into folds by their content alone: equal rows share a fold, and a row has the same
 * one wherever it comes again. Numbers are hashed as doubles, so that reading a table again with
 * wider types changes nothing.
 *
 * @param folds how many
 * @param seed another seed, other folds
 * @param columns what is hashed
 */
record Folds(int folds, long seed, List<String> columns) {

  private static final String FROM_LABEL = "sluice.fromLabel";

  /**
   * By the table's id, or by all of its simple columns but the label and those made of labels: a
   * row's fold must not hang on its own label, nor on that of another.
   */
  static Folds of(StructType table, String label, int folds, long seed) {
    List<String> columns =
        Roles.columnOf(table, "id").map(List::of).orElseGet(() -> content(table, label));
    return new Folds(folds, seed, columns);
  }

  private static List<String> content(StructType table, String label) {
    return Arrays.stream(table.fields())
        .filter(f -> isSimple(f.dataType()) && !f.metadata().contains(FROM_LABEL))
        .map(StructField::name)
        .filter(name -> !name.equals(label))
        .filter(name -> !Roles.columnOf(table, "label").filter(name::equals).isPresent())
        .toList();
  }

  private static boolean isSimple(DataType type) {
    return Columns.isNumberLike(type)
        || Columns.isText(type)
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof BinaryType;
  }

  /** Says of a column that it is made of the labels of other rows. */
  static Metadata fromLabel(Metadata metadata) {
    return new MetadataBuilder().withMetadata(metadata).putBoolean(FROM_LABEL, true).build();
  }

  /** A name for the column of folds that no other folds have. */
  String name() {
    return columns.stream()
        .map(Columns::quoted)
        .collect(Collectors.joining(" ", "sluice_fold %d %d ".formatted(folds, seed), ""));
  }

  /** The number of a row's fold, 0 to {@code folds} - 1. */
  Column of(StructType table) {
    List<Column> hashed = new ArrayList<>();
    hashed.add(lit(seed));
    for (String name : columns) {
      Column value = Columns.col(name);
      boolean number = Columns.isNumeric(table.apply(name).dataType());
      hashed.add(number ? value.cast("double") : value);
      hashed.add(value.isNull()); // a null leaves xxhash64 as it is
    }
    Column fold = pmod(xxhash64(hashed.toArray(new Column[0])), lit((long) folds));
    return coalesce(fold.cast("int"), lit(0)); // never null
  }
}
