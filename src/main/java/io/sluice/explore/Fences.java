package io.sluice.explore;

import io.sluice.stats.ColumnSummary;
import io.sluice.stats.ColumnSummary.Weighted;

/**
 * The numbers of a column but for those far from most of them: within Tukey's outer fences, three
 * interquartile ranges from the quartiles; all of them where half are the same.
 */
record Fences(double from, double to) {

  private static final double OUTER = 3;

  /** From the least number within to the greatest; of a column with a number. */
  static Fences of(ColumnSummary column) {
    double[] q = column.quantiles(0.25, 0.75);
    double far = OUTER * (q[1] - q[0]);
    if (!(far > 0)) {
      return new Fences(column.moments().min(), column.moments().max());
    }
    double from = q[0];
    double to = q[1];
    for (Weighted number : column.weighted()) {
      if (number.value() >= q[0] - far && number.value() <= q[1] + far) {
        from = Math.min(from, number.value());
        to = Math.max(to, number.value());
      }
    }
    return new Fences(from, to);
  }

  boolean hold(double number) {
    return number >= from && number <= to;
  }
}
