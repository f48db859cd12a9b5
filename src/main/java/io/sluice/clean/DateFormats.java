package io.sluice.clean;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * Counts by which format the texts of each column were read, and which others would have read them
 * differently: aggregates, and in the same order what they say.
 */
final class DateFormats {

  private final List<String> formats;
  private final List<String> columns;

  DateFormats(List<String> formats, Collection<String> columns) {
    this.formats = formats;
    this.columns = List.copyOf(columns);
  }

  /** Of what {@link DateTexts} reads of each column. */
  List<Column> counts(Map<String, Column> read) {
    List<Column> counts = new ArrayList<>();
    for (String column : columns) {
      Column format = read.get(column).getField("format");
      Column other = read.get(column).getField("other");
      counts.add(count(read.get(column)));
      for (int i = 0; i < formats.size(); i++) {
        counts.add(count_if(format.equalTo(i)));
        for (int j = i + 1; j < formats.size(); j++) {
          counts.add(count_if(format.equalTo(i).and(other.equalTo(j))));
        }
      }
    }
    return counts;
  }

  /**
   * The outcome with what was found.
   *
   * @param then what becomes of an ambiguous text; {@code %s} is the first format
   */
  Outcome tell(Outcome before, long[] numbers, int from, String then) {
    Outcome outcome = before;
    List<Map<String, Object>> found = new ArrayList<>();
    int at = from;
    for (String column : columns) {
      long values = numbers[at++];
      for (int i = 0; i < formats.size(); i++) {
        if (numbers[at] > 0) {
          found.add(line(column, formats.get(i), numbers[at]));
        }
        at++;
        for (int j = i + 1; j < formats.size(); j++) {
          long doubtful = numbers[at++];
          if (doubtful > 0) {
            String first = formats.get(i);
            outcome =
                outcome.warning(
                    "%s: %,d of %,d values fit %s and %s differently; %s."
                        .formatted(
                            column,
                            doubtful,
                            values,
                            first,
                            formats.get(j),
                            then.formatted(first)));
          }
        }
      }
    }
    return formats.size() > 1
        ? outcome.finding(new Run.Finding("Formats of dates", found))
        : outcome;
  }

  private static Map<String, Object> line(String column, String format, long values) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("column", column);
    line.put("format", format);
    line.put("values", values);
    return line;
  }
}
