package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.LearningPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The score against the number of training rows, on rows learned from and on others. */
final class LearningCurves {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private final Run.LearningCurve curve;
  private final String metric;

  private LearningCurves(Run.LearningCurve curve) {
    this.curve = curve;
    this.metric = MetricName.of(curve.metric()).title();
  }

  static Optional<Chapter> of(Run run) {
    return Optional.ofNullable(run.learningCurve())
        .map(LearningCurves::new)
        .map(c -> new Chapter("learning", "Learning curve", c.finding(), c.body()));
  }

  private String finding() {
    return curve.findings().isEmpty()
        ? metric + " by the number of training rows"
        : curve.findings().get(0);
  }

  private Markup body() {
    return Markup.join(
        curve.findings().stream().skip(1).map(f -> Markup.element("p", f)).toList(),
        picture(),
        table());
  }

  private Markup picture() {
    List<LearningPoint> known =
        curve.points().stream().filter(p -> p.training() != null && p.judged() != null).toList();
    if (known.size() < 2) {
      return Markup.NONE;
    }
    List<Double> all = known.stream().flatMap(p -> Stream.of(p.training(), p.judged())).toList();
    double most = known.get(known.size() - 1).rows();
    Map<Double, String> rows = new LinkedHashMap<>();
    known.stream()
        .filter(p -> p.rows() > most / 8)
        .forEach(p -> rows.put((double) p.rows(), Numbers.count(p.rows())));
    List<Map<String, Object>> layers = new ArrayList<>();
    layers.addAll(line(known, LearningPoint::training, Ink.FAINT));
    layers.addAll(line(known, LearningPoint::judged, Ink.ACCENT));
    Picture drawn =
        new Picture(
            "learning-curve",
            WIDTH,
            HEIGHT,
            layers,
            List.of(
                Picture.scale("x", "Training rows", 0, most * (1 + Picture.MARGIN), rows),
                Picture.levels("y", metric, all, Numbers::metric)),
            Picture.UPRIGHT);
    return Chapter.figure(
        metric + " by the number of training rows",
        drawn.svg(
            "%s on %s goes from %s to %s, on the rows learned from from %s to %s."
                .formatted(
                    metric,
                    curve.part(),
                    Numbers.metric(known.get(0).judged()),
                    Numbers.metric(known.get(known.size() - 1).judged()),
                    Numbers.metric(known.get(0).training()),
                    Numbers.metric(known.get(known.size() - 1).training()))),
        Markup.element(
            "p.keys",
            Chapter.key(Ink.FAINT, "on the rows learned from"),
            Chapter.key(Ink.ACCENT, "on " + curve.part())));
  }

  private static List<Map<String, Object>> line(
      List<LearningPoint> points, Function<LearningPoint, Double> score, Ink ink) {
    Map<String, List<Double>> at =
        Map.of(
            "x", points.stream().map(p -> (double) p.rows()).toList(),
            "y", points.stream().map(score).toList());
    return List.of(
        Picture.layer("path", at, Map.of("color", ink.hex(), "size", 1.4)),
        Picture.layer("point", at, Map.of("color", ink.hex(), "size", 3)));
  }

  private Markup table() {
    DataTable table =
        new DataTable()
            .number("Training rows")
            .number(metric, Markup.element("small", "on these"))
            .number(metric, Markup.element("small", "on " + curve.part()));
    curve
        .points()
        .forEach(
            p ->
                table.row(
                    Numbers.count(p.rows()),
                    Numbers.metric(p.training()),
                    Numbers.metric(p.judged())));
    return table.markup();
  }
}
