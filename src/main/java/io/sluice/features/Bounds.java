package io.sluice.features;

import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Moments;

/** Between which two numbers a column has no outliers. */
record Bounds(double low, double high) {

  /** So many times the distance of the quartiles away from them. */
  static Bounds ofQuartiles(ColumnSummary column, double factor) {
    Numbers.requireValues(column);
    double[] quartiles = column.quantiles(0.25, 0.75);
    if (quartiles[0] == quartiles[1] && column.moments().min() < column.moments().max()) {
      throw ProblemException.inData(
          "cannot learn from column '%s': both quartiles of its training values are %s, so that iqr would take any other value for an outlier. Leave it out, or use detect: zScore, quantile or range."
              .formatted(column.name(), quartiles[0]));
    }
    double reach = factor * (quartiles[1] - quartiles[0]);
    return finite(quartiles[0] - reach, quartiles[1] + reach, column);
  }

  /** So many sample standard deviations away from the mean. */
  static Bounds ofDeviations(ColumnSummary column, double factor) {
    Numbers.requireValues(column);
    Moments m = column.moments();
    double reach = factor * m.standardDeviation();
    return finite(m.mean() - reach, m.mean() + reach, column);
  }

  static Bounds ofQuantiles(ColumnSummary column, double lower, double upper) {
    Numbers.requireValues(column);
    double[] ends = column.quantiles(lower, upper);
    return finite(ends[0], ends[1], column);
  }

  private static Bounds finite(double low, double high, ColumnSummary column) {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw ProblemException.inData(
          "cannot learn from column '%s': the bounds of its training values are not finite. Make infinite values null in clean, or use detect: range."
              .formatted(column.name()));
    }
    return new Bounds(low, high);
  }

  /** Whether it is an outlier; NaN is none. */
  boolean leaveOut(double x) {
    return x < low || x > high;
  }

  /** The nearest number within. */
  double clip(double x) {
    return x < low ? low : x > high ? high : x;
  }
}
