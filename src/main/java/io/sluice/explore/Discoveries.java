package io.sluice.explore;

import java.util.Comparator;
import java.util.stream.IntStream;

/** P-values of many tests that are looked at together. */
final class Discoveries {

  private Discoveries() {}

  /**
   * The p-values corrected for their number so that of the tests up to a value no more than this
   * share are expected to be chance (Benjamini and Hochberg 1995), as R's p.adjust(p, "BH").
   */
  static double[] adjusted(double[] p) {
    Integer[] falling =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]).reversed())
            .toArray(Integer[]::new);
    double[] adjusted = new double[p.length];
    double least = 1;
    for (int i = 0; i < falling.length; i++) {
      least = Math.min(least, p[falling[i]] * p.length / (p.length - i));
      adjusted[falling[i]] = least;
    }
    return adjusted;
  }
}
