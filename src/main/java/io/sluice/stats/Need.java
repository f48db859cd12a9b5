package io.sluice.stats;

import java.io.Serializable;

/** What somebody wants to know of a column. */
public record Need(String column, ColumnSummary.Kind kind) implements Serializable {

  /** Moments, range and quantiles of a column of numbers or booleans (0 and 1). */
  public static Need numbers(String column) {
    return new Need(column, ColumnSummary.Kind.NUMBERS);
  }

  /** How often each value comes, as text, of a column of any type. */
  public static Need values(String column) {
    return new Need(column, ColumnSummary.Kind.VALUES);
  }
}
