package io.sluice.clean;

import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a step that takes texts alone. */
final class TextColumns {

  private TextColumns() {}

  /** Those chosen, or all without a role where none is; a problem for each that is no text. */
  static List<StructField> choose(StructType table, String[] choices, String step) {
    if (choices.length == 0) {
      List<StructField> all =
          Roles.withoutRole(table).stream().filter(f -> Columns.isText(f.dataType())).toList();
      if (all.isEmpty()) {
        throw ProblemException.inJob("columns", "no column without a role is text.");
      }
      return all;
    }
    List<StructField> chosen = Columns.choose(table, choices);
    List<Problem> unfit =
        chosen.stream()
            .filter(f -> !Columns.isText(f.dataType()))
            .map(f -> new Problem("columns", unfit(f, step)))
            .toList();
    if (!unfit.isEmpty()) {
      throw ProblemException.inJob(unfit);
    }
    return chosen;
  }

  private static String unfit(StructField field, String step) {
    return "column '%s' is %s; %s takes text."
        .formatted(field.name(), Columns.inWords(field.dataType()), step);
  }
}
