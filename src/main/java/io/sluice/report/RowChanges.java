package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What each clean step did to the rows, why, and how many of them are left. */
final class RowChanges {

  private RowChanges() {}

  static Optional<Chapter> of(Run run) {
    if (Texts.orEmpty(run.changes()).isEmpty()) {
      return Optional.empty();
    }
    Ledger ledger = Ledger.of(run);
    return Optional.of(
        new Chapter(
            "rows",
            "Rows",
            finding(ledger),
            Markup.join(
                Warnings.of(run),
                Waterfall.of(ledger),
                RowsTable.of(ledger),
                otherTables(Texts.orEmpty(run.tables())),
                Findings.of(run.changes()))));
  }

  private static String finding(Ledger ledger) {
    String in = Numbers.count(ledger.in(), "row");
    if (!ledger.moves()) {
      return "Cleaning kept all " + in;
    }
    List<String> moved = new ArrayList<>();
    for (Fate fate : Fate.values()) {
      if (ledger.rows(fate) > 0) {
        moved.add(Numbers.count(ledger.rows(fate)) + " " + fate.name().toLowerCase(Locale.ROOT));
      }
    }
    return in + " in, " + Numbers.count(ledger.out()) + " out: " + Texts.enumerate(moved);
  }

  /** The tables whose rows the account does not follow. */
  private static Markup otherTables(List<Table> tables) {
    if (tables.size() < 2) {
      return Markup.NONE;
    }
    List<String> others = tables.stream().skip(1).map(RowChanges::inWords).toList();
    return Markup.element(
        "p.note",
        "These are the rows of ",
        Texts.term(tables.get(0).name()),
        ". Steps may also have read " + Texts.enumerate(others) + ".");
  }

  private static String inWords(Table table) {
    String rows = Numbers.count(table.rows(), "row");
    String corrupt =
        table.corrupt() == 0
            ? ""
            : ", " + Numbers.count(table.corrupt()) + " of them " + TablesRead.handled(table);
    return Texts.orEmpty(table.name()) + " (" + rows + corrupt + ")";
  }
}
