package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.col;

import io.sluice.clean.OtherTable;
import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * The values of the columns together are in some row of another table that the job reads. A row
 * with a missing value among them passes, as with SQL's FOREIGN KEY. Reads the other table once.
 */
@About(
    value = "The values of the columns together are in another table that the job reads.",
    rows = "a row breaks it where the other table has no such row; with a missing value it passes",
    example = "referencesTable: {columns: customer, table: customers, onFailure: quarantine}")
public final class ReferencesTable extends RowRule {

  private static final String COLUMNS = "columns";
  private static final String TABLE = "table";
  private static final String KEYS = "keys";

  public ReferencesTable() {
    setDefault(keys(), new String[0]);
  }

  public StringArrayParam columns() {
    return new StringArrayParam(this, COLUMNS, "columns that refer to the other table");
  }

  public Param<String> table() {
    return new Param<>(this, TABLE, "the name in read of the other table");
  }

  public StringArrayParam keys() {
    return new StringArrayParam(
        this, KEYS, "columns of the other table, in the order of columns; the same if not given");
  }

  @Override
  public Dataset<Row> beside(Dataset<Row> of, Dataset<Row> wider, String name) {
    List<StructField> columns = Values.chosen(of, COLUMNS, getOrDefault(columns()));
    List<String> names = Values.names(columns);
    Dataset<Row> other = OtherTable.of(of, TABLE, getOrDefault(table()));
    List<StructField> keys = keys(other, names);
    for (int i = 0; i < columns.size(); i++) {
      requireSameKind(columns.get(i), keys.get(i));
    }
    Dataset<Row> found =
        other
            .where(Values.areThere(keys))
            .select(Lookup.named(Values.names(keys), name))
            .distinct();
    return Lookup.beside(wider, names, found, name);
  }

  @Override
  public List<Fault> faults(Dataset<Row> of, String name) {
    List<StructField> columns = Values.chosen(of, COLUMNS, getOrDefault(columns()));
    return List.of(
        Fault.of(
            Values.names(columns),
            Values.areThere(columns).and(col(name).isNull()),
            "is not in " + getOrDefault(table())));
  }

  private List<StructField> keys(Dataset<Row> other, List<String> columns) {
    String[] given = getOrDefault(keys());
    List<StructField> keys =
        given.length == 0
            ? Values.chosen(other, KEYS, columns.toArray(new String[0]))
            : Values.chosen(other, KEYS, given);
    if (keys.size() != columns.size()) {
      throw ProblemException.inJob(
          KEYS,
          "%d of the other table for %d of this one (%s); each needs its own."
              .formatted(keys.size(), columns.size(), String.join(", ", columns)));
    }
    return keys;
  }

  private static void requireSameKind(StructField column, StructField key) {
    boolean numbers = Columns.isNumeric(column.dataType()) && Columns.isNumeric(key.dataType());
    if (!numbers && !column.dataType().equals(key.dataType())) {
      throw ProblemException.inJob(
          COLUMNS,
          "column '%s' is %s, but '%s' of the other table %s. Cast one of them before."
              .formatted(
                  column.name(),
                  Columns.inWords(column.dataType()),
                  key.name(),
                  Columns.inWords(key.dataType())));
    }
  }

  @Override
  public String inWords() {
    String[] keys = getOrDefault(keys());
    return "%s is in %s%s"
        .formatted(
            String.join(", ", getOrDefault(columns())),
            getOrDefault(table()),
            keys.length == 0 ? "" : " (" + String.join(", ", keys) + ")");
  }
}
