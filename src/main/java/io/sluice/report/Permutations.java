package io.sluice.report;

import io.sluice.report.Bars.Bar;
import io.sluice.report.Bars.Piece;
import io.sluice.result.Run;
import io.sluice.result.Run.Importance;
import java.util.List;
import java.util.Optional;

/** How much the model loses where the values of a column are shuffled. */
final class Permutations {

  private static final int MOST_BARS = 20;
  private final Run.Permutation permutation;
  private final String metric;

  private Permutations(Run.Permutation permutation) {
    this.permutation = permutation;
    this.metric = MetricName.of(permutation.metric()).title();
  }

  static Optional<Chapter> of(Run run) {
    return Optional.ofNullable(run.permutation())
        .filter(p -> !p.importances().isEmpty())
        .map(Permutations::new)
        .map(p -> new Chapter("importance", "Importance", p.finding(), p.body()));
  }

  private Markup finding() {
    Importance first = permutation.importances().get(0);
    return Markup.join(
        "The model takes most from ",
        Texts.term(first.column()),
        ": without it, %s is worse by %s".formatted(metric, Numbers.metric(first.loss())));
  }

  private Markup body() {
    List<Importance> all = permutation.importances();
    List<Bar> bars = all.stream().limit(MOST_BARS).map(Permutations::bar).toList();
    DataTable table =
        new DataTable()
            .text("Column")
            .number(metric, Markup.element("small", "worse by"))
            .number("Deviation of the shuffles");
    all.forEach(
        i ->
            table.row(
                Texts.term(i.column()), Numbers.metric(i.loss()), Numbers.metric(i.deviation())));
    return Markup.join(
        Chapter.figure(
            "%s lost on %s of %s where a column is shuffled"
                .formatted(metric, Numbers.count(permutation.rows(), "row"), permutation.part()),
            Bars.picture("permutations", bars)
                .svg(
                    "Bars: the first %s with %s"
                        .formatted(all.get(0).column(), Numbers.metric(all.get(0).loss())))),
        Markup.element("details", Markup.element("summary", "All numbers"), table.markup()),
        Markup.element(
            "p.note",
            "Mean of %s. A column whose loss is not beyond the deviation is of no use, or says what"
                    .formatted(Numbers.count(permutation.repeats(), "shuffle"))
                + " another one says, too."));
  }

  private static Bar bar(Importance importance) {
    double loss = importance.loss();
    return new Bar(
        importance.column(),
        List.of(new Piece(loss, loss < 0 ? Ink.WARM : Ink.ACCENT)),
        Numbers.metric(loss));
  }
}
