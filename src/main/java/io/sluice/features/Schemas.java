package io.sluice.features;

import io.sluice.stage.Catalyst;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The schema that a step declares, column by column. */
final class Schemas {

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

  /** The table with these columns as doubles; what is null, and metadata, stay. */
  static StructType doubles(StructType table, List<StructField> columns) {
    StructType out = table;
    for (StructField c : columns) {
      out = with(out, new StructField(c.name(), DataTypes.DoubleType, c.nullable(), c.metadata()));
    }
    return out;
  }

  /** The table with a vector of unnamed slots in the place of these columns. */
  static StructType replaced(StructType table, List<String> columns, String output, int slots) {
    return replaced(table, columns, output, Slots.numbered(output, slots));
  }

  /** The table with a vector in the place of these columns. */
  static StructType replaced(
      StructType table, List<String> columns, String output, Metadata metadata) {
    StructType rest = table;
    for (String column : columns) {
      rest = without(rest, column);
    }
    return added(rest, "outputCol", vector(output, metadata));
  }

  /**
   * The table with a new column.
   *
   * @param setting the setting that names it; empty where the step does
   */
  static StructType added(StructType table, String setting, StructField field) {
    if (Columns.has(table, field.name())) {
      throw ProblemException.inJob(
          setting,
          "the table has a column '%s' already. %s"
              .formatted(
                  field.name(),
                  setting.isEmpty() ? "Rename it in clean." : "Choose another name."));
    }
    return table.add(field);
  }

  /** The rows with a vector in the place of these columns. */
  static Dataset<Row> replace(
      Dataset<Row> rows, List<String> columns, Column vector, String output, Metadata metadata) {
    List<Column> all = new ArrayList<>();
    for (String name : rows.schema().fieldNames()) {
      if (!columns.contains(name)) {
        all.add(Columns.col(name));
      }
    }
    all.add(vector.as(output, metadata));
    return rows.select(all.toArray(new Column[0]));
  }

  /** The rows with these columns in the place of their namesakes, or at the end in this order. */
  static Dataset<Row> with(Dataset<Row> rows, Map<String, Column> columns) {
    Map<String, Column> all = new LinkedHashMap<>();
    for (String name : rows.schema().fieldNames()) {
      all.put(name, Columns.col(name));
    }
    columns.forEach(
        (name, column) -> {
          boolean isNamed =
              Catalyst.expression(column) instanceof Alias alias && alias.name().equals(name);
          all.put(name, isNamed ? column : column.as(name));
        });
    return rows.select(all.values().toArray(new Column[0]));
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

  /** Why a step cannot cut a column into words, or take it as words, or nothing. */
  static Optional<String> unfitAsTexts(StructField column, String step) {
    return isTexts(column) || Columns.isText(column.dataType())
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; %s takes text or arrays of text."
                .formatted(column.name(), Columns.inWords(column.dataType()), step));
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

  /** A double that may be null. */
  static StructField numberOrNull(String name) {
    return new StructField(name, DataTypes.DoubleType, true, Metadata.empty());
  }

  /** A vector. */
  static StructField vector(String name, Metadata metadata) {
    return new StructField(name, SQLDataTypes.VectorType(), true, metadata);
  }
}
