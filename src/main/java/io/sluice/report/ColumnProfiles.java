package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.ColumnProfile;
import io.sluice.result.Run.Top;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The cleaned table's columns: how full they are, and how their values spread. */
final class ColumnProfiles {

  private static final int SPREAD_COLUMNS = 8;
  private static final String SPREAD =
      "Spread: how many values lie in bins of equal width; values far from most are in the first or"
          + " the last bin.";
  private static final int VALUE_CHARS = 40;
  private static final int TOP = 5;

  private ColumnProfiles() {}

  static Optional<Chapter> of(Run run) {
    boolean learned = run.parts() != null && !run.parts().isEmpty();
    List<ColumnProfile> columns =
        run.exploration() == null ? run.columns() : run.exploration().columns();
    return of(Texts.orEmpty(columns), learned ? "training row" : "row");
  }

  /**
   * The chapter.
   *
   * @param row what the columns are summarised over
   */
  static Optional<Chapter> of(List<ColumnProfile> columns, String row) {
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    DataTable table =
        new DataTable()
            .text("Column")
            .text("Type")
            .number("Missing")
            .number("Distinct")
            .text("Spread")
            .number("Min")
            .number("Q1")
            .number("Median")
            .number("Q3")
            .number("Max")
            .number("Mean")
            .number("Std dev");
    columns.forEach(column -> table.row(cells(column).toArray()));
    long rows = columns.stream().mapToLong(ColumnProfile::rows).max().orElse(0);
    Markup basis =
        Markup.element("p.note", "Summarised over " + Numbers.count(rows, row) + ". " + SPREAD);
    return Optional.of(
        new Chapter(
            "columns",
            "Columns",
            finding(columns),
            Markup.join(Doubted.list(columns).orElse(Markup.NONE), table.markup(), basis)));
  }

  private static Markup finding(List<ColumnProfile> columns) {
    List<ColumnProfile> gaps =
        columns.stream()
            .filter(c -> c.missing() > 0)
            .sorted(Comparator.comparingDouble(ColumnProfiles::missing).reversed())
            .toList();
    String all = Numbers.count(columns.size(), "column");
    if (gaps.isEmpty()) {
      return Markup.join(all, columns.size() == 1 ? "" : ", none", " without missing values");
    }
    ColumnProfile worst = gaps.get(0);
    return Markup.join(
        all,
        "; " + Numbers.count(gaps.size()),
        gaps.size() == 1 ? " has missing values: " : " have missing values, most in ",
        Texts.term(worst.name()),
        " (" + Numbers.percent(missing(worst)) + ")");
  }

  private static List<Object> cells(ColumnProfile column) {
    List<Object> cells = new ArrayList<>();
    cells.add(
        Markup.join(
            Markup.element("b", Texts.orEmpty(column.name())),
            Texts.orEmpty(column.role()).isEmpty()
                ? null
                : Markup.element("span.role", column.role())));
    cells.add(Markup.element("span.type", Texts.orEmpty(column.type())));
    cells.add(DataTable.share(missing(column)));
    cells.add((column.counted() ? "" : "about ") + Numbers.count(column.distinct()));
    if (column.min() == null && column.mean() == null && column.median() == null) {
      cells.add(DataTable.over(SPREAD_COLUMNS, top(column)));
    } else {
      cells.add(TinyHistogram.markup(column.type(), column.histogram()));
      cells.add(Amounts.value(column, column.min()));
      cells.add(Amounts.value(column, column.q1()));
      cells.add(Amounts.value(column, column.median()));
      cells.add(Amounts.value(column, column.q3()));
      cells.add(Amounts.value(column, column.max()));
      cells.add(Amounts.value(column, column.mean()));
      cells.add(Amounts.distance(column, column.standardDeviation()));
    }
    return cells;
  }

  private static double missing(ColumnProfile column) {
    return Numbers.ratio(column.missing(), column.rows());
  }

  private static Markup top(ColumnProfile column) {
    List<Top> top = Texts.orEmpty(column.top());
    if (top.isEmpty()) {
      return Markup.join(Numbers.DASH);
    }
    List<Markup> values = new ArrayList<>();
    for (Top each : top.subList(0, Math.min(TOP, top.size()))) {
      values.add(
          Markup.element(
              "span.top",
              shown(each.value()),
              Markup.element("small", Numbers.share(each.count(), column.rows()))));
    }
    return Markup.join(values);
  }

  private static Markup shown(String value) {
    return value == null || value.isBlank()
        ? Markup.element("i", value == null ? "missing" : "blank")
        : Markup.join(Texts.shorten(value, VALUE_CHARS));
  }
}
