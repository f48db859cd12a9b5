package io.sluice.stage;

import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Option;

/**
 * Numbers counted while rows pass by, with no action of their own. Known once an action has run
 * over the rows; not known where Spark found that it need not compute the rows at all.
 */
public final class Tally {

  private final String name = "tally-" + UUID.randomUUID();

  /** The same rows, with these aggregates counted as they pass. */
  public Dataset<Row> on(Dataset<Row> rows, Column first, Column... others) {
    return rows.observe(name, first, others);
  }

  /** The aggregates, in their order, from the Dataset on which the action was called. */
  public Optional<Row> in(Dataset<?> executed) {
    Option<Row> row = executed.queryExecution().observedMetrics().get(name);
    return row.isDefined() ? Optional.of(row.get()) : Optional.empty();
  }
}
