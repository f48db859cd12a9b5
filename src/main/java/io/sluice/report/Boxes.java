package io.sluice.report;

import io.sluice.result.Groups.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Box plots of groups, one below the other (Tukey 1977): a box from quartile to quartile, a line at
 * the median, whiskers to the ends of the numbers or as far as 1.5 interquartile ranges go.
 */
final class Boxes {

  private static final int WIDTH = 640;
  private static final int ROW = 30;
  private static final int AXIS = 48;
  private static final int LABEL_CHARS = 24;
  private static final double CHAR_PIXELS = 7.6;
  private static final double HALF = 0.3;
  private static final double FENCE = 1.5;

  private Boxes() {}

  /**
   * The picture.
   *
   * @param groups with numbers
   */
  static Picture picture(String id, String name, List<Group> groups) {
    double low = groups.stream().mapToDouble(Boxes::low).min().orElse(0);
    double high = groups.stream().mapToDouble(Boxes::high).max().orElse(1);
    double unit = (high - low) / (WIDTH - (LABEL_CHARS + 2) * CHAR_PIXELS);
    double start = low - (LABEL_CHARS + 1) * CHAR_PIXELS * unit;
    List<Double> heights = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      heights.add(groups.size() - 1.0 - i);
    }
    Map<Double, String> labels = new LinkedHashMap<>();
    for (double level : new double[] {low, (low + high) / 2, high}) {
      labels.put(level, Numbers.value(level));
    }
    return new Picture(
        id,
        WIDTH,
        ROW * groups.size() + AXIS,
        List.of(
            segments(groups, heights, Boxes::low, Group::q1),
            segments(groups, heights, Group::q3, Boxes::high),
            Picture.layer(
                "rect",
                Map.of(
                    "xmin", groups.stream().map(Group::q1).toList(),
                    "xmax", groups.stream().map(Group::q3).toList(),
                    "ymin", heights.stream().map(y -> y - HALF).toList(),
                    "ymax", heights.stream().map(y -> y + HALF).toList()),
                Map.of("fill", Ink.FAINT.hex(), "size", 0)),
            Picture.layer(
                "segment",
                Map.of(
                    "x", groups.stream().map(Group::median).toList(),
                    "xend", groups.stream().map(Group::median).toList(),
                    "y", heights.stream().map(y -> y - HALF).toList(),
                    "yend", heights.stream().map(y -> y + HALF).toList()),
                Map.of("color", Ink.ACCENT.hex(), "size", 2)),
            Picture.layer(
                "text",
                Map.of(
                    "x", groups.stream().map(g -> start).toList(),
                    "y", heights,
                    "label", groups.stream().map(Boxes::label).toList()),
                Map.of("size", Picture.TEXT_SIZE, "color", Ink.TEXT.hex(), "hjust", 0.0))),
        List.of(
            Picture.scale("x", name, start, high + Picture.MARGIN / 2 * (high - low), labels),
            Picture.scale("y", "", -0.6, groups.size() - 0.4, Map.of())),
        Picture.UPRIGHT);
  }

  private interface End {
    double of(Group group);
  }

  private static Map<String, Object> segments(
      List<Group> groups, List<Double> heights, End from, End to) {
    return Picture.layer(
        "segment",
        Map.of(
            "x",
            groups.stream().map(from::of).toList(),
            "xend",
            groups.stream().map(to::of).toList(),
            "y",
            heights,
            "yend",
            heights),
        Map.of("color", Ink.SOFT.hex(), "size", 1));
  }

  private static double low(Group group) {
    return Math.max(group.min(), group.q1() - FENCE * (group.q3() - group.q1()));
  }

  private static double high(Group group) {
    return Math.min(group.max(), group.q3() + FENCE * (group.q3() - group.q1()));
  }

  private static String label(Group group) {
    return Bars.shown(ProfileText.line(group.value()), LABEL_CHARS);
  }
}
