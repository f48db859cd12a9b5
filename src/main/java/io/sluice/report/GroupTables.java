package io.sluice.report;

import io.sluice.result.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns of numbers by the values of another one. */
final class GroupTables {

  private static final int NAME_CHARS = 28;
  private static final int SHOWN = 10; // in the terminal

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
    return lines;
  }

  /** A chapter of the page. */
  static Optional<Chapter> chapter(Groups groups) {
    if (groups == null || groups.columns().isEmpty()) {
      return Optional.empty();
    }
    List<Markup> tables = new ArrayList<>();
    for (Groups.Column column : groups.columns()) {
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
              Markup.join(Texts.term(column.name()), ": " + share(column)), table.markup()));
    }
    tables.add(
        Markup.element(
            "p.note",
            "The ten most frequent of "
                + Numbers.count(groups.values(), "value")
                + ". The share of the variance that lies between the values is the correlation"
                + " ratio (eta squared); p is that of the analysis of variance, which takes the"
                + " groups to be normal and of one variance."));
    Groups.Column most = groups.columns().get(0);
    return Optional.of(
        new Chapter(
            "groups",
            "By " + groups.by(),
            most.etaSquared() == null
                ? "No column of numbers differs between the values"
                : Markup.join(Texts.term(most.name()), " differs most between the values"),
            Markup.join(tables)));
  }

  private static String share(Groups.Column column) {
    if (column.etaSquared() == null) {
      return "does not vary";
    }
    String share = Numbers.percent(column.etaSquared()) + " of the variance between the values";
    return column.p() == null ? share : share + ", p " + Numbers.chance(column.p());
  }

  private static String name(Groups.Group group) {
    return Texts.shorten(ProfileText.line(group.value()), NAME_CHARS);
  }
}
