package io.sluice.stats;

import java.util.Arrays;

/** In how many rows each slot of a vector is not zero: the document frequency of each term. */
public final class SlotCounts extends Measure {

  private long[] counts;
  private long vectors;

  SlotCounts() {
    this(new long[0], 0);
  }

  SlotCounts(long[] counts, long vectors) {
    this.counts = counts;
    this.vectors = vectors;
  }

  /** Begins a vector of this many slots. */
  void addVector(int size) {
    vectors++;
    if (size > counts.length) {
      counts = Arrays.copyOf(counts, size);
    }
  }

  void add(int slot) {
    counts[slot]++;
  }

  @Override
  void merge(Measure other) {
    SlotCounts its = (SlotCounts) other;
    if (its.counts.length > counts.length) {
      counts = Arrays.copyOf(counts, its.counts.length);
    }
    for (int i = 0; i < its.counts.length; i++) {
      counts[i] += its.counts[i];
    }
    vectors += its.vectors;
  }

  /** Number of vectors that are not null. */
  public long vectors() {
    return vectors;
  }

  /** Number of rows in which each slot is not zero; as many slots as the longest vector has. */
  public long[] counts() {
    return counts.clone();
  }
}
