package io.sluice.clean;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over the votes of many items: what the next {@link Annotators} follow from, and how far
 * annotators agree. The size depends on the numbers of annotators and labels alone.
 */
final class VoteSums implements Serializable {

  private final int labels;
  private final double[] given; // expected votes, as the rates of Annotators
  private final double[] truths; // expected items
  private final long[] votesOfLabel; // of items with two votes or more
  private final long[] votesOfAnnotator;
  private double logLikelihood;
  private double agreement; // of items with two votes or more
  private long several; // such items
  private long items;
  private long tied;

  VoteSums(int annotators, int labels) {
    this.labels = labels;
    this.given = new double[annotators * labels * labels];
    this.truths = new double[labels];
    this.votesOfLabel = new long[labels];
    this.votesOfAnnotator = new long[annotators];
  }

  /** Adds items with these votes, whose true label has these chances. */
  void add(Ballot ballot, double[] chances, double logLikelihoodOfOne) {
    int[] votes = ballot.votes();
    for (int vote : votes) {
      int annotator = vote / labels;
      votesOfAnnotator[annotator] += ballot.items();
      for (int truth = 0; truth < labels; truth++) {
        given[(annotator * labels + truth) * labels + vote % labels] +=
            chances[truth] * ballot.items();
      }
    }
    for (int truth = 0; truth < labels; truth++) {
      truths[truth] += chances[truth] * ballot.items();
    }
    logLikelihood += logLikelihoodOfOne * ballot.items();
    items += ballot.items();
    tied += ballot.mostFrequent(labels).size() > 1 ? ballot.items() : 0;
    if (votes.length > 1) {
      addAgreement(ballot);
    }
  }

  private void addAgreement(Ballot ballot) {
    int[] counts = ballot.byLabel(labels);
    long n = ballot.votes().length;
    long pairs = 0;
    for (int label = 0; label < labels; label++) {
      pairs += (long) counts[label] * (counts[label] - 1);
      votesOfLabel[label] += counts[label] * ballot.items();
    }
    agreement += (double) pairs / (n * (n - 1)) * ballot.items();
    several += ballot.items();
  }

  void merge(VoteSums other) {
    for (int i = 0; i < given.length; i++) {
      given[i] += other.given[i];
    }
    for (int i = 0; i < labels; i++) {
      truths[i] += other.truths[i];
      votesOfLabel[i] += other.votesOfLabel[i];
    }
    for (int i = 0; i < votesOfAnnotator.length; i++) {
      votesOfAnnotator[i] += other.votesOfAnnotator[i];
    }
    logLikelihood += other.logLikelihood;
    agreement += other.agreement;
    several += other.several;
    items += other.items;
    tied += other.tied;
  }

  /** The likeliest model, after formulas 2.3 and 2.4 of Dawid and Skene. */
  Annotators annotators() {
    double[] rates = new double[given.length];
    for (int row = 0; row < given.length; row += labels) {
      double sum = Arrays.stream(given, row, row + labels).sum();
      for (int i = row; i < row + labels; i++) {
        rates[i] = sum == 0 ? 0 : given[i] / sum;
      }
    }
    double[] priors = Arrays.stream(truths).map(t -> t / items).toArray();
    return new Annotators(labels, priors, rates);
  }

  /** Of all votes, under the model by which the chances were found. */
  double logLikelihood() {
    return logLikelihood;
  }

  long items() {
    return items;
  }

  /** Items for which several labels have most votes. */
  long tied() {
    return tied;
  }

  long votesOf(int annotator) {
    return votesOfAnnotator[annotator];
  }

  /** Votes for this label, for items with two votes or more. */
  long votesFor(int label) {
    return votesOfLabel[label];
  }

  /** The share of pairs of votes for one item that are equal, averaged over the items with any. */
  double observedAgreement() {
    return agreement / several;
  }

  /** That share, were votes given by chance, each label as often as it is given now. */
  double chanceAgreement() {
    double all = Arrays.stream(votesOfLabel).sum();
    return Arrays.stream(votesOfLabel).mapToDouble(v -> v / all * (v / all)).sum();
  }

  /**
   * Fleiss' kappa (Measuring Nominal Scale Agreement Among Many Raters, Psychological Bulletin
   * 76(5), 1971), in the form that also takes items with different numbers of votes; NaN where no
   * item has two votes, or all votes are equal.
   */
  double kappa() {
    return (observedAgreement() - chanceAgreement()) / (1 - chanceAgreement());
  }
}
