package io.sluice.stats;

import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;

/**
 * A summary of a table, made in one pass: the number of rows and a {@link ColumnSummary} of each
 * chosen column. Summaries of parts merge to the summary of the whole: counts, ranges, quantiles
 * and value counts exactly, means and variances within the rounding of doubles.
 */
public final class Summary implements Serializable {

  private long rows;
  private final LinkedHashMap<Need, ColumnSummary> columns = new LinkedHashMap<>();

  Summary(long rows, Collection<ColumnSummary> columns) {
    this.rows = rows;
    columns.forEach(c -> this.columns.put(new Need(c.name(), c.kind()), c));
  }

  /**
   * Learns all that is needed in one pass; none is made where nothing is needed. The same on any
   * partitioning of the same rows, the last bits of means and variances aside.
   */
  public static Summary of(Dataset<?> data, Collection<Need> needs) {
    return needs.isEmpty()
        ? new Summary(0, List.of())
        : Summarizer.summarize(data, List.copyOf(new LinkedHashSet<>(needs)));
  }

  /** Number of rows seen. */
  public long rows() {
    return rows;
  }

  /** All columns, in the order asked for. */
  public Collection<ColumnSummary> columns() {
    return columns.values();
  }

  /** What was asked for. */
  public ColumnSummary of(Need need) {
    ColumnSummary found = columns.get(need);
    if (found == null) {
      throw new IllegalStateException("nobody asked for " + need);
    }
    return found;
  }

  /** The counts of a column's values; of none where nobody asked for them. */
  public ValueCounts values(String column) {
    ColumnSummary found = columns.get(Need.values(column));
    return found == null ? new ValueCounts() : found.values();
  }

  /** Adds another part of the same table, summarised over the same columns. */
  public Summary merge(Summary other) {
    rows += other.rows;
    for (Map.Entry<Need, ColumnSummary> e : columns.entrySet()) {
      e.getValue().merge(other.of(e.getKey()));
    }
    return this;
  }

  void addRow() {
    rows++;
  }
}
