package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.report.Ledger.Entry;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The account of the rows as a table: a row for each step, below it one for each of its reasons,
 * and their sum. Columns in which nothing happened are left out.
 */
final class RowsTable {

  private final Ledger ledger;
  private final List<Fate> fates;
  private final boolean changes;

  private RowsTable(Ledger ledger) {
    this.ledger = ledger;
    this.fates = List.of(Fate.values()).stream().filter(fate -> ledger.rows(fate) > 0).toList();
    this.changes = ledger.changedValues() > 0;
  }

  static Markup of(Ledger ledger) {
    return new RowsTable(ledger).markup();
  }

  private Markup markup() {
    DataTable table = new DataTable().text("Step").number("Rows in");
    fates.forEach(fate -> table.number(titled(fate)));
    table.number("Rows out");
    if (!fates.isEmpty()) {
      table.number("Share of rows in");
    }
    if (changes) {
      table.number("Values changed");
    }
    for (Entry entry : ledger.entries()) {
      table.row(cells(entry));
      listed(entry).forEach(reason -> table.row(cells(entry, reason)));
    }
    return table
        .sum(
            cells(
                "In all",
                Numbers.count(ledger.in()),
                ledger::rows,
                Numbers.count(ledger.out()),
                "",
                ledger.changedValues()))
        .markup();
  }

  /** None where the line below the step's name has said the only one. */
  private static List<Reason> listed(Entry entry) {
    List<Reason> reasons = entry.reasons();
    boolean said = reasons.size() == 1 && reasons.get(0).why().equals(entry.about());
    return said ? List.of() : reasons;
  }

  private Object[] cells(Entry entry) {
    boolean said = listed(entry).size() < entry.reasons().size();
    return cells(
        step(entry),
        Numbers.count(entry.in()),
        entry::rows,
        Numbers.count(entry.out()),
        said ? Numbers.share(entry.reasons().get(0).rows(), entry.in()) : "",
        entry.changedValues());
  }

  private Object[] cells(Entry entry, Reason reason) {
    return cells(
        element("span.reason", reason.why()),
        "",
        fate -> fate == reason.fate() ? reason.rows() : 0,
        "",
        Numbers.share(reason.rows(), entry.in()),
        0);
  }

  /** Empty where there is nothing, so that the others stand out. */
  private Object[] cells(
      Object head, String in, ToLongFunction<Fate> moved, String out, String share, long changed) {
    List<Object> cells = new ArrayList<>(List.of(head, in));
    for (Fate fate : fates) {
      long rows = moved.applyAsLong(fate);
      cells.add(rows == 0 ? "" : Numbers.change(fate == Fate.ADDED ? rows : -rows));
    }
    cells.add(out);
    if (!fates.isEmpty()) {
      cells.add(share);
    }
    if (changes) {
      cells.add(changed == 0 ? "" : Numbers.count(changed));
    }
    return cells.toArray();
  }

  private static String titled(Fate fate) {
    return fate.name().charAt(0) + fate.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static Markup step(Entry entry) {
    return Markup.join(
        element("b", entry.name()),
        entry.place().isEmpty() ? null : element("span.place", entry.place()),
        entry.about() == null ? null : element("span.about", entry.about()));
  }
}
