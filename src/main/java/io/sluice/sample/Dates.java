package io.sluice.sample;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes points in time as different systems export them, without asking the JVM for its idea of a
 * month's name.
 */
final class Dates {

  /** How a date is written. */
  enum Format {
    ISO("iso"),
    DAY_MONTH("dayMonth"),
    MONTH_DAY("monthDay"),
    DAY_ONLY("dayOnly");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    static Format draw(Dice dice) {
      double way = dice.uniform();
      return way < 0.55 ? ISO : way < 0.77 ? DAY_MONTH : way < 0.88 ? MONTH_DAY : DAY_ONLY;
    }
  }

  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private Dates() {}

  /** In UTC, to the minute or, as ISO, to the second. */
  static String write(long seconds, Format format) {
    LocalDateTime t = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return write(
        t.getYear(), t.getMonthValue(), t.getDayOfMonth(), t.toLocalTime().toSecondOfDay(), format);
  }

  /** A day that no calendar has. */
  static String impossible(long seconds, Format format, Dice dice) {
    LocalDateTime t = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    int month = dice.pick(new Integer[] {2, 4, 6, 9, 11});
    int day = month == 2 ? dice.between(30, 31) : 31;
    return write(t.getYear(), month, day, t.toLocalTime().toSecondOfDay(), format);
  }

  /** Whether day and month could be exchanged and would be another day. */
  static boolean isAmbiguous(long seconds, Format format) {
    LocalDateTime t = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    boolean slashes = format == Format.DAY_MONTH || format == Format.MONTH_DAY;
    return slashes && t.getDayOfMonth() <= 12 && t.getDayOfMonth() != t.getMonthValue();
  }

  private static String write(int year, int month, int day, int second, Format format) {
    int hour = second / 3600;
    String minute = two(second / 60 % 60);
    return switch (format) {
      case ISO ->
          year
              + "-"
              + two(month)
              + "-"
              + two(day)
              + "T"
              + two(hour)
              + ":"
              + minute
              + ":"
              + two(second % 60)
              + "Z";
      case DAY_MONTH -> two(day) + "/" + two(month) + "/" + year + " " + two(hour) + ":" + minute;
      case MONTH_DAY ->
          two(month)
              + "/"
              + two(day)
              + "/"
              + year
              + " "
              + (hour % 12 == 0 ? 12 : hour % 12)
              + ":"
              + minute
              + (hour < 12 ? " AM" : " PM");
      case DAY_ONLY -> day + " " + MONTHS[month - 1] + " " + year;
    };
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
