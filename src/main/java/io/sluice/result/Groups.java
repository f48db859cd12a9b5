package io.sluice.result;

import java.util.List;

/**
 * The columns of a table by the values of another column.
 *
 * @param by the other column
 * @param values how many it has, missing ones counting as one
 * @param shares its most frequent values and their rows
 * @param columns those whose numbers differ most between the values first
 * @param categories columns of few values, those that go with it most first
 */
public record Groups(
    String by, long values, List<Run.Top> shares, List<Column> columns, List<Category> categories) {

  public Groups {
    shares = List.copyOf(shares);
    columns = List.copyOf(columns);
    categories = List.copyOf(categories);
  }

  /**
   * A column of numbers.
   *
   * @param tests the first is that of its share of the variance; none where it does not vary, or
   *     there are no two groups
   * @param groups of the most frequent values, these first
   */
  public record Column(String name, String type, List<Test> tests, List<Group> groups) {}

  /** A column of few values. */
  public record Category(String name, String type, List<Test> tests) {}

  /**
   * Whether the column is distributed alike for each value.
   *
   * @param name anova, welch, mannWhitney, kolmogorovSmirnov or chiSquared
   * @param measure of the effect: etaSquared, cohensD, rankBiserial, distance or cramersV
   * @param effect how large the difference is; 0 of none
   * @param p the chance of one so large where there is none
   * @param adjusted the same, of all tests of these groups together (Benjamini and Hochberg 1995)
   */
  public record Test(
      String name, double statistic, String measure, double effect, double p, double adjusted) {

    /** One alone. */
    public Test(String name, double statistic, String measure, double effect, double p) {
      this(name, statistic, measure, effect, p, p);
    }

    /** With a corrected chance. */
    public Test adjusted(double corrected) {
      return new Test(name, statistic, measure, effect, p, corrected);
    }
  }

  /**
   * The rows of a value.
   *
   * @param value as text; null of rows without one
   * @param rows that it has
   * @param missing of them, those without a number
   * @param mean null where there is no number, as all that follow
   */
  public record Group(
      String value,
      long rows,
      long missing,
      Double mean,
      Double standardDeviation,
      Double min,
      Double q1,
      Double median,
      Double q3,
      Double max,
      List<Run.Bin> histogram) {}
}
