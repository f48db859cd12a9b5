package io.sluice.report;

import io.sluice.result.Run.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The curves of a model of two classes: the judged part, and another one faint behind. */
final class Curves {

  private static final int WIDTH = 430;
  private static final int HEIGHT = 400;
  private static final List<Point> DIAGONAL = List.of(new Point(0, 0), new Point(1, 1));

  /** A step that is no longer seen; keeps a curve of a million points small. */
  private static final double STEP = 0.003;

  private Curves() {}

  /** False positive rate against true positive rate, with the diagonal of a guess. */
  static Picture roc(List<Point> judged, List<Point> behind, Point chosen) {
    return square(
        "roc",
        "Negative rows that raise an alarm",
        "Positive rows found",
        DIAGONAL,
        List.of(behind, judged),
        chosen);
  }

  /** Recall against precision, with the precision of a guess: the share of positives. */
  static Picture precisionRecall(
      List<Point> judged, List<Point> behind, double rate, Point chosen) {
    return square(
        "precision-recall",
        "Positive rows found (recall)",
        "Alarms that are right (precision)",
        List.of(new Point(0, rate), new Point(1, rate)),
        List.of(behind, judged),
        chosen);
  }

  /** The probability that the model gives against the share that is so, with the diagonal. */
  static Picture calibration(List<Point> judged, List<Point> behind) {
    return square(
        "calibration",
        "Mean probability of a tenth of the rows",
        "Positive rows among them",
        DIAGONAL,
        List.of(behind, judged),
        null);
  }

  /** The curve's height above {@code x}; NaN where it has no points. */
  static double at(List<Point> curve, double x) {
    Point before = null;
    for (Point point : finite(curve)) {
      if (point.x() >= x) {
        if (before == null || point.x() == before.x()) {
          return point.y();
        }
        double way = (x - before.x()) / (point.x() - before.x());
        return before.y() + way * (point.y() - before.y());
      }
      before = point;
    }
    return before == null ? Double.NaN : before.y();
  }

  private static Picture square(
      String id, String x, String y, List<Point> guess, List<List<Point>> curves, Point chosen) {
    List<Map<String, Object>> layers = new ArrayList<>();
    layers.add(
        Picture.layer(
            "path",
            columns(guess),
            Map.of("color", Ink.SOFT.hex(), "size", 0.8, "linetype", "dashed")));
    for (int i = 0; i < curves.size(); i++) {
      List<Point> points = thin(finite(curves.get(i)));
      if (!points.isEmpty()) {
        String colour = i == 0 ? Ink.FAINT.hex() : Ink.ACCENT.hex();
        layers.add(Picture.layer("path", columns(points), Map.of("color", colour, "size", 1.4)));
      }
    }
    if (chosen != null) {
      layers.add(
          Picture.layer(
              "point", columns(List.of(chosen)), Map.of("color", Ink.WARM.hex(), "size", 4)));
    }
    Map<Double, String> breaks = new LinkedHashMap<>();
    for (double share : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      breaks.put(share, Numbers.roundPercent(share));
    }
    return new Picture(
        id,
        WIDTH,
        HEIGHT,
        layers,
        List.of(
            Picture.scale("x", x, -0.01, 1.03, breaks), Picture.scale("y", y, -0.01, 1.02, breaks)),
        Picture.UPRIGHT);
  }

  /** From left to right, without points that have no place. */
  private static List<Point> finite(List<Point> points) {
    List<Point> finite = new ArrayList<>(Texts.orEmpty(points));
    finite.removeIf(p -> !Double.isFinite(p.x()) || !Double.isFinite(p.y()));
    if (!finite.isEmpty() && finite.get(0).x() > finite.get(finite.size() - 1).x()) {
      Collections.reverse(finite);
    }
    return finite;
  }

  private static List<Point> thin(List<Point> points) {
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      Point last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
      if (last == null
          || i == points.size() - 1
          || Math.abs(point.x() - last.x()) >= STEP
          || Math.abs(point.y() - last.y()) >= STEP) {
        kept.add(point);
      }
    }
    return kept;
  }

  private static Map<String, List<Double>> columns(List<Point> points) {
    return Map.of(
        "x", points.stream().map(Point::x).toList(), "y", points.stream().map(Point::y).toList());
  }
}
