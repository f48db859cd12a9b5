package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.sluice.result.Run;
import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds the rows of other tables that the job reads, as they were read, by the names of columns, in
 * which capitals do not count; the names of the rows so far stay. Types must be the same, or one
 * must hold every value of the others as it is: int and bigint become bigint, int and double
 * double; bigint and double do not go together. A column that one table lacks is a problem, or null
 * in its rows ({@code missing: setNull}). Keeps every row and counts those that come, by table.
 */
@About(
    value = "Adds the rows of other tables read, by the names of columns.",
    rows = "adds all rows of the tables",
    example = "union: {tables: [late, archive], missing: setNull}")
public final class Union extends CleanStep {

  private static final String FROM = "sluice_from";

  public Union() {
    setDefault(missing(), "fail");
  }

  public StringArrayParam tables() {
    return new StringArrayParam(this, "tables", "tables of read whose rows to add");
  }

  public Choice missing() {
    return new Choice(
        this,
        "missing",
        "what becomes of a column that one of the tables lacks",
        "fail",
        "setNull");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    List<String> names = List.of(getOrDefault(tables()));
    List<Dataset<Row>> others =
        names.stream().map(name -> OtherTable.of(rows, "tables", name)).toList();
    if (names.isEmpty()) {
      throw ProblemException.inJob("tables", "none is given. Name a table of read.");
    }
    List<StructField> fields = fields(rows, others);
    Dataset<Row> all = in(rows, fields, 0);
    for (int i = 0; i < others.size(); i++) {
      all = all.union(in(others.get(i), fields, i + 1));
    }
    Column[] counts = new Column[names.size()];
    Arrays.setAll(counts, i -> count_if(col(FROM).equalTo(i + 1)));
    Account account = Account.of(c -> tell(names, c), counts);
    return Cleaned.of(account.on(all).drop(FROM), account);
  }

  private static Outcome tell(List<String> names, Row counts) {
    long[] n = Account.numbers(counts);
    Outcome outcome = Outcome.NOTHING;
    for (int i = 0; i < n.length; i++) {
      outcome = outcome.reason("rows of " + names.get(i), Run.Fate.ADDED, n[i]);
    }
    return outcome;
  }

  /** The columns of all, each of a type that holds the values of every table. */
  private List<StructField> fields(Dataset<Row> rows, List<Dataset<Row>> others) {
    Map<String, StructField> fields = new LinkedHashMap<>();
    Arrays.stream(rows.schema().fields()).forEach(f -> fields.put(plain(f.name()), f));
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      String name = getOrDefault(tables())[i];
      StructType other = others.get(i).schema();
      for (StructField f : other.fields()) {
        StructField before = fields.get(plain(f.name()));
        if (before == null) {
          require(
              problems,
              "the rows so far have no column '%s', but '%s' has.".formatted(f.name(), name));
          fields.put(plain(f.name()), f);
        } else {
          Optional<DataType> type = Widening.of(before.dataType(), f.dataType());
          if (type.isEmpty()) {
            problems.add(new Problem("tables", differ(before, f, name)));
          } else {
            fields.put(
                plain(f.name()),
                new StructField(before.name(), type.get(), true, before.metadata()));
          }
        }
      }
      for (StructField f : rows.schema().fields()) {
        if (find(other, f.name()).isEmpty()) {
          require(
              problems,
              "column '%s' is not in '%s'. Columns there: %s."
                  .formatted(f.name(), name, String.join(", ", other.fieldNames())));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return List.copyOf(fields.values());
  }

  private void require(List<Problem> problems, String lacks) {
    if (getOrDefault(missing()).equals("fail")) {
      problems.add(
          new Problem("tables", lacks + " Use missing: setNull, or drop or rename it before."));
    }
  }

  private static String differ(StructField field, StructField other, String table) {
    return "column '%s' is %s, but %s in '%s', and neither holds the other's values. Cast it before, or read it so."
        .formatted(
            field.name(),
            Columns.inWords(field.dataType()),
            Columns.inWords(other.dataType()),
            table);
  }

  private static Dataset<Row> in(Dataset<Row> rows, List<StructField> fields, int from) {
    List<Column> columns = new ArrayList<>();
    for (StructField f : fields) {
      Column value = find(rows.schema(), f.name()).map(Columns::col).orElse(lit(null));
      columns.add(value.cast(f.dataType()).as(f.name(), f.metadata()));
    }
    columns.add(lit(from).as(FROM));
    return rows.select(columns.toArray(new Column[0]));
  }

  private static Optional<String> find(StructType table, String name) {
    return Arrays.stream(table.fieldNames()).filter(name::equalsIgnoreCase).findFirst();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT); // Spark does not tell capitals apart
  }

  @Override
  public String inWords() {
    return "add the rows of "
        + String.join(", ", getOrDefault(tables()))
        + (getOrDefault(missing()).equals("fail") ? "" : "; null for missing columns");
  }
}
