package io.sluice.read;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.Tally;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table that was opened.
 *
 * @param rows the rows that fit the schema
 * @param corrupt the rows that do not, as raw line, file and reason, where there can be any
 * @param counts the number of all rows and of the corrupt ones, counted as {@link #rows} pass
 */
public record Loaded(Dataset<Row> rows, Optional<Dataset<Row>> corrupt, Tally counts) {

  static Loaded of(Dataset<Row> rows) {
    Tally counts = new Tally();
    return new Loaded(
        counts.on(rows, count(lit(1)).as("rows"), count(lit(null)).as("corrupt")),
        Optional.empty(),
        counts);
  }
}
