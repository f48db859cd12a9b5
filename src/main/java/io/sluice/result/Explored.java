package io.sluice.result;

import java.util.List;

/**
 * What the columns of a table have to do with each other.
 *
 * @param associations of pairs of columns, the strongest first
 * @param inflations of columns of numbers, the largest first
 * @param missing columns that are missing in the same rows, the most frequent patterns first
 * @param points of the pairs of numbers that go together most
 * @param series rows over time, of each column of times
 */
public record Explored(
    List<Association> associations,
    List<Inflation> inflations,
    List<Missing> missing,
    List<Points> points,
    List<Series> series) {

  /**
   * How well a column of numbers follows from all others.
   *
   * @param determined the share of its variance that a linear function of the others explains
   */
  public record Inflation(String column, double determined) {

    /** By how much that makes the variance of its coefficient larger; infinite of a copy. */
    public double factor() {
      return 1 / (1 - determined);
    }
  }

  /**
   * Rows in which exactly these columns are missing.
   *
   * @param columns none of rows that have all
   */
  public record Missing(List<String> columns, long rows) {}

  /**
   * Where the points of two columns of numbers lie.
   *
   * @param width of a hexagon
   * @param height of a hexagon's row
   * @param outside points far from most, which no hexagon holds
   */
  public record Points(
      String x, String y, double width, double height, List<Hexagon> hexagons, long outside) {}

  /** A hexagon, by its middle, and the points in it. */
  public record Hexagon(double x, double y, long count) {}

  /**
   * Rows over time.
   *
   * @param unit hour, day, week, month, quarter or year
   * @param exact whether each time is known; else neighbouring ones are together
   * @param periods all of them, also those without rows
   */
  public record Series(String column, String unit, boolean exact, List<Period> periods) {}

  /** A period, by its beginning in UTC as ISO-8601, and the rows in it. */
  public record Period(String from, long count) {}
}
