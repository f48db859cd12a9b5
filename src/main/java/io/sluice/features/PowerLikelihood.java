package io.sluice.features;

import io.sluice.stats.ColumnSummary.Weighted;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * How likely the numbers of a column are for a lambda of {@link Power}, if they are normal after
 * it: the profile log-likelihood of a row, (lambda - 1) mean(log) - log(variance) / 2, constants
 * left out. The log is that of x (Box and Cox 1964), or sign(x) log(1 + |x|) (Yeo and Johnson
 * 2000); the variance is of the transformed numbers, divided by n.
 *
 * <p>It is worked out on the scale of the greatest number, so that nothing overflows; and where all
 * numbers have one sign the transformed ones are taken from the greatest of them, so that their
 * distances keep their digits however close they are.
 */
final class PowerLikelihood {

  /** No exponent beyond these is of use: x^5 of a number over 10^61 is no double. */
  private static final double MOST = 5;

  private static final int MAX_EVALUATIONS = 500;

  private final double[] logs;
  private final boolean[] areNegative;
  private final double[] shares;
  private final double meanLog;
  private final double leastLog;
  private final double greatestLog;
  private final boolean hasNegative;
  private final boolean hasPositive;

  private PowerLikelihood(List<Weighted> numbers, ToDoubleFunction<Weighted> signedLog) {
    double rows = numbers.stream().mapToDouble(Weighted::count).sum();
    this.logs = new double[numbers.size()];
    this.areNegative = new boolean[logs.length];
    this.shares = new double[logs.length];
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    int negative = 0;
    for (int i = 0; i < logs.length; i++) {
      double log = signedLog.applyAsDouble(numbers.get(i));
      shares[i] = numbers.get(i).count() / rows;
      sum += shares[i] * log;
      areNegative[i] = numbers.get(i).value() < 0;
      negative += areNegative[i] ? 1 : 0;
      logs[i] = areNegative[i] ? -log : log;
      least = Math.min(least, logs[i]);
      greatest = Math.max(greatest, logs[i]);
    }
    this.meanLog = sum;
    this.leastLog = least;
    this.greatestLog = greatest;
    this.hasNegative = negative > 0;
    this.hasPositive = negative < logs.length;
  }

  /** Of numbers above 0. */
  static PowerLikelihood ofBoxCox(List<Weighted> numbers) {
    return new PowerLikelihood(numbers, n -> Math.log(n.value()));
  }

  static PowerLikelihood ofYeoJohnson(List<Weighted> numbers) {
    return new PowerLikelihood(
        numbers, n -> Math.copySign(Math.log1p(Math.abs(n.value())), n.value()));
  }

  /** The lambda of the greatest likelihood, by Brent's method; 1 where all numbers are equal. */
  double best() {
    if (leastLog == greatestLog && !(hasNegative && hasPositive)) {
      return 1;
    }
    return new BrentOptimizer(1e-8, 1e-10)
        .optimize(
            new MaxEval(MAX_EVALUATIONS),
            new UnivariateObjectiveFunction(this::at),
            GoalType.MAXIMIZE,
            new SearchInterval(-MOST, MOST, 1))
        .getPoint();
  }

  /** The likelihood of a lambda. */
  double at(double lambda) {
    double logVariance =
        hasNegative && hasPositive
            ? ofBothSigns(lambda, 2 - lambda)
            : ofOneSign(hasNegative ? 2 - lambda : lambda);
    return (lambda - 1) * meanLog - logVariance / 2;
  }

  private double ofOneSign(double exponent) {
    double furthest = exponent > 0 ? greatestLog : leastLog;
    double[] distances = new double[logs.length];
    for (int i = 0; i < logs.length; i++) {
      distances[i] = PowerFunction.grown(exponent, logs[i] - furthest);
    }
    return Math.log(variance(distances)) + 2 * exponent * furthest;
  }

  private double ofBothSigns(double ofPositive, double ofNegative) {
    double scale = 0;
    for (int i = 0; i < logs.length; i++) {
      scale = Math.max(scale, (areNegative[i] ? ofNegative : ofPositive) * logs[i]);
    }
    double[] scaled = new double[logs.length];
    for (int i = 0; i < logs.length; i++) {
      scaled[i] =
          areNegative[i] ? -grown(ofNegative, logs[i], scale) : grown(ofPositive, logs[i], scale);
    }
    return Math.log(variance(scaled)) + 2 * scale;
  }

  /** As {@link PowerFunction#grown}, divided by e^scale. */
  private static double grown(double exponent, double log, double scale) {
    double power = exponent * log;
    return power > 40 // where the 1 in e^power - 1 is beyond the last digit
        ? Math.exp(power - scale) / exponent
        : PowerFunction.grown(exponent, log) * Math.exp(-scale);
  }

  private double variance(double[] numbers) {
    double mean = 0;
    for (int i = 0; i < numbers.length; i++) {
      mean += shares[i] * numbers[i];
    }
    double variance = 0;
    for (int i = 0; i < numbers.length; i++) {
      variance += shares[i] * (numbers[i] - mean) * (numbers[i] - mean);
    }
    return variance;
  }
}
