package io.sluice.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The loss before the first iteration of training and after each. */
final class Losses {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;
  private static final double MARGIN = 0.04;
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
    double low = values.stream().mapToDouble(v -> v).min().orElseThrow();
    double high = values.stream().mapToDouble(v -> v).max().orElseThrow();
    double margin = high > low ? MARGIN * (high - low) : MARGIN;
    double last = values.size() - 1.0;
    List<Double> iterations = IntStream.range(0, values.size()).mapToObj(i -> (double) i).toList();
    Map<Double, String> counts = new LinkedHashMap<>();
    for (double share : new double[] {0, 0.5, 1}) {
      double iteration = Math.rint(share * last);
      counts.put(iteration, Numbers.count((long) iteration));
    }
    Map<Double, String> levels = new LinkedHashMap<>();
    for (double level : new double[] {low, (low + high) / 2, high}) {
      levels.put(level, Numbers.value(level));
    }
    return new Picture(
        "losses",
        WIDTH,
        HEIGHT,
        List.of(
            Picture.layer(
                "path",
                Map.of("x", iterations, "y", values),
                Map.of("color", Ink.ACCENT.hex(), "size", 1.4))),
        List.of(
            Picture.scale("x", "Iteration", -MARGIN * last, (1 + MARGIN) * last, counts),
            Picture.scale("y", "Loss", low - margin, high + margin, levels)),
        Map.of("axis_text_x", Map.of("angle", 0, "size", Picture.TEXT_PIXELS, "blank", false)));
  }
}
