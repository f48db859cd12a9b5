package io.sluice.stats;

import java.io.Serializable;

/** What is known of the columns of one {@link Need}; what is known of two parts merges. */
public abstract sealed class Measure implements Serializable
    permits ColumnSummary, DistinctCount, GroupedSummary, PairMoments, SlotCounts {

  /** Adds what is known of another part of the same table. */
  abstract void merge(Measure other);
}
