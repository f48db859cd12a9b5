package io.sluice.report;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * A picture drawn by lets-plot, with the one theme of all pictures. The SVG has no style of its
 * own: its texts have classes and its shapes the colours of {@link Ink}, which the page's style
 * dresses, on white paper and on black. The same picture is the same text on every run.
 *
 * @param id its name on the page, which begins the ids within it
 * @param layers lets-plot's layers, in the order in which they are drawn
 * @param scales lets-plot's scales
 * @param theme changes of the theme
 */
record Picture(
    String id,
    int width,
    int height,
    List<Map<String, Object>> layers,
    List<Map<String, Object>> scales,
    Map<String, Object> theme) {

  static final int TEXT_PIXELS = 13;

  /** lets-plot's unit of text size is two pixels. */
  static final double TEXT_SIZE = TEXT_PIXELS / 2.0;

  static final double MARGIN = 0.08;

  /** A theme whose labels below the picture are not turned. */
  static final Map<String, Object> UPRIGHT =
      Map.of("axis_text_x", Map.of("angle", 0, "size", TEXT_PIXELS, "blank", false));

  static final Map<String, Object> BLANK = Map.of("blank", true);

  /** A theme of a picture whose texts stand beside its shapes. */
  static final Map<String, Object> WITHOUT_AXES =
      Map.of(
          "panel_grid", BLANK, "panel_grid_major", BLANK, "axis_title", BLANK, "axis_text", BLANK);

  private static final Pattern BODY = Pattern.compile("</style>(.*)</svg>", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile(" id=\"(\\w+)\"");
  private static final Pattern REFERENCE = Pattern.compile("url\\(#(\\w+)\\)");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern DECIMALS = Pattern.compile("(\\d\\.\\d{2})\\d+");

  /** The picture as an inline SVG that scales down with the page; {@code alternative} is read. */
  Markup svg(String alternative) {
    String svg =
        PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
            spec(), new DoubleVector(width, height), new UnsupportedRGBEncoder(), true);
    Matcher body = BODY.matcher(svg);
    if (!body.find()) {
      throw new IllegalStateException("lets-plot drew no picture: " + svg);
    }
    return Markup.element(
        "svg.picture",
        Markup.attribute("xmlns", "http://www.w3.org/2000/svg"),
        Markup.attribute("role", "img"),
        Markup.attribute("aria-label", alternative),
        Markup.attribute("viewBox", "0 0 " + width + " " + height),
        Markup.attribute("width", Integer.toString(width)),
        Markup.attribute("height", Integer.toString(height)),
        new Markup(compact(undressed(body.group(1)))));
  }

  private Map<String, Object> spec() {
    Map<String, Object> whole = new HashMap<>();
    whole.put("name", "minimal");
    whole.put("plot_background", BLANK);
    whole.put("panel_background", BLANK);
    whole.put("panel_grid_minor", BLANK);
    whole.put("panel_grid_major", Map.of("color", Ink.LINE.hex(), "size", 1, "blank", false));
    whole.put("axis_line", BLANK);
    whole.put("axis_ticks", BLANK);
    whole.put("text", Map.of("size", TEXT_PIXELS, "blank", false));
    whole.put("axis_title", Map.of("size", TEXT_PIXELS, "blank", false));
    whole.put("axis_text", Map.of("size", TEXT_PIXELS, "blank", false));
    whole.putAll(theme);
    Map<String, Object> spec = new HashMap<>();
    spec.put("kind", "plot");
    spec.put("data", Map.of());
    spec.put("mapping", Map.of());
    spec.put("layers", layers);
    spec.put("scales", scales);
    spec.put("theme", whole);
    return spec;
  }

  /** Without styles, and with ids that no other picture of the page has and no chance makes. */
  private String undressed(String body) {
    Map<String, String> ids = new LinkedHashMap<>();
    Matcher references = REFERENCE.matcher(body);
    while (references.find()) {
      ids.computeIfAbsent(references.group(1), any -> id + "-" + (ids.size() + 1));
    }
    return TAG.matcher(body)
        .replaceAll(tag -> Matcher.quoteReplacement(undressedTag(tag.group(), ids)));
  }

  private static String undressedTag(String tag, Map<String, String> ids) {
    String named =
        ID.matcher(tag)
            .replaceAll(
                m -> ids.containsKey(m.group(1)) ? " id=\"" + ids.get(m.group(1)) + "\"" : "");
    return REFERENCE
        .matcher(named)
        .replaceAll(m -> "url(#" + ids.get(m.group(1)) + ")")
        .replaceAll(" style=\"[^\"]*\"", " class=\"value\"")
        .replaceAll(" clip-bounds-jfx=\"[^\"]*\"", "")
        .replaceAll(" (stroke|fill)-opacity=\"(1\\.0|0\\.99\\d*)\"", "");
  }

  private static String compact(String body) {
    String dense = body.replaceAll(">\\s+", ">").replaceAll("\\s+<", "<");
    return TAG.matcher(dense)
        .replaceAll(
            tag -> Matcher.quoteReplacement(DECIMALS.matcher(tag.group()).replaceAll("$1")));
  }

  /** A layer. Data are columns of equal length; each is drawn as the aesthetic of its name. */
  static Map<String, Object> layer(
      String geom, Map<String, ? extends List<?>> data, Map<String, Object> constants) {
    Map<String, Object> mapping = new HashMap<>();
    data.keySet().forEach(aesthetic -> mapping.put(aesthetic, aesthetic));
    Map<String, Object> layer = new HashMap<>(constants);
    layer.put("geom", geom);
    layer.put("data", data);
    layer.put("mapping", mapping);
    layer.put("sampling", "none");
    layer.put("show_legend", false);
    return layer;
  }

  /** A picture of one line through points. */
  static Picture line(
      String id,
      int width,
      int height,
      List<Double> xs,
      List<Double> ys,
      List<Map<String, Object>> scales) {
    Map<String, Object> line = Map.of("color", Ink.ACCENT.hex(), "size", 1.4);
    return new Picture(
        id, width, height, List.of(layer("path", Map.of("x", xs, "y", ys), line)), scales, UPRIGHT);
  }

  /** A continuous scale that ends where it is told to and has these labels. */
  static Map<String, Object> scale(
      String aesthetic, String name, double from, double to, Map<Double, String> labels) {
    Map<String, Object> scale = new HashMap<>();
    scale.put("aesthetic", aesthetic);
    scale.put("name", name);
    scale.put("limits", List.of(from, to));
    scale.put("expand", List.of(0, 0));
    scale.put("breaks", List.copyOf(labels.keySet()));
    scale.put("labels", List.copyOf(labels.values()));
    return scale;
  }

  /** A scale of these values, with labels at the least, the largest and between them. */
  static Map<String, Object> levels(
      String aesthetic, String name, List<Double> values, Function<Double, String> text) {
    double low = values.stream().mapToDouble(v -> v).min().orElseThrow();
    double high = values.stream().mapToDouble(v -> v).max().orElseThrow();
    double margin = high > low ? MARGIN * (high - low) : MARGIN;
    Map<Double, String> labels = new LinkedHashMap<>();
    for (double level : new double[] {low, (low + high) / 2, high}) {
      labels.put(level, text.apply(level));
    }
    return scale(aesthetic, name, low - margin, high + margin, labels);
  }

  /** A scale from left to right of whole numbers from 0, with labels at both ends and between. */
  static Map<String, Object> counts(String name, double last) {
    Map<Double, String> labels = new LinkedHashMap<>();
    for (double share : new double[] {0, 0.5, 1}) {
      double count = Math.rint(share * last);
      labels.put(count, Numbers.count((long) count));
    }
    return scale("x", name, -MARGIN / 2 * last, (1 + MARGIN / 2) * last, labels);
  }

  static String rules() {
    return String.format(
        Locale.ROOT,
        ".picture text{font-size:%dpx;fill:%s}.picture text.value{fill:%s}%n%s",
        TEXT_PIXELS,
        Ink.SOFT.variable(),
        Ink.TEXT.variable(),
        Ink.pictureRules());
  }
}
