package io.sluice.evaluate;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Erf;

/** P-values: the chance of what is seen, or of more, where there is no difference. */
public final class Chance {

  /** Below it a difference is one. */
  static final double LEVEL = 0.05;

  private static final double LEAST = 0.001;

  private Chance() {}

  /** Of a value so many standard deviations off, to either side, by the normal distribution. */
  static double ofNormal(double deviations) {
    return Erf.erfc(Math.abs(deviations) / Math.sqrt(2));
  }

  /**
   * Of numbers so unequal, of rows that fall to either alike: exact, with twice the tail of the
   * binomial distribution (McNemar 1947).
   */
  static double mcNemar(long firstOnly, long secondOnly) {
    long all = firstOnly + secondOnly;
    if (all > Integer.MAX_VALUE) { // which differ from the normal distribution by nothing
      return ofNormal((firstOnly - secondOnly) / Math.sqrt((double) all));
    }
    int less = (int) Math.min(firstOnly, secondOnly);
    return Math.min(
        1, 2 * new BinomialDistribution(null, (int) all, 0.5).cumulativeProbability(less));
  }

  /**
   * The p-values corrected for their number (Holm 1979); null stays null and counts not.
   *
   * @param p of tests that are looked at together
   */
  static Double[] holm(Double[] p) {
    Integer[] order =
        IntStream.range(0, p.length)
            .filter(i -> p[i] != null)
            .boxed()
            .sorted(Comparator.comparing(i -> p[i]))
            .toArray(Integer[]::new);
    Double[] adjusted = new Double[p.length];
    double least = 0;
    for (int rank = 0; rank < order.length; rank++) {
      least = Math.max(least, Math.min(1, p[order[rank]] * (order.length - rank)));
      adjusted[order[rank]] = least;
    }
    return adjusted;
  }

  /** A p-value in a sentence; a very small one is never 0. */
  public static String inWords(double p) {
    return p < LEAST ? "p < " + LEAST : String.format(Locale.ROOT, "p %.3f", p);
  }
}
