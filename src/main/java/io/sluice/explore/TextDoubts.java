package io.sluice.explore;

import io.sluice.stats.ValueCounts;
import io.sluice.stats.ValueCounts.Count;
import io.sluice.stats.ValueCounts.Frequent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What of a column of texts deserves a look: a part of {@link Doubts}. */
final class TextDoubts {

  private static final double NEARLY_UNIQUE = 0.95;
  private static final long MANY_VALUES = 1_000;
  private static final double MIXED = 0.5;

  private static final Set<String> TEXTS =
      Set.of(
          "",
          "-",
          "--",
          ".",
          "?",
          "n/a",
          "na",
          "nan",
          "nil",
          "none",
          "null",
          "missing",
          "unknown",
          "unspecified",
          "not available",
          "not known",
          "-1",
          "-99",
          "-999",
          "-9999",
          "1900-01-01",
          "9999-12-31");

  private static final Pattern NUMBER = Pattern.compile("[+-]?(0|[1-9][0-9]*)([.][0-9]+)?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?");

  private final ValueCounts values;
  private final long there;
  private final long rows;
  private final List<String> found = new ArrayList<>();

  private TextDoubts(ValueCounts values, long there, long rows) {
    this.values = values;
    this.there = there;
    this.rows = rows;
  }

  /**
   * The doubts of a column.
   *
   * @param distinct how many different values it has
   * @param there rows that have a value
   * @param rows of the table
   */
  static List<String> of(ValueCounts values, long distinct, long there, long rows) {
    TextDoubts doubts = new TextDoubts(values, there, rows);
    doubts.look(distinct);
    return doubts.found;
  }

  private void look(long distinct) {
    List<Frequent> frequent = values.frequent();
    frequent.stream()
        .filter(f -> TEXTS.contains(f.value().strip().toLowerCase(Locale.ROOT)))
        .filter(f -> f.atLeast() >= Doubts.SENTINELS * rows)
        .forEach(
            f ->
                say(
                    "'%s' in %s: does it stand for a missing value?",
                    f.value(), counted(f.atLeast(), "row")));
    if (there >= Doubts.FEW && distinct >= NEARLY_UNIQUE * there) {
      say("nearly all values differ: an id or free text, no category");
    } else if (distinct > MANY_VALUES) {
      say("%,d different values: too many for one-hot encoding", distinct);
    }
    if (values.isExact()) {
      List<Count> counts = values.mostFrequentFirst();
      shapes(counts);
      if (distinct <= MANY_VALUES) {
        spellings(counts);
      }
    }
  }

  /** Texts that are numbers or dates, all or most of them. */
  private void shapes(List<Count> counts) {
    for (String shape : List.of("numbers", "dates")) {
      Predicate<String> fits = (shape.equals("numbers") ? NUMBER : DATE).asMatchPredicate();
      long fitting = sum(counts, fits);
      if (fitting == there) {
        say("all values are %s, read as text", shape);
      } else if (fitting > MIXED * there) {
        String other =
            counts.stream().map(Count::value).filter(fits.negate()).findFirst().orElseThrow();
        say(
            "%.1f %% of the values are %s, the others not, such as '%s'",
            100.0 * fitting / there, shape, shortened(other));
      }
    }
  }

  private void spellings(List<Count> counts) {
    Map<String, String> known = new HashMap<>();
    List<String> pairs = new ArrayList<>();
    for (Count count : counts) {
      String plain = count.value().strip().toLowerCase(Locale.ROOT);
      String first = known.putIfAbsent(plain, count.value());
      if (first != null) {
        pairs.add("'%s' and '%s'".formatted(shortened(first), shortened(count.value())));
      }
    }
    if (!pairs.isEmpty()) {
      say(
          "%s written in several ways, in case or blanks alone, such as %s",
          counted(pairs.size(), "value"), pairs.get(0));
    }
  }

  private static long sum(List<Count> counts, Predicate<String> fits) {
    return counts.stream().filter(c -> fits.test(c.value())).mapToLong(Count::count).sum();
  }

  private static String counted(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  /** In one short line. */
  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 20 ? line : line.substring(0, 19) + "\u2026";
  }

  private void say(String format, Object... arguments) {
    found.add(String.format(Locale.ROOT, format, arguments));
  }
}
