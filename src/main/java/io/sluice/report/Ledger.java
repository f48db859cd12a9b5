package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Change;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Reason;
import io.sluice.result.Run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The account of the rows of the first table, from those that were read to those that came out.
 * Rows in, less those that went and plus those that came, are rows out, in each entry and in all:
 * rows of a run that nothing accounts for have an entry of their own.
 *
 * @param in all rows read, corrupt ones too
 * @param entries what was done to them, in its order
 * @param out rows after the last step
 */
record Ledger(long in, List<Entry> entries, long out) {

  private static final Pattern PLACE = Pattern.compile("^(\\w+\\[\\d+\\]) (.*)$", Pattern.DOTALL);
  private static final String NO_REASON = "no reason is known";

  /**
   * A step, or the reading of the table.
   *
   * @param name its name
   * @param place where it stands in the job, or which table was read
   * @param about what it was told to do; null where there is nothing to say
   */
  record Entry(
      String name,
      String place,
      String about,
      long in,
      List<Reason> reasons,
      long changedValues,
      long out) {

    long rows(Fate fate) {
      return reasons.stream().filter(r -> r.fate() == fate).mapToLong(Reason::rows).sum();
    }

    /** Rows that went. */
    long removed() {
      return rows(Fate.DROPPED) + rows(Fate.QUARANTINED);
    }
  }

  static Ledger of(Run run) {
    List<Change> changes = Texts.orEmpty(run.changes());
    List<Table> tables = Texts.orEmpty(run.tables());
    List<Entry> entries = new ArrayList<>();
    long in = 0;
    if (!tables.isEmpty()) {
      in = tables.get(0).rows();
    } else if (!changes.isEmpty()) {
      in = changes.get(0).rowsIn();
    }
    long left = in;
    if (!tables.isEmpty() && tables.get(0).corrupt() > 0) {
      Entry read = read(tables.get(0));
      entries.add(read);
      left = read.out();
    }
    for (Change change : changes) {
      entries.add(step(change, left));
      left = change.rowsOut();
    }
    return new Ledger(in, List.copyOf(entries), left);
  }

  /** Rows with this fate, in all. */
  long rows(Fate fate) {
    return entries.stream().mapToLong(e -> e.rows(fate)).sum();
  }

  /** Values that any step changed in rows that stay. */
  long changedValues() {
    return entries.stream().mapToLong(Entry::changedValues).sum();
  }

  /** Whether any row went or came. */
  boolean moves() {
    return entries.stream().anyMatch(e -> !e.reasons().isEmpty());
  }

  private static Entry read(Table table) {
    Fate fate = "quarantine".equals(table.handled()) ? Fate.QUARANTINED : Fate.DROPPED;
    Reason corrupt = new Reason("does not fit the schema", fate, table.corrupt());
    long fitting = table.rows() - table.corrupt();
    String name = Texts.orEmpty(table.name());
    return new Entry("read", name, null, table.rows(), List.of(corrupt), 0, fitting);
  }

  private static Entry step(Change change, long in) {
    List<Reason> reasons = new ArrayList<>(Texts.orEmpty(change.reasons()));
    long rest = change.rowsOut() - in;
    for (Reason reason : reasons) {
      rest += reason.fate() == Fate.ADDED ? -reason.rows() : reason.rows();
    }
    if (rest != 0) {
      reasons.add(new Reason(NO_REASON, rest < 0 ? Fate.DROPPED : Fate.ADDED, Math.abs(rest)));
    }
    String step = Texts.orEmpty(change.step());
    return new Entry(
        name(step),
        place(step),
        change.about(),
        in,
        List.copyOf(reasons),
        change.changedValues(),
        change.rowsOut());
  }

  /** The step without its place: {@code check} of {@code clean[3] check}. */
  static String name(String step) {
    return PLACE.matcher(step).replaceFirst("$2");
  }

  /** The place of a step in the job; empty where it has none. */
  static String place(String step) {
    return PLACE.matcher(step).matches() ? PLACE.matcher(step).replaceFirst("$1") : "";
  }
}
