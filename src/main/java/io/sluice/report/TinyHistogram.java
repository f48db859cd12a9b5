package io.sluice.report;

import static io.sluice.report.Markup.attribute;
import static io.sluice.report.Markup.element;

import io.sluice.result.Run.Bin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A histogram as small as a word, to stand in a line of a table. */
final class TinyHistogram {

  private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
  private static final int WORD = 10;

  private TinyHistogram() {}

  /** In block characters, ten at most; a bin with a row in it is never blank. */
  static String text(List<Bin> bins) {
    List<Long> counts = pooled(bins);
    long most = most(counts);
    StringBuilder text = new StringBuilder();
    for (long count : counts) {
      int height = (int) Math.ceil((BLOCKS.length() - 1) * (double) count / Math.max(1, most));
      text.append(BLOCKS.charAt(height));
    }
    return text.toString();
  }

  /** As bars for a page, with what it shows for those who cannot see it. */
  static Markup markup(String type, List<Bin> histogram) {
    List<Bin> bins = Texts.orEmpty(histogram);
    if (bins.isEmpty()) {
      return Markup.join(Numbers.DASH);
    }
    List<Long> counts = bins.stream().map(Bin::count).toList();
    long most = most(counts);
    Bin fullest = bins.get(counts.indexOf(most));
    String from = Amounts.value(type, fullest.from());
    String to = Amounts.value(type, fullest.to());
    String alternative =
        Numbers.count(bins.size(), "bin")
            + ", most values "
            + (from.equals(to) ? "at " + from : "from " + from + " to " + to);
    return element(
        "span.spark",
        attribute("role", "img"),
        attribute("aria-label", alternative),
        attribute("title", alternative),
        counts.stream()
            .map(
                count ->
                    element(
                        "i",
                        attribute(
                            "style",
                            String.format(
                                Locale.ROOT,
                                "height:%.0f%%",
                                Math.ceil(100.0 * count / Math.max(1, most))))))
            .toList());
  }

  private static List<Long> pooled(List<Bin> bins) {
    int together = (bins.size() + WORD - 1) / WORD;
    List<Long> counts = new ArrayList<>();
    for (int from = 0; from < bins.size(); from += together) {
      int to = Math.min(bins.size(), from + together);
      counts.add(bins.subList(from, to).stream().mapToLong(Bin::count).sum());
    }
    return counts;
  }

  private static long most(List<Long> counts) {
    return counts.stream().max(Long::compare).orElse(0L);
  }
}
