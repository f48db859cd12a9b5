package io.sluice.report;

import io.sluice.result.Explored.Missing;
import java.util.List;
import java.util.Optional;

/** Which columns are missing in the same rows. */
final class Gaps {

  private static final int NAMED = 3;
  private static final int NAME_CHARS = 16;

  private Gaps() {}

  /** A chapter of the page; none where nothing is missing. */
  static Optional<Chapter> chapter(List<Missing> patterns, long rows) {
    List<Missing> gaps =
        Texts.orEmpty(patterns).stream().filter(m -> !m.columns().isEmpty()).toList();
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    long whole =
        patterns.stream().filter(m -> m.columns().isEmpty()).mapToLong(Missing::rows).sum();
    List<Bars.Bar> bars =
        gaps.stream().map(m -> Bars.Bar.ofRows(names(m.columns()), m.rows())).toList();
    String finding =
        Numbers.share(whole, rows) + " of the rows have all values; missing together are";
    return Optional.of(
        new Chapter(
            "missing",
            "Missing",
            Numbers.share(whole, rows) + " of the rows have all values",
            Chapter.figure(
                "Rows by the columns that are missing in them, the most frequent first",
                Bars.picture("missing-patterns", bars)
                    .svg(finding + " most often " + names(gaps.get(0).columns())))));
  }

  private static String names(List<String> columns) {
    String first =
        String.join(
            ", ", columns.stream().limit(NAMED).map(c -> Texts.shorten(c, NAME_CHARS)).toList());
    return columns.size() > NAMED ? first + " +" + (columns.size() - NAMED) : first;
  }
}
