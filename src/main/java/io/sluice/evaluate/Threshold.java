package io.sluice.evaluate;

import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
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
    boolean probability = model.hasParam("probabilityCol");
    if (settings.aim().isPresent()) {
      return new Choice(settings, TwoClasses.curve(validation), probability).threshold();
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
    double[] thresholds = {1 - value, value};
    if (model instanceof ProbabilisticClassificationModel<?, ?> probabilistic) {
      probabilistic.setThresholds(thresholds); // logistic regression has more than one to set
    } else if (model.hasParam("thresholds")) {
      SparkStage.set(model, "thresholds", thresholds);
    } else {
      SparkStage.set(model, "threshold", value);
    }
  }
}
