package io.sluice.stats;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each value of a category comes, exactly, up to {@value #MAX_VALUES} different values.
 * Beyond, that there are more is known, on any partitioning, and how often the frequent ones come,
 * within bounds: at {@value #MAX_VALUES} counted, all counts are lowered by that of the 10,001st
 * and those of nothing dropped (Misra and Gries, Finding Repeated Elements, 1982; merged as by
 * Agarwal et al., Mergeable Summaries, 2012). What was taken away, {@link #frequentError()}, is
 * below 0.01 % of {@link #total()}.
 */
public final class ValueCounts implements Serializable {

  /** The most different values counted. */
  public static final int MAX_VALUES = 20_000;

  /** One value and how often it came. */
  public record Count(String value, long count) {}

  /** One value and between which numbers lies how often it came. */
  public record Frequent(String value, long atLeast, long atMost) {}

  private static final int MOST_KEPT = MAX_VALUES / 2;

  private Map<String, long[]> counts = new HashMap<>(); // of the frequent values, if too many
  private long total;
  private long taken; // from the count of each value at most
  private boolean tooMany;

  /** No values yet. */
  public ValueCounts() {}

  void add(String value, long count) {
    total += count;
    counts.computeIfAbsent(value, v -> new long[1])[0] += count;
    bound();
  }

  void merge(ValueCounts other) {
    other.counts.forEach(
        (value, count) -> counts.computeIfAbsent(value, v -> new long[1])[0] += count[0]);
    total += other.total;
    taken += other.taken;
    tooMany |= other.tooMany;
    bound();
  }

  private void bound() {
    if (counts.size() <= MAX_VALUES) {
      return;
    }
    tooMany = true;
    long[] sorted = counts.values().stream().mapToLong(count -> count[0]).sorted().toArray();
    long least = sorted[sorted.length - 1 - MOST_KEPT];
    Map<String, long[]> kept = new HashMap<>();
    counts.forEach(
        (value, count) -> {
          if (count[0] > least) {
            kept.put(value, new long[] {count[0] - least});
          }
        });
    counts = kept;
    taken += least;
  }

  void giveUp() {
    tooMany = true;
    counts = new HashMap<>();
  }

  /** Whether there were more different values than are counted. */
  public boolean hasTooMany() {
    return tooMany;
  }

  public boolean isExact() {
    return !tooMany;
  }

  /** Number of values, different or not. */
  public long total() {
    return total;
  }

  /** Number of different values, where they were counted; else 0. */
  public int distinct() {
    return tooMany ? 0 : counts.size();
  }

  /**
   * The values, most frequent first, equally frequent ones in the order of their text; none where
   * not {@link #isExact()}.
   */
  public List<Count> mostFrequentFirst() {
    return tooMany
        ? List.of()
        : frequent().stream().map(f -> new Count(f.value(), f.atLeast())).toList();
  }

  /**
   * The frequent values, in the order of the least counts and of their text: all values where
   * exact, otherwise every one that came more often than {@link #frequentError()} and perhaps
   * others, {@value #MAX_VALUES} at most.
   */
  public List<Frequent> frequent() {
    return counts.entrySet().stream()
        .map(e -> new Frequent(e.getKey(), e.getValue()[0], e.getValue()[0] + taken))
        .sorted(
            Comparator.comparingLong((Frequent f) -> -f.atLeast()).thenComparing(Frequent::value))
        .toList();
  }

  /** How much oftener a value may have come than its least count says; 0 where exact. */
  public long frequentError() {
    return taken;
  }
}
