package io.sluice.report;

import io.sluice.result.Run.ColumnProfile;
import java.util.List;
import java.util.Optional;

/** The columns that deserve a look, each with why. */
final class Doubted {

  private Doubted() {}

  /** How many there are, in a sentence. */
  static String summary(List<ColumnProfile> columns) {
    long doubtful = columns.stream().filter(Doubted::is).count();
    if (doubtful == 0) {
      return "no column asks for a look";
    }
    return "%s of %s %s a look"
        .formatted(
            Numbers.count(doubtful),
            Numbers.count(columns.size(), "column"),
            doubtful == 1 ? "deserves" : "deserve");
  }

  /** The list; nothing where there are none. */
  static Optional<Markup> list(List<ColumnProfile> columns) {
    List<Markup> items =
        columns.stream()
            .filter(Doubted::is)
            .map(
                column ->
                    Markup.element(
                        "li",
                        Markup.element("b", Texts.orEmpty(column.name())),
                        column.doubts().stream()
                            .map(doubt -> Markup.element("span.text", doubt))
                            .toList()))
            .toList();
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Markup.element(
                "div.warnings",
                Markup.element("b.count", summary(columns)),
                Markup.element("ul", items)));
  }

  private static boolean is(ColumnProfile column) {
    return !Texts.orEmpty(column.doubts()).isEmpty();
  }
}
