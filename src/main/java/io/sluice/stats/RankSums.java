package io.sluice.stats;

import java.io.Serializable;

/**
 * The ranks of two numbers over the rows that have both. As deviations from the middle of all ranks
 * of a column, which is known before, their sums need no second look at a block. Deviations are
 * whole halves, so that what is taken off again leaves no rounding.
 */
final class RankSums implements Serializable {

  private final double meanX;
  private final double meanY;
  private long count;
  private double sumX; // of deviations
  private double sumY;
  private double squaresX;
  private double squaresY;
  private double products;

  RankSums(double meanX, double meanY) {
    this.meanX = meanX;
    this.meanY = meanY;
  }

  /** The mean of the ranks of so many values. */
  static double mean(long values) {
    return (values + 1) / 2.0;
  }

  /** Adds the rows of a block that have both numbers. */
  void add(JointBlock block, int x, int y) {
    JointBlock.Numbers xs = block.numbers[x];
    JointBlock.Numbers ys = block.numbers[y];
    products += product(xs.ranks, ys.ranks, block.size);
    count += block.size - xs.missing - ys.missing;
    sumX += xs.rankSum;
    sumY += ys.rankSum;
    squaresX += xs.rankSquares;
    squaresY += ys.rankSquares;
    for (int i = 0; i < ys.missing; i++) {
      int row = ys.missingAt[i];
      count += xs.isMissing(row) ? 1 : 0; // taken off twice
      sumX -= xs.ranks[row];
      squaresX -= xs.ranks[row] * xs.ranks[row];
    }
    for (int i = 0; i < xs.missing; i++) {
      int row = xs.missingAt[i];
      sumY -= ys.ranks[row];
      squaresY -= ys.ranks[row] * ys.ranks[row];
    }
  }

  /** A missing rank is 0 and adds nothing to the products. */
  private static double product(double[] xs, double[] ys, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i < n - 3; i += 4) { // sums of four, as C2 keeps the order of additions
      a += xs[i] * ys[i];
      b += xs[i + 1] * ys[i + 1];
      c += xs[i + 2] * ys[i + 2];
      d += xs[i + 3] * ys[i + 3];
    }
    for (; i < n; i++) {
      a += xs[i] * ys[i];
    }
    return a + b + (c + d);
  }

  void merge(RankSums other) {
    count += other.count;
    sumX += other.sumX;
    sumY += other.sumY;
    squaresX += other.squaresX;
    squaresY += other.squaresY;
    products += other.products;
  }

  PairMoments moments() {
    if (count == 0) {
      return new PairMoments();
    }
    double offX = sumX / count;
    double offY = sumY / count;
    return new PairMoments(
        count,
        meanX,
        offX,
        meanY,
        offY,
        Math.max(0.0, squaresX - sumX * offX),
        Math.max(0.0, squaresY - sumY * offY),
        products - sumX * offY);
  }
}
