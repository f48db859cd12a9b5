package io.sluice.report;

import io.sluice.result.Run.Evaluation;
import io.sluice.result.Run.Metric;
import io.sluice.result.Run.Scores;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An evaluation, asked by part and by metric. The part that counts is test, else the last one. */
final class Judged {

  private static final double HARDLY = 0.55;

  private final Evaluation evaluation;
  private final List<Scores> scores;

  Judged(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.scores = Texts.orEmpty(evaluation.scores());
  }

  List<Scores> scores() {
    return scores;
  }

  /** The part that counts. */
  Optional<Scores> test() {
    return part("test")
        .or(() -> scores.isEmpty() ? Optional.empty() : Optional.of(scores.get(scores.size() - 1)));
  }

  Optional<Scores> part(String name) {
    return scores.stream().filter(s -> name.equals(s.part())).findFirst();
  }

  /** A metric of the part that counts; null where there is none. */
  Double metric(String title) {
    return test().map(s -> value(s.metrics(), title)).orElse(null);
  }

  /** The baseline's metric on the part that counts; null where there is none. */
  Double baseline(String title) {
    return test().map(s -> value(s.baseline(), title)).orElse(null);
  }

  static Double value(List<Metric> metrics, String title) {
    return Texts.orEmpty(metrics).stream()
        .filter(m -> MetricName.of(m.name()).title().equals(title))
        .map(Metric::value)
        .filter(Objects::nonNull)
        .filter(Double::isFinite)
        .findFirst()
        .orElse(null);
  }

  Markup label() {
    return Texts.term(evaluation.label());
  }

  /** How good the model is, in a sentence for somebody who knows no metric. */
  Markup headline() {
    Double roc = metric(MetricName.AUC_ROC);
    Double error = metric(MetricName.MAE);
    String title = error == null ? MetricName.RMSE : MetricName.MAE;
    error = error == null ? metric(MetricName.RMSE) : error;
    if (roc != null) {
      return Markup.join(
          "The model ranks a row with ",
          label(),
          " above a row without it in " + pairs(roc) + " pairs",
          " (AUC-ROC " + Numbers.metric(roc) + ")",
          roc < HARDLY ? ", hardly more than the 50 of a guess" : "");
    }
    if (error != null) {
      return Markup.join(
          "The predictions of ",
          label(),
          " are off by " + Numbers.value(error) + " (" + title + ")" + gain(error, title));
    }
    Double accuracy = metric(MetricName.ACCURACY);
    if (accuracy != null) {
      Double baseline = baseline(MetricName.ACCURACY);
      return Markup.join(
          "The model says ",
          label(),
          " right for " + Numbers.roundPercent(accuracy) + " of the rows",
          baseline == null
              ? ""
              : "; always saying the most frequent is right for " + Numbers.roundPercent(baseline));
    }
    return Markup.join("The model of ", label(), " was judged on ", rows());
  }

  private String rows() {
    return test().map(s -> Numbers.count(s.rows(), "row")).orElse("no rows");
  }

  private static String pairs(double roc) {
    long pairs = Math.round(100 * roc);
    return pairs == 100 && roc < 1 ? "over 99 of 100" : pairs + " of 100";
  }

  private String gain(double error, String title) {
    Double baseline = baseline(title);
    if (baseline == null || baseline <= 0) {
      return "";
    }
    double change = error / baseline - 1;
    return String.join(
        "",
        ", ",
        Numbers.roundPercent(Math.abs(change)),
        change > 0 ? " more" : " less",
        " than for always predicting the training rows\u2019 mean");
  }
}
