package io.sluice.evaluate;

import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Above which score a row is positive, and why.
 *
 * @param value compared with the score: the probability of the positive class, or the raw
 *     prediction where the algorithm gives no probability
 * @param from how it was chosen
 */
public record Threshold(double value, String from) {

  /** The threshold that the job gives or lets choose, from the scored validation rows. */
  static Threshold choose(Evaluate settings, Model<?> model, Dataset<Row> validation) {
    boolean probability = model instanceof ProbabilisticClassificationModel;
    if (settings.choosesThreshold()) {
      double best = bestF1(Curve.of(validation), probability);
      return new Threshold(best, "best F1 on the validation rows");
    }
    if (probability) {
      return new Threshold(settings.number().orElse(0.5), "given");
    }
    if (settings.isSet(settings.threshold())) {
      throw ProblemException.inJob(
          "threshold", "the algorithm gives no probability; leave it out, or use bestF1.");
    }
    return new Threshold(0, "the raw prediction's sign");
  }

  /** Makes the model itself predict by it, here and wherever it is loaded. */
  void set(Model<?> model) {
    if (model instanceof ProbabilisticClassificationModel<?, ?> probabilistic) {
      probabilistic.setThresholds(new double[] {1 - value, value});
    } else {
      SparkStage.set(model, "threshold", value);
    }
  }

  /**
   * The middle between the score at which F1 is best, the highest of equally good ones, and the
   * next lower one. A row whose probability is 0 is above no threshold.
   */
  private static double bestF1(Curve curve, boolean probability) {
    if (curve.areaUnderPrecisionRecall() == null) {
      throw ProblemException.inData(
          "no validation row is of the positive class, so no threshold has the best F1. Give"
              + " threshold a number.");
    }
    List<Curve.Cut> cuts =
        curve.cuts().stream().filter(c -> !probability || c.score() > 0).toList();
    if (cuts.isEmpty()) {
      return 0;
    }
    int best = 0;
    for (int i = 1; i < cuts.size(); i++) {
      best = curve.f1(cuts.get(i)) > curve.f1(cuts.get(best)) ? i : best;
    }
    double score = cuts.get(best).score();
    if (best + 1 < cuts.size()) {
      return (score + cuts.get(best + 1).score()) / 2;
    }
    return probability ? score / 2 : Math.nextDown(score);
  }
}
