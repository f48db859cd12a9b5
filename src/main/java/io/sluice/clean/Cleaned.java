package io.sluice.clean;

import io.sluice.stage.Tally;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a clean step makes of the rows.
 *
 * @param rows the rows that go on
 * @param quarantined rows taken out, with a column {@value #REASON} (underscores follow where the
 *     rows have one already), where the step does that
 * @param counts rows for the quarantine, rows for which the job shall fail, and values changed in
 *     rows that stay, counted as {@code rows} pass; where the step has any of these
 */
public record Cleaned(
    Dataset<Row> rows, Optional<Dataset<Row>> quarantined, Optional<Tally> counts) {

  /** The column of a quarantined row that says why it is there. */
  public static final String REASON = "reason";

  /** The rows that go on, and nothing more to say than their number. */
  public static Cleaned of(Dataset<Row> rows) {
    return new Cleaned(rows, Optional.empty(), Optional.empty());
  }

  /** Counts what the step does to the rows before it. */
  static Dataset<Row> count(
      Tally counts, Dataset<Row> rows, Column quarantined, Column failed, Column changed) {
    return counts.on(
        rows, quarantined.as("quarantined"), failed.as("failed"), changed.as("changed"));
  }
}
