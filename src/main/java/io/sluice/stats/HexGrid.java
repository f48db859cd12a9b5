package io.sluice.stats;

import java.io.Serializable;

/**
 * Hexagons that cover a rectangle, in which points are counted (Carr, Littlefield, Nicholson,
 * Littlefield 1987, "Scatterplot Matrix Techniques for Large N"): those of two lattices of
 * rectangles, of which a point belongs to the nearer centre.
 *
 * @param x the column of numbers on the level axis
 * @param y the column of numbers on the upright axis
 */
public record HexGrid(String x, String y, double fromX, double toX, double fromY, double toY)
    implements Serializable {

  /** Hexagons side by side. */
  public static final int ACROSS = 24;

  /** Rows of a lattice. */
  public static final int UP = 14; // about 24 / sqrt 3, so that hexagons are regular in a square

  private static final int FIRST = (ACROSS + 1) * (UP + 1);

  /** How many hexagons there are. */
  public int cells() {
    return FIRST + ACROSS * UP;
  }

  /** The hexagon of a point; -1 outside of the rectangle and of a missing number. */
  public int cell(double atX, double atY) {
    double u = (atX - fromX) / (toX - fromX) * ACROSS;
    double v = (atY - fromY) / (toY - fromY) * UP;
    if (!(u >= 0 && u <= ACROSS && v >= 0 && v <= UP)) {
      return -1;
    }
    long u1 = Math.round(u);
    long v1 = Math.round(v);
    int u2 = Math.min(ACROSS - 1, (int) u);
    int v2 = Math.min(UP - 1, (int) v);
    double toFirst = (u - u1) * (u - u1) + 3 * (v - v1) * (v - v1);
    double toSecond = (u - u2 - 0.5) * (u - u2 - 0.5) + 3 * (v - v2 - 0.5) * (v - v2 - 0.5);
    return (int) (toFirst < toSecond ? u1 * (UP + 1) + v1 : FIRST + (long) u2 * UP + v2);
  }

  /** From a hexagon to the one beside it. */
  public double width() {
    return (toX - fromX) / ACROSS;
  }

  /** From a hexagon to the next one of its lattice above it. */
  public double height() {
    return (toY - fromY) / UP;
  }

  /** The middle of a hexagon. */
  public double middleX(int cell) {
    double u = cell < FIRST ? Math.floorDiv(cell, UP + 1) : Math.floorDiv(cell - FIRST, UP) + 0.5;
    return fromX + u / ACROSS * (toX - fromX);
  }

  /** The middle of a hexagon. */
  public double middleY(int cell) {
    double v = cell < FIRST ? cell % (UP + 1) : (cell - FIRST) % UP + 0.5;
    return fromY + v / UP * (toY - fromY);
  }
}
