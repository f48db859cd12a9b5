package io.sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pictures that stand alone, on white, as in a notebook. */
public final class Pictures {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 300;

  /**
   * A picture.
   *
   * @param xml a file of SVG
   * @param alternative what it shows, for those who do not see it
   */
  public record Svg(String xml, String alternative) {}

  private Pictures() {}

  /** A text within markup. */
  public static String escape(String text) {
    return Markup.escape(text);
  }

  /** A bar for each label, as long as its number of rows. */
  public static Svg bars(String title, List<String> labels, List<Long> counts) {
    List<Bars.Bar> bars = new ArrayList<>();
    StringBuilder alternative = new StringBuilder(title).append(". Bars: ");
    for (int i = 0; i < labels.size(); i++) {
      bars.add(Bars.Bar.ofRows(labels.get(i), counts.get(i)));
      alternative
          .append(i == 0 ? "" : ", ")
          .append(labels.get(i))
          .append(' ')
          .append(counts.get(i));
    }
    return alone(title, Bars.picture("bars", bars), alternative.toString());
  }

  /** A line through points. */
  public static Svg line(String title, String x, String y, List<double[]> points) {
    List<Double> xs = points.stream().map(p -> p[0]).toList();
    List<Double> ys = points.stream().map(p -> p[1]).toList();
    return alone(
        title,
        Picture.line("line", WIDTH, HEIGHT, xs, ys, scales(x, y, xs, ys)),
        "%s. %s from %.3g to %.3g, %s from %.3g to %.3g"
            .formatted(
                title, x, xs.get(0), xs.get(xs.size() - 1), y, ys.get(0), ys.get(ys.size() - 1)));
  }

  /** A point for each pair of numbers. */
  public static Svg scatter(String title, String x, String y, List<double[]> points) {
    List<Double> xs = points.stream().map(p -> p[0]).toList();
    List<Double> ys = points.stream().map(p -> p[1]).toList();
    Map<String, Object> dots = Map.of("color", Ink.ACCENT.hex(), "size", 2.5, "alpha", 0.5);
    return alone(
        title,
        new Picture(
            "scatter",
            WIDTH,
            HEIGHT,
            List.of(Picture.layer("point", Map.of("x", xs, "y", ys), dots)),
            scales(x, y, xs, ys),
            Picture.UPRIGHT),
        "%s. %,d points of %s and %s".formatted(title, points.size(), x, y));
  }

  private static List<Map<String, Object>> scales(
      String x, String y, List<Double> xs, List<Double> ys) {
    return List.of(
        Picture.levels("x", x, xs, Numbers::value), Picture.levels("y", y, ys, Numbers::value));
  }

  /** With a title, and the style that a report's page gives. */
  private static Svg alone(String title, Picture picture, String alternative) {
    String inner = picture.svg(alternative).html();
    int head = 28;
    String xml =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"><style>:root{%s}%s text{font-family:sans-serif}</style><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/><text x=\"8\" y=\"20\" font-size=\"15\" font-weight=\"bold\">%s</text><g transform=\"translate(0,%d)\">%s</g></svg>"
            .formatted(
                picture.width(),
                picture.height() + head,
                Ink.lightVariables(),
                Picture.rules(),
                Markup.escape(title),
                head,
                inner);
    return new Svg(xml, alternative);
  }
}
