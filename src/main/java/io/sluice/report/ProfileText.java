package io.sluice.report;

import io.sluice.result.Profile;
import io.sluice.result.Run.ColumnProfile;
import io.sluice.result.Run.Top;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A profile in plain lines: a table with a line for each column, and what deserves a look. */
public final class ProfileText {

  private static final List<String> HEAD =
      List.of(
          "column",
          "type",
          "missing",
          "distinct",
          "min",
          "q1",
          "median",
          "q3",
          "max",
          "mean",
          "sd");

  private static final int NAME_CHARS = 28;
  private static final int TYPE_CHARS = 14;
  private static final int VALUE_CHARS = 24;
  private static final int TOP_CHARS = 76;
  private static final String GAP = "  ";

  private ProfileText() {}

  /** The lines. */
  public static List<String> lines(Profile profile) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s (%s): %s, %s, %s"
            .formatted(
                profile.table(),
                profile.format(),
                Numbers.count(profile.rows(), "row"),
                Numbers.count(profile.columns().size(), "column"),
                Numbers.duration(profile.seconds())));
    if (profile.corrupt() > 0) {
      lines.add(
          "left out: %s whose values do not fit the types"
              .formatted(Numbers.count(profile.corrupt(), "row")));
    }
    if (!profile.nested().isEmpty()) {
      lines.add("left out: nested columns, " + String.join(", ", profile.nested()));
    }
    lines.add("");
    lines.addAll(table(profile.columns()));
    lines.add("");
    lines.add(Doubted.summary(profile.columns()));
    profile
        .doubtful()
        .forEach(
            column -> column.doubts().forEach(d -> lines.add(GAP + name(column) + ": " + line(d))));
    List<String> together = Relations.lines(profile.explored());
    if (!together.isEmpty()) {
      lines.add("");
      lines.addAll(together);
    }
    if (profile.groups() != null) {
      lines.add("");
      lines.addAll(GroupTables.lines(profile.groups()));
    }
    if (profile.against() != null) {
      lines.add("");
      lines.addAll(Changes.lines(profile));
    }
    return lines;
  }

  private static List<String> table(List<ColumnProfile> columns) {
    List<List<String>> cells = columns.stream().map(ProfileText::cells).toList();
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(
                i ->
                    Math.max(
                        HEAD.get(i).length(),
                        cells.stream()
                            .filter(row -> row.size() > i)
                            .mapToInt(row -> length(row.get(i)))
                            .max()
                            .orElse(0)))
            .toArray();
    List<String> lines = new ArrayList<>();
    lines.add((row(HEAD, widths) + GAP + "spread").stripTrailing());
    for (int i = 0; i < columns.size(); i++) {
      ColumnProfile column = columns.get(i);
      String end =
          cells.get(i).size() == HEAD.size() ? TinyHistogram.text(column.histogram()) : top(column);
      lines.add((row(cells.get(i), widths) + GAP + end).stripTrailing());
    }
    return lines;
  }

  private static List<String> cells(ColumnProfile column) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                name(column),
                Texts.shorten(column.type(), TYPE_CHARS),
                Numbers.share(column.missing(), column.rows()),
                (column.counted() ? "" : "~") + Numbers.count(column.distinct())));
    if (column.mean() != null) {
      for (Double value :
          new Double[] {
            column.min(), column.q1(), column.median(), column.q3(), column.max(), column.mean()
          }) {
        cells.add(Amounts.value(column, value));
      }
      cells.add(Amounts.distance(column, column.standardDeviation()));
    }
    return cells;
  }

  private static String row(List<String> cells, int[] widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> i < 2 ? padded(cells.get(i), widths[i]) : ahead(cells.get(i), widths[i]))
        .collect(Collectors.joining(GAP));
  }

  private static String top(ColumnProfile column) {
    StringBuilder line = new StringBuilder();
    for (Top top : column.top()) {
      String one =
          Texts.shorten(line(top.value()), VALUE_CHARS)
              + " "
              + Numbers.share(top.count(), column.rows());
      if (line.length() + one.length() > TOP_CHARS) {
        break;
      }
      line.append(line.length() == 0 ? "" : ", ").append(one);
    }
    return line.toString();
  }

  private static String name(ColumnProfile column) {
    return Texts.shorten(line(column.name()), NAME_CHARS);
  }

  /** Without characters that would move a terminal's cursor. */
  static String line(String text) {
    if (text == null || text.isBlank()) {
      return text == null ? "missing" : "blank";
    }
    return text.replaceAll("\\p{Cntrl}", "\u00b7");
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - length(text)));
  }

  /** With blanks before it, up to a width. */
  static String ahead(String text, int width) {
    return " ".repeat(Math.max(0, width - length(text))) + text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
