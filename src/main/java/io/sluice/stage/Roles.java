package io.sluice.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What single columns are for. A role is written into the column's metadata, so that the schema
 * alone says it, in a job and in a plain spark.ml pipeline alike.
 */
@About(
    value = "Says which column is the label, the id, the weight, ...; kinds never choose these.",
    rows = "keeps every row",
    example = "roles: {label: churned, id: customer, text: [comment]}")
public final class Roles extends Settings {

  private static final String KEY = "sluice.role";
  private static final String TEXT = "text";

  public Roles() {
    setDefault(label(), "");
    setDefault(id(), "");
    setDefault(weight(), "");
    setDefault(group(), "");
    setDefault(time(), "");
    setDefault(text(), new String[0]);
  }

  public Param<String> label() {
    return new Param<>(this, "label", "what the model predicts; a number or a boolean");
  }

  public Param<String> id() {
    return new Param<>(this, "id", "identifies a row; never a feature");
  }

  public Param<String> weight() {
    return new Param<>(this, "weight", "how much a row counts in training");
  }

  public Param<String> group() {
    return new Param<>(
        this,
        "group",
        "rows of one group, such as a patient, lie in one part of the split and in one fold; never"
            + " a feature");
  }

  public Param<String> time() {
    return new Param<>(this, "time", "when the row happened; never a feature");
  }

  public StringArrayParam text() {
    return new StringArrayParam(this, "text", "columns of free text, which are not categories");
  }

  /** Role to column, for the roles that the job sets, free text aside. */
  public Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    for (Param<String> role : List.of(label(), id(), weight(), group(), time())) {
      if (!getOrDefault(role).isEmpty()) {
        named.put(role.name(), getOrDefault(role));
      }
    }
    return named;
  }

  /** The column with this role, if the job names one. */
  public Optional<String> column(String role) {
    return Optional.ofNullable(named().get(role));
  }

  /** What decides where a row goes in the split: its group, else its id; empty for all of it. */
  public List<String> key() {
    return column("group").or(() -> column("id")).map(List::of).orElse(List.of());
  }

  /** The rows with the roles in the metadata of the columns that are there. */
  public Dataset<Row> mark(Dataset<Row> rows) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String column : getOrDefault(text())) {
      wanted.put(column, TEXT);
    }
    named().forEach((role, column) -> wanted.put(column, role));
    Dataset<Row> marked = rows;
    for (Map.Entry<String, String> e : wanted.entrySet()) {
      if (Columns.has(rows.schema(), e.getKey())) {
        marked = mark(marked, e.getKey(), e.getValue());
      }
    }
    return marked;
  }

  /** The rows without any role in their metadata, as they should be written. */
  public static Dataset<Row> unmark(Dataset<Row> rows) {
    Dataset<Row> plain = rows;
    for (StructField field : rows.schema().fields()) {
      if (field.metadata().contains(KEY)) {
        Metadata without = new MetadataBuilder().withMetadata(field.metadata()).remove(KEY).build();
        // over the bare column, Spark takes an alias with empty metadata for one without any
        Column value = functions.coalesce(Columns.col(field.name()));
        plain = plain.withColumn(field.name(), value.as(field.name(), without));
      }
    }
    return plain;
  }

  /** The role that keeps a column from being chosen by kind, if it has one. */
  static Optional<String> of(StructField field) {
    return role(field).filter(role -> !role.equals(TEXT));
  }

  static boolean isText(StructField field) {
    return role(field).filter(TEXT::equals).isPresent();
  }

  /** The first column of a table that has this role. */
  public static Optional<String> columnOf(StructType table, String role) {
    return List.of(table.fields()).stream()
        .filter(f -> role(f).filter(role::equals).isPresent())
        .map(StructField::name)
        .findFirst();
  }

  /** The columns without a role, in the table's order. */
  public static List<StructField> withoutRole(StructType table) {
    return List.of(table.fields()).stream().filter(f -> of(f).isEmpty()).toList();
  }

  private static Optional<String> role(StructField field) {
    return field.metadata().contains(KEY)
        ? Optional.of(field.metadata().getString(KEY))
        : Optional.empty();
  }

  private static Dataset<Row> mark(Dataset<Row> rows, String column, String role) {
    Metadata before = rows.schema().apply(column).metadata();
    if (before.contains(KEY) && before.getString(KEY).equals(role)) {
      return rows;
    }
    Metadata with = new MetadataBuilder().withMetadata(before).putString(KEY, role).build();
    return rows.withColumn(column, Columns.col(column).as(column, with));
  }
}
