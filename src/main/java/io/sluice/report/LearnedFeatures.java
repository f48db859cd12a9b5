package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Learning;
import java.util.List;
import java.util.Optional;

/** The feature steps, and the vector that they make. */
final class LearnedFeatures {

  private LearnedFeatures() {}

  static Optional<Chapter> of(Run run) {
    Learning learning = run.learning();
    if (learning == null) {
      return Optional.empty();
    }
    List<String> steps = Texts.orEmpty(learning.steps());
    List<String> columns = Texts.orEmpty(learning.columns());
    String finding =
        Numbers.count(steps.size(), "step")
            + (steps.size() == 1 ? " makes " : " make ")
            + Numbers.count(learning.slots(), "feature")
            + ", "
            + passes(learning.passes());
    return Optional.of(
        new Chapter(
            "features",
            "Features",
            finding,
            Markup.join(
                steps.isEmpty()
                    ? null
                    : Markup.element(
                        "ol.steps", steps.stream().map(s -> Markup.element("li", s)).toList()),
                columns.isEmpty()
                    ? null
                    : Markup.element(
                        "p.note",
                        "The vector is assembled from " + String.join(", ", columns) + "."))));
  }

  private static String passes(int passes) {
    return passes == 0
        ? "without learning from the data"
        : "learned in " + Numbers.count(passes) + pass(passes) + " over the training rows";
  }

  private static String pass(int passes) {
    return passes == 1 ? " pass" : " passes";
  }
}
