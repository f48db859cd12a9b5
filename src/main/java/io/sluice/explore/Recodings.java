package io.sluice.explore;

import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.sluice.stage.Columns;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of text that say the same in other words, such as a country and its code: value for value
 * one stands for one of the other. Only columns whose values come equally often can; where there
 * are such, one more pass counts the pairs that there are.
 */
public final class Recodings {

  private static final int MOST_PAIRS = 20;

  private record Pair(String first, String second, long values) {}

  private Recodings() {}

  /**
   * What deserves a look, by the later column of each two.
   *
   * @param summary that knows what {@link Profiles#needs} says
   */
  public static Map<String, List<String>> doubts(Dataset<Row> rows, Summary summary) {
    List<Pair> pairs = candidates(rows.schema(), summary);
    Map<String, List<String>> doubts = new HashMap<>();
    if (pairs.isEmpty()) {
      return doubts;
    }
    Column[] counts =
        pairs.stream()
            .map(p -> count_distinct(struct(Columns.col(p.first), Columns.col(p.second))))
            .toArray(Column[]::new);
    Row counted = rows.agg(lit(0), counts).first();
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      if (counted.getLong(i + 1) == pair.values) {
        doubts
            .computeIfAbsent(pair.second, c -> new ArrayList<>())
            .add("says the same as '%s', value for value".formatted(pair.first));
      }
    }
    return doubts;
  }

  private static List<Pair> candidates(StructType table, Summary summary) {
    Map<List<Long>, List<String>> alike = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (StructField field : table.fields()) {
      Need need = Need.values(field.name());
      if (Columns.isText(field.dataType()) && summary.knows(need)) {
        ColumnSummary column = summary.of(need);
        List<Long> counts = counts(column);
        if (counts.size() > 2) { // two values, missing ones among them, say little
          List<String> others = alike.computeIfAbsent(counts, c -> new ArrayList<>());
          others.stream()
              .limit(1) // the others say the same as the first, if they do
              .forEach(o -> pairs.add(new Pair(o, field.name(), counts.size())));
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
