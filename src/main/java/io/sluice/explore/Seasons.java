package io.sluice.explore;

import io.sluice.result.Explored.Period;
import io.sluice.result.Explored.Series;
import io.sluice.stage.Columns;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.ColumnSummary.Weighted;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows by calendar, from the times that a summary has counted: no pass over the rows. Times far
 * from most, beyond {@link Fences}, are left out.
 */
final class Seasons {

  private static final int MOST_PERIODS = 72;
  private static final int MOST_SERIES = 3;

  /** A unit, how its periods begin, and how one follows another. */
  private enum Unit {
    HOUR(t -> t.truncatedTo(ChronoUnit.HOURS), t -> t.plusHours(1)),
    DAY(t -> t.truncatedTo(ChronoUnit.DAYS), t -> t.plusDays(1)),
    WEEK(
        t -> t.truncatedTo(ChronoUnit.DAYS).minusDays(t.getDayOfWeek().getValue() - 1L),
        t -> t.plusWeeks(1)),
    MONTH(t -> month(t, t.getMonthValue()), t -> t.plusMonths(1)),
    QUARTER(t -> month(t, (t.getMonthValue() - 1) / 3 * 3 + 1), t -> t.plusMonths(3)),
    YEAR(t -> month(t, 1), t -> t.plusYears(1)),
    DECADE(t -> month(t.withYear(t.getYear() / 10 * 10), 1), t -> t.plusYears(10));

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final UnaryOperator<LocalDateTime> begin;

    @SuppressWarnings("ImmutableEnumChecker")
    private final UnaryOperator<LocalDateTime> next;

    Unit(UnaryOperator<LocalDateTime> begin, UnaryOperator<LocalDateTime> next) {
      this.begin = begin;
      this.next = next;
    }

    private static LocalDateTime month(LocalDateTime time, int month) {
      return LocalDate.of(time.getYear(), month, 1).atStartOfDay();
    }

    /** The beginnings of its periods from one time to another; too many are not counted. */
    private List<LocalDateTime> periods(LocalDateTime from, LocalDateTime to) {
      List<LocalDateTime> periods = new ArrayList<>();
      LocalDateTime at = begin.apply(from);
      while (!at.isAfter(to) && periods.size() <= MOST_PERIODS) {
        periods.add(at);
        at = next.apply(at);
      }
      return periods;
    }
  }

  private Seasons() {}

  /** Of the first {@value #MOST_SERIES} columns of times with more than one value. */
  static List<Series> of(Summary summary, StructType table) {
    List<Series> all = new ArrayList<>();
    for (StructField field : table.fields()) {
      if (Columns.isTime(field.dataType()) && all.size() < MOST_SERIES) {
        ColumnSummary column = summary.of(Need.numbers(field.name()));
        if (column.quantiles().buckets() > 1) {
          all.add(series(column));
        }
      }
    }
    return List.copyOf(all);
  }

  private static Series series(ColumnSummary column) {
    Fences fences = Fences.of(column);
    LocalDateTime from = time(fences.from());
    LocalDateTime to = time(fences.to());
    Unit unit =
        Arrays.stream(Unit.values())
            .filter(u -> u.periods(from, to).size() <= MOST_PERIODS)
            .findFirst()
            .orElse(Unit.DECADE);
    List<LocalDateTime> periods = unit.periods(from, to);
    long[] counts = new long[periods.size()];
    int at = 0;
    for (Weighted number : column.weighted()) {
      LocalDateTime time = time(number.value());
      while (at + 1 < counts.length && !time.isBefore(periods.get(at + 1))) {
        at++;
      }
      counts[at] += fences.hold(number.value()) ? number.count() : 0;
    }
    List<Period> counted = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      counted.add(new Period(periods.get(i).toInstant(ZoneOffset.UTC).toString(), counts[i]));
    }
    return new Series(
        column.name(), unit.name().toLowerCase(Locale.ROOT), column.quantiles().isExact(), counted);
  }

  static LocalDateTime time(double seconds) {
    return LocalDateTime.ofInstant(
        Instant.ofEpochSecond((long) Math.floor(seconds)), ZoneOffset.UTC);
  }
}
