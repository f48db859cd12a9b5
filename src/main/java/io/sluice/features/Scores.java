package io.sluice.features;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Beta;

/** How much each slot tells. */
final class Scores {

  private final double[] scores;
  private final double[] pValues;

  Scores(double[] scores, double[] pValues) {
    this.scores = scores;
    this.pValues = pValues;
  }

  /** F statistics with their degrees of freedom. */
  static Scores of(double[] f, double between, double within) {
    return new Scores(f, Arrays.stream(f).map(v -> pValue(v, between, within)).toArray());
  }

  /** A ratio of variances; 0 where there is none above. */
  static double ratio(double above, double below) {
    return above == 0 ? 0 : above / below;
  }

  /** The upper tail of Fisher's F, not 1 less the lower one, so that small values keep digits. */
  private static double pValue(double f, double between, double within) {
    return f == Double.POSITIVE_INFINITY
        ? 0
        : Beta.regularizedBeta(within / (within + between * f), within / 2, between / 2);
  }

  /** The slots of the largest scores, rising; of scores that are the same to rounding the first. */
  int[] top(int most) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -(float) scores[i]))
        .limit(most)
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }

  /** The slots of scores above this. */
  int[] above(double threshold) {
    return IntStream.range(0, scores.length).filter(i -> scores[i] > threshold).toArray();
  }

  /** Of each slot. */
  double[] scores() {
    return scores;
  }

  /** The chance of such a score without any relation; empty where that is not known. */
  double[] pValues() {
    return pValues;
  }
}
