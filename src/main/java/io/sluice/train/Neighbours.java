package io.sluice.train;

import io.sluice.stage.ProblemException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * Finds the nearest of the examples exactly. They lie in the order of their norms, since two
 * vectors are no nearer than their norms are; of equally near ones the first in this order counts.
 */
final class Neighbours implements Serializable {

  /** What rounding may take from a distance, in relation to the norms. */
  private static final double SLACK = 1e-9;

  private final Examples examples;
  private final double[] norms;

  private Neighbours(Examples examples, double[] norms) {
    this.examples = examples;
    this.norms = norms;
  }

  /** Of examples that are in order. */
  static Neighbours of(Examples inOrder) {
    return new Neighbours(inOrder, norms(inOrder.vectors()));
  }

  /** The examples by norm; those of one norm by their values and labels. */
  static Examples inOrder(Examples examples) {
    Vector[] vectors = examples.vectors();
    double[] norms = norms(vectors);
    double[] labels = examples.labels();
    int[] order =
        IntStream.range(0, vectors.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> norms[i])
                    .thenComparing(
                        (a, b) -> Arrays.compare(vectors[a].toArray(), vectors[b].toArray()))
                    .thenComparingDouble(i -> labels[i]))
            .mapToInt(i -> i)
            .toArray();
    return new Examples(
        Arrays.stream(order).mapToObj(i -> vectors[i]).toArray(Vector[]::new),
        Arrays.stream(order).mapToDouble(i -> labels[i]).toArray());
  }

  /** The labels of the k nearest, the nearest first. */
  double[] labels(Vector row, int k) {
    examples.requireSameSlots(row);
    Nearest nearest = new Nearest(k);
    double norm = norm(row);
    int found = Arrays.binarySearch(norms, norm);
    int up = found < 0 ? -found - 1 : found;
    int down = up - 1;
    while (true) {
      double above = up < norms.length ? norms[up] - norm : Double.POSITIVE_INFINITY;
      double below = down >= 0 ? norm - norms[down] : Double.POSITIVE_INFINITY;
      double gap = Math.min(above, below) - SLACK * norm;
      if (gap == Double.POSITIVE_INFINITY || (gap > 0 && gap * gap > nearest.farthest())) {
        return Arrays.stream(nearest.places).mapToDouble(i -> examples.labels()[i]).toArray();
      }
      int next = above <= below ? up++ : down--;
      nearest.offer(next, distance(row, examples.vectors()[next], nearest.farthest()));
    }
  }

  /** The squared distance; of dense vectors farther than {@code enough}, no less than that. */
  private static double distance(Vector row, Vector example, double enough) {
    if (!(row instanceof DenseVector a && example instanceof DenseVector b)) {
      return Vectors.sqdist(row, example);
    }
    double[] x = a.values();
    double[] y = b.values();
    double sum = 0;
    for (int i = 0; i < x.length && sum <= enough; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return sum;
  }

  private static double[] norms(Vector[] vectors) {
    return Arrays.stream(vectors).mapToDouble(Neighbours::norm).toArray();
  }

  private static double norm(Vector vector) {
    double norm = Vectors.norm(vector, 2);
    if (!Double.isFinite(norm)) {
      throw ProblemException.inData(
          "a vector of features holds numbers too large for distances. Put scale or clipOutliers"
              + " into features.");
    }
    return norm;
  }

  /** The nearest so far, by distance and place. */
  private static final class Nearest {

    private final int[] places;
    private final double[] distances;

    private Nearest(int k) {
      places = new int[k];
      distances = new double[k];
      Arrays.fill(places, Integer.MAX_VALUE);
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }

    private double farthest() {
      return distances[distances.length - 1];
    }

    private void offer(int place, double distance) {
      int at = distances.length;
      while (at > 0 && isBefore(place, distance, at - 1)) {
        at--;
      }
      if (at < distances.length) {
        System.arraycopy(distances, at, distances, at + 1, distances.length - at - 1);
        System.arraycopy(places, at, places, at + 1, places.length - at - 1);
        distances[at] = distance;
        places[at] = place;
      }
    }

    private boolean isBefore(int place, double distance, int at) {
      return distance < distances[at] || (distance == distances[at] && place < places[at]);
    }
  }
}
