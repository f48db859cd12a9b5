package io.sluice.stats;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody wants to know of a table's columns.
 *
 * @param kind what of them
 * @param columns the columns, in the order that the kind gives them a meaning
 */
public record Need(Kind kind, List<String> columns) implements Serializable {

  /** What can be known in one pass. */
  public enum Kind {
    /** Count, mean and higher moments, and the range of a column of numbers. */
    MOMENTS,
    /** The moments and the quantiles of a column of numbers. */
    NUMBERS,
    /** How often each value of a column comes, as text. */
    VALUES,
    /** About how many different numbers a column has, however many. */
    DISTINCT,
    /** The moments of a column for each value of others: first the column, then the others. */
    GROUPED_MOMENTS,
    /** As {@link #GROUPED_MOMENTS}, with quantiles. */
    GROUPED_NUMBERS,
    /** Covariance and correlation of two columns of numbers. */
    PAIR,
    /** In how many rows each slot of a vector is not zero. */
    SLOTS
  }

  public Need {
    columns = List.copyOf(columns);
  }

  /** Moments and range of a column of numbers or booleans (0 and 1). */
  public static Need moments(String column) {
    return new Need(Kind.MOMENTS, List.of(column));
  }

  /** Moments, range and quantiles of a column of numbers or booleans (0 and 1). */
  public static Need numbers(String column) {
    return new Need(Kind.NUMBERS, List.of(column));
  }

  /** How often each value comes, as text, of a column of any type. */
  public static Need values(String column) {
    return new Need(Kind.VALUES, List.of(column));
  }

  /** About how many different numbers a column has. */
  public static Need distinct(String column) {
    return new Need(Kind.DISTINCT, List.of(column));
  }

  /** Moments and range of a column of numbers for each combination of the values of others. */
  public static Need groupedMoments(String column, String... by) {
    return grouped(Kind.GROUPED_MOMENTS, column, by);
  }

  /** Moments, range and quantiles of a column for each combination of the values of others. */
  public static Need groupedNumbers(String column, String... by) {
    return grouped(Kind.GROUPED_NUMBERS, column, by);
  }

  /** Covariance and correlation of two columns of numbers, over the rows that have both. */
  public static Need pair(String x, String y) {
    return new Need(Kind.PAIR, List.of(x, y));
  }

  /** In how many rows each slot of a column of vectors is not zero. */
  public static Need slots(String column) {
    return new Need(Kind.SLOTS, List.of(column));
  }

  /** The first column. */
  public String column() {
    return columns.get(0);
  }

  /** The same of other columns. */
  public Need of(String... others) {
    return new Need(kind, List.of(others));
  }

  private static Need grouped(Kind kind, String column, String... by) {
    List<String> columns = new ArrayList<>(List.of(column));
    columns.addAll(List.of(by));
    return new Need(kind, columns);
  }
}
