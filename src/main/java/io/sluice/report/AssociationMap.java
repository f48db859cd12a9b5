package io.sluice.report;

import io.sluice.report.Relations.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far columns go together: a triangle with a square for each pair, in the row of one column and
 * below the name of the other, the darker the stronger.
 */
final class AssociationMap {

  private static final int SQUARE = 52;
  private static final int SMALL_SQUARE = 24;
  private static final int WRITTEN = 12; // up to so many columns numbers fit into their squares
  private static final int MOST_COLUMNS = 24;
  private static final int LABEL_CHARS = 24;
  private static final double CHAR_PIXELS = 7.6;
  private static final int SHADES = 5;
  private static final double DARKEST = 0.65; // numbers are to be read on it

  private AssociationMap() {}

  /** Of the columns of the strongest pairs, as many as there is room for. */
  static Markup figure(List<Pair> pairs) {
    Set<String> names = new LinkedHashSet<>();
    for (Pair pair : pairs) {
      Set<String> more = new LinkedHashSet<>(names);
      more.addAll(List.of(pair.most().first(), pair.most().second()));
      names = more.size() <= MOST_COLUMNS ? more : names;
    }
    Set<String> shown = names;
    List<Pair> all =
        pairs.stream()
            .filter(p -> shown.contains(p.most().first()) && shown.contains(p.most().second()))
            .toList();
    return Chapter.figure(
        Markup.join(
            Chapter.key(Ink.ACCENT, "go together"),
            " ",
            Chapter.key(Ink.WARM, "one falls where the other rises")),
        picture(all).svg(alternative(pairs.get(0))));
  }

  private static String alternative(Pair strongest) {
    return "Strength of each pair of columns, the strongest "
        + Numbers.metric(strongest.strength())
        + " of "
        + strongest.most().first()
        + " and "
        + strongest.most().second();
  }

  private static Picture picture(List<Pair> pairs) {
    Set<String> found = new LinkedHashSet<>();
    pairs.forEach(p -> found.add(p.most().first()));
    pairs.forEach(p -> found.add(p.most().second()));
    List<String> names = new ArrayList<>(found);
    int n = names.size();
    boolean written = n <= WRITTEN;
    int square = written ? SQUARE : SMALL_SQUARE;
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Ink ink : List.of(Ink.ACCENT, Ink.WARM)) {
      for (int shade = 1; shade <= SHADES; shade++) {
        squares(pairs, names, ink, shade).ifPresent(layers::add);
      }
    }
    if (written) {
      layers.add(numbers(pairs, names));
    }
    layers.add(labels(names));
    double label = LABEL_CHARS * CHAR_PIXELS / square;
    return new Picture(
        "associations",
        (int) Math.ceil((n + label) * square),
        n * square,
        layers,
        List.of(
            Picture.scale("x", "", 0, n + label, Map.of()), Picture.scale("y", "", 0, n, Map.of())),
        Picture.WITHOUT_AXES);
  }

  private static Optional<Map<String, Object>> squares(
      List<Pair> pairs, List<String> names, Ink ink, int shade) {
    Map<String, List<Double>> columns = new HashMap<>();
    for (String column : List.of("xmin", "xmax", "ymin", "ymax")) {
      columns.put(column, new ArrayList<>());
    }
    for (Pair c : pairs) {
      int its = (int) Math.ceil(Math.min(1, Math.abs(c.strength())) * SHADES);
      if (its == shade && (c.strength() >= 0) == (ink == Ink.ACCENT)) {
        double x = Math.min(names.indexOf(c.most().first()), names.indexOf(c.most().second()));
        double y = height(names, c);
        columns.get("xmin").add(x + 0.03);
        columns.get("xmax").add(x + 0.97);
        columns.get("ymin").add(y + 0.03);
        columns.get("ymax").add(y + 0.97);
      }
    }
    double alpha = Math.pow((double) shade / SHADES, 1.5);
    return columns.get("xmin").isEmpty()
        ? Optional.empty()
        : Optional.of(
            Picture.layer(
                "rect", columns, Map.of("fill", ink.hex(), "size", 0, "alpha", DARKEST * alpha)));
  }

  /** The later column's row; the first row is on top. */
  private static double height(List<String> names, Pair c) {
    return names.size()
        - 1.0
        - Math.max(names.indexOf(c.most().first()), names.indexOf(c.most().second()));
  }

  private static Map<String, Object> numbers(List<Pair> pairs, List<String> names) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (Pair c : pairs) {
      x.add(Math.min(names.indexOf(c.most().first()), names.indexOf(c.most().second())) + 0.5);
      y.add(height(names, c) + 0.5);
      text.add(String.format(Locale.ROOT, "%.2f", c.strength()).replace("-", "\u2212"));
    }
    return Picture.layer(
        "text",
        Map.of("x", x, "y", y, "label", text),
        Map.of("size", Picture.TEXT_SIZE, "color", Ink.TEXT.hex()));
  }

  /** Each name stands where its row ends and its column begins. */
  private static Map<String, Object> labels(List<String> names) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      x.add(i + 0.15);
      y.add(names.size() - 0.5 - i);
      text.add(Bars.shown(names.get(i), LABEL_CHARS));
    }
    return Picture.layer(
        "text",
        Map.of("x", x, "y", y, "label", text),
        Map.of("size", Picture.TEXT_SIZE, "color", Ink.TEXT.hex(), "hjust", 0.0));
  }
}
