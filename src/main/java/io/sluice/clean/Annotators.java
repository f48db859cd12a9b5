package io.sluice.clean;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How often each annotator gives each label to items of each true label, and how frequent true
 * labels are: the model of Dawid and Skene (Maximum Likelihood Estimation of Observer Error-Rates
 * Using the EM Algorithm, Applied Statistics 28(1), 1979, pp. 20-28).
 */
final class Annotators implements Serializable {

  private static final double TIE = 1e-9;

  private final int labels;
  private final double[] priors; // of the true labels
  private final double[] logPriors;
  private final double[] rates; // at (annotator * labels + true label) * labels + label given
  private final double[] logRates;

  Annotators(int labels, double[] priors, double[] rates) {
    this.labels = labels;
    this.priors = priors;
    this.rates = rates;
    this.logPriors = Arrays.stream(priors).map(Math::log).toArray();
    this.logRates = Arrays.stream(rates).map(Math::log).toArray();
  }

  /**
   * What the votes for an item tell of its true label.
   *
   * @param chances of each label, after formula 2.5 of the paper
   * @param logLikelihood of the votes, whatever the true label
   */
  record Guess(double[] chances, double logLikelihood) {}

  Guess guess(int[] votes) {
    double[] logs = logChances(votes);
    double most = Arrays.stream(logs).max().orElseThrow();
    double[] chances = Arrays.stream(logs).map(l -> Math.exp(l - most)).toArray();
    double sum = Arrays.stream(chances).sum();
    return new Guess(Arrays.stream(chances).map(c -> c / sum).toArray(), most + Math.log(sum));
  }

  private double[] logChances(int[] votes) {
    double[] logs = logPriors.clone();
    for (int vote : votes) {
      int annotator = vote / labels;
      int given = vote % labels;
      for (int truth = 0; truth < labels; truth++) {
        logs[truth] += logRates[(annotator * labels + truth) * labels + given];
      }
    }
    return logs;
  }

  /** The share of items that have this true label. */
  double prior(int truth) {
    return priors[truth];
  }

  /** The share of items of this true label to which the annotator gives that label. */
  double rate(int annotator, int truth, int given) {
    return rates[(annotator * labels + truth) * labels + given];
  }

  /** The share of all items that the annotator labels rightly. */
  double accuracy(int annotator) {
    double right = 0;
    for (int truth = 0; truth < labels; truth++) {
      right += priors[truth] * rate(annotator, truth, truth);
    }
    return right;
  }

  /** The first of the likeliest labels; equal up to rounding is equal. */
  static int likeliest(double[] chances) {
    int best = 0;
    for (int i = 1; i < chances.length; i++) {
      best = chances[i] > chances[best] + TIE ? i : best;
    }
    return best;
  }
}
