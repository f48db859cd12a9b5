package io.sluice.clean;

import io.sluice.clean.rule.RowRule;
import io.sluice.clean.rule.Rule;
import io.sluice.clean.rule.TableRule;
import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** What follows from the counts of a check. */
final class Verdicts {

  private static final String TITLE = "Rules";

  private final List<Rule> rules;

  Verdicts(List<Rule> rules) {
    this.rules = rules;
  }

  /** What {@link Judged#counts} say. */
  Outcome tell(Row counts) {
    long rows = counts.getLong(0);
    Outcome outcome = Outcome.NOTHING;
    List<Map<String, Object>> table = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Row its = counts.getStruct(i + 1);
      Ruling ruling =
          rules.get(i) instanceof RowRule rule
              ? ofRows(rule, its, rows)
              : ofTable((TableRule) rules.get(i), its, rows);
      outcome = with(outcome, i, ruling);
      table.add(line(rules.get(i), ruling, rows));
    }
    return outcome.finding(new Run.Finding(TITLE, table));
  }

  /**
   * What became of a rule.
   *
   * @param failing rows that break it; all of them where the table does
   * @param removed rows that go for it
   * @param found what the data say
   * @param holds whether no more than it tolerates break it
   * @param sentence what to say where it does not hold
   */
  private record Ruling(long failing, long removed, String found, boolean holds, String sentence) {}

  private static Ruling ofRows(RowRule rule, Row its, long rows) {
    long failing = its.getLong(0);
    double share = share(failing, rows);
    TreeSet<String> examples = new TreeSet<>();
    for (int i : List.of(2, 3)) {
      if (!its.isNullAt(i)) {
        examples.add("'" + its.getString(i) + "'");
      }
    }
    String such = String.join(", ", examples);
    String sentence =
        words("%,d of %,d rows break '%s'", failing, rows, rule.inWords())
            + (such.isEmpty() ? "" : ", such as " + such)
            + (rule.tolerated() == 0
                ? "."
                : words("; a share of %s, at most %s may.", share, rule.tolerated()));
    return new Ruling(failing, its.getLong(1), such, share <= rule.tolerated(), sentence);
  }

  private static Ruling ofTable(TableRule rule, Row its, long rows) {
    TableRule.Verdict verdict =
        rule.judge(its.isNullAt(0) ? OptionalLong.empty() : OptionalLong.of(its.getLong(0)));
    String sentence = words("'%s' does not hold: %s.", rule.inWords(), verdict.found());
    return new Ruling(verdict.holds() ? 0 : rows, 0, verdict.found(), verdict.holds(), sentence);
  }

  private Outcome with(Outcome outcome, int index, Ruling ruling) {
    Rule rule = rules.get(index);
    Outcome all = outcome;
    if (rule instanceof RowRule row && row.removes()) {
      Run.Fate fate = row.quarantines() ? Run.Fate.QUARANTINED : Run.Fate.DROPPED;
      all = all.reason("breaks '" + rule.inWords() + "'", fate, ruling.removed);
    }
    if (ruling.holds) {
      return all;
    }
    return rule.warns()
        ? all.warning(ruling.sentence)
        : all.problem(Check.place(index, rule, ""), ruling.sentence);
  }

  private static Map<String, Object> line(Rule rule, Ruling ruling, long rows) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("rule", rule.inWords());
    line.put("on failure", rule.getOrDefault(rule.onFailure()));
    line.put("rows judged", rows);
    line.put("failing", ruling.failing);
    line.put("failing share", share(ruling.failing, rows));
    line.put("found", ruling.found);
    line.put("outcome", outcome(rule, ruling));
    return line;
  }

  private static String outcome(Rule rule, Ruling ruling) {
    if (!ruling.holds) {
      return rule.warns() ? "warned" : "failed";
    }
    boolean takesOut = rule instanceof RowRule row && row.removes() && ruling.failing > 0;
    return !takesOut
        ? "passed"
        : rule instanceof RowRule row && row.quarantines() ? "quarantined" : "dropped";
  }

  private static double share(long failing, long rows) {
    return rows == 0 ? 0 : (double) failing / rows;
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
