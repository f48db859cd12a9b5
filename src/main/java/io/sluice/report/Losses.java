package io.sluice.report;

import java.util.List;
import java.util.stream.IntStream;

/** The loss before the first iteration of training and after each. */
final class Losses {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;
  private static final double MOST = 0.9;

  private Losses() {}

  static Markup markup(List<Double> losses) {
    List<Double> values = Texts.orEmpty(losses);
    if (values.size() < 3 || !values.stream().allMatch(Double::isFinite)) {
      return Markup.NONE;
    }
    double first = values.get(0);
    double last = values.get(values.size() - 1);
    int soon = (int) values.stream().takeWhile(v -> first - v < MOST * (first - last)).count();
    String fall =
        "the loss fell from %s to %s in %s"
            .formatted(
                Numbers.value(first),
                Numbers.value(last),
                Numbers.count(values.size() - 1, "iteration"));
    return Chapter.figure(
        "Training: " + fall + ", nine tenths of it in the first " + Numbers.count(soon),
        picture(values).svg("Line: " + fall + "."));
  }

  private static Picture picture(List<Double> values) {
    List<Double> iterations = IntStream.range(0, values.size()).mapToObj(i -> (double) i).toList();
    return Picture.line(
        "losses",
        WIDTH,
        HEIGHT,
        iterations,
        values,
        List.of(
            Picture.counts("Iteration", values.size() - 1.0),
            Picture.levels("y", "Loss", values, Numbers::value)));
  }
}
