package io.sluice.stats;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * How often each value of a category comes: exactly, up to {@value #MAX_VALUES} different values;
 * beyond, how many there are, as an estimate, and how often the frequent ones come, within bounds.
 * Which of the two it is depends on the values alone, not on their order or partitioning.
 *
 * <p>Different values are estimated by a HyperLogLog sketch of DataSketches, of 2^14 registers, by
 * the composite estimate, the same in any order and on any partitioning; its relative standard
 * error is 0.8 %. Frequent values are those left when, at {@value #MAX_VALUES} counted, all counts
 * are lowered by that of the 10,001st and those of nothing dropped (Misra and Gries, Finding
 * Repeated Elements, 1982; merged as by Agarwal et al., Mergeable Summaries, 2012). What was taken
 * away is {@link #frequentError()}, and as each time it was taken from over 10,000 counts, it is
 * below 0.01 % of {@link #total()}, on any partitioning.
 */
public final class ValueCounts implements Serializable {

  /** The most different values counted. */
  public static final int MAX_VALUES = 20_000;

  /** One value and how often it came. */
  public record Count(String value, long count) {}

  /** One value and between which numbers lies how often it came. */
  public record Frequent(String value, long atLeast, long atMost) {}

  private static final int MOST_KEPT = MAX_VALUES / 2;
  private static final int LOG_REGISTERS = 14;
  private static final double STANDARD_ERROR = 1.04 / Math.sqrt(1 << LOG_REGISTERS);

  private Map<String, long[]> counts = new HashMap<>(); // where not exact, of the frequent values
  private long total;
  private long taken; // from the count of each value at most
  private transient HllSketch sketch; // of all values; null where exact

  /** No values yet. */
  public ValueCounts() {}

  /** From the parts of one that is not exact; the counts are the least ones. */
  static ValueCounts of(
      long total, long frequentError, Map<String, Long> atLeast, byte[] distinctSketch) {
    ValueCounts made = new ValueCounts();
    atLeast.forEach((value, count) -> made.counts.put(value, new long[] {count}));
    made.total = total;
    made.taken = frequentError;
    made.sketch = HllSketch.heapify(distinctSketch);
    return made;
  }

  /** Of values that nobody counted: as many as there may be. */
  public static ValueCounts unknown() {
    ValueCounts unknown = new ValueCounts();
    unknown.sketch = new HllSketch(LOG_REGISTERS, TgtHllType.HLL_8);
    return unknown;
  }

  void add(String value, long count) {
    total += count;
    long[] counted = counts.get(value);
    if (counted != null) {
      counted[0] += count; // and the sketch knows it
      return;
    }
    counts.put(value, new long[] {count});
    if (sketch != null) {
      update(sketch, value);
    }
    bound();
  }

  void merge(ValueCounts other) {
    if (sketch != null || other.sketch != null) {
      Union union = new Union(LOG_REGISTERS);
      union.update(sketchOfAll());
      union.update(other.sketchOfAll());
      sketch = union.getResult(TgtHllType.HLL_8);
    }
    other.counts.forEach(
        (value, count) -> counts.computeIfAbsent(value, v -> new long[1])[0] += count[0]);
    total += other.total;
    taken += other.taken;
    bound();
  }

  private void bound() {
    if (counts.size() > MAX_VALUES) {
      sketch = sketchOfAll();
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
  }

  private HllSketch sketchOfAll() {
    if (sketch != null) {
      return sketch;
    }
    HllSketch made = new HllSketch(LOG_REGISTERS, TgtHllType.HLL_8);
    counts.keySet().forEach(value -> update(made, value));
    return made;
  }

  private static void update(HllSketch sketch, String value) {
    if (value.isEmpty()) {
      sketch.update(0L); // an empty text it would ignore
    } else {
      sketch.update(value);
    }
  }

  /**
   * The counts of {@code f} of each value, with those left out for which it is null, so that the
   * totals differ by them; nothing where not {@link #isExact()}.
   */
  public Optional<ValueCounts> mapped(UnaryOperator<String> f) {
    if (!isExact()) {
      return Optional.empty();
    }
    ValueCounts made = new ValueCounts();
    counts.forEach(
        (value, count) -> {
          String mapped = f.apply(value);
          if (mapped != null) {
            made.add(mapped, count[0]);
          }
        });
    return Optional.of(made);
  }

  /** Whether there were at most {@value #MAX_VALUES} different values. */
  public boolean isExact() {
    return sketch == null;
  }

  /** Number of values, different or not. */
  public long total() {
    return total;
  }

  /** Number of different values; an estimate where not {@link #isExact()}. */
  public long distinct() {
    return isExact()
        ? counts.size()
        : Math.max(MAX_VALUES + 1, Math.round(sketch.getCompositeEstimate()));
  }

  /** Standard error of {@link #distinct()} as a share of it; 0 where exact. */
  public double distinctError() {
    return isExact() ? 0.0 : STANDARD_ERROR;
  }

  /**
   * The values, most frequent first, equally frequent ones in the order of their text; none where
   * not {@link #isExact()}.
   */
  public List<Count> mostFrequentFirst() {
    return isExact()
        ? frequent().stream().map(f -> new Count(f.value(), f.atLeast())).toList()
        : List.of();
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

  /** The sketch of the different values, in the format of DataSketches; only where not exact. */
  byte[] distinctSketch() {
    return sketch.toCompactByteArray();
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(isExact() ? null : distinctSketch());
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    byte[] bytes = (byte[]) in.readObject();
    sketch = bytes == null ? null : HllSketch.heapify(bytes);
  }
}
