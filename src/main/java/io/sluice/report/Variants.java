package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run;
import io.sluice.result.Run.Comparison;
import io.sluice.result.Run.Interval;
import io.sluice.result.Run.Pair;
import io.sluice.result.Run.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several models on the same rows: how good each is, what it costs, and which pairs differ. */
final class Variants {

  private static final int WIDTH = 640;
  private static final int ROW_HEIGHT = 34;
  private static final int AXIS_HEIGHT = 56;
  private final Comparison comparison;
  private final String metric;
  private final List<Variant> variants;

  private Variants(Comparison comparison) {
    this.comparison = comparison;
    this.metric = MetricName.of(comparison.metric()).title();
    this.variants = comparison.variants();
  }

  static Optional<Chapter> of(Run run) {
    return Optional.ofNullable(run.comparison())
        .map(Variants::new)
        .map(v -> new Chapter("comparison", "Comparison", v.comparison.finding(), v.body()));
  }

  private Markup body() {
    return Markup.join(picture(), table(), pairs(), note());
  }

  private Markup picture() {
    List<Double> at = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    List<Double> from = new ArrayList<>();
    List<Double> to = new ArrayList<>();
    List<Double> lines = new ArrayList<>();
    Map<Double, String> names = new LinkedHashMap<>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      double height = variants.size() - i;
      names.put(height, variant.name());
      Interval interval = variant.interval(comparison.metric());
      if (variant.metric(comparison.metric()) != null) {
        at.add(height);
        values.add(variant.metric(comparison.metric()));
      }
      if (interval != null) {
        lines.add(height);
        from.add(interval.low());
        to.add(interval.high());
      }
    }
    if (values.isEmpty()) {
      return Markup.NONE;
    }
    List<Double> ends = new ArrayList<>(values);
    ends.addAll(from);
    ends.addAll(to);
    Picture drawn =
        new Picture(
            "variants",
            WIDTH,
            AXIS_HEIGHT + ROW_HEIGHT * variants.size(),
            List.of(
                Picture.layer(
                    "segment",
                    Map.of("x", from, "xend", to, "y", lines, "yend", lines),
                    Map.of("color", Ink.FAINT.hex(), "size", 2.4)),
                Picture.layer(
                    "point",
                    Map.of("x", values, "y", at),
                    Map.of("color", Ink.ACCENT.hex(), "size", 4))),
            List.of(
                Picture.levels("x", metric, ends, Numbers::metric),
                Picture.scale("y", "", 0.4, variants.size() + 0.6, names)),
            Picture.UPRIGHT);
    return Chapter.figure(
        "%s of each variant on %s %s, with its 95%% interval"
            .formatted(metric, Numbers.count(comparison.rows(), "row"), "of " + comparison.part()),
        drawn.svg(
            variants.stream()
                .map(v -> v.name() + " " + Numbers.metric(v.metric(comparison.metric())))
                .collect(Collectors.joining("; ", metric + ": ", "."))));
  }

  private Markup table() {
    DataTable table =
        new DataTable()
            .text("Variant")
            .strong(metric, element("small", "on " + comparison.part()))
            .number("95% interval")
            .number(metric, element("small", "on train"))
            .number("Training took")
            .number("Model")
            .text("Algorithm");
    for (Variant variant : variants) {
      table.row(
          element("b", variant.name()),
          Numbers.metric(variant.metric(comparison.metric())),
          MetricsTable.interval(variant.intervals(), metric),
          Numbers.metric(variant.trained(comparison.metric())),
          Numbers.duration(variant.seconds()),
          Numbers.bytes(variant.bytes()),
          Markup.join(
              variant.algorithm(),
              element(
                  "span.about",
                  variant.settings().stream()
                      .map(s -> s.name() + " " + s.value())
                      .collect(Collectors.joining(", ")))));
    }
    return table.markup();
  }

  private Markup pairs() {
    boolean classes = comparison.pairs().stream().anyMatch(p -> p.firstOnly() != null);
    DataTable table =
        new DataTable()
            .text("Of two variants")
            .number(metric, element("small", "first less second"))
            .number("95% interval")
            .number("p");
    if (classes) {
      table
          .number("Right", element("small", "first only"))
          .number("Right", element("small", "second only"))
          .number("p", element("small", "McNemar"));
    }
    for (Pair pair : comparison.pairs()) {
      List<Object> cells = new ArrayList<>();
      cells.add(Markup.join(element("b", pair.first()), ", ", element("b", pair.second())));
      cells.add(pair.difference() == null ? Numbers.DASH : signed(pair.difference()));
      cells.add(
          pair.low() == null ? Numbers.DASH : signed(pair.low()) + " to " + signed(pair.high()));
      cells.add(Numbers.chance(pair.adjusted()));
      if (classes) {
        cells.add(Numbers.count(pair.firstOnly()));
        cells.add(Numbers.count(pair.secondOnly()));
        cells.add(Numbers.chance(pair.mcNemarAdjusted()));
      }
      table.row(cells.toArray());
    }
    return table.markup();
  }

  private static String signed(double difference) {
    return difference > 0 ? "+" + Numbers.metric(difference) : Numbers.metric(difference);
  }

  private Markup note() {
    return element(
        "p.note",
        "p: the chance of a difference as large as this where there is none, corrected for the"
            + " number of pairs (Holm). The samples of the rows are the same for both (paired"
            + " bootstrap). The model of train is kept; to choose another by these rows is to learn"
            + " from them.");
  }
}
