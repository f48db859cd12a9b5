package io.sluice.clean;

import io.sluice.result.Run;
import io.sluice.stage.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step has to say once its rows have passed. Rows that went for none of its reasons, went
 * for {@link CleanStep#why()}.
 *
 * @param reasons why rows went to the quarantine, were dropped or came, and how many
 * @param changedValues values that it changed in rows that stay
 * @param findings what else it found, for the report
 * @param warnings what somebody should look at, though the job goes on
 * @param problems why the job must not go on
 */
public record Outcome(
    List<Run.Reason> reasons,
    long changedValues,
    List<Run.Finding> findings,
    List<String> warnings,
    List<Problem> problems) {

  /** A step with nothing to say. */
  public static final Outcome NOTHING = new Outcome(List.of(), 0, List.of(), List.of(), List.of());

  /** The same, and rows that went or came; nothing more where there are none. */
  public Outcome reason(String why, Run.Fate fate, long rows) {
    return rows == 0
        ? this
        : new Outcome(
            with(reasons, new Run.Reason(why, fate, rows)),
            changedValues,
            findings,
            warnings,
            problems);
  }

  /** The same, and so many more values that were changed. */
  public Outcome changed(long values) {
    return new Outcome(reasons, changedValues + values, findings, warnings, problems);
  }

  /** The same, and a finding; nothing more where it has no rows. */
  public Outcome finding(Run.Finding finding) {
    return finding.rows().isEmpty()
        ? this
        : new Outcome(reasons, changedValues, with(findings, finding), warnings, problems);
  }

  /** The same, and a warning. */
  public Outcome warning(String text) {
    return new Outcome(reasons, changedValues, findings, with(warnings, text), problems);
  }

  /** The same, and a problem with the data, at this setting. */
  public Outcome problem(String setting, String text) {
    return new Outcome(
        reasons, changedValues, findings, warnings, with(problems, new Problem(setting, text)));
  }

  private static <T> List<T> with(List<T> list, T one) {
    List<T> all = new ArrayList<>(list);
    all.add(one);
    return List.copyOf(all);
  }
}
