package io.sluice.report;

import io.sluice.result.Drift;
import io.sluice.result.Profile;
import io.sluice.result.Profile.Against;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changed since an earlier table. */
final class Changes {

  private static final int VALUE_CHARS = 24;
  private static final String ARROW = " \u2192 ";

  private Changes() {}

  /** How much, in a sentence. */
  static String summary(Against against) {
    int changed = against.changed().size();
    return changed == 0
        ? "no column changed beyond what samples differ in"
        : "%s of %s changed"
            .formatted(Numbers.count(changed), Numbers.count(against.drifts().size(), "column"));
  }

  /** Plain lines. */
  static List<String> lines(Profile profile) {
    Against against = profile.against();
    List<String> lines = new ArrayList<>();
    lines.add(
        "against %s: %s then, %s now; %s"
            .formatted(
                against.table(),
                Numbers.count(against.rows(), "row"),
                Numbers.count(profile.rows()),
                summary(against)));
    if (!against.gone().isEmpty()) {
      lines.add("gone: " + String.join(", ", against.gone()));
    }
    if (!against.added().isEmpty()) {
      lines.add("new: " + String.join(", ", against.added()));
    }
    against
        .changed()
        .forEach(
            drift ->
                lines.add(
                    "  %s: PSI %s, distance %s%s"
                        .formatted(
                            drift.column(),
                            Numbers.metric(drift.psi()),
                            Numbers.metric(drift.distance()),
                            String.join("", facts(drift).stream().map(f -> ", " + f).toList()))));
    return lines;
  }

  /** A chapter of the page. */
  static Optional<Chapter> chapter(Against against) {
    if (against == null) {
      return Optional.empty();
    }
    DataTable table =
        new DataTable().text("Column").number("PSI").number("Distance").text("What changed");
    for (Drift drift : against.drifts()) {
      table.row(
          drift.isChanged() ? Markup.element("b", drift.column()) : Markup.join(drift.column()),
          Numbers.metric(drift.psi()),
          Numbers.metric(drift.distance()),
          String.join("; ", facts(drift)));
    }
    List<Markup> notes = new ArrayList<>();
    if (!against.gone().isEmpty()) {
      notes.add(Markup.element("p", "Gone: " + String.join(", ", against.gone())));
    }
    if (!against.added().isEmpty()) {
      notes.add(Markup.element("p", "New: " + String.join(", ", against.added())));
    }
    notes.add(
        Markup.element(
            "p.note",
            "Against "
                + against.table()
                + ", "
                + Numbers.count(against.rows(), "row")
                + ". PSI: population stability index over tenths of the earlier numbers, or over"
                + " values. Distance: of numbers Kolmogorov and Smirnov's, of values the share that"
                + " would have to change. Bold: PSI of "
                + Drift.CHANGED
                + " or more, with a chance of less than 1 % between samples of one distribution"
                + " (chi-squared)."));
    return Optional.of(
        new Chapter(
            "changes",
            "Changes",
            Texts.capitalised(summary(against)),
            Markup.join(table.markup(), notes)));
  }

  private static List<String> facts(Drift drift) {
    List<String> facts = new ArrayList<>();
    String missingBefore = Numbers.percent(drift.missingBefore());
    String missingNow = Numbers.percent(drift.missingNow());
    if (!missingBefore.equals(missingNow)) {
      facts.add("missing " + missingBefore + ARROW + missingNow);
    }
    if (drift.meanBefore() != null) {
      facts.add(
          "mean "
              + Amounts.value(drift.type(), drift.meanBefore())
              + ARROW
              + Amounts.value(drift.type(), drift.meanNow()));
    }
    if (!drift.added().isEmpty()) {
      facts.add("new " + values(drift.added()));
    }
    if (!drift.gone().isEmpty()) {
      facts.add("gone " + values(drift.gone()));
    }
    return facts;
  }

  private static String values(List<String> values) {
    return String.join(
        ", ",
        values.stream()
            .map(v -> "'" + Texts.shorten(ProfileText.line(v), VALUE_CHARS) + "'")
            .toList());
  }
}
