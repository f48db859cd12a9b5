package io.sluice.job;

import io.sluice.result.Run;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The rows that a step took away or made, in a line for the console: {@code -31 rows: 20 name is
 * missing, 11 speed out of range (quarantined)}. Why, is said where there is more than one reason;
 * the name of the step says it else.
 */
final class Moves {

  private static final int MOST_REASONS = 3;
  private static final int MOST_CHARS = 60;

  private Moves() {}

  static String of(Run.Change change) {
    List<Reason> reasons = change.reasons();
    List<String> sizes = new ArrayList<>();
    if (change.removed() > 0) {
      sizes.add(format("-%,d", change.removed()));
    }
    if (change.added() > 0) {
      sizes.add(format("+%,d", change.added()));
    }
    boolean one = change.removed() + change.added() == 1;
    String moved = String.join(" ", sizes) + (one ? " row" : " rows");
    if (reasons.size() == 1) {
      return reasons.get(0).fate() == Fate.QUARANTINED ? moved + " (quarantined)" : moved;
    }
    List<String> why = new ArrayList<>();
    for (Fate fate : Fate.values()) {
      List<Reason> its = reasons.stream().filter(r -> r.fate() == fate).toList();
      if (!its.isEmpty()) {
        why.add(listed(its) + " (" + fate.name().toLowerCase(Locale.ROOT) + ")");
      }
    }
    return moved + ": " + String.join("; ", why);
  }

  static String rows(long n) {
    return format("%,d row%s", n, n == 1 ? "" : "s");
  }

  /** The largest, and how many rows all others have. */
  private static String listed(List<Reason> reasons) {
    List<Reason> largest =
        reasons.stream().sorted(Comparator.comparingLong(Reason::rows).reversed()).toList();
    int shown = reasons.size() <= MOST_REASONS ? reasons.size() : MOST_REASONS - 1;
    List<String> words = new ArrayList<>();
    for (Reason reason : largest.subList(0, shown)) {
      words.add(format("%,d %s", reason.rows(), shortened(reason.why())));
    }
    if (shown < largest.size()) {
      long rest = largest.stream().skip(shown).mapToLong(Reason::rows).sum();
      words.add(format("%,d for %d other reasons", rest, largest.size() - shown));
    }
    return String.join(", ", words);
  }

  /** In one line, and not a long one. */
  private static String shortened(String why) {
    String line = why.replaceAll("\\s+", " ").strip();
    int length = line.codePointCount(0, line.length());
    return length <= MOST_CHARS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MOST_CHARS - 3)).stripTrailing() + "...";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
