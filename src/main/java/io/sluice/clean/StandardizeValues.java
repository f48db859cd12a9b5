package io.sluice.clean;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stage.RowHash;
import io.sluice.stage.TextLists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes values that have several spellings in one: {@code mapping} names the spelling to be used
 * and the others for it. Values are compared without white space at their ends, and without regard
 * to case where {@code ignoreCase}, as by default. A null stays null. A value that the mapping does
 * not know is kept, becomes null or a value of its own ({@code others: unknown}), or takes its row
 * to the quarantine. Counts the values that changed, and those that the mapping does not know, of
 * which it shows a few of rows chosen by a hash: frequent ones are likely among them.
 */
@About(
    value = "Writes values that have several spellings in one.",
    rows = "keeps every row; with others: quarantine, rows with a value without a mapping go there",
    example =
        "standardizeValues: {columns: plan, mapping: {premium: [prem, premium plan], basic: bsc}}")
public final class StandardizeValues extends CleanStep {

  private static final String KEEP = "keep";
  private static final String SET_NULL = "setNull";
  private static final String QUARANTINE = "quarantine";
  private static final String WHY = "a value without a mapping";
  private static final int MOST_CHARACTERS = 100;
  private static final int NUM_EXAMPLES = 5;

  public StandardizeValues() {
    setDefault(ignoreCase(), true);
    setDefault(others(), KEEP);
  }

  public StringArrayParam columns() {
    return new StringArrayParam(this, "columns", "columns of text");
  }

  public TextLists mapping() {
    return new TextLists(
        this, "mapping", "the spelling to be used: [other spellings of it]; at least one");
  }

  public BooleanParam ignoreCase() {
    return new BooleanParam(this, "ignoreCase", "whether capitals make no difference");
  }

  public Param<String> others() {
    return new Param<>(
        this,
        "others",
        "what becomes of a value without a mapping: keep, setNull, quarantine (of its row), or the"
            + " value that it becomes");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    if (getOrDefault(mapping()).isEmpty()) {
      throw ProblemException.inJob("mapping", "it is empty: there is nothing to write in one way.");
    }
    Spellings spellings = new Spellings(getOrDefault(mapping()), ParamValue.of(this, ignoreCase()));
    Map<String, Column> known = new LinkedHashMap<>();
    for (StructField field :
        TextColumns.choose(rows.schema(), getOrDefault(columns()), "standardizeValues")) {
      known.put(field.name(), Loop.of(spellings, Columns.col(field.name())));
    }
    return part(new Replaced(rows, known));
  }

  private Cleaned part(Replaced looked) {
    Map<String, Column> after = new LinkedHashMap<>();
    List<Column> reasons = new ArrayList<>();
    List<Column> counts = new ArrayList<>();
    Column strange = lit(false);
    for (Map.Entry<String, Column> e : looked.all().entrySet()) {
      Column value = Columns.col(e.getKey());
      Column isStrange = value.isNotNull().and(e.getValue().isNull());
      after.put(e.getKey(), coalesce(e.getValue(), other(value)));
      reasons.add(
          when(
              isStrange,
              concat(lit("column '" + e.getKey() + "': '"), value, lit("' has no mapping"))));
      counts.add(count_if(isStrange));
      counts.add(approx_count_distinct(when(isStrange, value)));
      counts.addAll(
          examples(
              when(isStrange, substring(value, 1, MOST_CHARACTERS)), isStrange, looked.table()));
      strange = strange.or(isStrange);
    }
    boolean quarantines = getOrDefault(others()).equals(QUARANTINE);
    Column goes = quarantines ? strange : lit(false);
    counts.add(0, count_if(goes));
    counts.add(1, Changes.count(after, not(goes)));
    List<String> names = List.copyOf(after.keySet());
    Account account = Account.of(c -> tell(names, c), counts.toArray(new Column[0]));
    Dataset<Row> kept = account.on(looked.rows()).where(not(goes));
    Cleaned cleaned =
        Cleaned.of(looked.inPlace(kept, after), account)
            .changing(looked.changes(looked.rows().where(not(goes)), after));
    if (!quarantines) {
      return cleaned;
    }
    Column why = concat_ws("; ", filter(array(reasons.toArray(new Column[0])), Column::isNotNull));
    return cleaned.quarantining(looked.beside(looked.rows().where(goes), why));
  }

  /** Values of rows that do not depend on the rows' order. */
  private static List<Column> examples(Column value, Column where, StructType table) {
    List<String> all = RowHash.hashable(table);
    return IntStream.range(0, NUM_EXAMPLES)
        .mapToObj(i -> min_by(value, when(where, RowHash.of(all, i, "example"))))
        .toList();
  }

  private Column other(Column value) {
    return switch (getOrDefault(others())) {
      case KEEP, QUARANTINE -> value;
      case SET_NULL -> lit(null).cast(DataTypes.StringType);
      default -> when(value.isNotNull(), lit(getOrDefault(others())));
    };
  }

  private Outcome tell(List<String> names, Row counts) {
    Outcome outcome =
        Outcome.NOTHING
            .reason(WHY, Run.Fate.QUARANTINED, counts.getLong(0))
            .changed(counts.getLong(1));
    List<Map<String, Object>> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int at = 2 + i * (2 + NUM_EXAMPLES);
      if (counts.getLong(at) > 0) {
        found.add(strange(names.get(i), counts, at));
      }
    }
    return outcome.finding(new Run.Finding("Values without a mapping", found));
  }

  private static Map<String, Object> strange(String column, Row counts, int at) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("column", column);
    line.put("values", counts.getLong(at));
    line.put("different, about", counts.getLong(at + 1));
    line.put(
        "such as",
        IntStream.range(at + 2, at + 2 + NUM_EXAMPLES)
            .mapToObj(counts::getString)
            .distinct()
            .sorted()
            .map(value -> "'" + value + "'")
            .collect(joining(", ")));
    return line;
  }

  @Override
  public String inWords() {
    List<String> words = new ArrayList<>();
    getOrDefault(mapping())
        .forEach(
            (wanted, variants) ->
                words.add(
                    variants.isEmpty() ? wanted : wanted + " for " + String.join(", ", variants)));
    return "%s in %s; others: %s"
        .formatted(
            String.join("; ", words),
            String.join(", ", getOrDefault(columns())),
            getOrDefault(others()));
  }
}
