package io.sluice.features;

import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The schema that a step declares, column by column. */
final class Schemas {

  /** Where a stage of spark.ml leaves its result before it takes the place of others. */
  static final String TEMPORARY = "sluice_temporary";

  private Schemas() {}

  /** The table with the field in the place of its namesake, or at the end. */
  static StructType with(StructType table, StructField field) {
    StructField[] fields = table.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      if (fields[i].name().equals(field.name())) {
        fields[i] = field;
        return new StructType(fields);
      }
    }
    return table.add(field);
  }

  /** The table with a vector of unnamed slots in the place of these columns. */
  static StructType replaced(StructType table, List<String> columns, String output, int slots) {
    if (Columns.has(table, output) && !columns.contains(output)) {
      throw ProblemException.inJob(
          "outputCol",
          "the table has a column '%s' already. Choose another name.".formatted(output));
    }
    StructType rest = table;
    for (String column : columns) {
      rest = without(rest, column);
    }
    return rest.add(vector(output, Slots.numbered(output, slots)));
  }

  /** The rows with the vector {@link #TEMPORARY} renamed and put in the place of these columns. */
  static Dataset<Row> replace(Dataset<Row> rows, List<String> columns, String output, int slots) {
    List<Column> kept = new ArrayList<>();
    for (String column : rows.columns()) {
      if (!columns.contains(column) && !column.equals(TEMPORARY)) {
        kept.add(Columns.col(column));
      }
    }
    kept.add(Columns.col(TEMPORARY).as(output, Slots.numbered(output, slots)));
    return rows.select(kept.toArray(new Column[0]));
  }

  /** The table without a column. */
  static StructType without(StructType table, String name) {
    return new StructType(
        Arrays.stream(table.fields())
            .filter(f -> !f.name().equals(name))
            .toArray(StructField[]::new));
  }

  /** Whether a column holds arrays of text. */
  static boolean isTexts(StructField field) {
    return field.dataType() instanceof ArrayType array && Columns.isText(array.elementType());
  }

  /** Arrays of text without nulls, with the metadata of the column whose place they take. */
  static StructField texts(StructField column) {
    return new StructField(column.name(), Loop.TEXTS, false, column.metadata());
  }

  /** Whether the type is not known because the step that makes the column has a problem. */
  static boolean isUnknown(StructField field) {
    return field.dataType().equals(DataTypes.NullType);
  }

  /** A double without nulls. */
  static StructField number(String name) {
    return new StructField(name, DataTypes.DoubleType, false, Metadata.empty());
  }

  /** A vector. */
  static StructField vector(String name, Metadata metadata) {
    return new StructField(name, SQLDataTypes.VectorType(), true, metadata);
  }
}
