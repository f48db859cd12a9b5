package io.sluice.explore;

import io.sluice.result.Drift;
import io.sluice.stage.Columns;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.ColumnSummary.Weighted;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What changed between two tables, column by column, from a summary of each: no further pass.
 *
 * <p>The population stability index (Siddiqi 2006, "Credit Risk Scorecards") is the sum of (p - q)
 * ln(p / q) over bins, here with shares of at least {@value #LEAST_SHARE}. Whether it is chance is
 * told by Pearson's chi-squared test that the bins of both are samples of one distribution.
 */
public final class Drifts {

  private static final int TENTHS = 10;
  private static final int MOST_VALUES = 50;
  private static final int NAMED = 5;
  private static final double LEAST_SHARE = 1e-4;

  private Drifts() {}

  /**
   * The drift of each column that both tables have in one type, the largest first.
   *
   * @param before that knows what {@link Profiles#needs} says
   * @param now the same
   */
  public static List<Drift> of(
      Summary before, StructType tableBefore, Summary now, StructType tableNow) {
    List<Drift> drifts = new ArrayList<>();
    for (StructField field : tableNow.fields()) {
      if (isCommon(field, tableBefore)
          && !Profiles.isNested(field)
          && before.rows() > 0
          && now.rows() > 0) {
        Need need = Profiles.need(field);
        Sides sides = new Sides(before.of(need), before.rows(), now.of(need), now.rows());
        drifts.add(
            need.kind() == Need.Kind.NUMBERS ? ofNumbers(field, sides) : ofValues(field, sides));
      }
    }
    drifts.sort(Comparator.comparingDouble(Drift::psi).reversed());
    return List.copyOf(drifts);
  }

  /** The columns of a table that another does not have, or has in another type. */
  public static List<String> missing(StructType table, StructType other) {
    return Arrays.stream(table.fields())
        .filter(f -> !isCommon(f, other))
        .map(f -> f.name() + " " + f.dataType().simpleString())
        .toList();
  }

  private static boolean isCommon(StructField field, StructType other) {
    return Columns.has(other, field.name())
        && other.apply(field.name()).dataType().equals(field.dataType());
  }

  private record Sides(ColumnSummary before, long rowsBefore, ColumnSummary now, long rowsNow) {

    double missingBefore() {
      return (double) before.missing() / rowsBefore;
    }

    double missingNow() {
      return (double) now.missing() / rowsNow;
    }

    /** Of bins with so many rows, and one of the missing values. */
    double psi(long[] countsBefore, long[] countsNow) {
      double psi = term(before.missing(), now.missing());
      for (int i = 0; i < countsBefore.length; i++) {
        psi += term(countsBefore[i], countsNow[i]);
      }
      return psi;
    }

    private double term(long countBefore, long countNow) {
      if (countBefore == 0 && countNow == 0) {
        return 0;
      }
      double q = Math.max(LEAST_SHARE, (double) countBefore / rowsBefore);
      double p = Math.max(LEAST_SHARE, (double) countNow / rowsNow);
      return (p - q) * Math.log(p / q);
    }

    /** Of the bins, and of one with the missing values; 1 of a single bin. */
    double p(long[] countsBefore, long[] countsNow) {
      long[] before =
          LongStream.concat(Arrays.stream(countsBefore), LongStream.of(this.before.missing()))
              .toArray();
      long[] now =
          LongStream.concat(Arrays.stream(countsNow), LongStream.of(this.now.missing())).toArray();
      int[] filled =
          IntStream.range(0, before.length).filter(i -> before[i] + now[i] > 0).toArray();
      return filled.length < 2
          ? 1
          : new ChiSquareTest()
              .chiSquareTestDataSetsComparison(
                  Arrays.stream(filled).mapToLong(i -> before[i]).toArray(),
                  Arrays.stream(filled).mapToLong(i -> now[i]).toArray());
    }
  }

  private static Drift ofNumbers(StructField field, Sides sides) {
    double[] tenths = IntStream.range(1, TENTHS).mapToDouble(i -> (double) i / TENTHS).toArray();
    double[] ends =
        sides.before.moments().count() == 0
            ? new double[0]
            : Arrays.stream(sides.before.quantiles(tenths)).distinct().toArray();
    long[] countsBefore = counts(sides.before, ends);
    long[] countsNow = counts(sides.now, ends);
    boolean both = sides.before.moments().count() > 0 && sides.now.moments().count() > 0;
    return new Drift(
        field.name(),
        field.dataType().simpleString(),
        sides.psi(countsBefore, countsNow),
        sides.p(countsBefore, countsNow),
        both ? Samples.distance(sides.before.weighted(), sides.now.weighted()) : 0,
        sides.missingBefore(),
        sides.missingNow(),
        both ? (Double) sides.before.moments().mean() : null,
        both ? (Double) sides.now.moments().mean() : null,
        List.of(),
        List.of());
  }

  /** How many numbers are up to each end, beyond the one before, and beyond the last. */
  private static long[] counts(ColumnSummary column, double[] ends) {
    long[] counts = new long[ends.length + 1];
    for (Weighted number : column.weighted()) {
      int found = Arrays.binarySearch(ends, number.value());
      counts[found >= 0 ? found : -found - 1] += number.count();
    }
    return counts;
  }

  /** Of the values that are frequent on either side; all others are one. */
  private static Drift ofValues(StructField field, Sides sides) {
    Map<String, Long> before = counts(sides.before);
    Map<String, Long> now = counts(sides.now);
    List<String> names =
        Stream.concat(
                before.keySet().stream().limit(MOST_VALUES),
                now.keySet().stream().limit(MOST_VALUES))
            .distinct()
            .toList();
    long[] countsBefore = counts(names, before, sides.before);
    long[] countsNow = counts(names, now, sides.now);
    double variation = Math.abs(sides.missingBefore() - sides.missingNow());
    for (int i = 0; i < countsBefore.length; i++) {
      variation +=
          Math.abs(
              (double) countsBefore[i] / sides.rowsBefore - (double) countsNow[i] / sides.rowsNow);
    }
    return new Drift(
        field.name(),
        field.dataType().simpleString(),
        sides.psi(countsBefore, countsNow),
        sides.p(countsBefore, countsNow),
        variation / 2,
        sides.missingBefore(),
        sides.missingNow(),
        null,
        null,
        alone(now, before, sides.before),
        alone(before, now, sides.now));
  }

  /** The rows of each value, the most frequent one first. */
  private static Map<String, Long> counts(ColumnSummary column) {
    Map<String, Long> counts = new LinkedHashMap<>();
    column.values().frequent().forEach(f -> counts.put(f.value(), f.atLeast()));
    return counts;
  }

  /** The rows of each name, and of all other values. */
  private static long[] counts(List<String> names, Map<String, Long> counts, ColumnSummary column) {
    long[] rows = new long[names.size() + 1];
    long seen = 0;
    for (int i = 0; i < names.size(); i++) {
      rows[i] = counts.getOrDefault(names.get(i), 0L);
      seen += rows[i];
    }
    rows[names.size()] = column.values().total() - seen;
    return rows;
  }

  /**
   * The most frequent values that another side has not; none where it is not known which it has.
   */
  private static List<String> alone(
      Map<String, Long> counts, Map<String, Long> others, ColumnSummary other) {
    return other.values().isExact()
        ? counts.keySet().stream().filter(v -> !others.containsKey(v)).limit(NAMED).toList()
        : List.of();
  }
}
