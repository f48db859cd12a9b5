package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run.Interval;
import io.sluice.result.Run.Scores;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The metrics: the part that counts, the baseline beside it, then the other parts. */
final class MetricsTable {

  private final Judged judged;
  private final Scores test;
  private final List<Scores> others;
  private final boolean baseline;
  private final boolean sure;

  MetricsTable(Judged judged, Scores test) {
    this.judged = judged;
    this.test = test;
    this.others = judged.scores().stream().filter(s -> !s.equals(test)).toList();
    this.baseline = !Texts.orEmpty(test.baseline()).isEmpty();
    this.sure = !Texts.orEmpty(test.intervals()).isEmpty();
  }

  Markup markup() {
    Set<MetricName> names = new LinkedHashSet<>();
    for (Scores scores : judged.scores()) {
      Texts.orEmpty(scores.metrics()).forEach(m -> names.add(MetricName.of(m.name())));
    }
    if (names.isEmpty()) {
      return Markup.NONE;
    }
    DataTable table = head();
    names.forEach(name -> table.row(cells(name)));
    return Markup.join(table.markup(), note());
  }

  private DataTable head() {
    DataTable table = new DataTable().text("Metric").strong(title(test));
    if (sure) {
      table.number("95% interval", element("small", "on " + test.part()));
    }
    if (baseline) {
      table.number("baseline", element("small", "on " + test.part()));
    }
    others.forEach(part -> table.number(title(part)));
    return table;
  }

  private static Markup title(Scores part) {
    return Markup.join(part.part(), element("small", Numbers.count(part.rows(), "row")));
  }

  private Object[] cells(MetricName name) {
    List<Object> cells = new ArrayList<>();
    cells.add(
        Markup.join(
            element("b", name.title()),
            name.gloss().isEmpty() ? null : element("span.about", name.gloss())));
    cells.add(Numbers.metric(judged.metric(name.title())));
    if (sure) {
      cells.add(interval(test.intervals(), name.title()));
    }
    if (baseline) {
      cells.add(Numbers.metric(judged.baseline(name.title())));
    }
    others.forEach(part -> cells.add(Numbers.metric(Judged.value(part.metrics(), name.title()))));
    return cells.toArray();
  }

  /** The interval of the metric of this title; a dash where there is none. */
  static String interval(List<Interval> intervals, String title) {
    return Texts.orEmpty(intervals).stream()
        .filter(i -> MetricName.of(i.metric()).title().equals(title))
        .findFirst()
        .map(i -> Numbers.metric(i.low()) + " to " + Numbers.metric(i.high()))
        .orElse(Numbers.DASH);
  }

  private Markup note() {
    String always = judged.metric(MetricName.RMSE) == null ? "majority" : "mean";
    return Markup.join(
        baseline
            ? element(
                "p.note", "Baseline: always predicting the training rows\u2019 " + always + ".")
            : Markup.NONE,
        sure
            ? element(
                "p.note",
                "95% interval: where the metric of this model may lie on other rows of this kind,"
                    + " by 500 samples drawn from these (bootstrap).")
            : Markup.NONE);
  }
}
