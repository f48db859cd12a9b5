package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run;
import io.sluice.result.Run.ColumnProfile;
import java.util.ArrayList;
import java.util.List;

/** The top of the page: the job, when it ran, what it found in one sentence and in few numbers. */
final class Headline {

  private static final int MAX_FIGURES = 4;

  private final Run run;
  private final Judged judged;
  private final Ledger ledger;

  Headline(Run run) {
    this.run = run;
    this.judged = run.evaluation() == null ? null : new Judged(run.evaluation());
    this.ledger = Ledger.of(run);
  }

  Markup markup() {
    List<Markup> figures = figures();
    return element(
        "header",
        element("p.name", "Sluice run"),
        element("h1", Texts.orEmpty(run.job())),
        element("p.lead", lead()),
        Warnings.mention(run),
        element("dl.figures", figures.subList(0, Math.min(MAX_FIGURES, figures.size()))),
        element("p.note", when()));
  }

  private Markup lead() {
    return judged == null ? Markup.join(rows()) : Markup.join(judged.headline(), ".");
  }

  private String rows() {
    String in = Numbers.count(ledger.in(), "row");
    if (Texts.orEmpty(run.changes()).isEmpty()) {
      return ledger.in() == 0 ? "No rows were read." : in + " read.";
    }
    return ledger.out() > ledger.in()
        ? in + " became " + Numbers.count(ledger.out()) + " by cleaning."
        : Numbers.count(ledger.out()) + " of " + in + " came out clean.";
  }

  private String when() {
    List<String> facts = new ArrayList<>();
    if (run.started() != null) {
      facts.add(Numbers.minute(run.started()));
    }
    facts.add("took " + Numbers.duration(run.seconds()));
    if (run.file() != null) {
      facts.add(run.file());
    }
    return String.join(" \u00b7 ", facts);
  }

  private List<Markup> figures() {
    List<Markup> figures = new ArrayList<>();
    if (judged != null) {
      compared(figures, MetricName.AUC_ROC);
      if (judged.metric(MetricName.AUC_ROC) == null) {
        compared(figures, MetricName.ACCURACY);
        compared(figures, MetricName.MACRO_F1);
      }
      plain(figures, MetricName.RECALL);
      plain(figures, MetricName.PRECISION);
      compared(figures, MetricName.RMSE);
      compared(figures, MetricName.MAE);
      plain(figures, MetricName.R2);
      figures = new ArrayList<>(figures.subList(0, Math.min(MAX_FIGURES - 1, figures.size())));
    }
    if (!Texts.orEmpty(run.tables()).isEmpty() || !Texts.orEmpty(run.changes()).isEmpty()) {
      figures.add(figure("Rows", Numbers.count(ledger.out()), origin()));
    }
    if (!Texts.orEmpty(run.changes()).isEmpty()) {
      figures.add(
          figure("Values changed", Numbers.count(ledger.changedValues()), "in rows that stay"));
    }
    List<ColumnProfile> columns = Texts.orEmpty(run.columns());
    if (!columns.isEmpty()) {
      long gaps = columns.stream().filter(c -> c.missing() > 0).count();
      figures.add(
          figure("Columns", Numbers.count(columns.size()), Numbers.count(gaps) + " with gaps"));
    }
    return figures;
  }

  private String origin() {
    return ledger.in() == ledger.out() ? "read" : "from " + Numbers.count(ledger.in()) + " read";
  }

  private void compared(List<Markup> figures, String title) {
    Double value = judged.metric(title);
    Double baseline = judged.baseline(title);
    if (value != null) {
      String beside = baseline == null ? gloss(title) : "baseline " + Numbers.metric(baseline);
      figures.add(figure(title + part(), Numbers.metric(value), beside));
    }
  }

  private void plain(List<Markup> figures, String title) {
    Double value = judged.metric(title);
    if (value != null) {
      figures.add(figure(title + part(), Numbers.metric(value), gloss(title)));
    }
  }

  private String part() {
    return judged.test().map(s -> ", " + s.part()).orElse("");
  }

  private static String gloss(String title) {
    return MetricName.of(title).gloss();
  }

  /** A number to be seen first, with its name above it and a remark below. */
  static Markup figure(String name, String value, String beside) {
    return element(
        "div", element("dt", name), element("dd", element("b", value), element("small", beside)));
  }
}
