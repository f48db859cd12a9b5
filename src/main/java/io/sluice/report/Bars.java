package io.sluice.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Horizontal bars, one below the other, each with its value at its end instead of an axis. */
final class Bars {

  private static final int WIDTH = 480;
  private static final int ROW = 26;
  private static final int LABEL_CHARS = 28;

  /** Wide enough for the widest of the fonts that a page may be shown in. */
  private static final double CHAR_PIXELS = 7.6;

  private static final double GAP = 12;
  private static final double MIN_PLOT = 60;
  private static final double HALF_BAR = 0.34;

  /** A bar: its pieces lie side by side, negative ones to the left of zero. */
  record Bar(String label, List<Piece> pieces, String text) {

    /** A bar as long as there are rows, in one piece. */
    static Bar ofRows(String label, long rows) {
      return new Bar(label, List.of(new Piece(rows, Ink.ACCENT)), Numbers.count(rows));
    }

    double end() {
      return pieces.stream().mapToDouble(Piece::size).sum();
    }
  }

  /** A piece of a bar. */
  record Piece(double size, Ink ink) {}

  private Bars() {}

  static Picture picture(String id, List<Bar> bars) {
    double low = Math.min(0, bars.stream().mapToDouble(Bar::end).min().orElse(0));
    double high = Math.max(0, bars.stream().mapToDouble(Bar::end).max().orElse(1));
    double label = longest(bars.stream().map(bar -> shown(bar.label())).toList());
    double value = longest(bars.stream().map(Bar::text).toList());
    double left = label + GAP + (low < 0 ? GAP + value : 0);
    double right = high > 0 ? GAP + value : GAP;
    double unit = (high - low) / Math.max(MIN_PLOT, WIDTH - left - right);
    double from = low - left * unit;
    double to = high + right * unit;

    List<Map<String, Object>> layers = new ArrayList<>();
    for (Ink ink : Ink.values()) {
      Map<String, List<Double>> pieces = pieces(bars, ink);
      if (!pieces.get("xmin").isEmpty()) {
        layers.add(Picture.layer("rect", pieces, Map.of("fill", ink.hex(), "size", 0)));
      }
    }
    layers.add(labels(bars, from));
    layers.add(values(bars, GAP / 2 * unit));
    return new Picture(
        id,
        WIDTH,
        ROW * bars.size() + 8,
        layers,
        List.of(
            Picture.scale("x", "", from, to, Map.of()),
            Picture.scale("y", "", -0.5, bars.size() - 0.5, Map.of())),
        Picture.WITHOUT_AXES);
  }

  private static Map<String, List<Double>> pieces(List<Bar> bars, Ink ink) {
    Map<String, List<Double>> columns = new HashMap<>();
    for (String column : List.of("xmin", "xmax", "ymin", "ymax")) {
      columns.put(column, new ArrayList<>());
    }
    for (int i = 0; i < bars.size(); i++) {
      double y = height(bars, i);
      double start = 0;
      for (Piece piece : bars.get(i).pieces()) {
        if (piece.ink() == ink && piece.size() != 0) {
          columns.get("xmin").add(Math.min(start, start + piece.size()));
          columns.get("xmax").add(Math.max(start, start + piece.size()));
          columns.get("ymin").add(y - HALF_BAR);
          columns.get("ymax").add(y + HALF_BAR);
        }
        start += piece.size();
      }
    }
    return columns;
  }

  private static Map<String, Object> values(List<Bar> bars, double gap) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<String> text = new ArrayList<>();
    List<Double> side = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      double end = bars.get(i).end();
      x.add(end < 0 ? end - gap : end + gap);
      y.add(height(bars, i));
      text.add(bars.get(i).text());
      side.add(end < 0 ? 1.0 : 0.0);
    }
    return Picture.layer(
        "text",
        Map.of("x", x, "y", y, "label", text, "hjust", side),
        Map.of("size", Picture.TEXT_SIZE, "color", Ink.TEXT.hex()));
  }

  /** lets-plot cuts the labels of an axis after 15 characters, so they are drawn as texts. */
  private static Map<String, Object> labels(List<Bar> bars, double start) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      x.add(start);
      y.add(height(bars, i));
      text.add(shown(bars.get(i).label()));
    }
    return Picture.layer(
        "text",
        Map.of("x", x, "y", y, "label", text),
        Map.of("size", Picture.TEXT_SIZE, "color", Ink.TEXT.hex(), "hjust", 0.0));
  }

  /** The first bar is on top. */
  private static double height(List<Bar> bars, int i) {
    return bars.size() - 1.0 - i;
  }

  private static String shown(String label) {
    return shown(label, LABEL_CHARS);
  }

  /** Short, and without characters that an SVG cannot hold. */
  static String shown(String label, int chars) {
    return Texts.shorten(label.replaceAll("[\\p{Cc}\\p{Cs}\uFFFE\uFFFF]", "\uFFFD"), chars);
  }

  private static double longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0) * CHAR_PIXELS;
  }
}
