package io.sluice.explore;

import io.sluice.stage.Columns;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.ColumnSummary.Weighted;
import io.sluice.stats.Need;
import io.sluice.stats.ValueCounts.Count;
import io.sluice.stats.ValueCounts.Frequent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;

/**
 * What of a column deserves a look, as a colleague would say it: from its summary alone, so no pass
 * over the rows. Each doubt is a question, not a verdict: the bounds are those of {@code
 * docs/profile.md}.
 */
final class Doubts {

  private static final double MOSTLY_MISSING = 0.5;
  private static final double NEARLY_CONSTANT = 0.95;
  private static final double NEARLY_UNIQUE = 0.95;
  private static final long FEW = 100; // rows, before that nothing is said of shares
  private static final long MANY_VALUES = 1_000;
  private static final double SENTINELS = 0.001; // of the rows
  private static final double INNER_FENCE = 1.5;
  private static final double TAIL = 0.001;
  private static final double FAR = 10;
  private static final double MIXED = 0.5;
  private static final long DAY = 86_400;

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

  private static final Set<String> TEXTS =
      Set.of(
          "",
          "-",
          "--",
          ".",
          "?",
          "n/a",
          "na",
          "nan",
          "nil",
          "none",
          "null",
          "missing",
          "unknown",
          "unspecified",
          "not available",
          "not known",
          "-1",
          "-99",
          "-999",
          "-9999",
          "1900-01-01",
          "9999-12-31");

  private static final Map<Double, String> DATES =
      Map.of(-2_208_988_800.0, "1900-01-01", 0.0, "1970-01-01", 253_402_214_400.0, "9999-12-31");

  private static final Pattern NUMBER = Pattern.compile("[+-]?(0|[1-9][0-9]*)([.][0-9]+)?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?");

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
      texts(distinct);
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
          .map(f -> new Frequent("'" + shortened(f.value()) + "'", f.atLeast(), f.atMost()));
    }
    return Columns.isTime(type)
        ? Optional.empty()
        : column.mode().map(m -> new Frequent(shown(m), count(m), count(m)));
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

  private void texts(long distinct) {
    List<Frequent> frequent = column.values().frequent();
    frequent.stream()
        .filter(f -> TEXTS.contains(f.value().strip().toLowerCase(Locale.ROOT)))
        .filter(f -> f.atLeast() >= SENTINELS * rows)
        .forEach(
            f ->
                say(
                    "'%s' in %s: does it stand for a missing value?",
                    f.value(), counted(f.atLeast(), "row")));
    if (there >= FEW && distinct >= NEARLY_UNIQUE * there) {
      say("nearly all values differ: an id or free text, no category");
    } else if (distinct > MANY_VALUES) {
      say("%,d different values: too many for one-hot encoding", distinct);
    }
    if (column.values().isExact()) {
      List<Count> counts = column.values().mostFrequentFirst();
      shapes(counts);
      if (distinct <= MANY_VALUES) {
        spellings(counts);
      }
    }
  }

  /** Texts that are numbers or dates, all or most of them. */
  private void shapes(List<Count> counts) {
    for (String shape : List.of("numbers", "dates")) {
      Predicate<String> fits = (shape.equals("numbers") ? NUMBER : DATE).asMatchPredicate();
      long fitting = sum(counts, fits);
      if (fitting == there) {
        say("all values are %s, read as text", shape);
      } else if (fitting > MIXED * there) {
        String other =
            counts.stream().map(Count::value).filter(fits.negate()).findFirst().orElseThrow();
        say(
            "%.1f %% of the values are %s, the others not, such as '%s'",
            100.0 * fitting / there, shape, shortened(other));
      }
    }
  }

  private void spellings(List<Count> counts) {
    Map<String, String> known = new HashMap<>();
    List<String> pairs = new ArrayList<>();
    for (Count count : counts) {
      String plain = count.value().strip().toLowerCase(Locale.ROOT);
      String first = known.putIfAbsent(plain, count.value());
      if (first != null) {
        pairs.add("'%s' and '%s'".formatted(shortened(first), shortened(count.value())));
      }
    }
    if (!pairs.isEmpty()) {
      say(
          "%s written in several ways, in case or blanks alone, such as %s",
          counted(pairs.size(), "value"), pairs.get(0));
    }
  }

  private static long sum(List<Count> counts, Predicate<String> fits) {
    return counts.stream().filter(c -> fits.test(c.value())).mapToLong(Count::count).sum();
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

  private static String counted(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  private String shown(double number) {
    return type instanceof BooleanType ? Boolean.toString(number == 1) : plain(number);
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 20 ? line : line.substring(0, 19) + "\u2026";
  }

  private void say(String format, Object... values) {
    found.add(String.format(Locale.ROOT, format, Arrays.copyOf(values, values.length)));
  }
}
