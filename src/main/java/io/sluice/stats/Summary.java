package io.sluice.stats;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;

/**
 * A summary of a table, made in one pass: the number of rows and a {@link Measure} for each {@link
 * Need}. Summaries of parts merge to the summary of the whole: counts, ranges, quantiles and value
 * counts exactly, means and variances within the rounding of doubles.
 */
public final class Summary implements Serializable {

  private long rows;
  private final LinkedHashMap<Need, Measure> measures = new LinkedHashMap<>();

  /** A summary that was made, or follows from one. */
  public Summary(long rows, Map<Need, Measure> measures) {
    this.rows = rows;
    this.measures.putAll(measures);
  }

  /**
   * Learns all that is needed in one pass; none is made where nothing is needed. The same on any
   * partitioning of the same rows, the last bits of means and variances aside.
   */
  public static Summary of(Dataset<?> data, Collection<Need> needs) {
    return needs.isEmpty()
        ? nothing()
        : Summarizer.summarize(data, withoutCovered(new LinkedHashSet<>(needs)));
  }

  /** What is known where nothing was asked. */
  public static Summary nothing() {
    return new Summary(0, Map.of());
  }

  /** Whoever asks for quantiles gets the moments too. */
  private static List<Need> withoutCovered(Set<Need> needs) {
    return needs.stream()
        .filter(n -> n.kind() != Need.Kind.MOMENTS || !needs.contains(Need.numbers(n.column())))
        .toList();
  }

  /** Number of rows seen. */
  public long rows() {
    return rows;
  }

  /** All that was asked for, in that order. */
  public Map<Need, Measure> measures() {
    return Collections.unmodifiableMap(measures);
  }

  /** All single columns, in the order asked for. */
  public List<ColumnSummary> columns() {
    return measures.values().stream()
        .filter(m -> m instanceof ColumnSummary)
        .map(ColumnSummary.class::cast)
        .toList();
  }

  /** What was asked for of a single column. */
  public ColumnSummary of(Need need) {
    return (ColumnSummary) measure(need);
  }

  /** What was asked for of a column by the values of others. */
  public GroupedSummary grouped(Need need) {
    return (GroupedSummary) measure(need);
  }

  /** How many different numbers a column has, where it was asked for. */
  public DistinctCount distinct(Need need) {
    return (DistinctCount) measure(need);
  }

  /** What was asked for of two columns together. */
  public PairMoments pair(Need need) {
    return (PairMoments) measure(need);
  }

  /** What was asked for of a column of vectors. */
  public SlotCounts slots(Need need) {
    return (SlotCounts) measure(need);
  }

  /** Whether this was asked for. */
  public boolean knows(Need need) {
    return find(need) != null;
  }

  /** What was asked for. */
  public Measure measure(Need need) {
    Measure found = find(need);
    if (found == null) {
      throw new IllegalStateException("nobody asked for " + need);
    }
    return found;
  }

  private Measure find(Need need) {
    Measure found = measures.get(need);
    return found == null && need.kind() == Need.Kind.MOMENTS
        ? measures.get(Need.numbers(need.column()))
        : found;
  }

  /** This and what another summary of the same rows knows. */
  public Summary with(Summary other) {
    Map<Need, Measure> both = new LinkedHashMap<>(other.measures);
    both.putAll(measures);
    return new Summary(rows, both);
  }

  /** The counts of a column's values; not known where nobody asked for them. */
  public ValueCounts values(String column) {
    Need need = Need.values(column);
    return measures.containsKey(need) ? of(need).values() : ValueCounts.unknown();
  }

  /** Adds another part of the same table, summarised over the same columns. */
  public Summary merge(Summary other) {
    rows += other.rows;
    measures.forEach((need, measure) -> measure.merge(other.measure(need)));
    return this;
  }
}
