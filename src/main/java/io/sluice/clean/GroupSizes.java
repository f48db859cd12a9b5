package io.sluice.clean;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** How large groups are, and what there is to say of it. */
final class GroupSizes {

  /** Sizes that are counted together. */
  record Band(long from, long to) {

    private String text() {
      return from == to ? "" + from : to == Long.MAX_VALUE ? from + " or more" : from + " to " + to;
    }
  }

  static final List<Band> BANDS =
      List.of(
          new Band(1, 1),
          new Band(2, 2),
          new Band(3, 4),
          new Band(5, 9),
          new Band(10, 19),
          new Band(20, 49),
          new Band(50, 99),
          new Band(100, Long.MAX_VALUE));

  private static final int NUM_GROUPS = 0;
  private static final int SMALLEST = 1;
  private static final int ROWS = 2;
  private static final int GROUPS_BELOW_K = 3;
  private static final int ROWS_BELOW_K = 4;
  private static final int FEWEST_VALUES = 5;
  private static final int ROWS_BELOW_L = 6;
  private static final int FIRST_BAND = 7;

  private final Groups groups;
  private final Map<Integer, long[]> counts = new TreeMap<>();

  /**
   * Takes what was counted.
   *
   * @param counted for each set of columns its number, then the counts; none of a table without
   *     rows
   */
  GroupSizes(Groups groups, List<Row> counted) {
    this.groups = groups;
    counted.forEach(row -> counts.put(row.getInt(0), numbers(row)));
  }

  private static long[] numbers(Row row) {
    return IntStream.range(1, row.size())
        .mapToLong(i -> row.isNullAt(i) ? 0 : row.getLong(i))
        .toArray();
  }

  private long count(int set, int what) {
    return counts.containsKey(set) ? counts.get(set)[what] : 0;
  }

  /** Rows in groups of fewer than k. */
  long rowsBelowK() {
    return count(0, ROWS_BELOW_K);
  }

  /** Rows in groups of k or more with fewer than l values of what is sensitive. */
  long rowsBelowL() {
    return count(0, ROWS_BELOW_L);
  }

  long rowsShort() {
    return rowsBelowK() + rowsBelowL();
  }

  /** What falls short, in a line. */
  String text() {
    String small =
        "%,d of %,d rows are in groups of fewer than %d by %s; the smallest has %,d."
            .formatted(
                rowsBelowK(),
                count(0, ROWS),
                groups.k(),
                String.join(", ", groups.names()),
                count(0, SMALLEST));
    return rowsBelowL() == 0
        ? small
        : small
            + " %,d more are in groups with fewer than %d values of %s."
                .formatted(rowsBelowL(), groups.l(), groups.sensitive().orElse(""));
  }

  /** The groups as a whole, their sizes, and the columns; none where there are no rows. */
  List<Run.Finding> findings() {
    return counts.isEmpty()
        ? List.of()
        : List.of(
            new Run.Finding("Anonymity", List.of(whole())),
            new Run.Finding("Sizes of groups", bands()),
            new Run.Finding("What tells rows apart", columns()));
  }

  private Map<String, Object> whole() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("groups", count(0, NUM_GROUPS));
    line.put("smallest group", count(0, SMALLEST));
    line.put("groups below " + groups.k(), count(0, GROUPS_BELOW_K));
    line.put("rows in these", rowsBelowK());
    line.put("row share", (double) rowsBelowK() / count(0, ROWS));
    groups
        .sensitive()
        .ifPresent(
            name -> {
              line.put("fewest values of " + name, count(0, FEWEST_VALUES));
              line.put("more rows with fewer than " + groups.l(), rowsBelowL());
            });
    return line;
  }

  private List<Map<String, Object>> bands() {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int i = 0; i < BANDS.size(); i++) {
      long numGroups = count(0, FIRST_BAND + 2 * i);
      long rows = count(0, FIRST_BAND + 2 * i + 1);
      if (numGroups > 0) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("rows in a group", BANDS.get(i).text());
        line.put("groups", numGroups);
        line.put("rows", rows);
        line.put("row share", (double) rows / count(0, ROWS));
        lines.add(line);
      }
    }
    return lines;
  }

  /** The column without which the fewest rows would be in small groups comes first. */
  private List<Map<String, Object>> columns() {
    int n = groups.names().size();
    return IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingLong(i -> count(1 + i, ROWS_BELOW_K)))
        .map(
            i -> {
              Map<String, Object> line = new LinkedHashMap<>();
              line.put("column", groups.names().get(i));
              line.put("values", count(1 + n + i, NUM_GROUPS));
              line.put("rows below " + groups.k() + " by it alone", count(1 + n + i, ROWS_BELOW_K));
              line.put("rows below " + groups.k() + " without it", count(1 + i, ROWS_BELOW_K));
              return line;
            })
        .toList();
  }
}
