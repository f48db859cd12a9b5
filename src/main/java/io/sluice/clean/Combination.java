package io.sluice.clean;

import io.sluice.result.Run;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The label that each ballot comes to, and what is known of the annotators. */
final class Combination {

  static final String LABEL = "sluice_label";
  static final String PROBABILITY = "sluice_probability";

  private static final int MOST_SHOWN = 50;

  /** A label's index and its probability. */
  private record Decision(int label, double probability) implements Serializable {}

  private interface Decider extends Serializable {
    Decision decide(Ballot ballot);
  }

  private final Ballots ballots;
  private final VoteSums sums;
  private final Annotators annotators;
  private final Decider decider;
  private final Outcome found;

  private Combination(
      Ballots ballots, VoteSums sums, Annotators annotators, Decider decider, Outcome found) {
    this.ballots = ballots;
    this.sums = sums;
    this.annotators = annotators;
    this.decider = decider;
    this.found = found;
  }

  /** By {@link Majority}; the annotators are measured by what it says. */
  static Combination byMajority(Ballots ballots) {
    DawidSkene votes = new DawidSkene(ballots);
    VoteSums shares = votes.byShares();
    int labels = ballots.labels().size();
    Majority majority =
        new Majority(IntStream.range(0, labels).mapToLong(shares::votesFor).toArray());
    VoteSums sums = votes.by(majority);
    return new Combination(
        ballots,
        sums,
        sums.annotators(),
        ballot -> {
          int label = majority.of(ballot);
          return new Decision(label, DawidSkene.shares(ballot, labels)[label]);
        },
        Outcome.NOTHING);
  }

  /** By {@link DawidSkene}. */
  static Combination byDawidSkene(Ballots ballots, int maxIter, double tol) {
    DawidSkene votes = new DawidSkene(ballots);
    DawidSkene.Fit fit = votes.fit(votes.byShares(), maxIter, tol);
    Annotators model = fit.model();
    Outcome found =
        Outcome.NOTHING.finding(
            new Run.Finding(
                "Dawid-Skene",
                List.of(
                    row(
                        "iterations",
                        fit.iterations(),
                        "log likelihood",
                        fit.sums().logLikelihood()))));
    if (!fit.settled()) {
      found =
          found.warning(
              "dawidSkene was still improving after %d iterations; raise maxIter."
                  .formatted(fit.iterations()));
    }
    return new Combination(
        ballots,
        fit.sums(),
        model,
        ballot -> {
          double[] chances = model.guess(ballot.votes()).chances();
          int label = Annotators.likeliest(chances);
          return new Decision(label, chances[label]);
        },
        found);
  }

  /** A row for each different ballot: its votes, {@value #LABEL} and {@value #PROBABILITY}. */
  Dataset<Row> labels(SparkSession spark) {
    List<String> names = ballots.annotators();
    List<String> labels = ballots.labels();
    Decider decide = decider;
    StructType table =
        StructType.fromDDL(
            "%s ARRAY<STRUCT<annotator: STRING, label: STRING>>, %s STRING, %s DOUBLE"
                .formatted(Ballots.VOTES, LABEL, PROBABILITY));
    return spark.createDataFrame(
        ballots
            .all()
            .map(
                ballot -> {
                  Decision decision = decide.decide(ballot);
                  Row[] votes =
                      Arrays.stream(ballot.votes())
                          .mapToObj(
                              vote ->
                                  RowFactory.create(
                                      names.get(vote / labels.size()),
                                      labels.get(vote % labels.size())))
                          .toArray(Row[]::new);
                  return RowFactory.create(
                      votes, labels.get(decision.label()), decision.probability());
                }),
        table);
  }

  /** A row for each annotator, true label and label given: the share of votes that this is. */
  Dataset<Row> errorRates(SparkSession spark) {
    List<String> labels = ballots.labels();
    List<Row> rows = new ArrayList<>();
    for (int a = 0; a < ballots.annotators().size(); a++) {
      for (int truth = 0; truth < labels.size(); truth++) {
        for (int given = 0; given < labels.size(); given++) {
          if (annotators.rate(a, truth, given) > 0) {
            rows.add(
                RowFactory.create(
                    ballots.annotators().get(a),
                    labels.get(truth),
                    labels.get(given),
                    annotators.rate(a, truth, given)));
          }
        }
      }
    }
    return spark.createDataFrame(
        rows, StructType.fromDDL("annotator STRING, truth STRING, given STRING, share DOUBLE"));
  }

  /** How far annotators agree, how often each is right, how frequent the labels are. */
  Outcome outcome() {
    return ballots.different() == 0
        ? Outcome.NOTHING.warning("no row has a vote.")
        : found.finding(agreement()).finding(people()).finding(truths());
  }

  private Run.Finding agreement() {
    double kappa = sums.kappa();
    return new Run.Finding(
        "Agreement of annotators",
        List.of(
            row(
                "items with votes",
                sums.items(),
                "items tied",
                sums.tied(),
                "equal pairs of votes share",
                sums.observedAgreement(),
                "by chance share",
                sums.chanceAgreement(),
                "Fleiss' kappa",
                Double.isNaN(kappa) ? "not defined" : kappa)));
  }

  /** The least accurate annotators first. */
  private Run.Finding people() {
    List<Map<String, Object>> rows =
        IntStream.range(0, ballots.annotators().size())
            .boxed()
            .sorted(Comparator.comparingDouble(annotators::accuracy))
            .limit(MOST_SHOWN)
            .map(
                a ->
                    row(
                        "annotator",
                        ballots.annotators().get(a),
                        "votes",
                        sums.votesOf(a),
                        "right share",
                        annotators.accuracy(a),
                        "most frequent error",
                        worst(a)))
            .toList();
    return new Run.Finding("Annotators, the least accurate first", rows);
  }

  private String worst(int annotator) {
    List<String> labels = ballots.labels();
    String worst = "none";
    double most = 0;
    for (int truth = 0; truth < labels.size(); truth++) {
      for (int given = 0; given < labels.size(); given++) {
        double rate = annotators.rate(annotator, truth, given);
        if (truth != given && rate > most) {
          most = rate;
          worst =
              String.format(
                  Locale.ROOT,
                  "%s for %s, %.0f %%",
                  labels.get(given),
                  labels.get(truth),
                  100 * rate);
        }
      }
    }
    return worst;
  }

  private Run.Finding truths() {
    return new Run.Finding(
        "Labels",
        IntStream.range(0, ballots.labels().size())
            .boxed()
            .sorted(Comparator.comparingDouble(l -> -annotators.prior(l)))
            .limit(MOST_SHOWN)
            .map(l -> row("label", ballots.labels().get(l), "items share", annotators.prior(l)))
            .toList());
  }

  private static Map<String, Object> row(Object... keysAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      row.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return row;
  }
}
