package io.sluice.report;

import io.sluice.result.Explored.Period;
import io.sluice.result.Explored.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rows over time. */
final class Calendars {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 220;
  private static final int DATE = 10;
  private static final int MINUTE = 16;

  private Calendars() {}

  /** A chapter of the page; none where no column holds times. */
  static Optional<Chapter> chapter(List<Series> series) {
    List<Series> drawn =
        Texts.orEmpty(series).stream().filter(s -> s.periods().size() > 1).toList();
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    List<Markup> figures = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      figures.add(figure("calendar-" + (i + 1), drawn.get(i)));
    }
    Series first = drawn.get(0);
    return Optional.of(
        new Chapter(
            "calendar",
            "Over time",
            Markup.join(
                Texts.term(first.column()),
                " runs from " + from(first, 0) + " to " + from(first, first.periods().size() - 1)),
            Markup.join(figures)));
  }

  private static Markup figure(String id, Series series) {
    Period most = series.periods().stream().max(Comparator.comparing(Period::count)).orElseThrow();
    long empty = series.periods().stream().filter(p -> p.count() == 0).count();
    String finding =
        "rows a "
            + series.unit()
            + ", most in that of "
            + shown(series, most)
            + " ("
            + (series.exact() ? "" : "about ")
            + Numbers.count(most.count())
            + ")"
            + (empty == 0 ? "" : ", none in " + Numbers.count(empty));
    return Chapter.figure(
        Markup.join(Texts.term(series.column()), ": " + finding),
        picture(id, series).svg("Line of " + series.column() + ": " + finding));
  }

  private static Picture picture(String id, Series series) {
    List<Double> counts = series.periods().stream().map(p -> (double) p.count()).toList();
    double last = counts.size() - 1.0;
    double most = counts.stream().mapToDouble(c -> c).max().orElse(1);
    Map<Double, String> dates = new LinkedHashMap<>();
    for (double share : new double[] {0, 0.5, 1}) {
      int at = (int) Math.rint(share * last);
      dates.put((double) at, from(series, at));
    }
    Map<Double, String> levels = new LinkedHashMap<>();
    for (double level : new double[] {0, most / 2, most}) {
      levels.put(level, Numbers.value(level));
    }
    return new Picture(
        id,
        WIDTH,
        HEIGHT,
        List.of(
            Picture.layer(
                "path",
                Map.of(
                    "x",
                    IntStream.range(0, counts.size()).mapToObj(i -> (double) i).toList(),
                    "y",
                    counts),
                Map.of("color", Ink.ACCENT.hex(), "size", 1.4))),
        List.of(
            Picture.scale("x", "", -Picture.MARGIN * last, (1 + Picture.MARGIN) * last, dates),
            Picture.scale("y", "Rows a " + series.unit(), 0, (1 + Picture.MARGIN) * most, levels)),
        Picture.UPRIGHT);
  }

  private static String from(Series series, int period) {
    return shown(series, series.periods().get(period));
  }

  private static String shown(Series series, Period period) {
    return switch (series.unit()) {
      case "hour" -> period.from().substring(0, MINUTE).replace('T', ' ');
      case "day", "week" -> period.from().substring(0, DATE);
      case "month", "quarter" -> period.from().substring(0, "2026-01".length());
      default -> period.from().substring(0, "2026".length());
    };
  }
}
