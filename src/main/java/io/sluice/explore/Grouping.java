package io.sluice.explore;

import io.sluice.result.Groups;
import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.ColumnSummary.Weighted;
import io.sluice.stats.GroupedSummary;
import io.sluice.stats.Moments;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns by the values of another one: how those of numbers differ, from the one pass, with the
 * tests of {@link Samples}; between two values that of Welch, and those of Mann and Whitney and of
 * Kolmogorov and Smirnov, whose numbers are exact up to 1,024 different ones of a value.
 */
public final class Grouping {

  private static final int MOST_SHOWN = 10;
  private static final double RARE = 0.1;
  private static final double NEARLY_ALL = 0.95;
  private static final double SURE = 0.01;
  private static final Set<String> TELLING = Set.of("etaSquared", "rankBiserial", "cramersV");

  private Grouping() {}

  /** What must be known of a table's columns. */
  public static List<Need> needs(StructType table, String by) {
    return Arrays.stream(table.fields())
        .filter(f -> Columns.isNumeric(f.dataType()) && !f.name().equals(by))
        .map(f -> Need.groupedNumbers(f.name(), by))
        .toList();
  }

  /**
   * The columns.
   *
   * @param summary that knows what {@link #needs} says
   * @param categories how columns of few values go with it
   * @throws ProblemException where there are more values than are held
   */
  public static Groups of(
      Summary summary, StructType table, String by, List<Groups.Category> categories) {
    List<Groups.Column> columns = new ArrayList<>();
    for (Need need : needs(table, by)) {
      GroupedSummary grouped = summary.grouped(need);
      if (grouped.hasTooMany()) {
        throw ProblemException.inData(
            "column '%s' has more than %,d values: too many to look at each."
                .formatted(by, grouped.maxGroups()));
      }
      columns.add(column(table.apply(need.column()), grouped.groups()));
    }
    double[] adjusted =
        Discoveries.adjusted(
            Stream.concat(
                    columns.stream().map(Groups.Column::tests),
                    categories.stream().map(Groups.Category::tests))
                .flatMap(List::stream)
                .mapToDouble(Groups.Test::p)
                .toArray());
    Iterator<Double> next = Arrays.stream(adjusted).iterator();
    UnaryOperator<List<Groups.Test>> corrected =
        tests -> tests.stream().map(t -> t.adjusted(next.next())).toList();
    List<Groups.Column> all = new ArrayList<>();
    columns.forEach(
        c ->
            all.add(new Groups.Column(c.name(), c.type(), corrected.apply(c.tests()), c.groups())));
    List<Groups.Category> others = new ArrayList<>();
    categories.forEach(
        c -> others.add(new Groups.Category(c.name(), c.type(), corrected.apply(c.tests()))));
    all.sort(Comparator.comparingDouble(c -> -effect(c.tests())));
    others.sort(Comparator.comparingDouble(c -> -effect(c.tests())));
    List<Run.Top> shares = shares(table.apply(by), summary);
    return new Groups(
        by, shares.size(), shares.subList(0, Math.min(MOST_SHOWN, shares.size())), all, others);
  }

  /** The values of the column and their rows, the most frequent first, missing ones too. */
  private static List<Run.Top> shares(StructField field, Summary summary) {
    ColumnSummary by = summary.of(Profiles.need(field));
    List<Run.Top> shares = new ArrayList<>();
    if (by.kind() == Need.Kind.NUMBERS) {
      by.weighted()
          .forEach(
              n -> shares.add(new Run.Top(Doubts.shown(n.value(), field.dataType()), n.count())));
    } else {
      by.values().frequent().forEach(f -> shares.add(new Run.Top(f.value(), f.atLeast())));
    }
    if (by.missing() > 0) {
      shares.add(new Run.Top(null, by.missing()));
    }
    shares.sort(Comparator.comparingLong(Run.Top::count).reversed());
    return List.copyOf(shares);
  }

  /**
   * What deserves a look: columns that tell the value nearly by themselves, and values so rare that
   * accuracy says little.
   */
  public static Map<String, List<String>> doubts(Groups groups) {
    Map<String, List<String>> doubts = new HashMap<>();
    groups.columns().forEach(c -> telling(groups.by(), c.name(), c.tests(), doubts));
    groups.categories().forEach(c -> telling(groups.by(), c.name(), c.tests(), doubts));
    long rows = groups.shares().stream().mapToLong(Run.Top::count).sum();
    if (groups.values() > 1 && groups.values() <= groups.shares().size() && rows >= Doubts.FEW) {
      Run.Top rarest = groups.shares().get(groups.shares().size() - 1);
      if (rarest.count() < RARE * rows) {
        doubts
            .computeIfAbsent(groups.by(), c -> new ArrayList<>())
            .add(
                String.format(
                    Locale.ROOT,
                    "imbalanced: '%s' in %,d of %,d rows; accuracy will say little",
                    rarest.value(),
                    rarest.count(),
                    rows));
      }
    }
    return doubts;
  }

  private static void telling(
      String by, String column, List<Groups.Test> tests, Map<String, List<String>> doubts) {
    tests.stream()
        .filter(t -> TELLING.contains(t.measure()))
        .filter(t -> Math.abs(t.effect()) >= NEARLY_ALL && t.adjusted() < SURE)
        .max(Comparator.comparingDouble(t -> Math.abs(t.effect())))
        .ifPresent(
            t ->
                doubts
                    .computeIfAbsent(column, c -> new ArrayList<>())
                    .add(
                        "tells '%s' nearly by itself: is it known when that is to be predicted?"
                            .formatted(by)));
  }

  /** Of the first test; below all of them where there is none. */
  private static double effect(List<Groups.Test> tests) {
    return tests.isEmpty() ? -1 : tests.get(0).effect();
  }

  private static Groups.Column column(StructField field, Map<List<String>, ColumnSummary> groups) {
    List<Map.Entry<List<String>, ColumnSummary>> sorted = // so that an effect has a direction
        groups.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<List<String>, ColumnSummary> g) -> -rows(g.getValue()))
                    .thenComparing(
                        g -> g.getKey().get(0), Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
    List<ColumnSummary> filled =
        sorted.stream().map(Map.Entry::getValue).filter(g -> g.moments().count() > 0).toList();
    List<Groups.Test> tests = new ArrayList<>();
    Samples.anova(filled.stream().map(ColumnSummary::moments).toList()).ifPresent(tests::add);
    if (filled.size() == 2 && !tests.isEmpty()) {
      ColumnSummary first = filled.get(0);
      ColumnSummary second = filled.get(1);
      int level = Math.max(first.quantiles().level(), second.quantiles().level());
      List<Weighted> its = weighted(first, level);
      List<Weighted> others = weighted(second, level);
      Samples.welch(first.moments(), second.moments()).ifPresent(tests::add);
      Samples.mannWhitney(its, others).ifPresent(tests::add);
      Samples.kolmogorovSmirnov(its, others).ifPresent(tests::add);
    }
    return new Groups.Column(
        field.name(),
        field.dataType().simpleString(),
        List.copyOf(tests),
        sorted.stream()
            .limit(MOST_SHOWN)
            .map(group -> group(group.getKey().get(0), group.getValue()))
            .toList());
  }

  private static long rows(ColumnSummary group) {
    return group.moments().count() + group.missing();
  }

  /** The numbers, in the buckets of a level, in which those of another column are too. */
  private static List<Weighted> weighted(ColumnSummary column, int level) {
    double[][] counted = column.quantiles().joined(level).middles();
    return IntStream.range(0, counted[0].length)
        .mapToObj(i -> new Weighted(counted[0][i], (long) counted[1][i]))
        .toList();
  }

  private static Groups.Group group(String value, ColumnSummary its) {
    Moments m = its.moments();
    boolean none = m.count() == 0;
    double[] q = none ? new double[3] : its.quantiles(0.25, 0.5, 0.75);
    return new Groups.Group(
        value,
        rows(its),
        its.missing(),
        none ? null : (Double) m.mean(),
        none ? null : (Double) m.standardDeviation(),
        none ? null : (Double) m.min(),
        none ? null : (Double) q[0],
        none ? null : (Double) q[1],
        none ? null : (Double) q[2],
        none ? null : (Double) m.max(),
        none ? List.of() : Histogram.of(its));
  }
}
