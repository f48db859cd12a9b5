package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Table;
import java.util.List;
import java.util.Optional;

/** The tables that were read, and their rows that do not fit the schema. */
final class TablesRead {

  private TablesRead() {}

  static Optional<Chapter> of(Run run) {
    List<Table> tables = Texts.orEmpty(run.tables());
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    DataTable table =
        new DataTable()
            .text("Table")
            .text("Path")
            .text("Format")
            .number("Rows")
            .number("Corrupt")
            .text("Corrupt rows are");
    for (Table each : tables) {
      table.row(
          each.name(),
          Markup.element("span.path", each.path()),
          each.format(),
          Numbers.count(each.rows()),
          Numbers.count(each.corrupt()),
          each.corrupt() == 0 ? Numbers.DASH : handled(each));
    }
    return Optional.of(new Chapter("read", "Read", finding(tables), table.markup()));
  }

  private static String finding(List<Table> tables) {
    long rows = tables.stream().mapToLong(Table::rows).sum();
    long corrupt = tables.stream().mapToLong(Table::corrupt).sum();
    String read =
        Numbers.count(rows, "row") + " read from " + Numbers.count(tables.size(), "table");
    if (corrupt == 0) {
      return read + "; all fit the schema";
    }
    return read
        + "; "
        + Numbers.count(corrupt)
        + (corrupt == 1 ? " does" : " do")
        + " not fit the schema";
  }

  /** What was done with corrupt rows, as the end of a sentence. */
  static String handled(Table table) {
    return switch (Texts.orEmpty(table.handled())) {
      case "quarantine" -> "quarantined";
      case "drop" -> "dropped";
      case "" -> Numbers.DASH;
      default -> table.handled();
    };
  }
}
