package io.sluice.stats;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Quantiles of numbers in bounded memory, the same on any partitioning and in any order.
 *
 * <p>Values are counted in buckets of their sortable bit pattern, shifted right by a level. The
 * level starts at 0, where a bucket is one exact value, and rises by one, joining neighbouring
 * buckets, as far as it must whenever more than {@value #MAX_BUCKETS} would be filled. The level in
 * the end is the least at which the values fit, whatever the order they came in and however they
 * were split, so merging is exactly associative and commutative. This is the uniform collapse of
 * UDDSketch (Epicoco, Melle, Cafaro, Pulimeno, Morleo: UDDSketch, IEEE Access 8, 2020) on buckets
 * that are linear within a power of two, as HdrHistogram's are.
 *
 * <p>Up to {@value #MAX_BUCKETS} different values, quantiles are exact. Beyond, {@link
 * #rankError()} says how far a rank may be off; the values keep at least {@code log2(MAX_BUCKETS /
 * powers of two spanned) - 1} significant bits.
 */
public final class Quantiles implements Serializable {

  /** The most buckets held, unless fewer are asked for. */
  public static final int MAX_BUCKETS = 8192;

  private static final int START = 64;
  private static final int LOG_NEIGHBOURS = 2; // their keys and counts take a line of the cache
  private static final int NEIGHBOURS = 1 << LOG_NEIGHBOURS;
  private static final int STEP = 2 * (NEIGHBOURS + 1);
  private static final long LEAST = toSortable(Double.NEGATIVE_INFINITY);
  private static final long GREATEST = toSortable(Double.POSITIVE_INFINITY);

  private final int maxBuckets;
  private final int slack; // buckets more while a block is added; then all must fit
  private long[] table = new long[2 * START]; // key and count in turn; a count of 0: a free place
  private int filled;
  private int level;
  private long total;

  /** No values yet. */
  public Quantiles() {
    this(MAX_BUCKETS);
  }

  /** No values yet, and other buckets; a power of two, at least {@value #START}. */
  public Quantiles(int maxBuckets) {
    this.maxBuckets = maxBuckets;
    this.slack = maxBuckets / 8;
  }

  /** From what the methods of the same names say. */
  static Quantiles of(int maxBuckets, int level, long[] bucketKeys, long[] bucketCounts) {
    Quantiles made = new Quantiles(maxBuckets);
    made.level = level;
    for (int i = 0; i < bucketKeys.length; i++) {
      made.count(bucketKeys[i], bucketCounts[i]);
    }
    return made;
  }

  /** Adds one value; not NaN. */
  void add(double value) {
    add(value, 1);
  }

  /** Adds one value several times; not NaN. */
  public void add(double value, long copies) {
    if (copies > 0) {
      count(toSortable(value) >> level, copies);
      fit(maxBuckets);
    }
  }

  /** Adds the first n values of a block; a NaN is skipped. */
  void addAll(double[] block, int n) {
    for (int from = 0; from < n; from += slack) {
      int to = Math.min(n, from + slack);
      for (int i = addFound(block, from, to); i < to; i = addFound(block, i + 1, to)) {
        count(toSortable(block[i]) >> level, 1);
      }
      fit(maxBuckets);
    }
  }

  /** Adds values while their buckets are there; says where there was none, or the end. */
  private int addFound(double[] block, int from, int to) {
    long[] places = table; // locals, which the loop keeps in registers
    int shift = level;
    int i = from;
    long missing = 0;
    for (; i < to; i++) {
      double value = block[i];
      if (Double.isNaN(value)) {
        missing++;
        continue;
      }
      int at = place(places, toSortable(value) >> shift);
      if (places[at + 1] == 0) {
        break;
      }
      places[at + 1]++;
    }
    total += i - from - missing;
    return i;
  }

  /** Adds the values of others. */
  public void merge(Quantiles other) {
    if (level < other.level) {
      rehash(table.length, other.level - level);
    }
    for (int i = 0; i < other.table.length; i += 2) {
      if (other.table[i + 1] > 0) {
        count(other.table[i] >> (level - other.level), other.table[i + 1]);
        fit(maxBuckets + slack); // the level may rise
      }
    }
    fit(maxBuckets);
  }

  /**
   * The quantiles of {@code f} of each value, with those left out for which it is NaN, so that the
   * counts differ by them; nothing where not {@link #isExact()}.
   */
  public Optional<Quantiles> mapped(DoubleUnaryOperator f) {
    if (!isExact()) {
      return Optional.empty();
    }
    Quantiles made = new Quantiles(maxBuckets);
    for (long key : bucketKeys()) {
      double value = f.applyAsDouble(fromSortable(key));
      if (!Double.isNaN(value)) {
        made.add(value, countOf(key));
      }
    }
    return Optional.of(made);
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
    for (int i = 1; i < table.length; i += 2) {
      largest = Math.max(largest, table[i]);
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
    long[] keys = bucketKeys();
    double[] found = new double[qs.length];
    for (int i = 0; i < qs.length; i++) {
      long rank = rank(qs[i]);
      long seen = 0;
      found[i] = Double.NaN;
      for (int b = 0; b < keys.length && seen < rank; b++) {
        seen += countOf(keys[b]);
        found[i] = middle(keys[b]);
      }
    }
    return found;
  }

  /** The same values with their neighbours joined up to a level, or further where they are so. */
  public Quantiles joined(int least) {
    if (level >= least) {
      return this;
    }
    Quantiles made = new Quantiles(maxBuckets);
    made.merge(this);
    made.rehash(made.table.length, least - level);
    return made;
  }

  /** The middle of each bucket, rising, and how many values are in it; the values where exact. */
  public double[][] middles() {
    return new double[][] {
      Arrays.stream(bucketKeys()).mapToDouble(this::middle).toArray(),
      Arrays.stream(bucketCounts()).asDoubleStream().toArray()
    };
  }

  /** Number of buckets filled; that of different values where exact. */
  public int buckets() {
    return filled;
  }

  int maxBuckets() {
    return maxBuckets;
  }

  /** How often neighbours have been joined; 0 where every value was kept as it is. */
  public int level() {
    return level;
  }

  /** What {@link #rank} needs: the mean rank of each bucket, where the table has it. */
  double[] ranks() {
    double[] ranks = new double[table.length / 2];
    double below = 0;
    for (long key : bucketKeys()) {
      int at = place(table, key);
      ranks[at / 2] = below + (table[at + 1] + 1) / 2.0;
      below += table[at + 1];
    }
    return ranks;
  }

  /** The mean rank of the values in the bucket of a value; NaN where it was never added. */
  double rank(double value, double[] ranks) {
    int at = place(table, toSortable(value) >> level);
    return table[at + 1] == 0 ? Double.NaN : ranks[at / 2];
  }

  /** The middle of the bucket that a value is in at a level; the value at level 0. */
  public static double middle(double value, int level) {
    return middleOf(toSortable(value) >> level, level);
  }

  /** The least value of the bucket that a value is in at a level; the value at level 0. */
  public static double least(double value, int level) {
    return fromSortable(Math.max(LEAST, toSortable(value) >> level << level));
  }

  /** The keys of the buckets, rising. */
  long[] bucketKeys() {
    long[] keys = new long[filled];
    int n = 0;
    for (int i = 0; i < table.length; i += 2) {
      if (table[i + 1] > 0) {
        keys[n++] = table[i];
      }
    }
    Arrays.sort(keys);
    return keys;
  }

  /** How many values are in each bucket, in the order of the keys. */
  long[] bucketCounts() {
    return Arrays.stream(bucketKeys()).map(this::countOf).toArray();
  }

  long countOf(long key) {
    return table[place(table, key) + 1];
  }

  private void count(long key, long count) {
    total += count;
    int at = place(table, key);
    if (table[at + 1] == 0) {
      table[at] = key;
      filled++;
    }
    table[at + 1] += count;
    if (filled * 4 > table.length && table.length < 4 * maxBuckets) {
      rehash(table.length * 2, 0);
    }
  }

  /** Beyond the most buckets, joins neighbours to the least level that fits. */
  private void fit(int most) {
    if (filled > most) {
      rehash(table.length, level == 0 ? levelsToFit() : 1); // further levels come one by one
      fit(maxBuckets);
    }
  }

  /** By how many levels neighbours must be joined until few enough buckets are left. */
  private int levelsToFit() {
    long[] keys = bucketKeys();
    int[] joined = new int[Long.SIZE + 1]; // by the levels after which neighbours are one
    for (int i = 1; i < keys.length; i++) {
      joined[Long.SIZE - Long.numberOfLeadingZeros(keys[i - 1] ^ keys[i])]++;
    }
    int levels = 0;
    for (int left = keys.length; left > maxBuckets; left -= joined[levels]) {
      levels++;
    }
    return levels;
  }

  private void rehash(int length, int levels) {
    long[] old = table;
    table = new long[length];
    filled = 0;
    level += levels;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] > 0) {
        long key = old[i] >> levels;
        int at = place(table, key);
        filled += table[at + 1] == 0 ? 1 : 0;
        table[at] = key;
        table[at + 1] += old[i + 1];
      }
    }
  }

  /**
   * Where the key is, or would be. Keys that are neighbours lie side by side, as the frequent ones
   * often are; in which order depends on where that is, so that keys with the same last bits are
   * spread too. The top bits of the product spread groups that follow each other. Steps of an odd
   * number of places leave none out.
   */
  private static int place(long[] table, long key) {
    int mask = table.length - 2;
    int topBits = Long.numberOfLeadingZeros(table.length) + 1;
    long group = (key >> LOG_NEIGHBOURS) * 0x9E3779B97F4A7C15L;
    int at = (int) ((group >>> topBits) ^ ((key & (NEIGHBOURS - 1)) << 1)) & mask;
    while (table[at] != key && table[at + 1] != 0) { // a free place has the key 0
      at = (at + STEP) & mask;
    }
    return at;
  }

  private double middle(long key) {
    return middleOf(key, level);
  }

  private static double middleOf(long key, int level) {
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

  private Object writeReplace() {
    return new SentQuantiles(this);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a SentQuantiles is written in its place");
  }
}
