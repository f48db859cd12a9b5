package io.sluice.clean;

import io.sluice.stats.InOrder;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Finds the {@link Annotators} under which the votes are likeliest, by expectation and
 * maximisation, from the shares of the votes on. One pass over the different ballots an iteration,
 * in their order, so that rounding is the same in every run.
 */
final class DawidSkene {

  /**
   * The sums of the last pass, the model they follow from, the passes, and whether they sufficed.
   */
  record Fit(VoteSums sums, Annotators model, int iterations, boolean settled) {}

  private final Ballots ballots;
  private final int annotators;
  private final int labels;

  DawidSkene(Ballots ballots) {
    this.ballots = ballots;
    this.annotators = ballots.annotators().size();
    this.labels = ballots.labels().size();
  }

  /** The sums where the true label is as likely as its share of an item's votes. */
  VoteSums byShares() {
    int width = labels;
    return pass(ballot -> new Annotators.Guess(shares(ballot, width), 0));
  }

  /** The sums where the true label is the one that these say. */
  VoteSums by(Majority majority) {
    int width = labels;
    return pass(
        ballot -> {
          double[] chances = new double[width];
          chances[majority.of(ballot)] = 1;
          return new Annotators.Guess(chances, 0);
        });
  }

  /**
   * The fit, once an iteration raises the log likelihood by no more than this share of it.
   *
   * @param maxIter most iterations
   */
  Fit fit(VoteSums start, int maxIter, double tol) {
    Annotators model = start.annotators();
    VoteSums sums = pass(model);
    for (int i = 1; i < maxIter; i++) {
      Annotators better = sums.annotators();
      VoteSums next = pass(better);
      double rise = next.logLikelihood() - sums.logLikelihood();
      if (rise <= tol * Math.abs(next.logLikelihood())) {
        return new Fit(next, better, i + 1, true);
      }
      model = better;
      sums = next;
    }
    return new Fit(sums, model, maxIter, false);
  }

  /** The share of the votes that each label has. */
  static double[] shares(Ballot ballot, int labels) {
    return Arrays.stream(ballot.byLabel(labels))
        .mapToDouble(n -> (double) n / ballot.votes().length)
        .toArray();
  }

  private interface Guesser extends Serializable {
    Annotators.Guess guess(Ballot ballot);
  }

  private VoteSums pass(Annotators model) {
    if (ballots.few().isPresent()) {
      return pass(ballot -> model.guess(ballot.votes()));
    }
    Broadcast<Annotators> sent =
        JavaSparkContext.fromSparkContext(ballots.all().context()).broadcast(model);
    try {
      return pass(ballot -> sent.value().guess(ballot.votes()));
    } finally {
      sent.destroy();
    }
  }

  private VoteSums pass(Guesser guesser) {
    if (ballots.few().isPresent()) {
      return sum(ballots.few().get().iterator(), annotators, labels, guesser);
    }
    int people = annotators;
    int width = labels;
    JavaRDD<VoteSums> parts =
        ballots.all().mapPartitions(some -> List.of(sum(some, people, width, guesser)).iterator());
    VoteSums all = new VoteSums(people, width);
    long bytes = 8L * people * width * width + 1;
    InOrder.collect(parts, bytes, VoteSums::merge).forEach(all::merge);
    return all;
  }

  private static VoteSums sum(
      Iterator<Ballot> ballots, int annotators, int labels, Guesser guesser) {
    VoteSums sums = new VoteSums(annotators, labels);
    while (ballots.hasNext()) {
      Ballot ballot = ballots.next();
      Annotators.Guess guess = guesser.guess(ballot);
      sums.add(ballot, guess.chances(), guess.logLikelihood());
    }
    return sums;
  }
}
