package io.sluice.stats;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Counts the values of one column as they lie in Spark's memory; text is made of them once. */
final class TextCounter implements RowMeasure {

  private final ColumnSummary column;
  private final int at;
  private final Map<UTF8String, long[]> counts = new HashMap<>();

  TextCounter(ColumnSummary column, int at) {
    this.column = column;
    this.at = at;
  }

  @Override
  public Measure measure() {
    return column;
  }

  @Override
  public void add(InternalRow row) {
    if (row.isNullAt(at)) {
      column.addNull();
      return;
    }
    UTF8String value = row.getUTF8String(at);
    long[] count = counts.get(value);
    if (count != null) {
      count[0]++;
    } else {
      counts.put(value.copy(), new long[] {1}); // the row's memory is used again for the next row
      if (counts.size() > ValueCounts.MAX_VALUES) {
        finish();
      }
    }
  }

  @Override
  public void finish() {
    counts.forEach((value, count) -> column.add(value.toString(), count[0]));
    counts.clear();
  }
}
