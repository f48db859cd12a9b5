package io.sluice.features;

import static org.apache.spark.sql.functions.cos;
import static org.apache.spark.sql.functions.sin;
import static org.apache.spark.sql.functions.weekday;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** A part of a date, or of a timestamp without a time zone. */
enum DatePart {
  YEAR("year", 0),
  QUARTER("quarter", 4),
  MONTH("month", 12),
  WEEK_OF_YEAR("weekOfYear", 365.25 / 7),
  DAY_OF_YEAR("dayOfYear", 365.25),
  DAY_OF_MONTH("dayOfMonth", 31),
  DAY_OF_WEEK("dayOfWeek", 7),
  HOUR("hour", 24),
  MINUTE("minute", 60),
  IS_WEEKEND("isWeekend", 0),
  EPOCH_DAYS("epochDays", 0);

  private final String word;
  private final double period;

  DatePart(String word, double period) {
    this.word = word;
    this.period = period;
  }

  /** All parts, as a user writes them. */
  static List<String> names() {
    return Arrays.stream(values()).map(DatePart::toString).toList();
  }

  /** The parts of these names, once each; others are left out. */
  static List<DatePart> known(String... names) {
    return Arrays.stream(names)
        .distinct()
        .flatMap(name -> Arrays.stream(values()).filter(part -> part.word.equals(name)))
        .toList();
  }

  @Override
  public String toString() {
    return word;
  }

  /** Whether a date has no such part. */
  boolean isOfClock() {
    return this == HOUR || this == MINUTE;
  }

  /** The names of the columns that it becomes. */
  List<String> outputs(String column, boolean cyclic) {
    String name = column + "_" + word;
    return isPair(cyclic) ? List.of(name + "_sin", name + "_cos") : List.of(name);
  }

  /** The columns that it becomes, doubles. */
  List<Column> of(Column time, String column, boolean cyclic) {
    List<String> names = outputs(column, cyclic);
    Column value = value(time).cast("double");
    if (!isPair(cyclic)) {
      return List.of(value.as(names.get(0)));
    }
    Column angle = value.multiply(2 * Math.PI / period);
    return List.of(sin(angle).as(names.get(0)), cos(angle).as(names.get(1)));
  }

  private boolean isPair(boolean cyclic) {
    return cyclic && period > 0;
  }

  private Column value(Column time) {
    return switch (this) {
      case YEAR -> functions.year(time);
      case QUARTER -> functions.quarter(time);
      case MONTH -> functions.month(time);
      case WEEK_OF_YEAR -> functions.weekofyear(time);
      case DAY_OF_YEAR -> functions.dayofyear(time);
      case DAY_OF_MONTH -> functions.dayofmonth(time);
      case DAY_OF_WEEK -> weekday(time).plus(1);
      case HOUR -> functions.hour(time);
      case MINUTE -> functions.minute(time);
      case IS_WEEKEND -> weekday(time).geq(5);
      case EPOCH_DAYS -> functions.unix_date(time.cast("date"));
    };
  }
}
