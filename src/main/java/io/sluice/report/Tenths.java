package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run.Calibration;
import io.sluice.result.Run.Scores;
import java.util.List;

/** Of a model that predicts a number, how far it is off where it predicts little and much. */
final class Tenths {

  private Tenths() {}

  static Markup markup(Scores judged, Markup label) {
    List<Calibration> tenths = Texts.orEmpty(judged.calibration());
    if (judged.confusion() != null || tenths.isEmpty()) {
      return Markup.NONE;
    }
    DataTable table =
        new DataTable()
            .text("Rows by prediction", element("small", "on " + judged.part()))
            .number("Rows")
            .number("Mean prediction")
            .number("Mean of ", label)
            .number("Mean residual");
    for (int i = 0; i < tenths.size(); i++) {
      Calibration tenth = tenths.get(i);
      table.row(
          name(i, tenths.size()),
          Numbers.count(tenth.rows()),
          Numbers.value(tenth.predicted()),
          Numbers.value(tenth.observed()),
          Numbers.value(tenth.observed() - tenth.predicted()));
    }
    return table.markup();
  }

  private static String name(int index, int of) {
    if (index == 0) {
      return "1, the lowest";
    }
    return index + 1 == of ? of + ", the highest" : Integer.toString(index + 1);
  }
}
