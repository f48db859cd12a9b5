package io.sluice.report;

import io.sluice.result.Explored.Hexagon;
import io.sluice.result.Explored.Points;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the points of two columns of numbers lie: hexagons, the darker the more. */
final class Clouds {

  private static final int WIDTH = 430;
  private static final int HEIGHT = 400;
  private static final int SHADES = 5;
  private static final double FAINTEST = 0.15;

  /** The corners of a hexagon, in its width and in the height of a row of its lattice. */
  private static final double[][] CORNERS = {
    {0, 1.0 / 3}, {0.5, 1.0 / 6}, {0.5, -1.0 / 6}, {0, -1.0 / 3}, {-0.5, -1.0 / 6}, {-0.5, 1.0 / 6}
  };

  private Clouds() {}

  /** A chapter of the page; none where there is no pair. */
  static Optional<Chapter> chapter(List<Points> points) {
    List<Points> drawn =
        Texts.orEmpty(points).stream().filter(p -> !p.hexagons().isEmpty()).toList();
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    List<Markup> figures = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      figures.add(figure("points-" + (i + 1), drawn.get(i)));
    }
    return Optional.of(
        new Chapter(
            "points",
            "Points",
            drawn.size() == 1
                ? "The pair of numbers that goes together most"
                : "The pairs of numbers that go together most",
            Markup.join(
                Markup.element("div.pair", figures),
                Markup.element(
                    "p.note",
                    "Points are counted in hexagons; each of five shades stands for four times as"
                        + " many rows as the one before, the darkest for the fullest hexagons."))));
  }

  private static Markup figure(String id, Points points) {
    long most = points.hexagons().stream().mapToLong(Hexagon::count).max().orElse(1);
    String what =
        "up to "
            + Numbers.count(most, "row")
            + " in a hexagon"
            + (points.outside() == 0
                ? ""
                : "; " + Numbers.count(points.outside()) + " far from most are not drawn");
    return Chapter.figure(
        Markup.join(Texts.term(points.x()), " and ", Texts.term(points.y()), ": " + what),
        picture(id, points, most)
            .svg("Points of " + points.x() + " and " + points.y() + ": " + what));
  }

  private static Picture picture(String id, Points points, long most) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (int shade = 1; shade <= SHADES; shade++) {
      hexagons(points, most, shade).ifPresent(layers::add);
    }
    return new Picture(
        id,
        WIDTH,
        HEIGHT,
        layers,
        List.of(
            scale("x", points.x(), points.hexagons().stream().map(Hexagon::x).toList()),
            scale("y", points.y(), points.hexagons().stream().map(Hexagon::y).toList())),
        Picture.UPRIGHT);
  }

  private static Map<String, Object> scale(String aesthetic, String name, List<Double> values) {
    return Picture.levels(aesthetic, Bars.shown(name, WIDTH / 10), values, Numbers::value);
  }

  private static Optional<Map<String, Object>> hexagons(Points points, long most, int shade) {
    Map<String, List<Object>> columns = new HashMap<>();
    for (String column : List.of("x", "y", "group")) {
      columns.put(column, new ArrayList<>());
    }
    for (int i = 0; i < points.hexagons().size(); i++) {
      Hexagon hexagon = points.hexagons().get(i);
      if (shade(hexagon.count(), most) == shade) {
        for (double[] corner : CORNERS) {
          columns.get("x").add(hexagon.x() + corner[0] * points.width());
          columns.get("y").add(hexagon.y() + corner[1] * points.height());
          columns.get("group").add(i);
        }
      }
    }
    double alpha = FAINTEST + (1 - FAINTEST) * (shade - 1) / (SHADES - 1);
    return columns.get("x").isEmpty()
        ? Optional.empty()
        : Optional.of(
            Picture.layer(
                "polygon", columns, Map.of("fill", Ink.ACCENT.hex(), "size", 0, "alpha", alpha)));
  }

  /** From 1 to {@value #SHADES}, one less for each quarter of the most. */
  private static int shade(long count, long most) {
    int below = (int) Math.floor(Math.log((double) most / count) / Math.log(4));
    return Math.max(1, SHADES - below);
  }
}
