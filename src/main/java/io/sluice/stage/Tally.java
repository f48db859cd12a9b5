package io.sluice.stage;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Option;

/**
 * Numbers counted while rows pass by, with no action of their own. Known once an action has run
 * over the rows. An action that stops before it has seen all rows, such as one with LIMIT, counts
 * those that it saw.
 */
public final class Tally {

  private final String name = "tally-" + UUID.randomUUID();
  private Supplier<Row> alone;

  /** The same rows, with these aggregates counted as they pass. */
  public Dataset<Row> on(Dataset<Row> rows, Column first, Column... others) {
    alone = () -> rows.agg(first, others).first();
    return rows.observe(name, first, others);
  }

  /**
   * The aggregates, in their order, from the Dataset on which the action was called; none where
   * Spark found, before or while it ran, that it need not compute these rows.
   */
  public Optional<Row> seenBy(Dataset<?> executed) {
    Option<Row> row = executed.queryExecution().observedMetrics().get(name);
    return row.isDefined() ? Optional.of(row.get()) : Optional.empty();
  }

  /** The same, or, where that action has not seen these rows, from an action over them alone. */
  public Row in(Dataset<?> executed) {
    return seenBy(executed).orElseGet(this::alone);
  }

  /** The aggregates, from an action over these rows alone. */
  public Row alone() {
    return alone.get();
  }
}
