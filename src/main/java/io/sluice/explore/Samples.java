package io.sluice.explore;

import io.sluice.result.Groups.Test;
import io.sluice.stats.ColumnSummary.Weighted;
import io.sluice.stats.Moments;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Tests of whether samples are of one kind, each from aggregates, with the size of the difference
 * beside its chance. P-values are not corrected for the number of tests here.
 */
final class Samples {

  private static final double TOLERANCE = 1e-15;
  private static final int MOST_TERMS = 100_000;

  private Samples() {}

  /**
   * Whether two means differ, of samples of any variances (Welch 1947), as R's t.test; with Cohen's
   * d over the pooled standard deviation. None of samples of one row, and where nothing varies.
   */
  static Optional<Test> welch(Moments first, Moments second) {
    double one = first.variance() / first.count();
    double other = second.variance() / second.count();
    if (first.count() < 2 || second.count() < 2 || !(one + other > 0)) {
      return Optional.empty();
    }
    double t = (first.mean() - second.mean()) / Math.sqrt(one + other);
    double freedom =
        (one + other)
            * (one + other)
            / (one * one / (first.count() - 1) + other * other / (second.count() - 1));
    double pooled =
        (first.variance() * (first.count() - 1) + second.variance() * (second.count() - 1))
            / (first.count() + second.count() - 2);
    return Optional.of(
        new Test(
            "welch",
            t,
            "cohensD",
            (first.mean() - second.mean()) / Math.sqrt(pooled),
            2 * new TDistribution(null, freedom).cumulativeProbability(-Math.abs(t))));
  }

  /**
   * Whether numbers of one sample tend to be larger (Mann and Whitney 1947), by the normal
   * distribution corrected for ties and continuity, as R's wilcox.test(exact = FALSE); the
   * statistic is U of the first, the effect the rank-biserial correlation, 1 where all of the first
   * are larger. None of no numbers, and where all are equal.
   */
  static Optional<Test> mannWhitney(List<Weighted> first, List<Weighted> second) {
    double n = count(first);
    double m = count(second);
    double[] u = {0}; // pairs in which the first is larger, and half of those that tie
    double[] ties = {0};
    double[] below = {0};
    together(
        first,
        second,
        (value, its, others) -> {
          u[0] += its * (below[0] + others / 2.0);
          below[0] += others;
          double tied = (double) its + others;
          ties[0] += tied * tied * tied - tied;
        });
    double all = n + m;
    double variance = n * m / 12 * (all + 1 - ties[0] / (all * (all - 1)));
    if (n == 0 || m == 0 || !(variance > 0)) {
      return Optional.empty();
    }
    double off = u[0] - n * m / 2;
    double z = Math.max(0, Math.abs(off) - 0.5) / Math.sqrt(variance);
    return Optional.of(
        new Test(
            "mannWhitney", u[0], "rankBiserial", 2 * off / (n * m), Erf.erfc(z / Math.sqrt(2))));
  }

  /**
   * Whether two samples are of one distribution, by the largest difference of their distribution
   * functions (Kolmogorov and Smirnov), with the p-value of large samples, as R's ks.test(exact =
   * FALSE). None of no numbers.
   */
  static Optional<Test> kolmogorovSmirnov(List<Weighted> first, List<Weighted> second) {
    double n = count(first);
    double m = count(second);
    if (n == 0 || m == 0) {
      return Optional.empty();
    }
    double d = distance(first, second);
    double p =
        1
            - new KolmogorovSmirnovTest()
                .ksSum(Math.sqrt(n * m / (n + m)) * d, TOLERANCE, MOST_TERMS);
    return Optional.of(
        new Test("kolmogorovSmirnov", d, "distance", d, Math.max(0, Math.min(1, p))));
  }

  /** The largest difference of the distribution functions of two samples, neither empty. */
  static double distance(List<Weighted> first, List<Weighted> second) {
    double n = count(first);
    double m = count(second);
    double[] state = {0, 0, 0}; // shares seen, and the largest difference
    together(
        first,
        second,
        (value, its, others) -> {
          state[0] += its;
          state[1] += others;
          state[2] = Math.max(state[2], Math.abs(state[0] / n - state[1] / m));
        });
    return state[2];
  }

  /** Rows of both samples with a value. */
  private interface Counts {
    void see(double value, long first, long second);
  }

  /** Goes through the values of both, rising. */
  private static void together(List<Weighted> first, List<Weighted> second, Counts counts) {
    int i = 0;
    int j = 0;
    while (i < first.size() || j < second.size()) {
      double one = i < first.size() ? first.get(i).value() : Double.POSITIVE_INFINITY;
      double other = j < second.size() ? second.get(j).value() : Double.POSITIVE_INFINITY;
      double value = Math.min(one, other);
      long its = 0;
      long others = 0;
      while (i < first.size() && first.get(i).value() <= value) {
        its += first.get(i++).count();
      }
      while (j < second.size() && second.get(j).value() <= value) {
        others += second.get(j++).count();
      }
      counts.see(value, its, others);
    }
  }

  private static double count(List<Weighted> sample) {
    return sample.stream().mapToLong(Weighted::count).sum();
  }

  /**
   * Whether the means of several samples differ, of normal ones of one variance (Fisher 1925), as
   * R's aov; the effect is eta squared, the share of the variance that lies between the samples.
   * None of fewer than two samples, and where nothing varies.
   */
  static Optional<Test> anova(Collection<Moments> samples) {
    List<Moments> filled = samples.stream().filter(m -> m.count() > 0).toList();
    double rows = filled.stream().mapToLong(Moments::count).sum();
    double mean = filled.stream().mapToDouble(m -> m.count() / rows * m.mean()).sum();
    double between =
        filled.stream().mapToDouble(m -> m.count() * Math.pow(m.mean() - mean, 2)).sum();
    double within =
        filled.stream()
            .filter(m -> m.count() > 1)
            .mapToDouble(m -> m.variance() * (m.count() - 1))
            .sum();
    return anova(between / (between + within), filled.size(), rows);
  }

  /** The same of a share of the variance that is known already. */
  static Optional<Test> anova(double share, int samples, double rows) {
    if (samples < 2 || rows <= samples || Double.isNaN(share)) {
      return Optional.empty();
    }
    double f = share / (samples - 1) / ((1 - share) / (rows - samples));
    double p =
        share >= 1
            ? 0
            : 1 - new FDistribution(null, samples - 1.0, rows - samples).cumulativeProbability(f);
    return Optional.of(new Test("anova", f, "etaSquared", share, p));
  }

  /**
   * Whether two columns of values are independent (Pearson 1900), as R's chisq.test(correct =
   * FALSE); the effect is Cramer's V, corrected for its bias (Bergsma 2013). None of fewer than two
   * values on either side.
   *
   * @param table in how many rows each value comes with each of the other column
   */
  static Optional<Test> chiSquared(long[][] table) {
    int columns = table.length == 0 ? 0 : table[0].length;
    double[] ofColumn = new double[columns];
    double[] ofRow = new double[table.length];
    double all = 0;
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < columns; j++) {
        ofRow[i] += table[i][j];
        ofColumn[j] += table[i][j];
        all += table[i][j];
      }
    }
    long k = Arrays.stream(ofRow).filter(n -> n > 0).count();
    long r = Arrays.stream(ofColumn).filter(n -> n > 0).count();
    if (k < 2 || r < 2) {
      return Optional.empty();
    }
    double sum = 0; // of squares over products: chi squared is all (sum - 1)
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < columns; j++) {
        sum += table[i][j] == 0 ? 0 : table[i][j] / ofRow[i] * (table[i][j] / ofColumn[j]);
      }
    }
    double chi = Math.max(0, all * (sum - 1));
    double freedom = (k - 1.0) * (r - 1.0);
    return Optional.of(
        new Test(
            "chiSquared",
            chi,
            "cramersV",
            cramersV(chi / all, (double) k, (double) r, all),
            1 - new ChiSquaredDistribution(null, freedom).cumulativeProbability(chi)));
  }

  private static double cramersV(double phi, double k, double r, double rows) {
    double corrected = Math.max(0, phi - (k - 1) * (r - 1) / (rows - 1));
    double of = k - (k - 1) * (k - 1) / (rows - 1);
    double other = r - (r - 1) * (r - 1) / (rows - 1);
    double most = Math.min(of, other) - 1;
    return most > 0 ? Math.sqrt(corrected / most) : 0;
  }
}
