package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Hashed;
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
                        "The vector is assembled from " + String.join(", ", columns) + "."),
                Texts.orEmpty(learning.hashes()).stream()
                    .map(h -> Markup.element("p.note", filling(h)))
                    .toList())));
  }

  /** How many slots of a hashed vector are used, and how many mean more than one value. */
  private static String filling(Hashed hashed) {
    List<String> notCounted = Texts.orEmpty(hashed.notCounted());
    String slots = hashed.vector() + ": " + Numbers.count(hashed.slots(), "slot") + ", ";
    String rest =
        notCounted.isEmpty()
            ? "."
            : "; the values of " + Texts.enumerate(notCounted) + " are not counted.";
    if (hashed.used() == 0 && !notCounted.isEmpty()) {
      return slots + "how many of them are used is not known" + rest;
    }
    String atLeast = notCounted.isEmpty() ? "" : "at least ";
    return slots
        + atLeast
        + Numbers.count(hashed.used())
        + " used, "
        + atLeast
        + Numbers.count(hashed.shared())
        + " shared by more than one value"
        + rest;
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
