package io.sluice.report;

import io.sluice.result.Association;
import io.sluice.result.Explored;
import io.sluice.result.Explored.Inflation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which columns go together, and how far. */
final class Relations {

  static final double STRONG = 0.5;
  private static final int LISTED = 15;
  private static final int LINES = 8;
  private static final int NAME_CHARS = 28;
  private static final int STRENGTH_WIDTH = 6;
  private static final double INFLATED = 5;
  private static final String SPEARMAN = "spearman";

  private static final Map<String, String> MEASURES =
      Map.of(
          "pearson",
          "correlation",
          SPEARMAN,
          "rank correlation",
          "cramersV",
          "Cram\u00e9r's V",
          "correlationRatio",
          "correlation ratio");

  /**
   * Two columns.
   *
   * @param most how far they go together
   * @param ranks of two numbers, how far their ranks do; null of others
   */
  record Pair(Association most, Association ranks) {

    double strength() {
      return most.strength();
    }

    String names() {
      return Texts.shorten(ProfileText.line(most.first()), NAME_CHARS)
          + ", "
          + Texts.shorten(ProfileText.line(most.second()), NAME_CHARS);
    }
  }

  private Relations() {}

  /** The pairs in their order, each once. */
  static List<Pair> pairs(List<Association> associations) {
    Map<List<String>, Association> ranks = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (Association a : Texts.orEmpty(associations)) {
      if (a.measure().equals(SPEARMAN)) {
        ranks.put(List.of(a.first(), a.second()), a);
      }
    }
    for (Association a : Texts.orEmpty(associations)) {
      if (!a.measure().equals(SPEARMAN)) {
        pairs.add(new Pair(a, ranks.get(List.of(a.first(), a.second()))));
      }
    }
    return pairs;
  }

  /** Plain lines; none where no two columns go far together. */
  static List<String> lines(Explored explored) {
    List<Pair> strong =
        pairs(explored == null ? null : explored.associations()).stream()
            .filter(p -> Math.abs(p.strength()) >= STRONG)
            .limit(LINES)
            .toList();
    List<String> lines = new ArrayList<>();
    if (!strong.isEmpty()) {
      lines.add("columns that go together");
    }
    strong.forEach(
        p ->
            lines.add(
                "  %s  %s (%s)"
                    .formatted(
                        ProfileText.ahead(Numbers.metric(p.strength()), STRENGTH_WIDTH),
                        p.names(),
                        MEASURES.get(p.most.measure())
                            + (p.ranks == null
                                ? ""
                                : ", of ranks " + Numbers.metric(p.ranks.strength())))));
    return lines;
  }

  /** The chapters of a page. */
  static List<Chapter> chapters(Explored explored, long rows) {
    return explored == null
        ? List.of()
        : Stream.of(
                Gaps.chapter(explored.missing(), rows),
                chapter(explored),
                Clouds.chapter(explored.points()),
                Calendars.chapter(explored.series()))
            .flatMap(Optional::stream)
            .toList();
  }

  private static Optional<Chapter> chapter(Explored explored) {
    List<Pair> pairs = pairs(explored.associations());
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    Pair strongest = pairs.get(0);
    Object finding =
        Math.abs(strongest.strength()) < STRONG
            ? "No two columns go far together"
            : Markup.join(
                Texts.term(strongest.most.first()),
                " and ",
                Texts.term(strongest.most.second()),
                " go together most: " + Numbers.metric(strongest.strength()));
    DataTable table =
        new DataTable()
            .text("Pair")
            .text("Measure")
            .number("Strength")
            .number("Of ranks")
            .number("p")
            .number("Rows with both");
    pairs.stream()
        .limit(LISTED)
        .forEach(
            p ->
                table.row(
                    Markup.join(Texts.term(p.most.first()), " ", Texts.term(p.most.second())),
                    MEASURES.get(p.most.measure()),
                    Numbers.metric(p.strength()),
                    p.ranks == null ? Numbers.DASH : Numbers.metric(p.ranks.strength()),
                    Numbers.chance(p.most.adjusted()),
                    Numbers.count(p.most.rows())));
    return Optional.of(
        new Chapter(
            "associations",
            "Associations",
            finding,
            Markup.join(
                AssociationMap.figure(pairs),
                table.markup(),
                note(),
                inflations(Texts.orEmpty(explored.inflations())))));
  }

  private static Markup note() {
    return Markup.element(
        "p.note",
        "Of two numbers Pearson's correlation, which sees straight lines alone, and beside it that"
            + " of their ranks (Spearman); of two columns of few values Cram\u00e9r's V, corrected"
            + " for its bias; of a number and a column of few values the correlation ratio. The"
            + " last two have no sign. p is the chance of one so strong between independent"
            + " columns, corrected for the number of pairs (Benjamini-Hochberg).");
  }

  private static Markup inflations(List<Inflation> inflations) {
    List<Inflation> large = inflations.stream().filter(i -> i.factor() >= INFLATED).toList();
    if (large.isEmpty()) {
      return Markup.NONE;
    }
    DataTable table =
        new DataTable().text("Column").number("Explained by the others").number("VIF");
    large.forEach(
        i ->
            table.row(
                Texts.term(i.column()),
                Numbers.percent(i.determined()),
                Double.isFinite(i.factor()) ? Numbers.value(i.factor()) : "\u221e"));
    return Chapter.figure(
        Numbers.count(large.size(), "column")
            + (large.size() == 1 ? " follows" : " follow")
            + " from the other numbers nearly in a straight line: coefficients of a linear model"
            + " would be uncertain",
        table.markup());
  }
}
