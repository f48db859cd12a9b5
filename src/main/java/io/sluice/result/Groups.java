package io.sluice.result;

import java.util.List;

/**
 * The columns of numbers of a table by the values of another column.
 *
 * @param by the other column
 * @param values how many it has, missing ones counting as one
 * @param columns those whose numbers differ most between the values first
 */
public record Groups(String by, long values, List<Column> columns) {

  /**
   * A column of numbers.
   *
   * @param etaSquared the share of its variance that lies between the groups; null where it does
   *     not vary or there are no two groups
   * @param p the chance of so large a share of groups of one mean; null where there is no share, or
   *     no group has two rows
   * @param groups of the most frequent values, these first
   */
  public record Column(String name, String type, Double etaSquared, Double p, List<Group> groups) {}

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
      Double q1,
      Double median,
      Double q3,
      List<Run.Bin> histogram) {}
}
