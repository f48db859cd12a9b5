package io.sluice.tune;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Runs a search: its trials, several at a time, each on every fold. What comes out does not depend
 * on how many run at a time. A trial that fails is kept with its reason, and the search goes on.
 */
public final class Tuning {

  private final Tune settings;
  private final Predicate<String> isWhole;
  private final boolean largerIsBetter;
  private final Scorer scorer;
  private final TrialLog log;
  private volatile boolean stopped;

  /**
   * A search that has not begun.
   *
   * @param isWhole whether the setting of this name takes whole numbers alone
   * @param largerIsBetter of the metric
   * @param log what an earlier run has tried, and where to note what this one tries
   */
  public Tuning(
      Tune settings,
      Predicate<String> isWhole,
      boolean largerIsBetter,
      Scorer scorer,
      TrialLog log) {
    this.settings = settings;
    this.isWhole = isWhole;
    this.largerIsBetter = largerIsBetter;
    this.scorer = scorer;
    this.log = log;
  }

  /**
   * All trials and the best of them.
   *
   * @param metric the name of what the scorer gives
   * @throws ProblemException where every trial fails
   */
  public Run.Tuning run(String metric) {
    Search search = settings.search(isWhole, largerIsBetter);
    List<Run.Trial> done = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(settings.numParallel());
    try {
      for (List<Search.Proposal> next = search.next(done);
          !next.isEmpty();
          next = search.next(done)) {
        done.addAll(tried(next, done.size(), pool));
      }
    } finally {
      pool.shutdownNow();
    }
    Run.Trial best = best(done);
    return new Run.Tuning(
        settings.getOrDefault(settings.search()),
        metric,
        largerIsBetter,
        settings.numFolds(),
        best.number(),
        done,
        warnings(best));
  }

  /** Makes no more trials, and keeps none that is broken off. */
  public void stop() {
    stopped = true;
  }

  private List<Run.Trial> tried(List<Search.Proposal> proposals, int before, ExecutorService pool) {
    List<CompletableFuture<Run.Trial>> trials = new ArrayList<>();
    proposals.forEach(p -> trials.add(null));
    Map<Object, List<Integer>> groups =
        IntStream.range(0, proposals.size())
            .boxed()
            .collect(
                groupingBy(
                    i -> scorer.group(proposals.get(i).settings()), LinkedHashMap::new, toList()));
    for (List<Integer> group : groups.values()) {
      group.forEach(i -> trials.set(i, trial(proposals.get(i), before + i, pool)));
    }
    try {
      return trials.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private CompletableFuture<Run.Trial> trial(
      Search.Proposal proposal, int number, ExecutorService pool) {
    Optional<Run.Trial> known = log.find(number, proposal);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get());
    }
    List<CompletableFuture<Outcome>> folds = new ArrayList<>();
    for (int fold = 0; fold < settings.numFolds(); fold++) {
      int its = fold;
      folds.add(CompletableFuture.supplyAsync(() -> outcome(proposal, its), pool));
    }
    return CompletableFuture.allOf(folds.toArray(new CompletableFuture<?>[0]))
        .thenApply(
            all -> {
              List<Outcome> outcomes = folds.stream().map(CompletableFuture::join).toList();
              Run.Trial trial = trial(proposal, number, outcomes);
              log.keep(trial);
              return trial;
            });
  }

  /** Of one fold: a score or a failure. */
  private record Outcome(Double score, double seconds, String failure) {}

  private Outcome outcome(Search.Proposal proposal, int fold) {
    if (stopped) {
      throw new CancellationException("stopped");
    }
    try {
      Scorer.Scored scored = scorer.score(proposal.settings(), fold, proposal.share());
      return new Outcome(scored.score(), scored.seconds(), null);
    } catch (Exception e) { // whatever these settings lead to, others may do
      if (stopped) {
        throw new CancellationException("stopped");
      }
      String why =
          ProblemException.in(e).map(ProblemException::getMessage).orElse(SparkStage.message(e));
      return new Outcome(null, 0, why);
    }
  }

  private static Run.Trial trial(Search.Proposal proposal, int number, List<Outcome> outcomes) {
    List<Double> scores = new ArrayList<>();
    outcomes.forEach(o -> scores.add(o.score));
    Optional<String> failure =
        outcomes.stream().map(Outcome::failure).filter(f -> f != null).findFirst();
    double sum = outcomes.stream().mapToDouble(o -> o.score == null ? 0 : o.score).sum();
    return new Run.Trial(
        number,
        proposal.settings(),
        proposal.share(),
        scores,
        failure.isPresent() ? null : (Double) (sum / outcomes.size()),
        outcomes.stream().mapToDouble(Outcome::seconds).sum(),
        failure.orElse(null));
  }

  private Run.Trial best(List<Run.Trial> done) {
    Comparator<Run.Trial> byScore = Comparator.comparingDouble(Run.Trial::score);
    return done.stream()
        .filter(t -> t.share() == 1 && t.score() != null)
        .min(largerIsBetter ? byScore.reversed() : byScore) // the first of equals
        .orElseThrow(() -> allFailed(done));
  }

  private static ProblemException allFailed(List<Run.Trial> done) {
    return ProblemException.inData(
        "all %d trials failed, the first: %s".formatted(done.size(), done.get(0).failure()));
  }

  private List<String> warnings(Run.Trial best) {
    return settings.space(isWhole).dimensions().stream()
        .filter(d -> d.isAtEnd(best.settings().get(d.name())))
        .map(
            d ->
                "the best %s, %s, lies at the end of what was tried; better ones may lie beyond"
                    .formatted(d.name(), best.settings().get(d.name())))
        .toList();
  }
}
