package io.sluice.clean;

import io.sluice.stage.ProblemException;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One pattern of java.time, read strictly: no 30 February, no text left over. Month and day names
 * are English, in any case; a year of two digits is of 2000 to 2099; a month or day that the
 * pattern leaves out is the first, a clock midnight.
 */
final class DateFormat {

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern CLOCK = Pattern.compile("[HhKkmsSAnNB]");
  private static final Pattern OTHER_CALENDARS = Pattern.compile("[DwWFQqYg]");
  private static final ZonedDateTime SAMPLE =
      ZonedDateTime.of(2021, 11, 23, 13, 14, 15, 123_456_000, ZoneOffset.UTC);

  private final DateTimeFormatter formatter;

  private DateFormat(DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /** A text as it was read. */
  record Reading(LocalDate date, LocalTime time, Optional<ZoneId> own) {

    /** The moment, in this zone where the text names none of its own. */
    ZonedDateTime in(ZoneId zone) {
      return ZonedDateTime.of(date, time, own.orElse(zone));
    }

    /** The day of that moment as this zone has it. */
    LocalDate dateIn(ZoneId zone) {
      return own.isPresent() ? in(zone).withZoneSameInstant(zone).toLocalDate() : date;
    }
  }

  static boolean hasClock(String pattern) {
    return CLOCK.matcher(unquoted(pattern)).find();
  }

  /** Of a pattern that is known to be one. */
  static DateFormat of(String pattern) {
    String letters = unquoted(pattern);
    DateTimeFormatterBuilder builder =
        new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
    if (letters.contains("y") && !letters.contains("G")) {
      builder.parseDefaulting(ChronoField.ERA, 1);
    }
    if (!letters.contains("d") && !OTHER_CALENDARS.matcher(letters).find()) {
      builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
      if (!letters.contains("M") && !letters.contains("L")) {
        builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
      }
    }
    return new DateFormat(
        builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT));
  }

  /** Fails where it is no pattern, or does not say a day, or a clock without its hour. */
  static void require(String setting, String pattern) {
    if (pattern.contains("'Z'")) {
      throw ProblemException.inJob(
          setting,
          "in '%s', 'Z' is a mere letter and no offset. Write X for it.".formatted(pattern));
    }
    DateFormat format;
    Optional<Reading> reading;
    try {
      format = of(pattern);
      reading = format.read(format.formatter.format(SAMPLE));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw ProblemException.inJob(
          setting,
          "'%s' is no pattern of dates, such as dd/MM/yyyy HH:mm: %s."
              .formatted(pattern, e.getMessage()));
    }
    if (reading.isEmpty()) {
      throw ProblemException.inJob(
          setting,
          "'%s' does not say the year, or not which day of it. Write such as dd/MM/yyyy."
              .formatted(pattern));
    }
    if (hasClock(pattern) && reading.get().time().getHour() != SAMPLE.getHour()) {
      throw ProblemException.inJob(
          setting,
          "'%s' has a clock that does not say the hour. Write HH, or hh with a for AM and PM."
              .formatted(pattern));
    }
  }

  /** Nothing where the text does not fit. */
  Optional<Reading> read(String text) {
    ParsePosition position = new ParsePosition(0);
    TemporalAccessor fields = formatter.parseUnresolved(text, position);
    if (fields == null || position.getIndex() < text.length() || !isLikely(fields)) {
      return Optional.empty();
    }
    try {
      TemporalAccessor parsed = formatter.parse(text);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneId offset = parsed.query(TemporalQueries.offset());
      ZoneId own = offset == null ? parsed.query(TemporalQueries.zone()) : offset;
      return Optional.ofNullable(date)
          .map(
              d ->
                  new Reading(
                      d, time == null ? LocalTime.MIDNIGHT : time, Optional.ofNullable(own)));
    } catch (DateTimeException e) {
      return Optional.empty(); // it fits the pattern, but is no date: 30 February
    }
  }

  /** What most often is no date, found without the cost of an exception. */
  private static boolean isLikely(TemporalAccessor fields) {
    return isWithin(fields, ChronoField.MONTH_OF_YEAR)
        && isWithin(fields, ChronoField.DAY_OF_MONTH);
  }

  private static boolean isWithin(TemporalAccessor fields, ChronoField field) {
    return !fields.isSupported(field) || field.range().isValidValue(fields.getLong(field));
  }

  private static String unquoted(String pattern) {
    return QUOTED.matcher(pattern).replaceAll("");
  }
}
