package io.sluice.clean;

import static java.util.stream.Collectors.joining;

import io.sluice.clean.rule.RowRule;
import io.sluice.clean.rule.Rule;
import io.sluice.stage.About;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SettingsList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds the rows against rules, in the pass that is made anyway: rows that break one go to the
 * quarantine, or are dropped, or there is a warning, or the job fails and nothing is published.
 * Each rule judges all rows as they come, also those that go for another rule. isUnique and
 * isPrimaryKey read the rows twice and referencesTable the other table once; rows are joined only
 * to what they find.
 *
 * <p>A missing value, null or NaN, breaks none but isComplete and isPrimaryKey. With {@code warn}
 * and {@code fail} the verdict falls where more than {@code maxBadFraction} of all rows break the
 * rule. With {@code quarantine} and {@code drop} rows go in any case, and the job fails where they
 * are more than that. A row that breaks several rules goes, and is counted, for the first of them
 * that takes rows out; in the quarantine it has the reasons of all.
 */
@About(
    value = "Holds the rows against rules; warns, fails, or takes rows out.",
    rows =
        "rows that break a rule go to the quarantine or are dropped, where its onFailure says so",
    example =
        "check: {rules: [{isComplete: {columns: name, onFailure: quarantine}}, {rowCount: {min:"
            + " 1000}}]}")
public final class Check extends CleanStep {

  private static final String RULES = "rules";

  public SettingsList<Rule> rules() {
    return new SettingsList<>(
        this, RULES, "what must hold, a rule after each dash", "rule", Rule.class);
  }

  @Override
  public boolean readsOften() {
    return getOrDefault(rules()).stream()
        .anyMatch(r -> r instanceof RowRule row && row.comparesRows());
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    List<Rule> rules = getOrDefault(rules());
    if (rules.isEmpty()) {
      throw ProblemException.inJob(RULES, "there is none.");
    }
    Judged judged = Judged.of(rows, rules);
    Account account = Account.of(new Verdicts(rules)::tell, judged.counts());
    Cleaned cleaned = Cleaned.of(judged.kept(account.on(judged.rows())), account);
    if (judged.removes(RowRule::quarantines)) {
      cleaned = cleaned.quarantining(judged.gone(RowRule::quarantines));
    }
    return judged.removes(RowRule::drops) ? cleaned.dropping(judged.gone(RowRule::drops)) : cleaned;
  }

  /** The place of a rule among the settings. */
  static String place(int index, Rule rule, String setting) {
    return "%s[%d] %s%s"
        .formatted(RULES, index, rule.name(), setting.isEmpty() ? "" : "." + setting);
  }

  @Override
  public String inWords() {
    return getOrDefault(rules()).stream().map(Rule::inWords).collect(joining("; "));
  }
}
