package io.sluice.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.sluice.stage.Columns;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * How often each term of some columns comes and in how many rows, exactly: counted in one pass,
 * then kept by Spark, on disk where memory is short, until it is closed.
 */
final class TermTable implements AutoCloseable {

  private static final String COLUMN = "column";
  private static final String TERM = "term";
  private static final String COUNT = "count";
  private static final String ROWS = "rows";

  private final Dataset<Row> terms;

  /**
   * Counts the terms of columns of text, cut as {@code tokenize} cuts where nothing is set, and of
   * arrays of words.
   */
  TermTable(Dataset<Row> rows, List<StructField> columns) {
    Column[] read = columns.stream().map(c -> Columns.col(c.name())).toArray(Column[]::new);
    boolean[] isText = new boolean[read.length];
    for (int i = 0; i < read.length; i++) {
      isText[i] = Columns.isText(columns.get(i).dataType());
    }
    JavaRDD<Row> counted =
        rows.select(read)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(partition -> new TermTally(partition, TermTally.MOST_TERMS, isText));
    this.terms =
        rows.sparkSession()
            .createDataFrame(counted, TermTally.SCHEMA)
            .groupBy(COLUMN, TERM)
            .agg(sum(COUNT).as(COUNT), sum(ROWS).as(ROWS))
            .persist();
  }

  /** Number of rows. */
  long rows() {
    return row(0).map(r -> r.<Long>getAs(COUNT)).orElse(0L);
  }

  /** Number of rows in which a column is not null. */
  long known(int column) {
    return row(column).map(r -> r.<Long>getAs(ROWS)).orElse(0L);
  }

  private Optional<Row> row(int column) {
    return of(column).where(col(TERM).isNull()).takeAsList(1).stream().findFirst();
  }

  /**
   * The terms that come most often, of those in at least so many rows; equally frequent ones in the
   * order of their text.
   */
  List<String> top(int column, int most, double leastRows) {
    return of(column)
        .where(col(TERM).isNotNull().and(col(ROWS).geq(leastRows)))
        .orderBy(col(COUNT).desc(), col(TERM))
        .limit(most)
        .collectAsList()
        .stream()
        .map(r -> r.<String>getAs(TERM))
        .toList();
  }

  private Dataset<Row> of(int column) {
    return terms.where(col(COLUMN).equalTo(column));
  }

  @Override
  public void close() {
    terms.unpersist();
  }
}
