package io.sluice.clean;

import io.sluice.stage.Tally;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts what a step does while its rows pass, with no pass of its own, and tells the {@link
 * Outcome} afterwards.
 */
public final class Account {

  private final Tally tally = new Tally();
  private final List<Column> counts;
  private final Function<Row, Outcome> tell;

  private Account(List<Column> counts, Function<Row, Outcome> tell) {
    this.counts = counts;
    this.tell = tell;
  }

  /** Of a step that has nothing to count. */
  static Account none() {
    return told(Outcome.NOTHING);
  }

  /** Of a step that knows already. */
  static Account told(Outcome outcome) {
    return new Account(List.of(), row -> outcome);
  }

  /** Of a step that learns from these aggregates, which {@code tell} is given in their order. */
  static Account of(Function<Row, Outcome> tell, Column... counts) {
    return new Account(
        IntStream.range(0, counts.length).mapToObj(i -> counts[i].as("count" + i)).toList(), tell);
  }

  /** The same rows, counted as they pass. */
  Dataset<Row> on(Dataset<Row> rows) {
    Column[] others = counts.stream().skip(1).toArray(Column[]::new);
    return tally.on(rows, counts.get(0), others);
  }

  /** What there is to say, from the Dataset on which the action was called. */
  public Outcome in(Dataset<?> executed) {
    return tell.apply(counts.isEmpty() ? null : tally.in(executed));
  }

  /** The numbers of a row of counts; 0 where an aggregate has none. */
  static long[] numbers(Row counts) {
    return IntStream.range(0, counts.size())
        .mapToLong(i -> counts.isNullAt(i) ? 0 : counts.<Number>getAs(i).longValue())
        .toArray();
  }
}
