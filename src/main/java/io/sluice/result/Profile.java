package io.sluice.result;

import java.util.List;

/**
 * What a table holds.
 *
 * @param table where it lies, or which rows of a job they are
 * @param format how it is stored
 * @param made when, as ISO-8601 in UTC
 * @param seconds that it took
 * @param rows that were looked at
 * @param corrupt rows beside them, which do not fit the schema
 * @param columns that are not nested
 * @param nested columns that are left out
 * @param explored what the columns have to do with each other
 * @param groups columns by the values of another one; null where nobody asked for it
 * @param against what changed since an earlier table; null where there is none to compare with
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
    Explored explored,
    Groups groups,
    Against against) {

  /**
   * What changed since an earlier table.
   *
   * @param table where the earlier one lies
   * @param rows of it
   * @param gone columns that it had, with their types
   * @param added columns that it had not, or in another type
   * @param drifts of the columns that both have, the largest first
   * @param columns of the earlier one
   */
  public record Against(
      String table,
      long rows,
      List<String> gone,
      List<String> added,
      List<Drift> drifts,
      List<Run.ColumnProfile> columns) {

    /** The columns that changed. */
    public List<Drift> changed() {
      return drifts.stream().filter(Drift::isChanged).toList();
    }
  }

  /** The columns that deserve a look. */
  public List<Run.ColumnProfile> doubtful() {
    return columns.stream().filter(c -> !c.doubts().isEmpty()).toList();
  }
}
