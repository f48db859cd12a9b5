package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.TextMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds columns of another table that the job reads, as it was read, to the rows with the same key;
 * or keeps the rows with a match there ({@code leftSemi}), or without ({@code leftAnti}). A null in
 * a key matches nothing. Keys are of one type, or of types one of which holds all values of the
 * other. {@code left} keeps rows without a match, with nulls; {@code inner} drops them; they are
 * counted.
 *
 * <p>{@code many} says what becomes of a row that matches several: the job fails and names such a
 * key, by default, as rows that multiply in silence spoil all that is counted after; or the first
 * or last match by {@code orderBy}, then by all columns added, with nulls before all values; or a
 * row for each match. The other table is brought to one row a key first, but for {@code expand}, so
 * that a frequent key among the rows costs no more than another; beyond that, skewed keys are left
 * to Spark's adaptive execution.
 */
@About(
    value = "Adds columns of another table read to the rows with the same key.",
    rows =
        "keeps every row; inner and leftSemi drop those without a match, leftAnti those with one,"
            + " many: expand makes one for each match",
    example = "join: {table: airports, on: {airport: code}, columns: [state], many: fail}")
public final class Join extends CleanStep {

  static final String MATCHES = "sluice_matches";
  private static final String ROW = "sluice_row";

  public Join() {
    setDefault(type(), "left");
    setDefault(columns(), new String[0]);
    setDefault(prefix(), "");
    setDefault(many(), "fail");
    setDefault(orderBy(), new String[0]);
  }

  public Param<String> table() {
    return new Param<>(this, "table", "a table of read");
  }

  public TextMap on() {
    return new TextMap(
        this,
        "on",
        "columns that both have, or column: that of the other table",
        TextMap.Keys.NESTED_OR_NAMES);
  }

  public Choice type() {
    return new Choice(
        this,
        "type",
        "what becomes of rows without a match",
        "left",
        "inner",
        "leftSemi",
        "leftAnti");
  }

  public StringArrayParam columns() {
    return new StringArrayParam(
        this, "columns", "columns of the other table to add; all but its key where not given");
  }

  public Param<String> prefix() {
    return new Param<>(this, "prefix", "what the names of added columns begin with");
  }

  public Choice many() {
    return new Choice(
        this,
        "many",
        "what becomes of a row with several matches",
        "fail",
        "first",
        "last",
        "expand");
  }

  public StringArrayParam orderBy() {
    return new StringArrayParam(
        this, "orderBy", "columns of the other table that order matches, for many: first and last");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Dataset<Row> other = OtherTable.of(rows, "table", getOrDefault(table()));
    return part(rows, JoinColumns.of(this, rows.schema(), other.schema()), other);
  }

  private Cleaned part(Dataset<Row> rows, JoinColumns columns, Dataset<Row> other) {
    Dataset<Row> right = columns.right(other);
    Dataset<Row> matches = expands() ? right.withColumn(MATCHES, lit(1L)) : grouped(right, columns);
    Dataset<Row> joined = rows.join(matches, columns.condition(), "left");
    Column matched = col(MATCHES).isNotNull();
    Account account =
        Account.of(
            this::tell,
            count_if(not(matched)),
            count_if(matched),
            count_if(col(MATCHES).gt(1)),
            max(
                when(
                    col(MATCHES).gt(1),
                    struct(col(MATCHES).as("rows"), columns.keyInWords().as("key")))));
    Dataset<Row> counted = account.on(joined);
    String type = getOrDefault(type());
    Column stays =
        switch (type) {
          case "inner", "leftSemi" -> matched;
          case "leftAnti" -> not(matched);
          default -> lit(true);
        };
    Cleaned cleaned = Cleaned.of(columns.result(counted.where(stays)), account);
    return type.equals("left")
        ? cleaned
        : cleaned.dropping(
            Reasons.beside(columns.left(joined.where(not(stays))), lit(whyDropped())));
  }

  /** One row a key, with the number of its rows. */
  private Dataset<Row> grouped(Dataset<Row> right, JoinColumns columns) {
    Column row =
        switch (getOrDefault(many())) {
          case "first" -> min(columns.ordered());
          case "last" -> max(columns.ordered());
          default -> first(columns.added()); // there is but one, or nobody asks which
        };
    Dataset<Row> grouped =
        right.groupBy(columns.keys()).agg(count(lit(1)).as(MATCHES), row.as(ROW));
    return columns.ungrouped(grouped, ROW);
  }

  private boolean expands() {
    return getOrDefault(many()).equals("expand") && addsColumns();
  }

  boolean addsColumns() {
    return Set.of("left", "inner").contains(getOrDefault(type()));
  }

  private Outcome tell(Row counts) {
    long without = counts.getLong(0);
    long with = counts.getLong(1);
    long several = counts.getLong(2);
    Outcome outcome = Outcome.NOTHING;
    if (addsColumns() && getOrDefault(many()).equals("fail") && several > 0) {
      Row key = counts.getStruct(3);
      return outcome.problem(
          "many",
          "%,d rows match several of '%s', such as the key %s with %,d. Use many: first, last or expand, or dropDuplicates."
              .formatted(several, getOrDefault(table()), key.getString(1), key.getLong(0)));
    }
    outcome =
        switch (getOrDefault(type())) {
          case "inner", "leftSemi" -> outcome.reason(whyDropped(), Run.Fate.DROPPED, without);
          case "leftAnti" -> outcome.reason(whyDropped(), Run.Fate.DROPPED, with);
          default -> outcome;
        };
    List<Map<String, Object>> found = new ArrayList<>();
    if (without > 0 && addsColumns()) {
      found.add(found("rows without a match", without));
    }
    if (several > 0 && addsColumns()) {
      found.add(found("rows with several matches, of which one counts", several));
    }
    return outcome.finding(new Run.Finding("Matches in " + getOrDefault(table()), found));
  }

  private static Map<String, Object> found(String what, long rows) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("found", what);
    line.put("rows", rows);
    return line;
  }

  private String whyDropped() {
    return getOrDefault(type()).equals("leftAnti")
        ? "a match in " + getOrDefault(table())
        : "no match in " + getOrDefault(table());
  }

  @Override
  public String why() {
    return "several matches in " + getOrDefault(table());
  }

  @Override
  public String inWords() {
    List<String> keys = new ArrayList<>();
    getOrDefault(on())
        .forEach((left, right) -> keys.add(left.equals(right) ? left : left + " = " + right));
    return "%s join with %s on %s%s"
        .formatted(
            getOrDefault(type()),
            getOrDefault(table()),
            String.join(", ", keys),
            addsColumns() ? "; many: " + getOrDefault(many()) : "");
  }
}
