package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * One thing that can be wrong with a row.
 *
 * @param fails whether it is; never null
 * @param value the value that is wrong, as text of bounded length; null where there is none
 * @param reason what is wrong in words: {@code column 'speed': '999.0' is not from 0 to 400}
 */
public record Fault(Column fails, Column value, Column reason) {

  private static final int MOST_SHOWN = 40;

  /** Nothing to show but that it is so. */
  static Fault plain(Column fails, String reason) {
    return new Fault(coalesce(fails, lit(false)), lit(null).cast("string"), lit(reason));
  }

  /** These columns have values that {@code complaint} is said of. */
  static Fault of(List<String> columns, Column fails, String complaint) {
    Column[] texts =
        columns.stream().map(c -> Columns.col(c).cast("string")).toArray(Column[]::new);
    Column value = shortened(concat_ws(", ", texts));
    String subject = (columns.size() == 1 ? "column '" : "columns '") + String.join(", ", columns);
    return new Fault(
        coalesce(fails, lit(false)),
        value,
        concat(lit(subject + "': '"), value, lit("' " + complaint)));
  }

  private static Column shortened(Column text) {
    return when(length(text).gt(MOST_SHOWN), concat(text.substr(1, MOST_SHOWN), lit("...")))
        .otherwise(text);
  }
}
