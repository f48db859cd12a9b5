package io.sluice.stats;

import io.sluice.stage.Columns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The one pass: reads Spark's internal rows, in which numbers have been cast to double and all else
 * to text, into one summary a partition, and merges these in the order of the partitions, so that
 * rounding is the same in every run.
 */
final class Summarizer {

  /** Partitions beyond which summaries are merged on the executors first. */
  private static final int FAN_IN = 64;

  private Summarizer() {}

  static Summary summarize(Dataset<?> data, List<Need> needs) {
    List<Column> selected = new ArrayList<>();
    for (Need need : needs) {
      Column column = Columns.col(need.column());
      selected.add(column.cast(isNumbers(need) ? "double" : "string"));
    }
    JavaRDD<Summary> parts =
        data.select(selected.toArray(new Column[0]))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(rows -> List.of(fold(rows, needs)).iterator());
    Summary merged = fold(List.<InternalRow>of().iterator(), needs);
    inOrder(parts).forEach(merged::merge);
    return merged;
  }

  private static boolean isNumbers(Need need) {
    return need.kind() == ColumnSummary.Kind.NUMBERS;
  }

  private static Summary fold(Iterator<InternalRow> rows, List<Need> needs) {
    int n = needs.size();
    boolean[] numbers = new boolean[n];
    ColumnSummary[] columns = new ColumnSummary[n];
    List<Map<UTF8String, long[]>> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      numbers[i] = isNumbers(needs.get(i));
      columns[i] = new ColumnSummary(needs.get(i).column(), needs.get(i).kind());
      values.add(new HashMap<>());
    }
    Summary summary = new Summary(0, List.of(columns));
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      summary.addRow();
      for (int i = 0; i < n; i++) {
        if (row.isNullAt(i)) {
          columns[i].addNull();
        } else if (numbers[i]) {
          columns[i].add(row.getDouble(i));
        } else {
          count(row.getUTF8String(i), values.get(i), columns[i]);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      ColumnSummary column = columns[i];
      values.get(i).forEach((value, count) -> column.add(value.toString(), count[0]));
    }
    return summary;
  }

  private static void count(UTF8String value, Map<UTF8String, long[]> counts, ColumnSummary into) {
    long[] count = counts.get(value);
    if (count != null) {
      count[0]++;
    } else {
      counts.put(value.copy(), new long[] {1}); // the row's memory is used again for the next row
      if (counts.size() > ValueCounts.MAX_VALUES) {
        counts.forEach((text, n) -> into.add(text.toString(), n[0]));
        counts.clear();
      }
    }
  }

  /** A key a partition: the group of key i is in partition i, so groups keep their order. */
  private static List<Summary> inOrder(JavaRDD<Summary> parts) {
    if (parts.getNumPartitions() <= FAN_IN) {
      return parts.collect();
    }
    record Part(int index, Summary summary) implements java.io.Serializable {}
    JavaPairRDD<Integer, Part> grouped =
        parts
            .mapPartitionsWithIndex(
                (index, it) -> List.of(new Part(index, it.next())).iterator(), false)
            .keyBy(part -> part.index / FAN_IN);
    return inOrder(
        grouped
            .groupByKey((parts.getNumPartitions() + FAN_IN - 1) / FAN_IN)
            .values()
            .map(
                group -> {
                  List<Part> sorted = new ArrayList<>();
                  group.forEach(sorted::add);
                  sorted.sort(Comparator.comparingInt(Part::index));
                  Summary first = sorted.get(0).summary;
                  sorted.subList(1, sorted.size()).forEach(p -> first.merge(p.summary));
                  return first;
                }));
  }
}
