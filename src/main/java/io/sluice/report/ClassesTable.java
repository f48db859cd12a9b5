package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run.ClassScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How well each of several classes is told apart, and for which others its rows are taken. */
final class ClassesTable {

  /** Beyond these a table of all by all is too wide to be read. */
  private static final int MOST_IN_MATRIX = 12;

  private final List<ClassScores> classes;
  private final String part;

  ClassesTable(List<ClassScores> classes, String part) {
    this.classes = Texts.orEmpty(classes);
    this.part = part;
  }

  Markup markup() {
    if (classes.isEmpty()) {
      return Markup.NONE;
    }
    boolean withMatrix = classes.size() <= MOST_IN_MATRIX;
    DataTable table =
        new DataTable()
            .text("Class ", element("small", "on " + part))
            .number("Rows")
            .number(MetricName.PRECISION)
            .number(MetricName.RECALL)
            .number("F1");
    int columns = withMatrix ? classes.get(0).predicted().size() : 0;
    for (int c = 0; c < columns; c++) {
      table.number(element("small", "predicted "), classes.get(c).name());
    }
    for (ClassScores its : classes) {
      List<Object> cells = new ArrayList<>();
      cells.add(its.name());
      cells.add(Numbers.count(its.rows()));
      cells.add(Numbers.metric(its.precision()));
      cells.add(Numbers.metric(its.recall()));
      cells.add(Numbers.metric(its.f1()));
      for (int c = 0; c < columns; c++) {
        cells.add(Numbers.count(its.predicted().get(c)));
      }
      table.row(cells.toArray());
    }
    return Chapter.figure(finding(), table.markup());
  }

  private Object finding() {
    ClassScores worst =
        classes.stream()
            .filter(c -> c.recall() != null)
            .min(Comparator.comparingDouble(ClassScores::recall))
            .orElse(null);
    return worst == null
        ? "The classes one by one"
        : Markup.join(
            "The class ",
            Texts.term(worst.name()),
            " is found least often: " + Numbers.roundPercent(worst.recall()) + " of its rows");
  }
}
