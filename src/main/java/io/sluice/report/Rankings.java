package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Metric;
import io.sluice.result.Run.Ranking;
import java.util.Optional;

/** Whether what is relevant comes first. */
final class Rankings {

  private Rankings() {}

  static Optional<Chapter> of(Run run) {
    return Optional.ofNullable(run.ranking())
        .map(r -> new Chapter("ranking", "Ranking", finding(r), body(r)));
  }

  private static Object finding(Ranking ranking) {
    Double precision = value(ranking, "precision");
    return precision == null
        ? "No group has anything relevant"
        : Markup.join(
            "Of the first %d rows of a ".formatted(ranking.topK()),
            Texts.term(ranking.by()),
            ", %s are relevant".formatted(Numbers.roundPercent(precision)));
  }

  private static Double value(Ranking ranking, String metric) {
    return ranking.metrics().stream()
        .filter(m -> m.name().equals(metric))
        .map(Metric::value)
        .findFirst()
        .orElse(null);
  }

  private static Markup body(Ranking ranking) {
    DataTable table =
        new DataTable()
            .text("Metric")
            .strong("model", Markup.element("small", "on " + ranking.part()))
            .number("by chance");
    for (int i = 0; i < ranking.metrics().size(); i++) {
      Metric metric = ranking.metrics().get(i);
      table.row(
          name(metric.name(), ranking.topK()),
          Numbers.metric(metric.value()),
          Numbers.metric(ranking.chance().get(i).value()));
    }
    return Markup.join(
        table.markup(),
        Markup.element(
            "p.note",
            "Relevant: a label of %s or more. Mean of %s; %s nothing relevant and do not count."
                .formatted(
                    Numbers.value(ranking.relevant()),
                    Numbers.count(ranking.groups(), "group"),
                    Numbers.count(ranking.without()) + " have")));
  }

  private static Markup name(String metric, int k) {
    return switch (metric) {
      case "ndcg" -> named("NDCG@" + k, "gain of the first, less for later places, of the best");
      case "precision" -> named("Precision@" + k, "of the first, those that are relevant");
      case "recall" -> named("Recall@" + k, "of what is relevant, that among the first");
      default -> named("MAP", "precision at each relevant row, of all places");
    };
  }

  private static Markup named(String title, String gloss) {
    return Markup.join(Markup.element("b", title), Markup.element("span.about", gloss));
  }
}
