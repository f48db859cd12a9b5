package io.sluice.report;

import static io.sluice.report.Markup.attribute;
import static io.sluice.report.Markup.element;

import io.sluice.result.Run.Confusion;
import java.util.Locale;

/**
 * The confusion matrix: rows of the table by truth and prediction, each cell tinted by its share.
 */
final class Matrix {

  private final Confusion counts;
  private final Markup label;

  Matrix(Confusion counts, Markup label) {
    this.counts = counts;
    this.label = label;
  }

  Markup markup() {
    long positives = counts.truePositives() + counts.falseNegatives();
    long negatives = counts.falsePositives() + counts.trueNegatives();
    return Chapter.figure(
        finding(positives),
        element(
            "table.matrix",
            element("caption", "Share of each row of the matrix, and number of rows"),
            element(
                "thead",
                element(
                    "tr",
                    element("td"),
                    element("th", attribute("scope", "col"), "predicted ", label),
                    element("th", attribute("scope", "col"), "predicted not"),
                    element("th", attribute("scope", "col"), "rows"))),
            element(
                "tbody",
                row("is ", counts.truePositives(), counts.falseNegatives(), positives),
                row("is not ", counts.falsePositives(), counts.trueNegatives(), negatives))));
  }

  private Markup finding(long positives) {
    long alarms = counts.truePositives() + counts.falsePositives();
    return Markup.join(
        "Of " + Numbers.count(positives, "row") + " with ",
        label,
        " it finds " + Numbers.count(counts.truePositives()),
        positives == 0 ? "" : part(counts.truePositives(), positives),
        alarms == 0
            ? "; it raises no alarm"
            : "; of its "
                + Numbers.count(alarms, "alarm")
                + " "
                + Numbers.count(counts.truePositives())
                + (counts.truePositives() == 1 ? " is right" : " are right")
                + part(counts.truePositives(), alarms));
  }

  private static String part(long part, long whole) {
    return " (" + Numbers.roundPercent(Numbers.ratio(part, whole)) + ")";
  }

  private Markup row(String truth, long predicted, long not, long rows) {
    return element(
        "tr",
        element("th", attribute("scope", "row"), truth, label),
        cell(predicted, rows),
        cell(not, rows),
        element("td.number", Numbers.count(rows)));
  }

  private static Markup cell(long count, long rows) {
    return element(
        "td.tint",
        attribute(
            "style", String.format(Locale.ROOT, "--share:%.0f%%", 45 * Numbers.ratio(count, rows))),
        element("b", Numbers.share(count, rows)),
        element("small", Numbers.count(count)));
  }
}
