package io.sluice.report;

import static io.sluice.report.Markup.attribute;
import static io.sluice.report.Markup.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table whose numbers stand below each other; too wide a one scrolls by itself. */
final class DataTable {

  private final List<Markup> head = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();
  private final List<Markup> rows = new ArrayList<>();
  private final List<Markup> sums = new ArrayList<>();

  /** A column of text. */
  DataTable text(Object... title) {
    return column("text", title);
  }

  /** A column of numbers. */
  DataTable number(Object... title) {
    return column("number", title);
  }

  /** A column of numbers that the others are compared with. */
  DataTable strong(Object... title) {
    return column("number.strong", title);
  }

  /** A row, with a cell for each column; the first cell names the row. */
  DataTable row(Object... cells) {
    rows.add(cellsOf(cells));
    return this;
  }

  /** A row that sums the others up, below them. */
  DataTable sum(Object... cells) {
    sums.add(cellsOf(cells));
    return this;
  }

  /** A cell over several columns, to be given to a row as its last cell. */
  static Markup over(int columns, Object content) {
    return element("td.text", attribute("colspan", Integer.toString(columns)), content);
  }

  Markup markup() {
    return element(
        "div.scroll",
        element(
            "table.sorts",
            element("thead", element("tr", head)),
            element("tbody", rows),
            sums.isEmpty() ? null : element("tfoot", sums)));
  }

  /** A share from 0 to 1 in percent, with a thin bar before it. */
  static Markup share(double share) {
    return Markup.join(bar(share), element("span.share", Numbers.percent(share)));
  }

  private Markup cellsOf(Object... cells) {
    List<Markup> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      row.add(
          i == 0
              ? element("th." + kinds.get(0), attribute("scope", "row"), cells[0])
              : cell(cells[i], kinds.get(i)));
    }
    return element("tr", row);
  }

  private DataTable column(String kind, Object... title) {
    kinds.add(kind);
    head.add(element("th." + kind, attribute("scope", "col"), Markup.join(title)));
    return this;
  }

  private static Markup cell(Object content, String kind) {
    return content instanceof Markup markup && markup.html().startsWith("<td")
        ? markup
        : element("td." + kind, content);
  }

  private static Markup bar(double share) {
    double percent = Double.isFinite(share) ? 100 * Math.min(1, Math.max(0, share)) : 0;
    return element(
        "span.bar",
        attribute("aria-hidden", "true"),
        element("i", attribute("style", String.format(Locale.ROOT, "width:%.1f%%", percent))));
  }
}
