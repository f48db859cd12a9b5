package io.sluice.clean;

import static scala.collection.JavaConverters.seqAsJavaList;

import io.sluice.stage.About;
import io.sluice.stage.Catalyst;
import io.sluice.stage.Columns;
import io.sluice.stage.Expressions;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.TextMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds columns, or replaces them, by expressions of Spark SQL, one after the other: each may use
 * those above it. Keeps every row and counts the values of replaced columns that changed. Numbers
 * of two types are compared as numbers, other values of two types as they are written.
 */
@About(
    value = "Adds or replaces columns by SQL expressions.",
    rows = "keeps every row",
    example = "derive: {damaged: \"damage <> 'None'\", month: \"month(flight_date)\"}")
public final class Derive extends CleanStep {

  private static final String BEFORE = "sluice_before_";
  private static final String AFTER = "sluice_after_";

  public TextMap columns() {
    return new TextMap(this, "columns", "column: expression of Spark SQL", TextMap.Keys.ALL_OTHERS);
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Dataset<Row> derived = derived(rows);
    List<StructField> replaced = replaced(rows.schema());
    return replaced.isEmpty()
        ? Cleaned.of(derived)
        : counted(rows, replaced, derived.schema()); // only what is replaced needs more
  }

  private Dataset<Row> derived(Dataset<Row> rows) {
    List<Problem> problems = new ArrayList<>();
    Dataset<Row> derived = rows;
    for (Map.Entry<String, String> e : getOrDefault(columns()).entrySet()) {
      try {
        derived =
            derived.withColumn(e.getKey(), Expressions.column(derived, e.getKey(), e.getValue()));
      } catch (ProblemException p) {
        problems.addAll(p.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return derived;
  }

  /** Columns of the table that an expression replaces; Spark does not tell capitals apart. */
  private List<StructField> replaced(StructType table) {
    return Arrays.stream(table.fields()).filter(f -> isDerived(f.name())).toList();
  }

  private boolean isDerived(String name) {
    return getOrDefault(columns()).keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  private Cleaned counted(Dataset<Row> rows, List<StructField> replaced, StructType derived) {
    StructType table = rows.schema();
    Dataset<Row> beside = beside(rows, replaced, derived);
    Map<String, Column> after = new LinkedHashMap<>();
    for (StructField field : replaced) {
      after.put(field.name(), compared(Columns.col(AFTER + field.name()), field, derived));
    }
    Account account = Account.of(c -> Outcome.NOTHING.changed(c.getLong(0)), Changes.count(after));
    Column[] columns =
        Arrays.stream(derived.fields())
            .map(
                f ->
                    isDerived(f.name())
                        ? Columns.col(AFTER + f.name()).as(f.name(), f.metadata())
                        : Columns.col(f.name()))
            .toArray(Column[]::new);
    return Cleaned.of(account.on(beside).select(columns), account)
        .changing(Changes.of(beside, table, after));
  }

  /** The table as it was, where need be as text to be compared, and all derived columns beside. */
  private Dataset<Row> beside(Dataset<Row> rows, List<StructField> replaced, StructType derived) {
    requireNames(replaced);
    Map<String, Column> before = new LinkedHashMap<>();
    replaced.forEach(f -> before.put(BEFORE + f.name(), Columns.col(f.name())));
    Dataset<Row> both = derived(rows.withColumns(before));
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      Column value =
          isDerived(field.name())
              ? compared(Columns.col(BEFORE + field.name()), field, derived)
              : Columns.col(field.name());
      columns.add(value.as(field.name(), field.metadata()));
    }
    Arrays.stream(derived.fields())
        .filter(f -> isDerived(f.name()))
        .forEach(f -> columns.add(Columns.col(f.name()).as(AFTER + f.name())));
    return both.select(columns.toArray(Column[]::new));
  }

  /** A value from before or after, as text where the two types cannot be compared. */
  private static Column compared(Column value, StructField before, StructType derived) {
    DataType from = before.dataType();
    DataType to =
        Arrays.stream(derived.fields())
            .filter(f -> f.name().equalsIgnoreCase(before.name()))
            .findFirst()
            .orElseThrow()
            .dataType();
    boolean asIs =
        (Columns.isNumeric(from) && Columns.isNumeric(to))
            || (from.equals(to) && RowOrdering.isOrderable(from));
    return asIs ? value : value.cast(DataTypes.StringType);
  }

  /** A star would also mean the columns as they were, which lie beside the others meanwhile. */
  private void requireNames(List<StructField> replaced) {
    List<Problem> problems = new ArrayList<>();
    getOrDefault(columns())
        .forEach(
            (name, expression) -> {
              if (hasStar(Catalyst.expression(functions.expr(expression)))) {
                problems.add(
                    new Problem(
                        name,
                        "'%s' takes all columns by '*' in a step that replaces '%s'. Write it as a derive of its own."
                            .formatted(expression, replaced.get(0).name())));
              }
            });
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
  }

  private static boolean hasStar(Expression expression) {
    return expression instanceof Star
        || seqAsJavaList(expression.children()).stream().anyMatch(Derive::hasStar);
  }

  @Override
  public String inWords() {
    List<String> lines = new ArrayList<>();
    getOrDefault(columns()).forEach((name, expression) -> lines.add(name + " = " + expression));
    return String.join("; ", lines);
  }
}
