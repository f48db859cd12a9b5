package io.sluice.features;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Counts the terms of a partition's rows, in a memory that does not grow with them: what was
 * counted is handed out whenever it has become much, so a term may come more than once. The entry
 * without a term counts the rows, and those in which the column is not null.
 */
final class TermTally implements Iterator<Row> {

  /** What {@link #next} gives: the number of a column, a term, how often, in how many rows. */
  static final StructType SCHEMA =
      StructType.fromDDL("column INT, term STRING, count BIGINT, rows BIGINT");

  /** So many different terms of a column take some 40 MB. */
  static final int MOST_TERMS = 1 << 18;

  private static final class Tally {
    private long count;
    private long rows;
    private long lastRow = -1;
  }

  private final Iterator<InternalRow> input;
  private final int mostTerms;
  private final boolean[] isText;
  private final TextAnalysis analysis = new TextAnalysis(TextSettings.standard(1));
  private final List<Map<UTF8String, Tally>> columns;
  private long row;
  private Iterator<Row> counted = Collections.emptyIterator();

  /**
   * Counts when asked for the first entry.
   *
   * @param mostTerms different terms of a column beyond which entries are handed out
   * @param isText whether each column is text, which is cut; arrays of words are not
   */
  TermTally(Iterator<InternalRow> input, int mostTerms, boolean... isText) {
    this.input = input;
    this.mostTerms = mostTerms;
    this.isText = isText;
    this.columns =
        IntStream.range(0, isText.length)
            .mapToObj(i -> (Map<UTF8String, Tally>) new HashMap<UTF8String, Tally>())
            .toList();
  }

  @Override
  public boolean hasNext() {
    if (!counted.hasNext() && input.hasNext()) {
      columns.forEach(Map::clear);
      while (input.hasNext() && columns.stream().allMatch(terms -> terms.size() <= mostTerms)) {
        add(input.next());
      }
      counted = IntStream.range(0, isText.length).boxed().flatMap(this::entries).iterator();
    }
    return counted.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return counted.next();
  }

  private void add(InternalRow values) {
    row++;
    for (int i = 0; i < isText.length; i++) {
      Map<UTF8String, Tally> terms = columns.get(i);
      Tally all = terms.computeIfAbsent(null, term -> new Tally());
      all.count++;
      if (values.isNullAt(i)) {
        continue;
      }
      all.rows++;
      if (isText[i]) {
        analysis.forEach(
            values.getUTF8String(i),
            (bytes, offset, length) -> add(terms, UTF8String.fromBytes(bytes, offset, length)));
      } else {
        addAll(terms, values.getArray(i));
      }
    }
  }

  private void addAll(Map<UTF8String, Tally> terms, ArrayData words) {
    for (int k = 0; k < words.numElements(); k++) {
      if (!words.isNullAt(k)) {
        add(terms, words.getUTF8String(k));
      }
    }
  }

  private void add(Map<UTF8String, Tally> terms, UTF8String term) {
    Tally tally = terms.get(term);
    if (tally == null) {
      tally = new Tally();
      terms.put(term.copy(), tally);
    }
    tally.count++;
    if (tally.lastRow != row) {
      tally.lastRow = row;
      tally.rows++;
    }
  }

  private Stream<Row> entries(int column) {
    return columns.get(column).entrySet().stream()
        .map(
            e -> {
              String term = e.getKey() == null ? null : e.getKey().toString();
              return RowFactory.create(column, term, e.getValue().count, e.getValue().rows);
            });
  }
}
