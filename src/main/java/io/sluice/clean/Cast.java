package io.sluice.clean;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Expressions;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.TextMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Changes the types of columns as SQL's TRY_CAST does. A value that has no counterpart in the new
 * type never becomes null in silence: its row goes to the quarantine, or is dropped, or keeps a
 * null there ({@code setNull}), or fails the job; all are counted.
 */
@About(
    value = "Changes the types of columns.",
    rows = "rows with a value that cannot be converted go to the quarantine, or as onFailure says",
    example = "cast: {speed: double, flight_date: date, onFailure: quarantine}")
public final class Cast extends CleanStep {

  public Cast() {
    setDefault(onFailure(), "quarantine");
  }

  public TextMap columns() {
    return new TextMap(this, "columns", "column: type of Spark SQL", TextMap.Keys.ALL_OTHERS);
  }

  public Choice onFailure() {
    return new Choice(
        this,
        "onFailure",
        "what becomes of a row with a value that cannot be converted",
        "quarantine",
        "drop",
        "setNull",
        "fail");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Map<String, Column> converted = new LinkedHashMap<>();
    List<Column> reasons = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    getOrDefault(columns())
        .forEach(
            (name, type) -> {
              try {
                converted.put(name, convert(rows, name, type));
                reasons.add(reason(name, type));
              } catch (ProblemException e) {
                problems.addAll(e.problems());
              }
            });
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return part(rows, converted, reasons);
  }

  private Cleaned part(Dataset<Row> rows, Map<String, Column> converted, List<Column> reasons) {
    Column failures = filter(array(reasons.toArray(new Column[0])), Column::isNotNull);
    Column fails = reasons.stream().map(Column::isNotNull).reduce(lit(false), Column::or);
    Column values =
        reasons.stream()
            .map(r -> count_if(r.isNotNull()))
            .reduce(count_if(lit(false)), Column::plus);
    Account account = Account.of(this::tell, count_if(fails), values, count(lit(1)));
    Dataset<Row> counted = account.on(rows);
    if (getOrDefault(onFailure()).equals("setNull")) {
      return Cleaned.of(counted.withColumns(converted), account)
          .changing(Changes.of(rows.where(fails), nulls(converted)));
    }
    Cleaned kept = Cleaned.of(counted.where(not(fails)).withColumns(converted), account);
    Dataset<Row> out = Reasons.beside(rows.where(fails), concat_ws("; ", failures));
    return switch (getOrDefault(onFailure())) {
      case "quarantine" -> kept.quarantining(out);
      case "drop" -> kept.dropping(out);
      default -> kept;
    };
  }

  /** Where a value cannot be converted, null; elsewhere the value as it was. */
  private static Map<String, Column> nulls(Map<String, Column> converted) {
    Map<String, Column> nulls = new LinkedHashMap<>();
    converted.forEach((name, value) -> nulls.put(name, when(value.isNotNull(), Columns.col(name))));
    return nulls;
  }

  private Outcome tell(Row counts) {
    long[] n = Account.numbers(counts);
    String why = "a value cannot be converted";
    return switch (getOrDefault(onFailure())) {
      case "setNull" -> Outcome.NOTHING.changed(n[1]);
      case "quarantine" -> Outcome.NOTHING.reason(why, Run.Fate.QUARANTINED, n[0]);
      case "drop" -> Outcome.NOTHING.reason(why, Run.Fate.DROPPED, n[0]);
      default ->
          n[0] == 0
              ? Outcome.NOTHING
              : Outcome.NOTHING.problem(
                  "",
                  "%,d of %,d rows have a value that cannot be converted.".formatted(n[0], n[2]));
    };
  }

  private static Column convert(Dataset<Row> rows, String name, String type) {
    if (!Columns.has(rows.schema(), name)) {
      throw ProblemException.inJob(name, Columns.missing(rows.schema(), name));
    }
    if (isNested(name, type)) {
      throw ProblemException.inJob(
          name,
          "'%s' is nested, so that a value inside could become null in silence. Use derive."
              .formatted(type));
    }
    Column column = Expressions.column(rows, name, tryCast(name, type));
    return column.as(name, rows.schema().apply(name).metadata());
  }

  private static boolean isNested(String name, String type) {
    try {
      DataType parsed = DataType.fromDDL(type);
      return parsed instanceof ArrayType
          || parsed instanceof MapType
          || parsed instanceof StructType;
    } catch (Exception e) { // Scala throws the checked ParseException without declaring it
      throw ProblemException.inJob(
          name, "'%s' is not a type of Spark SQL, such as int, double, date.".formatted(type));
    }
  }

  private static String tryCast(String name, String type) {
    return "try_cast(%s AS %s)".formatted(Columns.quoted(name), type);
  }

  private static Column reason(String name, String type) {
    Column value = Columns.col(name);
    return when(
        value.isNotNull().and(expr(tryCast(name, type)).isNull()),
        concat(lit("column '" + name + "': '"), value.cast("string"), lit("' is no " + type)));
  }

  @Override
  public String inWords() {
    List<String> lines = new ArrayList<>();
    getOrDefault(columns()).forEach((name, type) -> lines.add(name + " to " + type));
    return String.join(", ", lines) + "; on failure " + getOrDefault(onFailure());
  }
}
