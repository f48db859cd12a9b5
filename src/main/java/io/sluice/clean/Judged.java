package io.sluice.clean;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.sluice.clean.rule.Fault;
import io.sluice.clean.rule.RowRule;
import io.sluice.clean.rule.Rule;
import io.sluice.clean.rule.TableRule;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows with what the rules say beside each: which it breaks, and for which it goes. */
final class Judged {

  private static final String BREAKS = "sluice_breaks";
  private static final String BESIDE = "sluice_beside";
  private static final String GOES = "sluice_goes"; // the first rule that takes the row out, or -1

  private final Map<Integer, RowRule> rowRules = new LinkedHashMap<>();
  private final Map<Integer, List<Fault>> faults = new LinkedHashMap<>();
  private final Column[] counts;
  private Dataset<Row> rows;

  private Judged(Dataset<Row> rows, List<Rule> rules) {
    this.rows = rows;
    this.counts = new Column[rules.size() + 1];
    counts[0] = count(lit(1));
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      try {
        add(i, rules.get(i), rows);
      } catch (ProblemException e) {
        int index = i;
        problems.addAll(e.at(s -> Check.place(index, rules.get(index), s)).problems());
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    mark();
  }

  /** The rows held against the rules; fails with all problems of their settings. */
  static Judged of(Dataset<Row> rows, List<Rule> rules) {
    return new Judged(rows, rules);
  }

  private void add(int i, Rule rule, Dataset<Row> of) {
    if (rule instanceof RowRule rowRule) {
      rowRules.put(i, rowRule);
      faults.put(i, rowRule.faults(of, BESIDE + i));
      rows = rowRule.beside(of, rows, BESIDE + i);
      Column breaks = col(BREAKS + i);
      Column value = when(breaks, value(faults.get(i)));
      counts[i + 1] =
          struct(count_if(breaks), count_if(col(GOES).equalTo(i)), min(value), max(value));
    } else {
      counts[i + 1] = struct(((TableRule) rule).measure(of));
    }
  }

  private void mark() {
    Map<String, Column> breaks = new LinkedHashMap<>();
    faults.forEach(
        (i, its) ->
            breaks.put(BREAKS + i, its.stream().map(Fault::fails).reduce(lit(false), Column::or)));
    List<Column> goes = new ArrayList<>();
    removing(r -> true).forEach(i -> goes.add(when(col(BREAKS + i), lit(i))));
    goes.add(lit(-1));
    rows = rows.withColumns(breaks).withColumn(GOES, coalesce(goes.toArray(new Column[0])));
  }

  /** All rows, with what the rules say beside. */
  Dataset<Row> rows() {
    return rows;
  }

  /**
   * Aggregates over them: their number, then a struct for each rule. A rule for rows has the number
   * that break it, the number that go for it, and two values that break it; one for the table has
   * what it measures.
   */
  Column[] counts() {
    return counts.clone();
  }

  /** Those that stay, as they were; {@code judged} is the rows, counted or not. */
  Dataset<Row> kept(Dataset<Row> judged) {
    return plain(removing(r -> true).isEmpty() ? judged : judged.where(col(GOES).equalTo(-1)));
  }

  /** Whether there are such rules among those that take rows out. */
  boolean removes(Predicate<RowRule> by) {
    return !removing(by).isEmpty();
  }

  /** The rows that go for such a rule, as they were, with all rules that each breaks as reason. */
  Dataset<Row> gone(Predicate<RowRule> by) {
    Column[] reasons =
        faults.values().stream()
            .flatMap(List::stream)
            .map(f -> when(f.fails(), f.reason()))
            .toArray(Column[]::new);
    Dataset<Row> gone = rows.where(col(GOES).isin(removing(by).toArray()));
    return plain(Reasons.beside(gone, concat_ws("; ", reasons)));
  }

  private List<Integer> removing(Predicate<RowRule> by) {
    return rowRules.entrySet().stream()
        .filter(e -> e.getValue().removes() && by.test(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Dataset<Row> plain(Dataset<Row> judged) {
    List<String> beside = new ArrayList<>(List.of(GOES));
    rowRules.keySet().forEach(i -> beside.addAll(List.of(BREAKS + i, BESIDE + i)));
    return judged.drop(beside.toArray(new String[0]));
  }

  /** What is wrong first in a row, where there is a value to show. */
  private static Column value(List<Fault> faults) {
    return coalesce(faults.stream().map(f -> when(f.fails(), f.value())).toArray(Column[]::new));
  }
}
