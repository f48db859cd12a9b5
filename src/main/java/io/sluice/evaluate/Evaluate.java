package io.sluice.evaluate;

import io.sluice.stage.About;
import io.sluice.stage.Problem;
import io.sluice.stage.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.Param;

/**
 * How the model is judged: on each part of the split, beside what always predicting the training
 * rows' majority or mean would give. For two classes the threshold may be chosen on the validation
 * rows; the test rows choose nothing.
 */
@About(
    value = "Judges the model on rows that it never saw, beside a baseline.",
    rows = "keeps every row",
    example = "evaluate: {threshold: bestF1}")
public final class Evaluate extends Settings {

  static final String BEST_F1 = "bestF1";

  public Evaluate() {
    setDefault(threshold(), "0.5");
  }

  public Param<String> threshold() {
    return new Param<>(
        this,
        "threshold",
        "a row is positive if its probability is above: a number from 0 to 1, or bestF1, chosen on"
            + " validation");
  }

  /** What is wrong with the settings. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    String text = getOrDefault(threshold());
    OptionalDouble number = number();
    boolean inRange = number.isPresent() && number.getAsDouble() >= 0 && number.getAsDouble() <= 1;
    if (!text.equals(BEST_F1) && !inRange) {
      problems.add(
          new Problem("threshold", "'" + text + "' is neither a number from 0 to 1 nor bestF1."));
    }
    return problems;
  }

  /** Whether validation rows are needed. */
  public boolean choosesThreshold() {
    return getOrDefault(threshold()).equals(BEST_F1);
  }

  /** The threshold, where it is given. */
  public OptionalDouble number() {
    try {
      return OptionalDouble.of(Double.parseDouble(getOrDefault(threshold())));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
