package io.sluice.explore;

import io.sluice.stage.Columns;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Joint.Recoding;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of text that say the same in other words, such as a country and its code: value for value
 * one stands for one of the other. Only columns whose values come equally often can.
 */
final class Recodings {

  private static final int MOST_PAIRS = 20;

  private Recodings() {}

  /**
   * Those that may.
   *
   * @param summary that knows what {@link Profiles#needs} says
   */
  static List<Recoding> candidates(StructType table, Summary summary) {
    Map<List<Long>, List<String>> alike = new HashMap<>();
    List<Recoding> pairs = new ArrayList<>();
    for (StructField field : table.fields()) {
      Need need = Need.values(field.name());
      if (Columns.isText(field.dataType()) && summary.knows(need)) {
        ColumnSummary column = summary.of(need);
        List<Long> counts = counts(column);
        if (counts.size() > 2) { // two values, missing ones among them, say little
          List<String> others = alike.computeIfAbsent(counts, c -> new ArrayList<>());
          others.stream()
              .limit(1) // the others say the same as the first, if they do
              .forEach(o -> pairs.add(new Recoding(o, field.name(), counts.size())));
          others.add(field.name());
        }
      }
    }
    return pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()));
  }

  /** How many rows each value has, missing ones too, in the order of the counts. */
  private static List<Long> counts(ColumnSummary column) {
    ValueCounts values = column.values();
    if (!values.isExact()) {
      return List.of();
    }
    List<Long> counts = new ArrayList<>();
    values.mostFrequentFirst().forEach(c -> counts.add(c.count()));
    if (column.missing() > 0) {
      counts.add(column.missing());
    }
    Long[] sorted = counts.toArray(new Long[0]);
    Arrays.sort(sorted);
    return List.of(sorted);
  }
}
