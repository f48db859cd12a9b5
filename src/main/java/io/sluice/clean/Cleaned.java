package io.sluice.clean;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a clean step makes of the rows. All tables but the first are computed only where somebody
 * wants them.
 *
 * @param rows the rows that go on
 * @param quarantined rows taken out, with a column {@value #REASON} (underscores follow where the
 *     rows have one already), where the step does that; kept where there are any
 * @param dropped rows that go for good, with their reason likewise; kept where a run is audited
 * @param added rows that come, of a step that cannot tell a changed row from one that went and
 *     another that came; kept with those dropped, whatever their numbers, where a run is audited
 * @param changed each value that the step changed, as {@link Changes} has them; kept where a run is
 *     audited
 * @param aside tables by name that the step always leaves beside the rows
 * @param account what it counts, as {@code rows} pass
 */
public record Cleaned(
    Dataset<Row> rows,
    Optional<Dataset<Row>> quarantined,
    Optional<Dataset<Row>> dropped,
    Optional<Dataset<Row>> added,
    Optional<Dataset<Row>> changed,
    Map<String, Dataset<Row>> aside,
    Account account) {

  /** The column of a quarantined row that says why it is there. */
  public static final String REASON = "reason";

  /** The rows that go on, and nothing more to say than their number. */
  static Cleaned of(Dataset<Row> rows) {
    return of(rows, Account.none());
  }

  /** The rows that go on, and what is counted as they pass. */
  static Cleaned of(Dataset<Row> rows, Account account) {
    return new Cleaned(
        rows,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        account);
  }

  /** The same, with the rows for the quarantine. */
  Cleaned quarantining(Dataset<Row> out) {
    return new Cleaned(rows, Optional.of(out), dropped, added, changed, aside, account);
  }

  /** The same, with the rows that go for good. */
  Cleaned dropping(Dataset<Row> out) {
    return new Cleaned(rows, quarantined, Optional.of(out), added, changed, aside, account);
  }

  /** The same, with the rows that go and those that come in their place. */
  Cleaned replacing(Dataset<Row> gone, Dataset<Row> come) {
    return new Cleaned(
        rows, quarantined, Optional.of(gone), Optional.of(come), changed, aside, account);
  }

  /** The same, with the values that were changed. */
  Cleaned changing(Dataset<Row> values) {
    return new Cleaned(rows, quarantined, dropped, added, Optional.of(values), aside, account);
  }

  /** The same, with one more table beside the rows. */
  Cleaned leaving(String name, Dataset<Row> table) {
    Map<String, Dataset<Row>> all = new LinkedHashMap<>(aside);
    all.put(name, table);
    return new Cleaned(rows, quarantined, dropped, added, changed, all, account);
  }
}
