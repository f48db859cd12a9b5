package io.sluice.report;

import io.sluice.report.Bars.Bar;
import io.sluice.report.Bars.Piece;
import io.sluice.result.Run;
import io.sluice.result.Run.Model;
import io.sluice.result.Run.Weight;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The trained model: its algorithm, its settings and what weighs most in it. */
final class TrainedModel {

  private static final int MAX_BARS = 20;

  private final Model model;
  private final String label;
  private final List<Weight> weights;

  private TrainedModel(Run run) {
    this.model = run.model();
    this.label = run.evaluation() == null ? null : run.evaluation().label();
    this.weights =
        Texts.orEmpty(model.weights()).stream()
            .filter(w -> Double.isFinite(w.value()))
            .sorted(Comparator.comparingDouble((Weight w) -> -Math.abs(w.value())))
            .toList();
  }

  static Optional<Chapter> of(Run run) {
    if (run.model() == null) {
      return Optional.empty();
    }
    TrainedModel model = new TrainedModel(run);
    return Optional.of(
        new Chapter(
            "model",
            "Model",
            model.finding(),
            Markup.join(
                Markup.element("div.beside", model.picture(), model.settings()),
                Losses.markup(run.model().losses()),
                model.balance())));
  }

  private Markup finding() {
    String algorithm = Texts.orEmpty(model.algorithm());
    return Markup.join(
        algorithm.isEmpty() ? "A model" : algorithm.substring(algorithm.lastIndexOf('.') + 1),
        model.iterations() < 0 ? null : " after " + Numbers.count(model.iterations(), "iteration"),
        weights.isEmpty() ? null : ": ",
        weights.isEmpty() ? null : Texts.term(weights.get(0).slot()),
        weights.isEmpty() ? null : " weighs most");
  }

  private Markup settings() {
    DataTable table = new DataTable().text("Setting").text("Value");
    Texts.orEmpty(model.settings()).forEach(s -> table.row(s.name(), Texts.orEmpty(s.value())));
    return Markup.element(
        "div.settings",
        model.settings() == null || model.settings().isEmpty() ? null : table.markup(),
        Markup.element("p.note", Texts.orEmpty(model.algorithm())));
  }

  private Markup balance() {
    if (Texts.orEmpty(model.balance()).isEmpty()) {
      return Markup.NONE;
    }
    DataTable table =
        new DataTable().text("Class").number("Training rows").number("Rows or weight, balanced");
    model
        .balance()
        .forEach(b -> table.row(b.name(), Numbers.count(b.before()), Numbers.value(b.after())));
    return table.markup();
  }

  private Markup picture() {
    if (weights.isEmpty()) {
      return Markup.NONE;
    }
    List<Weight> shown = weights.subList(0, Math.min(MAX_BARS, weights.size()));
    boolean signed = weights.stream().anyMatch(w -> w.value() < 0);
    String kind = Texts.orEmpty(model.weightKind()).isEmpty() ? "weight" : model.weightKind();
    String plural = kind.endsWith("s") ? kind : kind.replaceAll("y$", "ie") + "s";
    Markup title = Markup.join("The ", Integer.toString(shown.size()), " largest ", plural);
    return Chapter.figure(
        title,
        Bars.picture("weights", shown.stream().map(w -> bar(w, signed)).toList())
            .svg(
                "Bars: the largest "
                    + plural
                    + " by slot, the first "
                    + shown.get(0).slot()
                    + " with "
                    + Numbers.weight(shown.get(0).value())),
        signed ? keys() : null,
        Markup.element("details", Markup.element("summary", "All numbers"), numbers(kind)));
  }

  private static Bar bar(Weight weight, boolean signed) {
    double value = weight.value();
    return new Bar(
        Texts.orEmpty(weight.slot()),
        List.of(new Piece(value, value < 0 ? Ink.WARM : Ink.ACCENT)),
        signed ? Numbers.signedWeight(value) : Numbers.weight(value));
  }

  private Markup keys() {
    String what = label == null ? "the prediction" : label;
    return Markup.element(
        "p.keys",
        Chapter.key(Ink.ACCENT, "raises " + what),
        Chapter.key(Ink.WARM, "lowers " + what));
  }

  private Markup numbers(String kind) {
    DataTable table = new DataTable().text("Slot").number(kind);
    weights.forEach(w -> table.row(w.slot(), Numbers.weight(w.value())));
    return table.markup();
  }
}
