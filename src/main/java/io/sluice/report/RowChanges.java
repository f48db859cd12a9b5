package io.sluice.report;

import io.sluice.report.Bars.Bar;
import io.sluice.report.Bars.Piece;
import io.sluice.result.Run;
import io.sluice.result.Run.Change;
import io.sluice.result.Run.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What each clean step did to the rows, and how many of them are left. */
final class RowChanges {

  private static final Pattern PLACE = Pattern.compile("^\\w+\\[\\d+\\] ");

  private final List<Change> changes;

  private RowChanges(List<Change> changes) {
    this.changes = changes;
  }

  static Optional<Chapter> of(Run run) {
    RowChanges rows = new RowChanges(Texts.orEmpty(run.changes()));
    return rows.changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Chapter("rows", "Rows", rows.finding(), Markup.join(rows.table(), rows.picture())));
  }

  /** Rows before the first clean step; without one, all rows that fit the schema. */
  static long before(Run run) {
    List<Change> changes = Texts.orEmpty(run.changes());
    return changes.isEmpty()
        ? Texts.orEmpty(run.tables()).stream().mapToLong(RowChanges::fitting).sum()
        : changes.get(0).rowsIn();
  }

  /** Rows after the last clean step. */
  static long after(Run run) {
    List<Change> changes = Texts.orEmpty(run.changes());
    return changes.isEmpty() ? before(run) : changes.get(changes.size() - 1).rowsOut();
  }

  /** Values that any step changed in rows that stay. */
  static long changedValues(Run run) {
    return Texts.orEmpty(run.changes()).stream().mapToLong(Change::changedValues).sum();
  }

  private static long fitting(Table table) {
    return table.rows() - table.corrupt();
  }

  private String finding() {
    String rows = Numbers.count(changes.get(0).rowsIn(), "row");
    long removed = changes.stream().mapToLong(Change::removed).sum();
    long added = changes.stream().mapToLong(Change::added).sum();
    String share = " (" + Numbers.share(removed, changes.get(0).rowsIn()) + ")";
    if (removed == 0) {
      return "Cleaning kept all " + rows + (added == 0 ? "" : " and added " + Numbers.count(added));
    }
    if (added == 0) {
      String were = removed == 1 ? " was" : " were";
      return Numbers.count(removed) + " of " + rows + were + " removed by cleaning" + share;
    }
    return String.join(
        "",
        "Cleaning removed ",
        Numbers.count(removed),
        " of ",
        rows,
        share,
        " and added ",
        Numbers.count(added));
  }

  private Markup table() {
    DataTable table =
        new DataTable()
            .text("Step")
            .number("Rows in")
            .number("Change")
            .number("Share")
            .number("Quarantined")
            .number("Values changed")
            .number("Rows out");
    for (Change change : changes) {
      long by = change.rowsOut() - change.rowsIn();
      table.row(
          step(change),
          Numbers.count(change.rowsIn()),
          Numbers.change(by),
          Numbers.share(by, change.rowsIn()),
          Numbers.count(change.quarantined()),
          Numbers.count(change.changedValues()),
          Numbers.count(change.rowsOut()));
    }
    return table.markup();
  }

  private static Markup step(Change change) {
    String name = name(change);
    String place = Texts.orEmpty(change.step()).replace(name, "").strip();
    return Markup.join(
        Markup.element("b", name),
        place.isEmpty() ? null : Markup.element("span.place", place),
        change.about() == null ? null : Markup.element("span.about", change.about()));
  }

  /** The step without its place. */
  private static String name(Change change) {
    return PLACE.matcher(Texts.orEmpty(change.step())).replaceFirst("");
  }

  /** A bar for each step that changed the number of rows; none where at most one did. */
  private Markup picture() {
    List<Change> moving = changes.stream().filter(c -> c.rowsIn() != c.rowsOut()).toList();
    if (moving.size() < 2) {
      return Markup.NONE;
    }
    Change most = moving.get(0);
    for (Change change : moving) {
      most = size(change) > size(most) ? change : most;
    }
    String finding =
        name(most)
            + (most.removed() > 0 ? " removed" : " added")
            + " the most rows: "
            + Numbers.count(size(most));
    return Chapter.figure(
        finding,
        Bars.picture("rows-changed", moving.stream().map(RowChanges::bar).toList())
            .svg("Bars: rows by which each step changed the table. " + finding + "."),
        Markup.element("p.keys", keys(moving)));
  }

  private static Bar bar(Change change) {
    long quarantined = Math.min(change.quarantined(), change.removed());
    String share = Numbers.share(size(change), change.rowsIn());
    return new Bar(
        Texts.orEmpty(change.step()),
        List.of(
            new Piece((double) change.removed() - quarantined, Ink.ACCENT),
            new Piece(quarantined, Ink.FAINT),
            new Piece(change.added(), Ink.WARM)),
        Numbers.count(size(change)) + " \u00b7 " + share);
  }

  private static Markup keys(List<Change> moving) {
    return Markup.join(
        moving.stream().anyMatch(c -> c.removed() > c.quarantined())
            ? Chapter.key(Ink.ACCENT, "dropped")
            : null,
        moving.stream().anyMatch(c -> c.quarantined() > 0)
            ? Chapter.key(Ink.FAINT, "quarantined")
            : null,
        moving.stream().anyMatch(c -> c.added() > 0) ? Chapter.key(Ink.WARM, "added") : null);
  }

  private static long size(Change change) {
    return Math.abs(change.rowsOut() - change.rowsIn());
  }
}
