package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run;
import io.sluice.result.Run.AbTest;
import io.sluice.result.Run.Arm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The read-out of an experiment: the difference with its interval, and what the rows can tell. */
final class Experiment {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 110;
  private final AbTest test;

  private Experiment(AbTest test) {
    this.test = test;
  }

  static Optional<Chapter> of(Run run) {
    return Optional.ofNullable(run.abTest())
        .map(Experiment::new)
        .map(e -> new Chapter("experiment", "A/B test", e.test.finding(), e.body()));
  }

  private Markup body() {
    return Markup.join(
        test.warnings().stream()
            .map(w -> element("div.warnings", element("ul", element("li", w))))
            .toList(),
        picture(),
        arms(),
        facts());
  }

  private Markup picture() {
    double low = Math.min(0, test.low());
    double high = Math.max(0, test.high());
    double margin = high > low ? Picture.MARGIN * (high - low) : Picture.MARGIN;
    Map<Double, String> ticks = new LinkedHashMap<>();
    for (double tick : new double[] {test.low(), 0, test.high()}) {
      ticks.put(tick, Numbers.value(tick));
    }
    Picture drawn =
        new Picture(
            "difference",
            WIDTH,
            HEIGHT,
            List.of(
                Picture.layer(
                    "segment",
                    Map.of(
                        "x",
                        List.of(0.0),
                        "xend",
                        List.of(0.0),
                        "y",
                        List.of(0.4),
                        "yend",
                        List.of(1.6)),
                    Map.of("color", Ink.SOFT.hex(), "size", 1)),
                Picture.layer(
                    "segment",
                    Map.of(
                        "x",
                        List.of(test.low()),
                        "xend",
                        List.of(test.high()),
                        "y",
                        List.of(1.0),
                        "yend",
                        List.of(1.0)),
                    Map.of("color", Ink.FAINT.hex(), "size", 2.4)),
                Picture.layer(
                    "point",
                    Map.of("x", List.of(test.difference()), "y", List.of(1.0)),
                    Map.of("color", Ink.ACCENT.hex(), "size", 4))),
            List.of(
                Picture.scale("x", "Difference", low - margin, high + margin, ticks),
                Picture.scale("y", "", 0.4, 1.6, Map.of(1.0, test.treatment().name()))),
            Picture.UPRIGHT);
    return Chapter.figure(
        "How much more %s has than %s, with its 95%% interval"
            .formatted(test.treatment().name(), test.control().name()),
        drawn.svg(
            "Difference %s, from %s to %s."
                .formatted(
                    Numbers.value(test.difference()),
                    Numbers.value(test.low()),
                    Numbers.value(test.high()))));
  }

  private Markup arms() {
    boolean isRate = test.statistic().equals("rate");
    DataTable table = new DataTable().text(Texts.term(test.variant())).number("Rows");
    table.number(isRate ? "Rate of " : "Mean of ", Texts.term(test.outcome()));
    if (!isRate) {
      table.number("Standard deviation");
    }
    for (Arm arm : List.of(test.control(), test.treatment())) {
      Object name = arm.equals(test.control()) ? arm.name() + " (control)" : arm.name();
      String mean = isRate ? Numbers.percent(arm.mean()) : Numbers.value(arm.mean());
      if (isRate) {
        table.row(name, Numbers.count(arm.rows()), mean);
      } else {
        table.row(name, Numbers.count(arm.rows()), mean, Numbers.value(arm.deviation()));
      }
    }
    return table.markup();
  }

  private Markup facts() {
    DataTable table = new DataTable().text("What").number("Value");
    table.row("p: chance of such a difference where there is none", Numbers.chance(test.p()));
    table.row("p of the numbers of rows, as they were planned", Numbers.chance(test.ratioP()));
    table.row("Difference found in 80 of 100 such tests", Numbers.value(test.detectable()));
    if (test.power() != null) {
      table.row(
          "Power: chance to find a difference of " + Numbers.value(test.effect()),
          Numbers.metric(test.power()));
    }
    return table.markup();
  }
}
