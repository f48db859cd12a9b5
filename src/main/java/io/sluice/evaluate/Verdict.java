package io.sluice.evaluate;

import static java.util.Comparator.comparingDouble;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What follows from a comparison, in words. */
public final class Verdict {

  private Verdict() {}

  /** The variants and their pairs, and which is the best, or that the rows cannot tell. */
  public static Run.Comparison of(
      String metric, String part, long rows, List<Run.Variant> variants, List<Run.Pair> pairs) {
    boolean largerIsBetter = Metrics.largerIsBetter(metric);
    Comparator<Run.Variant> byMetric = comparingDouble(v -> v.metric(metric));
    Optional<Run.Variant> best =
        variants.stream()
            .filter(v -> v.metric(metric) != null)
            .min(largerIsBetter ? byMetric.reversed() : byMetric);
    String finding =
        best.map(b -> finding(b, metric, part, rows, variants, pairs))
            .orElse("%s is not defined on the %s rows.".formatted(metric, part));
    return new Run.Comparison(
        metric,
        largerIsBetter,
        part,
        rows,
        variants,
        pairs,
        best.map(Run.Variant::name).orElse(null),
        finding);
  }

  private static String finding(
      Run.Variant best,
      String metric,
      String part,
      long rows,
      List<Run.Variant> variants,
      List<Run.Pair> pairs) {
    List<Run.Variant> equal = new ArrayList<>();
    List<String> worse = new ArrayList<>();
    for (Run.Pair pair : pairs) {
      boolean isFirst = pair.first().equals(best.name());
      if (isFirst || pair.second().equals(best.name())) {
        String other = isFirst ? pair.second() : pair.first();
        if (pair.adjusted() != null && pair.adjusted() < Chance.LEVEL) {
          worse.add(other);
        } else {
          variants.stream().filter(v -> v.name().equals(other)).forEach(equal::add);
        }
      }
    }
    String value = String.format(Locale.ROOT, "%s %.4f", metric, best.metric(metric));
    String on = String.format(Locale.ROOT, "%,d %s rows", rows, part);
    String over =
        worse.isEmpty()
            ? ""
            : " %s is better than %s (p < 0.05).".formatted(best.name(), names(worse));
    if (equal.isEmpty()) {
      return "%s is the best: %s on %s.%s".formatted(best.name(), value, on, over);
    }
    List<Run.Variant> tied = new ArrayList<>(equal);
    tied.add(best);
    Run.Variant fastest = Collections.min(tied, comparingDouble(Run.Variant::seconds));
    return "%s has the best %s, but %s cannot tell it from %s; of these, %s was trained fastest.%s"
        .formatted(
            best.name(),
            value,
            on,
            names(equal.stream().map(Run.Variant::name).toList()),
            fastest.name(),
            over);
  }

  private static String names(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
