package io.sluice.stats;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each value of a category comes, exactly, up to {@value #MAX_VALUES} different values.
 * Beyond, only that there are more is known, on any partitioning.
 */
public final class ValueCounts implements Serializable {

  /** The most different values counted. */
  public static final int MAX_VALUES = 20_000;

  /** One value and how often it came. */
  public record Count(String value, long count) {}

  private Map<String, long[]> counts = new HashMap<>();
  private boolean tooMany;

  /** No values yet. */
  public ValueCounts() {}

  /** Of values that nobody counted: as many as there may be. */
  public static ValueCounts unknown() {
    ValueCounts unknown = new ValueCounts();
    unknown.giveUp();
    return unknown;
  }

  void add(String value, long count) {
    if (tooMany) {
      return;
    }
    counts.computeIfAbsent(value, v -> new long[1])[0] += count;
    if (counts.size() > MAX_VALUES) {
      giveUp();
    }
  }

  void merge(ValueCounts other) {
    if (other.tooMany) {
      giveUp();
    }
    other.counts.forEach((value, count) -> add(value, count[0]));
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

  /** Number of different values, where they were counted. */
  public int distinct() {
    return counts.size();
  }

  /** The values, most frequent first, equally frequent ones in the order of their text. */
  public List<Count> mostFrequentFirst() {
    return counts.entrySet().stream()
        .map(e -> new Count(e.getKey(), e.getValue()[0]))
        .sorted(Comparator.comparingLong((Count c) -> -c.count()).thenComparing(Count::value))
        .toList();
  }
}
