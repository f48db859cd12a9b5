package io.sluice.stats;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Quantiles of numbers in bounded memory, the same on any partitioning and in any order.
 *
 * <p>Values are counted in buckets of their sortable bit pattern, shifted right by a level. The
 * level starts at 0, where a bucket is one exact value, and rises by one, joining neighbouring
 * buckets, whenever more than {@value #MAX_BUCKETS} would be filled. The level in the end is the
 * least at which the values fit, whatever the order they came in and however they were split, so
 * merging is exactly associative and commutative. This is the uniform collapse of UDDSketch
 * (Epicoco, Melle, Cafaro, Pulimeno, Morleo: UDDSketch, IEEE Access 8, 2020) on buckets that are
 * linear within a power of two, as HdrHistogram's are.
 *
 * <p>Up to {@value #MAX_BUCKETS} different values, quantiles are exact. Beyond, {@link
 * #rankError()} says how far a rank may be off; the values keep at least {@code log2(MAX_BUCKETS /
 * powers of two spanned) - 1} significant bits.
 */
public final class Quantiles implements Serializable {

  /** The most buckets held. */
  public static final int MAX_BUCKETS = 8192;

  private static final int MAX_PLACES = 2 * MAX_BUCKETS;
  private static final int START = 64;
  private static final long LEAST = toSortable(Double.NEGATIVE_INFINITY);
  private static final long GREATEST = toSortable(Double.POSITIVE_INFINITY);

  private long[] keys = new long[START];
  private long[] counts = new long[START]; // 0 marks a free place
  private int filled;
  private int level;
  private long total;

  /** No values yet. */
  public Quantiles() {}

  Quantiles(int maxBuckets) {}

  void addAll(double[] block, int n) {
    for (int i = 0; i < n; i++) {
      if (!Double.isNaN(block[i])) {
        add(block[i]);
      }
    }
  }

  void add(double value, long copies) {
    if (copies > 0) {
      add(toSortable(value) >> level, copies);
    }
  }

  /** From {@link #level()}, {@link #bucketKeys()} and {@link #bucketCounts()}. */
  static Quantiles of(int level, long[] bucketKeys, long[] bucketCounts) {
    Quantiles made = new Quantiles();
    made.level = level;
    for (int i = 0; i < bucketKeys.length; i++) {
      made.add(bucketKeys[i], bucketCounts[i]);
    }
    return made;
  }

  /** Adds one value; not NaN. */
  void add(double value) {
    add(toSortable(value) >> level, 1);
  }

  void merge(Quantiles other) {
    while (level < other.level) {
      collapse();
    }
    for (int i = 0; i < other.keys.length; i++) {
      if (other.counts[i] > 0) {
        // the level may rise while adding
        add(other.keys[i] >> (level - other.level), other.counts[i]);
      }
    }
  }

  /** Number of values. */
  public long count() {
    return total;
  }

  /** Whether every value was kept as it is. */
  public boolean isExact() {
    return level == 0;
  }

  /** The share of all values by which the rank of a quantile may be off at most; 0 where exact. */
  public double rankError() {
    long largest = 0;
    for (long count : counts) {
      largest = Math.max(largest, count);
    }
    return isExact() || total == 0 ? 0.0 : (double) largest / total;
  }

  /**
   * The least value whose share of values at or below it is at least {@code q} (R's type 1, Spark's
   * percentile_approx); NaN of no values. Within a bucket of several values, the middle of it.
   */
  public double quantile(double q) {
    return quantiles(q)[0];
  }

  /** Several quantiles at once; as {@link #quantile}. */
  public double[] quantiles(double... qs) {
    long[][] buckets = sorted();
    double[] found = new double[qs.length];
    for (int i = 0; i < qs.length; i++) {
      long rank = rank(qs[i]);
      long seen = 0;
      found[i] = Double.NaN;
      for (int b = 0; b < buckets[0].length && seen < rank; b++) {
        seen += buckets[1][b];
        found[i] = middle(buckets[0][b]);
      }
    }
    return found;
  }

  /** How often each exact value came, by value; only where {@link #isExact()}. */
  double[][] exactCounts() {
    long[][] buckets = sorted();
    double[] values = Arrays.stream(buckets[0]).mapToDouble(Quantiles::fromSortable).toArray();
    return new double[][] {values, Arrays.stream(buckets[1]).asDoubleStream().toArray()};
  }

  /** The middle of each bucket, rising, and how many values are in it. */
  double[][] middles() {
    long[][] buckets = sorted();
    double[] values = Arrays.stream(buckets[0]).mapToDouble(this::middle).toArray();
    return new double[][] {values, Arrays.stream(buckets[1]).asDoubleStream().toArray()};
  }

  /** Number of buckets filled; that of different values where exact. */
  public int buckets() {
    return filled;
  }

  int level() {
    return level;
  }

  long[] bucketKeys() {
    return sorted()[0];
  }

  long[] bucketCounts() {
    return sorted()[1];
  }

  private void add(long key, long count) {
    total += count;
    int at = place(keys, counts, key);
    if (counts[at] == 0) {
      keys[at] = key;
      filled++;
    }
    counts[at] += count;
    while (filled > MAX_BUCKETS) {
      collapse();
    }
    if (filled * 2 > keys.length && keys.length < MAX_PLACES) {
      rehash(keys.length * 2, 0);
    }
  }

  private void collapse() {
    rehash(keys.length, 1);
    level++;
  }

  private void rehash(int capacity, int shift) {
    long[] newKeys = new long[capacity];
    long[] newCounts = new long[capacity];
    int newFilled = 0;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        int at = place(newKeys, newCounts, keys[i] >> shift);
        newFilled += newCounts[at] == 0 ? 1 : 0;
        newKeys[at] = keys[i] >> shift;
        newCounts[at] += counts[i];
      }
    }
    keys = newKeys;
    counts = newCounts;
    filled = newFilled;
  }

  private static int place(long[] keys, long[] counts, long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 40) & mask;
    while (counts[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private long[][] sorted() {
    long[] sortedKeys = new long[filled];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        sortedKeys[n++] = keys[i];
      }
    }
    Arrays.sort(sortedKeys);
    long[] sortedCounts = new long[n];
    for (int i = 0; i < n; i++) {
      sortedCounts[i] = counts[place(keys, counts, sortedKeys[i])];
    }
    return new long[][] {sortedKeys, sortedCounts};
  }

  private double middle(long key) {
    if (level == 0) {
      return fromSortable(key);
    }
    long middle = (key << level) + (1L << (level - 1));
    return fromSortable(Math.max(LEAST, Math.min(GREATEST, middle))); // beyond them lie NaNs
  }

  /** The least rank that makes up the share; one less where only q * total's rounding says more. */
  private long rank(double q) {
    long rank = Math.max(1, (long) Math.ceil(q * total));
    return rank > 1 && (double) (rank - 1) / total >= q ? rank - 1 : rank;
  }

  /** Bits whose signed order is the order of the numbers; -0.0 becomes 0.0. */
  private static long toSortable(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double fromSortable(long sortable) {
    return Double.longBitsToDouble(sortable ^ ((sortable >> 63) & Long.MAX_VALUE));
  }
}
