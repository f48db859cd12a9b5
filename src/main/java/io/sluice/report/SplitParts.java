package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Part;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The parts of the split: their sizes, and whether they have the same share of positives. */
final class SplitParts {

  private SplitParts() {}

  static Optional<Chapter> of(Run run) {
    List<Part> parts = Texts.orEmpty(run.parts());
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    long rows = parts.stream().mapToLong(Part::rows).sum();
    boolean twoClasses = parts.stream().map(Part::positives).anyMatch(Objects::nonNull);
    DataTable table = new DataTable().text("Part").number("Rows").number("Share");
    if (twoClasses) {
      table.number("Positives").number("Share of positives");
    }
    for (Part part : parts) {
      Object share = DataTable.share(Numbers.ratio(part.rows(), rows));
      if (twoClasses) {
        table.row(part.name(), Numbers.count(part.rows()), share, positives(part), rate(part));
      } else {
        table.row(part.name(), Numbers.count(part.rows()), share);
      }
    }
    List<Markup> warnings =
        parts.stream()
            .filter(p -> p.warning() != null)
            .map(p -> Markup.element("p.note", "Warning: " + p.warning()))
            .toList();
    return Optional.of(
        new Chapter("split", "Split", finding(parts, rows), Markup.join(table.markup(), warnings)));
  }

  private static String finding(List<Part> parts, long rows) {
    Part first = parts.get(0);
    Part last = parts.get(parts.size() - 1);
    String learns =
        "The model learns from " + Numbers.count(first.rows(), "row") + of(first.rows(), rows);
    return parts.size() == 1
        ? learns
        : learns
            + " and is judged on "
            + Numbers.count(last.rows())
            + of(last.rows(), rows)
            + " that it has not seen";
  }

  private static String of(long part, long rows) {
    return " (" + Numbers.roundPercent(Numbers.ratio(part, rows)) + ")";
  }

  private static String positives(Part part) {
    return part.positives() == null ? Numbers.DASH : Numbers.count(part.positives());
  }

  private static String rate(Part part) {
    return part.positives() == null ? Numbers.DASH : Numbers.share(part.positives(), part.rows());
  }
}
