package io.sluice.stats;

/**
 * Covariance and correlation of two columns over the rows in which both have a value.
 *
 * <p>A block is added in two passes, means and then deviations from them, and summaries are merged
 * by the formulas of Pebay (SAND2008-6212, section 3.1), as {@link Moments} are. An infinity in
 * either column makes the covariance and the correlation NaN.
 */
public final class PairMoments extends Measure {

  private long count;
  private double meanX;
  private double meanY;
  private double restX; // what a mean is more than the double next to it
  private double restY;
  private double m2X; // sums of products of deviations from the means
  private double m2Y;
  private double cXY;

  /** No rows yet. */
  public PairMoments() {}

  /** From what the methods of the same names say. */
  PairMoments(
      long count,
      double meanX,
      double restX,
      double meanY,
      double restY,
      double m2X,
      double m2Y,
      double cXY) {
    if (count > 0) {
      merge(count, meanX, restX, meanY, restY, m2X, m2Y, cXY);
    }
  }

  /** Adds the first n rows of two columns; a row where either is NaN is skipped. */
  void addAll(double[] x, double[] y, int n) {
    if (n == 0) {
      return;
    }
    double pivotX = x[0]; // so that a constant has a mean of itself, to the last bit
    double pivotY = y[0];
    double x0 = 0;
    double x1 = 0;
    double y0 = 0;
    double y1 = 0;
    int i = 0;
    for (; i < n - 1; i += 2) { // sums of two, as C2 keeps the order of additions
      x0 += x[i] - pivotX;
      x1 += x[i + 1] - pivotX;
      y0 += y[i] - pivotY;
      y1 += y[i + 1] - pivotY;
    }
    if (i < n) {
      x0 += x[i] - pivotX;
      y0 += y[i] - pivotY;
    }
    double sumX = x0 + x1;
    double sumY = y0 + y1;
    if (Double.isFinite(sumX) && Double.isFinite(sumY)) {
      addDeviations(x, y, n, pivotX + sumX / n, pivotY + sumY / n);
    } else {
      addWithoutNaN(x, y, n);
    }
  }

  private void addDeviations(double[] x, double[] y, int n, double fromX, double fromY) {
    double sx0 = 0;
    double sx1 = 0;
    double sy0 = 0;
    double sy1 = 0;
    double xx0 = 0;
    double xx1 = 0;
    double yy0 = 0;
    double yy1 = 0;
    double xy0 = 0;
    double xy1 = 0;
    int i = 0;
    for (; i < n - 1; i += 2) {
      double a = x[i] - fromX;
      double b = y[i] - fromY;
      double c = x[i + 1] - fromX;
      double d = y[i + 1] - fromY;
      sx0 += a;
      sx1 += c;
      sy0 += b;
      sy1 += d;
      xx0 += a * a;
      xx1 += c * c;
      yy0 += b * b;
      yy1 += d * d;
      xy0 += a * b;
      xy1 += c * d;
    }
    if (i < n) {
      double a = x[i] - fromX;
      double b = y[i] - fromY;
      sx0 += a;
      sy0 += b;
      xx0 += a * a;
      yy0 += b * b;
      xy0 += a * b;
    }
    double offX = (sx0 + sx1) / n;
    double offY = (sy0 + sy1) / n;
    merge(
        n,
        fromX,
        offX,
        fromY,
        offY,
        Math.max(0.0, xx0 + xx1 - n * offX * offX),
        Math.max(0.0, yy0 + yy1 - n * offY * offY),
        xy0 + xy1 - n * offX * offY);
  }

  private void addWithoutNaN(double[] x, double[] y, int n) {
    double[] presentX = new double[n];
    double[] presentY = new double[n];
    int found = 0;
    for (int i = 0; i < n; i++) {
      presentX[found] = x[i];
      presentY[found] = y[i];
      found += Moments.isPresent(x[i]) & Moments.isPresent(y[i]);
    }
    if (found < n) {
      addAll(presentX, presentY, found);
    } else {
      for (int i = 0; i < n; i++) { // infinities, or a sum beyond the doubles
        double deviation = Double.isFinite(x[i] * 0.0 + y[i] * 0.0) ? 0.0 : Double.NaN;
        merge(1, x[i], 0.0, y[i], 0.0, deviation, deviation, deviation);
      }
    }
  }

  @Override
  void merge(Measure measure) {
    PairMoments other = (PairMoments) measure;
    if (other.count > 0) {
      merge(
          other.count,
          other.meanX,
          other.restX,
          other.meanY,
          other.restY,
          other.m2X,
          other.m2Y,
          other.cXY);
    }
  }

  private void merge(
      long itsCount,
      double itsX,
      double itsRestX,
      double itsY,
      double itsRestY,
      double itsM2X,
      double itsM2Y,
      double itsXY) {
    double share = (double) itsCount / (count + itsCount); // exactly 1 where this is empty
    double deltaX = count == 0 ? 0.0 : itsX - meanX + (itsRestX - restX);
    double deltaY = count == 0 ? 0.0 : itsY - meanY + (itsRestY - restY);
    m2X += itsM2X + deltaX * (deltaX * (count * share));
    m2Y += itsM2Y + deltaY * (deltaY * (count * share));
    cXY += itsXY + deltaX * (deltaY * (count * share));
    double fromX = count == 0 ? itsX : meanX;
    double fromY = count == 0 ? itsY : meanY;
    double byX = count == 0 ? itsRestX : restX + deltaX * share;
    double byY = count == 0 ? itsRestY : restY + deltaY * share;
    meanX = mean(fromX, byX, itsX);
    meanY = mean(fromY, byY, itsY);
    restX = Moments.rest(fromX, byX);
    restY = Moments.rest(fromY, byY);
    count += itsCount;
  }

  private static double mean(double from, double by, double its) {
    return Double.isInfinite(from) || Double.isInfinite(its) ? from + its : from + by;
  }

  /** Number of rows in which both columns have a value. */
  public long count() {
    return count;
  }

  /** Mean of the first column over these rows; NaN of no rows. */
  public double meanX() {
    return count == 0 ? Double.NaN : meanX;
  }

  /** Mean of the second column over these rows; NaN of no rows. */
  public double meanY() {
    return count == 0 ? Double.NaN : meanY;
  }

  /** Sample covariance (divided by n - 1); NaN of no row and of infinities, 0 of one. */
  public double covariance() {
    return count == 0 ? Double.NaN : cXY / Math.max(1, count - 1);
  }

  /** Pearson's correlation, from -1 to 1; NaN where a column is constant, and of infinities. */
  public double correlation() {
    return m2X == 0 || m2Y == 0
        ? Double.NaN
        : Math.max(-1.0, Math.min(1.0, cXY / (Math.sqrt(m2X) * Math.sqrt(m2Y))));
  }

  double restX() {
    return restX;
  }

  double restY() {
    return restY;
  }

  /** Sum of the squared deviations of the first column from its mean. */
  double m2X() {
    return m2X;
  }

  /** Sum of the squared deviations of the second column from its mean. */
  double m2Y() {
    return m2Y;
  }

  /** Sum of the products of the deviations of both columns. */
  double cXY() {
    return cXY;
  }
}
