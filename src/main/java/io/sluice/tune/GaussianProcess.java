package io.sluice.tune;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Gaussian process regression (Rasmussen, Williams 2006, algorithm 2.1) over places from 0 to 1,
 * with a Matern 5/2 kernel that has a length for each dimension. Lengths and noise are those of the
 * greatest marginal likelihood, from a few powers of 2 and of 10, first with one length for all
 * dimensions, then each by itself. Values are standardised first.
 */
final class GaussianProcess {

  private static final double[] LENGTHS = {0.0625, 0.125, 0.25, 0.5, 1, 2, 4};
  private static final double[] NOISES = {1e-6, 1e-4, 1e-2, 1e-1};
  private static final int SWEEPS = 2;

  /** What a place may hold. */
  record Guess(double mean, double deviation) {}

  private final double[][] places;
  private final double[] lengths;
  private final double mean;
  private final double deviation;
  private final RealVector weights;
  private final CholeskyDecomposition covariance;
  private final double likelihood;

  /** With these lengths and this variance of the noise, in the unit of standardised values. */
  GaussianProcess(double[][] places, double[] values, double[] lengths, double noise) {
    this.places = places;
    this.lengths = lengths;
    this.mean = new Mean().evaluate(values);
    double spread = new StandardDeviation(false).evaluate(values);
    this.deviation = spread > 0 ? spread : 1;
    int n = values.length;
    RealMatrix kernel = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        kernel.setEntry(i, j, kernel(places[i], places[j]) + (i == j ? noise : 0));
      }
    }
    this.covariance = new CholeskyDecomposition(kernel, 1e-12, 1e-12);
    RealVector standard =
        new ArrayRealVector(Arrays.stream(values).map(v -> (v - mean) / deviation).toArray());
    this.weights = covariance.getSolver().solve(standard);
    double logRoot = 0;
    for (int i = 0; i < n; i++) {
      logRoot += Math.log(covariance.getL().getEntry(i, i));
    }
    this.likelihood = -standard.dotProduct(weights) / 2 - logRoot - n * Math.log(2 * Math.PI) / 2;
  }

  /** Learns from values at places. */
  static GaussianProcess fit(double[][] places, double[] values) {
    int dimensions = places[0].length;
    GaussianProcess best = null;
    double bestNoise = 0;
    for (double length : LENGTHS) {
      double[] lengths = new double[dimensions];
      Arrays.fill(lengths, length);
      for (double noise : NOISES) {
        GaussianProcess other = new GaussianProcess(places, values, lengths, noise);
        if (best == null || other.likelihood > best.likelihood) {
          best = other;
          bestNoise = noise;
        }
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int d = 0; d < dimensions; d++) {
        for (double length : LENGTHS) {
          double[] lengths = best.lengths.clone();
          lengths[d] = length;
          GaussianProcess other = new GaussianProcess(places, values, lengths, bestNoise);
          best = other.likelihood > best.likelihood ? other : best;
        }
      }
    }
    return best;
  }

  /** What to expect at a place. */
  Guess at(double[] place) {
    RealVector near =
        new ArrayRealVector(Arrays.stream(places).mapToDouble(p -> kernel(p, place)).toArray());
    double variance = 1 - near.dotProduct(covariance.getSolver().solve(near));
    return new Guess(
        mean + deviation * near.dotProduct(weights), deviation * Math.sqrt(Math.max(0, variance)));
  }

  /** The logarithm of the marginal likelihood. */
  double likelihood() {
    return likelihood;
  }

  private double kernel(double[] a, double[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = (a[i] - b[i]) / lengths[i];
      squares += apart * apart;
    }
    double r = Math.sqrt(5 * squares);
    return (1 + r + r * r / 3) * Math.exp(-r);
  }
}
