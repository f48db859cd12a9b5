package io.sluice.result;

import java.util.List;

/**
 * What a table holds.
 *
 * @param table where it lies
 * @param format how it is stored
 * @param made when, as ISO-8601 in UTC
 * @param seconds that it took
 * @param rows that were looked at
 * @param corrupt rows beside them, which do not fit the schema
 * @param columns that are not nested
 * @param nested columns that are left out
 * @param correlations of pairs of columns of numbers, the strongest first
 */
public record Profile(
    String table,
    String format,
    String made,
    double seconds,
    Run.Environment environment,
    long rows,
    long corrupt,
    List<Run.ColumnProfile> columns,
    List<String> nested,
    List<Run.Correlation> correlations) {

  /** The columns that deserve a look. */
  public List<Run.ColumnProfile> doubtful() {
    return columns.stream().filter(c -> !c.doubts().isEmpty()).toList();
  }
}
