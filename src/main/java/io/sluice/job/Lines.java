package io.sluice.job;

import io.sluice.evaluate.Chance;
import io.sluice.result.Drift;
import io.sluice.result.Profile;
import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the console says of each section. */
final class Lines {

  private static final int MOST_COLUMNS = 5;

  private Lines() {}

  static List<String> read(List<Run.Table> tables) {
    List<String> lines = new ArrayList<>();
    for (Run.Table t : tables) {
      String corrupt =
          t.corrupt() == 0 ? "" : format(", %,d do not fit: %s", t.corrupt(), t.handled());
      lines.add(format("%,d rows from %s (%s)%s", t.rows(), t.path(), t.format(), corrupt));
    }
    return lines;
  }

  /** The rows that stay, and the steps that moved rows, changed values or warn. */
  static List<String> clean(List<Run.Change> changes) {
    List<String> lines = new ArrayList<>();
    lines.add(Moves.rows(changes.get(changes.size() - 1).rowsOut()));
    for (Run.Change c : changes) {
      List<String> what = new ArrayList<>();
      if (!c.reasons().isEmpty()) {
        what.add(Moves.of(c));
      }
      if (c.changedValues() > 0) {
        what.add(
            format("%,d value%s changed", c.changedValues(), c.changedValues() == 1 ? "" : "s"));
      }
      if (!what.isEmpty()) {
        lines.add(c.step() + "  " + String.join("; ", what));
      }
      c.warnings().forEach(w -> lines.add(c.step() + "  warning: " + w));
    }
    return lines;
  }

  /** What deserves a look, and what goes together most. */
  static List<String> explore(Profile profile) {
    List<String> lines = new ArrayList<>();
    int doubtful = profile.doubtful().size();
    lines.add(
        format(
            "%,d of %,d columns %s a look; see the report",
            doubtful, profile.columns().size(), doubtful == 1 ? "deserves" : "deserve"));
    if (profile.against() != null && !profile.against().changed().isEmpty()) {
      lines.add(
          "cleaning changed how "
              + profile.against().changed().stream()
                  .limit(MOST_COLUMNS)
                  .map(Drift::column)
                  .collect(Collectors.joining(", "))
              + " are distributed");
    }
    return lines;
  }

  static List<String> split(List<Run.Part> parts) {
    List<String> lines = new ArrayList<>();
    lines.add(
        parts.stream()
            .map(
                p ->
                    p.positives() == null
                        ? format("%s %,d", p.name(), p.rows())
                        : format(
                            "%s %,d (%.1f %% positive)",
                            p.name(), p.rows(), 100.0 * p.positives() / p.rows()))
            .collect(Collectors.joining(", ")));
    parts.stream()
        .filter(p -> p.warning() != null)
        .forEach(p -> lines.add("warning: " + p.warning()));
    return lines;
  }

  /** How many trials there were, what the best settings are, and how near the second best is. */
  static List<String> tune(Run.Tuning tuning, int resumed) {
    Run.Trial best = tuning.bestTrial();
    long failed = tuning.trials().stream().filter(t -> t.failure() != null).count();
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%d trials over %d folds%s%s",
            tuning.trials().size(),
            tuning.folds(),
            failed == 0 ? "" : format(", %d failed", failed),
            resumed == 0 ? "" : format(", %d of them before", resumed)));
    lines.add(
        format(
            "best %s %.4f (folds %s) of trial %d",
            tuning.metric(),
            best.score(),
            best.folds().stream().map(f -> format("%.4f", f)).collect(Collectors.joining(", ")),
            best.number()));
    best.settings().forEach((name, value) -> lines.add(name + "  " + value));
    tuning.warnings().forEach(w -> lines.add("warning: " + w));
    return lines;
  }

  static List<String> features(Run.Learning learning) {
    return List.of(
        format(
            "%,d slots from %d columns, learned in %d pass%s",
            learning.slots(),
            learning.columns().size(),
            learning.passes(),
            learning.passes() == 1 ? "" : "es"));
  }

  static List<String> train(Run.Model model) {
    List<String> lines = new ArrayList<>();
    lines.add(
        model.iterations() < 0
            ? model.algorithm()
            : format("%s, %d iterations", model.algorithm(), model.iterations()));
    if (!model.balance().isEmpty()) {
      lines.add(
          "balanced, class: rows, then rows or weight  "
              + model.balance().stream()
                  .map(b -> format("%s: %,d, %,.0f", b.name(), b.before(), b.after()))
                  .collect(Collectors.joining("; ")));
    }
    return lines;
  }

  static List<String> evaluate(Run.Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        evaluation.threshold() == null
            ? "label " + evaluation.label()
            : format(
                "label %s, threshold %.4f (%s)",
                evaluation.label(), evaluation.threshold(), evaluation.thresholdFrom()));
    evaluation.warnings().forEach(w -> lines.add("warning: " + w));
    return lines;
  }

  /** How well what is relevant comes first, beside chance. */
  static List<String> ranking(Run.Ranking ranking) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "by %s, the first %d of %,d groups; %,d have nothing relevant",
            ranking.by(), ranking.topK(), ranking.groups(), ranking.without()));
    for (int i = 0; i < ranking.metrics().size(); i++) {
      Run.Metric metric = ranking.metrics().get(i);
      lines.add(
          format(
              "%-10s %s, by chance %s",
              metric.name(), number(metric.value()), number(ranking.chance().get(i).value())));
    }
    return lines;
  }

  /** The columns that the model takes most from. */
  static List<String> permutation(Run.Permutation permutation) {
    if (permutation.importances().isEmpty()) {
      return List.of(format("%s is not defined on %s", permutation.metric(), permutation.part()));
    }
    return List.of(
        permutation.importances().stream()
            .limit(MOST_COLUMNS)
            .map(i -> format("%s %.4f", i.column(), i.loss()))
            .collect(
                Collectors.joining(
                    ", ",
                    format("%s lost on %s without  ", permutation.metric(), permutation.part()),
                    "")));
  }

  /** What follows from the curve, and its points. */
  static List<String> learningCurve(Run.LearningCurve curve) {
    List<String> lines = new ArrayList<>(curve.findings());
    for (Run.LearningPoint p : curve.points()) {
      lines.add(
          format(
              "%,9d rows  %s %s on these, %s on %s",
              p.rows(), curve.metric(), number(p.training()), number(p.judged()), curve.part()));
    }
    return lines;
  }

  /** What follows from an experiment, and its two variants. */
  static List<String> abTest(Run.AbTest test) {
    List<String> lines = new ArrayList<>();
    lines.add(test.finding());
    for (Run.Arm arm : List.of(test.control(), test.treatment())) {
      lines.add(
          format(
              "%s  %,d rows, %s of %s %.4g",
              arm.name(), arm.rows(), test.statistic(), test.outcome(), arm.mean()));
    }
    if (test.power() != null) {
      lines.add(
          format(
              "a difference of %.4g is found with a power of %.2f", test.effect(), test.power()));
    }
    test.warnings().forEach(w -> lines.add("warning: " + w));
    return lines;
  }

  /** How good the clusters are, how large, and how many the rows suggest. */
  static List<String> clusters(Run.Clustering clustering) {
    List<String> lines = new ArrayList<>();
    for (Run.ClusterScores s : clustering.scores()) {
      lines.add(
          format(
              "%s  %,d rows in %d clusters, silhouette %s, %.1f %% of the squares between clusters",
              s.part(),
              s.rows(),
              s.clusters(),
              number(s.silhouette()),
              s.total() > 0 ? 100 * (1 - s.within() / s.total()) : 0));
    }
    lines.add(
        "sizes  "
            + clustering.clusters().stream()
                .skip(1)
                .map(c -> format("%s: %,d", c.name(), c.rows()))
                .collect(Collectors.joining(", ")));
    if (!clustering.choices().isEmpty()) {
      lines.add(
          clustering.suggested() == null
              ? format("no number of clusters up to %d stands out", clustering.choices().size())
              : format("the rows suggest %d clusters", clustering.suggested()));
    }
    return lines;
  }

  /** Which variant is the best, each with its metric, and the best beside each other one. */
  static List<String> compare(Run.Comparison comparison) {
    String metric = comparison.metric();
    int width = comparison.variants().stream().mapToInt(v -> v.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of(comparison.finding().split("(?<=[.;]) ")));
    lines.add(
        format(
            "%-" + width + "s%12s%18s%12s%12s%10s",
            "",
            metric,
            "95% of " + comparison.part(),
            "on train",
            "training",
            "model"));
    for (Run.Variant v : comparison.variants()) {
      Run.Interval interval = v.interval(metric);
      lines.add(
          format(
              "%-" + width + "s%12s%18s%12s%12s%10s",
              v.name(),
              number(v.metric(metric)),
              interval == null ? "-" : format("%.3f to %.3f", interval.low(), interval.high()),
              number(v.trained(metric)),
              format("%.1f s", v.seconds()),
              size(v.bytes())));
    }
    for (Run.Pair pair : comparison.pairs()) {
      boolean isOfBest =
          pair.first().equals(comparison.best()) || pair.second().equals(comparison.best());
      if (isOfBest && pair.difference() != null) {
        lines.add(
            format(
                "%s less %s  %+.4f (%+.4f to %+.4f), %s",
                pair.first(),
                pair.second(),
                pair.difference(),
                pair.low(),
                pair.high(),
                Chance.inWords(pair.adjusted())));
      }
    }
    return lines;
  }

  private static String number(Double value) {
    return value == null ? "-" : format("%.4f", value);
  }

  private static String size(long bytes) {
    return bytes < 1 << 20
        ? format("%,.0f KB", Math.ceil(bytes / 1024.0))
        : format("%,.1f MB", bytes / 1024.0 / 1024.0);
  }

  /** For each column, on which value the model is worst and on which best. */
  static List<String> slices(Run.Evaluation evaluation) {
    String metric =
        switch (evaluation.kind()) {
          case "number" -> "rmse";
          case "classes" -> "accuracy";
          default -> "aucRoc";
        };
    Map<String, List<Run.Slice>> byColumn =
        evaluation.slices().stream()
            .filter(s -> s.metric(metric) != null)
            .collect(
                Collectors.groupingBy(Run.Slice::column, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    byColumn.forEach(
        (column, slices) -> {
          slices.sort(Comparator.comparingDouble(s -> s.metric(metric)));
          lines.add(
              format(
                  "by %s, %s from %s to %s",
                  column,
                  metric,
                  slice(slices.get(0), metric),
                  slice(slices.get(slices.size() - 1), metric)));
        });
    return lines;
  }

  private static String slice(Run.Slice slice, String metric) {
    return format(
        "%.4f (%s, %,d rows)",
        slice.metric(metric), slice.value() == null ? "missing" : slice.value(), slice.rows());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
