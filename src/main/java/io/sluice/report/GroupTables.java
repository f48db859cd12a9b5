package io.sluice.report;

import io.sluice.result.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Columns by the values of another one. */
final class GroupTables {

  private static final int NAME_CHARS = 28;
  private static final int SHOWN = 10; // in the terminal
  private static final int DRAWN = 8; // on the page, with box plots
  private static final int LISTED = 20;

  private static final Map<String, String> TESTS =
      Map.of(
          "welch", "Welch's t",
          "mannWhitney", "Mann-Whitney",
          "kolmogorovSmirnov", "Kolmogorov-Smirnov",
          "chiSquared", "chi-squared",
          "anova", "analysis of variance");

  private static final Map<String, String> EFFECTS =
      Map.of(
          "cohensD", "Cohen's d",
          "rankBiserial", "rank-biserial",
          "distance", "distance",
          "cramersV", "Cram\u00e9r's V",
          "etaSquared", "eta squared");

  private GroupTables() {}

  /** Plain lines. */
  static List<String> lines(Groups groups) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "by %s, %s; the columns that differ most first"
            .formatted(groups.by(), Numbers.count(groups.values(), "value")));
    for (Groups.Column column :
        groups.columns().subList(0, Math.min(SHOWN, groups.columns().size()))) {
      lines.add("  " + column.name() + ": " + share(column));
      column.tests().stream().skip(1).forEach(t -> lines.add("    " + inWords(t)));
      for (Groups.Group group : column.groups()) {
        lines.add(
            "    %-28s %10s rows  mean %10s  sd %10s  median %10s  %s"
                .formatted(
                    name(group),
                    Numbers.count(group.rows()),
                    Numbers.value(group.mean()),
                    Numbers.value(group.standardDeviation()),
                    Numbers.value(group.median()),
                    TinyHistogram.text(group.histogram()))
                .stripTrailing());
      }
    }
    groups.categories().stream()
        .limit(SHOWN)
        .forEach(c -> lines.add("  " + c.name() + ": " + inWords(c.tests().get(0))));
    return lines;
  }

  /** A chapter of the page. */
  static Optional<Chapter> chapter(Groups groups) {
    if (groups == null || (groups.columns().isEmpty() && groups.categories().isEmpty())) {
      return Optional.empty();
    }
    List<Markup> tables = new ArrayList<>();
    tables.add(shares(groups));
    List<Groups.Column> most =
        groups.columns().subList(0, Math.min(LISTED, groups.columns().size()));
    for (Groups.Column column : most) {
      DataTable table =
          new DataTable()
              .text(groups.by())
              .number("Rows")
              .number("Missing")
              .text("Spread")
              .number("Q1")
              .number("Median")
              .number("Q3")
              .number("Mean")
              .number("Std dev");
      for (Groups.Group group : column.groups()) {
        table.row(
            name(group),
            Numbers.count(group.rows()),
            Numbers.share(group.missing(), group.rows()),
            TinyHistogram.markup(column.type(), group.histogram()),
            Numbers.value(group.q1()),
            Numbers.value(group.median()),
            Numbers.value(group.q3()),
            Numbers.value(group.mean()),
            Numbers.value(group.standardDeviation()));
      }
      tables.add(
          Chapter.figure(
              Markup.join(Texts.term(column.name()), ": " + share(column)),
              tables.size() <= DRAWN ? boxes("boxes-" + tables.size(), column) : Markup.NONE,
              table.markup(),
              column.tests().stream()
                  .skip(1)
                  .map(t -> Markup.element("p.note", inWords(t)))
                  .toList()));
    }
    tables.add(categories(groups));
    tables.add(
        Markup.element(
            "p.note",
            "The ten most frequent of "
                + Numbers.count(groups.values(), "value")
                + (most.size() < groups.columns().size()
                    ? ", and the %d of %s that differ most"
                        .formatted(LISTED, Numbers.count(groups.columns().size(), "column"))
                    : "")
                + ". Boxes go from quartile to quartile, whiskers as far as 1.5 times that beyond."
                + " The share of the variance that lies between the values is eta squared; its p is"
                + " that of the analysis of variance, which takes the groups to be normal and of"
                + " one variance. Each p is corrected for the number of tests here"
                + " (Benjamini-Hochberg)."));
    return Optional.of(
        new Chapter("groups", "By " + groups.by(), finding(groups), Markup.join(tables)));
  }

  private static Object finding(Groups groups) {
    return groups.columns().stream()
        .findFirst()
        .filter(most -> !most.tests().isEmpty())
        .map(
            most ->
                Markup.join(
                    "Of the numbers ",
                    Texts.term(most.name()),
                    " differs most between the values of ",
                    Texts.term(groups.by())))
        .orElse(Markup.join("No number differs between the values of ", Texts.term(groups.by())));
  }

  private static Markup shares(Groups groups) {
    List<Bars.Bar> bars =
        groups.shares().stream()
            .map(s -> Bars.Bar.ofRows(ProfileText.line(s.value()), s.count()))
            .toList();
    return bars.isEmpty()
        ? Markup.NONE
        : Chapter.figure(
            "Rows by value"
                + (groups.values() > bars.size()
                    ? ", the most frequent of " + Numbers.count(groups.values())
                    : ""),
            Bars.picture("shares", bars).svg("Bars: rows by value of " + groups.by()));
  }

  private static Markup boxes(String id, Groups.Column column) {
    List<Groups.Group> filled = column.groups().stream().filter(g -> g.mean() != null).toList();
    return column.tests().isEmpty()
        ? Markup.NONE
        : Boxes.picture(id, Bars.shown(column.name(), NAME_CHARS), filled)
            .svg("Box plots of " + column.name() + " by value");
  }

  private static Markup categories(Groups groups) {
    if (groups.categories().isEmpty()) {
      return Markup.NONE;
    }
    DataTable table = new DataTable().text("Column").number("Cram\u00e9r's V").number("p");
    for (Groups.Category category : groups.categories()) {
      Groups.Test test = category.tests().get(0);
      table.row(
          Texts.term(category.name()),
          Numbers.metric(test.effect()),
          Numbers.chance(test.adjusted()));
    }
    return Chapter.figure("Columns of few values, by the chi-squared test", table.markup());
  }

  private static String share(Groups.Column column) {
    return column.tests().isEmpty()
        ? "does not vary"
        : Numbers.percent(column.tests().get(0).effect())
            + " of the variance between the values, p "
            + Numbers.chance(column.tests().get(0).adjusted());
  }

  private static String inWords(Groups.Test test) {
    return "%s: %s %s, p %s"
        .formatted(
            TESTS.get(test.name()),
            EFFECTS.get(test.measure()),
            Numbers.metric(test.effect()),
            Numbers.chance(test.adjusted()));
  }

  private static String name(Groups.Group group) {
    return Texts.shorten(ProfileText.line(group.value()), NAME_CHARS);
  }
}
