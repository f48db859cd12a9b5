package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Trial;
import io.sluice.result.Run.Tuning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The search for settings: the score of each trial in their order, and the best ones in words. */
final class TuningTrials {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int MOST_ROWS = 20;

  private final Tuning tuning;
  private final List<Trial> scored;
  private final List<Trial> failed;
  private final String metric;

  private TuningTrials(Tuning tuning) {
    this.tuning = tuning;
    this.scored = tuning.trials().stream().filter(t -> t.score() != null).toList();
    this.failed = tuning.trials().stream().filter(t -> t.score() == null).toList();
    this.metric = MetricName.of(tuning.metric()).title();
  }

  static Optional<Chapter> of(Run run) {
    return Optional.ofNullable(run.tuning())
        .map(TuningTrials::new)
        .map(trials -> new Chapter("tuning", "Tuning", trials.finding(), trials.body()));
  }

  private String finding() {
    double best = tuning.bestTrial().score();
    double worst = onAllRows().stream().mapToDouble(Trial::score).reduce(best, this::worse);
    return "%s of %s: %s from %s to %s"
        .formatted(
            Numbers.count(tuning.trials().size(), "trial"),
            Numbers.count(tuning.folds(), "fold"),
            metric,
            Numbers.metric(worst),
            Numbers.metric(best));
  }

  private double worse(double a, double b) {
    return tuning.largerIsBetter() ? Math.min(a, b) : Math.max(a, b);
  }

  private List<Trial> onAllRows() {
    return scored.stream().filter(t -> t.share() == 1).toList();
  }

  private Markup body() {
    return Markup.join(
        tuning.warnings().stream().map(w -> Markup.element("p.note", w)).toList(),
        picture(),
        best(),
        failures());
  }

  private Markup picture() {
    List<Double> at = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    List<Double> bestAt = new ArrayList<>();
    List<Double> best = new ArrayList<>();
    for (Trial trial : scored) {
      at.add((double) trial.number());
      scores.add(trial.score());
      boolean isBetter =
          best.isEmpty() || worse(trial.score(), best.get(best.size() - 1)) != trial.score();
      if (trial.share() == 1) {
        bestAt.add((double) trial.number());
        best.add(isBetter ? trial.score() : best.get(best.size() - 1));
      }
    }
    Trial chosen = tuning.bestTrial();
    List<Map<String, Object>> layers =
        List.of(
            Picture.layer(
                "path",
                Map.of("x", bestAt, "y", best),
                Map.of("color", Ink.FAINT.hex(), "size", 1.4)),
            Picture.layer(
                "point",
                Map.of("x", at, "y", scores),
                Map.of("color", Ink.ACCENT.hex(), "size", 3)),
            Picture.layer(
                "point",
                Map.of("x", List.of((double) chosen.number()), "y", List.of(chosen.score())),
                Map.of("color", Ink.WARM.hex(), "size", 4)));
    double last = Math.max(1, tuning.trials().size() - 1.0);
    Picture drawn =
        new Picture(
            "trials",
            WIDTH,
            HEIGHT,
            layers,
            List.of(
                Picture.counts("Trial", last),
                Picture.levels("y", metric, scores, Numbers::metric)),
            Picture.UPRIGHT);
    return Chapter.figure(
        "%s in the order of the search; the best is trial %d".formatted(metric, chosen.number()),
        drawn.svg(
            "%s of each of %d trials; the best, %s, is trial %d."
                .formatted(
                    metric,
                    tuning.trials().size(),
                    Numbers.metric(chosen.score()),
                    chosen.number())),
        Markup.element(
            "p.keys",
            Chapter.key(Ink.ACCENT, "a trial, mean of the folds"),
            Chapter.key(Ink.FAINT, "the best so far, of those on all rows"),
            Chapter.key(Ink.WARM, "chosen")));
  }

  /** The best trials on all rows, the best first. */
  private Markup best() {
    Set<String> names = tuning.bestTrial().settings().keySet();
    DataTable table = new DataTable().text("Trial");
    names.forEach(name -> table.text(Texts.term(name)));
    table.number(metric).number(Markup.element("small", "folds, least to most")).number("Seconds");
    Comparator<Trial> byScore = Comparator.comparingDouble(Trial::score);
    onAllRows().stream()
        .sorted(tuning.largerIsBetter() ? byScore.reversed() : byScore)
        .limit(MOST_ROWS)
        .forEach(trial -> table.row(cells(trial, names)));
    return Markup.join(
        table.markup(),
        onAllRows().size() > MOST_ROWS
            ? Markup.element(
                "p.note", "The best " + MOST_ROWS + "; all are in the table of trials.")
            : null);
  }

  private static Object[] cells(Trial trial, Set<String> names) {
    List<Object> cells = new ArrayList<>();
    cells.add(Integer.toString(trial.number()));
    names.forEach(name -> cells.add(trial.settings().get(name)));
    cells.add(Numbers.metric(trial.score()));
    double least = trial.folds().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = trial.folds().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    cells.add(Numbers.metric(least) + " to " + Numbers.metric(most));
    cells.add(Numbers.duration(trial.seconds()));
    return cells.toArray();
  }

  private Markup failures() {
    if (failed.isEmpty()) {
      return Markup.NONE;
    }
    Set<String> reasons = new LinkedHashSet<>();
    failed.forEach(t -> reasons.add(Texts.orEmpty(t.failure())));
    return Markup.element(
        "p.note", Numbers.count(failed.size(), "trial") + " failed: " + String.join("; ", reasons));
  }
}
