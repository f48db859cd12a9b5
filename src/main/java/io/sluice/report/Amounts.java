package io.sluice.report;

import io.sluice.result.Run.ColumnProfile;
import java.time.Instant;
import java.time.LocalDate;

/** Values of a column as a reader wants them: times, which are seconds, as dates and times. */
final class Amounts {

  private static final double DAY = 86_400;

  private Amounts() {}

  static String value(ColumnProfile column, Double value) {
    return value(column.type(), value);
  }

  /** A value of a column of this type. */
  static String value(String type, Double value) {
    if (value == null || !Double.isFinite(value) || !isTime(type)) {
      return Numbers.value(value);
    }
    return isDate(type)
        ? LocalDate.ofEpochDay((long) Math.floor(value / DAY)).toString()
        : Numbers.minute(Instant.ofEpochSecond((long) Math.floor(value)).toString())
            .replace(" UTC", "");
  }

  /** A distance of values. */
  static String distance(ColumnProfile column, Double value) {
    if (value == null || !isTime(column.type())) {
      return Numbers.value(value);
    }
    return value < DAY ? Numbers.duration(value) : Numbers.value(value / DAY) + " days";
  }

  private static boolean isDate(String type) {
    return "date".equals(type);
  }

  private static boolean isTime(String type) {
    return isDate(type) || Texts.orEmpty(type).startsWith("timestamp");
  }
}
