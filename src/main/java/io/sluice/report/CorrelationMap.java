package io.sluice.report;

import io.sluice.result.Run.Correlation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far columns of numbers go along with each other: a triangle with a square for each pair, in
 * the row of one column and below the name of the other, the darker the stronger.
 */
final class CorrelationMap {

  private static final int SQUARE = 52;
  private static final int SMALL_SQUARE = 24;
  private static final int WRITTEN = 12; // up to so many columns numbers fit into their squares
  private static final int LABEL_CHARS = 24;
  private static final double CHAR_PIXELS = 7.6;
  private static final int SHADES = 5;
  private static final double DARKEST = 0.65; // numbers are to be read on it
  private static final double STRONG = 0.5;
  private static final int LISTED = 10;

  private CorrelationMap() {}

  static Optional<Chapter> of(List<Correlation> correlations) {
    List<Correlation> all = Texts.orEmpty(correlations);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Correlation strongest = all.get(0);
    Object finding =
        Math.abs(strongest.r()) < STRONG
            ? "No two columns of numbers go far together"
            : Markup.join(
                Texts.term(strongest.first()),
                " and ",
                Texts.term(strongest.second()),
                " go together most: " + Numbers.metric(strongest.r()));
    DataTable table =
        new DataTable().text("Pair").number("Correlation").number("p").number("Rows with both");
    all.stream()
        .limit(LISTED)
        .forEach(
            c ->
                table.row(
                    Markup.join(Texts.term(c.first()), " ", Texts.term(c.second())),
                    Numbers.metric(c.r()),
                    Numbers.chance(c.p()),
                    Numbers.count(c.rows())));
    Markup note =
        Markup.element(
            "p.note",
            "Pearson's correlation of the rows that have both values; it sees straight lines alone."
                + " p is the chance of one so strong between independent columns, not corrected for"
                + " the number of pairs.");
    return Optional.of(
        new Chapter(
            "correlations",
            "Correlations",
            finding,
            Markup.join(
                Chapter.figure(
                    Markup.join(
                        Chapter.key(Ink.ACCENT, "rise together"),
                        " ",
                        Chapter.key(Ink.WARM, "one falls where the other rises")),
                    picture(all).svg(alternative(strongest))),
                table.markup(),
                note)));
  }

  private static String alternative(Correlation strongest) {
    return "Correlations of each pair of columns of numbers, the strongest "
        + Numbers.metric(strongest.r())
        + " of "
        + strongest.first()
        + " and "
        + strongest.second();
  }

  private static Picture picture(List<Correlation> correlations) {
    Set<String> found = new LinkedHashSet<>();
    correlations.forEach(c -> found.add(c.first()));
    correlations.forEach(c -> found.add(c.second()));
    List<String> names = new ArrayList<>(found);
    int n = names.size();
    boolean written = n <= WRITTEN;
    int square = written ? SQUARE : SMALL_SQUARE;
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Ink ink : List.of(Ink.ACCENT, Ink.WARM)) {
      for (int shade = 1; shade <= SHADES; shade++) {
        squares(correlations, names, ink, shade).ifPresent(layers::add);
      }
    }
    if (written) {
      layers.add(numbers(correlations, names));
    }
    layers.add(labels(names));
    double label = LABEL_CHARS * CHAR_PIXELS / square;
    return new Picture(
        "correlations",
        (int) Math.ceil((n + label) * square),
        n * square,
        layers,
        List.of(
            Picture.scale("x", "", 0, n + label, Map.of()), Picture.scale("y", "", 0, n, Map.of())),
        Picture.WITHOUT_AXES);
  }

  private static Optional<Map<String, Object>> squares(
      List<Correlation> correlations, List<String> names, Ink ink, int shade) {
    Map<String, List<Double>> columns = new HashMap<>();
    for (String column : List.of("xmin", "xmax", "ymin", "ymax")) {
      columns.put(column, new ArrayList<>());
    }
    for (Correlation c : correlations) {
      int its = (int) Math.ceil(Math.min(1, Math.abs(c.r())) * SHADES);
      if (its == shade && (c.r() >= 0) == (ink == Ink.ACCENT)) {
        double x = Math.min(names.indexOf(c.first()), names.indexOf(c.second()));
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
  private static double height(List<String> names, Correlation c) {
    return names.size() - 1.0 - Math.max(names.indexOf(c.first()), names.indexOf(c.second()));
  }

  private static Map<String, Object> numbers(List<Correlation> correlations, List<String> names) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (Correlation c : correlations) {
      x.add(Math.min(names.indexOf(c.first()), names.indexOf(c.second())) + 0.5);
      y.add(height(names, c) + 0.5);
      text.add(String.format(Locale.ROOT, "%.2f", c.r()).replace("-", "\u2212"));
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
