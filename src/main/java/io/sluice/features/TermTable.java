package io.sluice.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import io.sluice.stage.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often each term of some columns comes and in how many rows, exactly: counted in one pass,
 * then kept by Spark, on disk where memory is short, until it is closed.
 */
final class TermTable implements AutoCloseable {

  private static final String COLUMN = "column";
  private static final String TERM = "term";
  private static final String FIRST = "first";
  private static final String COUNT = "count";
  private static final String ROWS = "rows";

  private final Dataset<Row> terms;

  /**
   * Counts the terms of columns of text, cut as {@code tokenize} cuts where nothing is set, and of
   * arrays of words.
   */
  TermTable(Dataset<Row> rows, List<String> columns) {
    List<Column> words = new ArrayList<>();
    List<Column> entries = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      words.add(array_sort(words(rows, name)).as("words" + i));
      words.add(Columns.col(name).isNotNull().as("known" + i));
      entries.add(entries(lit(i), col("words" + i)));
      // stands for the row itself, which may have no word
      entries.add(array(entry(lit(i), lit(null).cast("string"), col("known" + i))));
    }
    this.terms =
        rows.select(words.toArray(new Column[0]))
            .select(inline(concat(entries.toArray(new Column[0]))))
            .groupBy(COLUMN, TERM)
            .agg(count(lit(1)).as(COUNT), count_if(col(FIRST)).as(ROWS))
            .persist();
  }

  private static Column words(Dataset<Row> rows, String name) {
    Column column = Columns.col(name);
    if (Columns.isText(rows.schema().apply(name).dataType())) {
      TextAnalysis analysis = new TextAnalysis(TextSettings.standard(1));
      return Loop.of((Loop.TextToTexts) analysis::tokens, column);
    }
    return coalesce(array_compact(column), array().cast("array<string>"));
  }

  /** An entry for each word; equal ones stand side by side. */
  private static Column entries(Column column, Column words) {
    return transform(
        words, (word, i) -> entry(column, word, not(get(words, i.minus(lit(1))).eqNullSafe(word))));
  }

  private static Column entry(Column column, Column term, Column isFirst) {
    return struct(column.as(COLUMN), term.as(TERM), isFirst.as(FIRST));
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
