package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Evaluation;
import io.sluice.result.Run.Metric;
import io.sluice.result.Run.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How good the model is: its metrics on each part, its curves and its confusion matrix. */
final class Judgement {

  /** How much better a model must know its training rows to be told so. */
  private static final double OVERFIT = 0.05;

  private final Evaluation evaluation;
  private final Judged judged;
  private final Scores test;

  private Judgement(Evaluation evaluation, Judged judged, Scores test) {
    this.evaluation = evaluation;
    this.judged = judged;
    this.test = test;
  }

  static Optional<Chapter> of(Run run) {
    if (run.evaluation() == null) {
      return Optional.empty();
    }
    Judged judged = new Judged(run.evaluation());
    return judged.test().map(test -> new Judgement(run.evaluation(), judged, test).chapter());
  }

  private Chapter chapter() {
    Markup body =
        Markup.join(
            warnings(),
            threshold(),
            new MetricsTable(judged, test).markup(),
            new CurveFigures(judged, test).markup(),
            test.confusion() == null ? null : new Matrix(test.confusion(), judged.label()).markup(),
            new ClassesTable(evaluation.classes(), test.part()).markup(),
            Tenths.markup(test, judged.label()),
            new Slices(evaluation.slices(), test.part()).markup());
    return new Chapter("evaluation", "Evaluation", finding(), body);
  }

  private String finding() {
    String title = mainMetric();
    if (title == null) {
      return "Judged on " + Numbers.count(test.rows(), "row");
    }
    Double baseline = judged.baseline(title);
    return title
        + " on the "
        + test.part()
        + " part is "
        + Numbers.metric(judged.metric(title))
        + (baseline == null ? "" : "; the baseline has " + Numbers.metric(baseline))
        + overfit();
  }

  /** The metric of the title: the usual one, else the first that has a value; null without any. */
  private String mainMetric() {
    List<String> titles = new ArrayList<>(List.of(MetricName.AUC_ROC, MetricName.RMSE));
    for (Metric metric : Texts.orEmpty(test.metrics())) {
      titles.add(MetricName.of(metric.name()).title());
    }
    return titles.stream().filter(t -> judged.metric(t) != null).findFirst().orElse(null);
  }

  private String overfit() {
    Double unseen = judged.metric(MetricName.AUC_ROC);
    Double seen =
        judged.part("train").map(s -> Judged.value(s.metrics(), MetricName.AUC_ROC)).orElse(null);
    return seen == null || unseen == null || seen - unseen < OVERFIT
        ? ""
        : "; on the rows it learned from it has " + Numbers.metric(seen);
  }

  private Markup warnings() {
    List<String> warnings = Texts.orEmpty(evaluation.warnings());
    return warnings.isEmpty()
        ? Markup.NONE
        : Markup.element(
            "div.warnings",
            Markup.element("b.count", Numbers.count(warnings.size(), "warning")),
            Markup.element(
                "ul",
                warnings.stream()
                    .map(w -> Markup.element("li", Markup.element("span.text", w)))
                    .toList()));
  }

  private Markup threshold() {
    if (evaluation.threshold() == null || !Double.isFinite(evaluation.threshold())) {
      return Markup.NONE;
    }
    String from = Texts.orEmpty(evaluation.thresholdFrom());
    return Markup.element(
        "p",
        "A row raises an alarm where its score is above the threshold of ",
        Markup.element("b", Numbers.metric(evaluation.threshold())),
        from.isEmpty() ? "." : ": " + from + ".");
  }
}
