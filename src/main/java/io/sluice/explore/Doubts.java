package io.sluice.explore;

import io.sluice.stage.Columns;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.ColumnSummary.Weighted;
import io.sluice.stats.Need;
import io.sluice.stats.ValueCounts.Frequent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;

/**
 * What of a column deserves a look, as a colleague would say it: from its summary alone, so no pass
 * over the rows. Each doubt is a question, not a verdict: the bounds are those of {@code
 * docs/profile.md}.
 */
final class Doubts {

  private static final double MOSTLY_MISSING = 0.5;
  private static final double NEARLY_CONSTANT = 0.95;
  static final long FEW = 100; // rows, before that nothing is said of shares
  static final double SENTINELS = 0.001; // of the rows
  private static final double INNER_FENCE = 1.5;
  private static final double TAIL = 0.001;
  private static final double FAR = 10;
  private static final long DAY = 86_400;
  private static final double HOUR = 3_600;
  private static final int FEW_TIMES = 30;
  private static final double USUAL_GAPS = 95; // percent
  private static final double SHARE_BESIDE = 0.01;

  private static final Set<Double> NUMBERS =
      Set.of(
          -1.0,
          -9.0,
          -99.0,
          -999.0,
          -9_999.0,
          -99_999.0,
          -999_999.0,
          99.0,
          999.0,
          9_999.0,
          99_999.0,
          999_999.0,
          9_999_999.0);

  private static final Map<Double, String> DATES =
      Map.of(-2_208_988_800.0, "1900-01-01", 0.0, "1970-01-01", 253_402_214_400.0, "9999-12-31");

  private final ColumnSummary column;
  private final DataType type;
  private final long rows;
  private final long there;
  private final List<String> found = new ArrayList<>();

  private Doubts(ColumnSummary column, DataType type, long rows) {
    this.column = column;
    this.type = type;
    this.rows = rows;
    this.there = rows - column.missing();
  }

  /**
   * The doubts of a column.
   *
   * @param distinct how many different values it has
   * @param rows of the table
   * @param now what lies after it lies in the future
   */
  static List<String> of(
      ColumnSummary column, DataType type, long distinct, long rows, Instant now) {
    Doubts doubts = new Doubts(column, type, rows);
    if (rows > 0) {
      doubts.look(distinct, now);
    }
    return List.copyOf(doubts.found);
  }

  private void look(long distinct, Instant now) {
    if (there == 0) {
      say("nothing but missing values");
      return;
    }
    if (column.missing() > MOSTLY_MISSING * rows) {
      say("%.0f %% of the values are missing", 100.0 * column.missing() / rows);
    }
    if (distinct == 1 && rows > 1) {
      say("always the same value%s", column.missing() > 0 ? " where there is one" : "");
      return;
    }
    if (Columns.isTime(type)) {
      times(now);
    } else if (Columns.isNumeric(type)) {
      numbers();
    } else if (Columns.isText(type)) {
      found.addAll(TextDoubts.of(column.values(), distinct, there, rows));
    }
    constant();
  }

  private void constant() {
    mostFrequent()
        .filter(f -> there >= FEW && f.atLeast() >= NEARLY_CONSTANT * there)
        .ifPresent(
            f ->
                say(
                    "%s in %.1f %% of the rows that have a value",
                    f.value(), 100.0 * f.atLeast() / there));
  }

  private Optional<Frequent> mostFrequent() {
    if (column.kind() == Need.Kind.VALUES) {
      return column.values().frequent().stream()
          .findFirst()
          .map(
              f ->
                  new Frequent(
                      "'" + TextDoubts.shortened(f.value()) + "'", f.atLeast(), f.atMost()));
    }
    return Columns.isTime(type)
        ? Optional.empty()
        : column.mode().map(m -> new Frequent(shown(m, type), count(m), count(m)));
  }

  private void times(Instant now) {
    double greatest = column.moments().max();
    for (Map.Entry<Double, String> date : DATES.entrySet()) {
      long count = count(date.getKey());
      if (isOften(count)) {
        say("%s in %,d rows: does it stand for a missing value?", date.getValue(), count);
      }
    }
    if (greatest > now.getEpochSecond() + DAY) {
      say("values in the future");
    }
    gap();
  }

  /** A time without rows that is far longer than others, between rows that are not few. */
  private void gap() {
    List<Weighted> times =
        column.weighted().stream().filter(t -> !DATES.containsKey(t.value())).toList();
    if (times.size() < FEW_TIMES) {
      return;
    }
    double[] gaps = new double[times.size() - 1];
    int longest = 0;
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = times.get(i + 1).value() - times.get(i).value();
      longest = gaps[i] > gaps[longest] ? i : longest;
    }
    double usual = new Percentile().evaluate(gaps, USUAL_GAPS);
    long before = times.subList(0, longest + 1).stream().mapToLong(Weighted::count).sum();
    boolean isWithin = Math.min(before, there - before) >= SHARE_BESIDE * there;
    if (isWithin && gaps[longest] > FAR * usual) {
      say(
          "no values between %s and %s; elsewhere there are hardly ever %s without",
          time(times.get(longest).value()),
          time(times.get(longest + 1).value()),
          usual < DAY
              ? String.format(Locale.ROOT, "%.1f hours", usual / HOUR)
              : String.format(Locale.ROOT, "%.1f days", usual / DAY));
    }
  }

  private String time(double seconds) {
    return type instanceof DateType
        ? Seasons.time(seconds).toLocalDate().toString()
        : Seasons.time(seconds).toString().replace('T', ' ');
  }

  private void numbers() {
    double[] q = column.quantiles(0.25, 0.75);
    double fence = INNER_FENCE * (q[1] - q[0]);
    List<Weighted> sentinels =
        !column.quantiles().isExact()
            ? List.of()
            : column.weighted().stream()
                .filter(n -> NUMBERS.contains(n.value()) && isOften(n.count()))
                .filter(n -> n.value() < q[0] - fence || n.value() > q[1] + fence)
                .toList();
    sentinels.forEach(
        n ->
            say(
                "%.0f in %,d rows, apart from the others: does it stand for a missing value?",
                n.value(), n.count()));
    if (sentinels.isEmpty() && there >= FEW) {
      outliers();
    }
  }

  /** Ends that lie much farther from the middle than nearly all values do. */
  private void outliers() {
    double tail = Math.max(TAIL, 3.0 / there);
    double[] q = column.quantiles(tail, 0.5, 1 - tail);
    outlier("least", q[1] - column.moments().min(), q[1] - q[0], tail);
    outlier("greatest", column.moments().max() - q[1], q[2] - q[1], tail);
  }

  private void outlier(String which, double distance, double usual, double tail) {
    if (usual > 0 && distance > FAR * usual) {
      say(
          "the %s value lies %.0f times as far from the median as %.1f %% of the values do: is it"
              + " right?",
          which, distance / usual, 100 * (1 - tail));
    }
  }

  private boolean isOften(long count) {
    return count > 1 && count >= SENTINELS * rows;
  }

  private long count(double value) {
    return column.quantiles().isExact()
        ? column.weighted().stream()
            .filter(n -> n.value() == value)
            .mapToLong(Weighted::count)
            .sum()
        : 0;
  }

  /** A number of a column as a reader writes it. */
  static String shown(double number, DataType type) {
    return type instanceof BooleanType ? Boolean.toString(number == 1) : plain(number);
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private void say(String format, Object... values) {
    found.add(String.format(Locale.ROOT, format, Arrays.copyOf(values, values.length)));
  }
}
