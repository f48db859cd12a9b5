package io.sluice.report;

import io.sluice.result.Run.ColumnProfile;
import java.time.Instant;
import java.time.LocalDate;

/** Values of a column as a reader wants them: times, which are seconds, as dates and times. */
final class Amounts {

  private static final double DAY = 86_400;

  private Amounts() {}

  static String value(ColumnProfile column, Double value) {
    if (value == null || !Double.isFinite(value) || !isTime(column)) {
      return Numbers.value(value);
    }
    return isDate(column)
        ? LocalDate.ofEpochDay((long) Math.floor(value / DAY)).toString()
        : Numbers.minute(Instant.ofEpochSecond((long) Math.floor(value)).toString())
            .replace(" UTC", "");
  }

  /** A distance of values. */
  static String distance(ColumnProfile column, Double value) {
    if (value == null || !isTime(column)) {
      return Numbers.value(value);
    }
    return value < DAY ? Numbers.duration(value) : Numbers.value(value / DAY) + " days";
  }

  private static boolean isDate(ColumnProfile column) {
    return "date".equals(column.type());
  }

  private static boolean isTime(ColumnProfile column) {
    return isDate(column) || Texts.orEmpty(column.type()).startsWith("timestamp");
  }
}
