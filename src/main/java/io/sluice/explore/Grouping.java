package io.sluice.explore;

import io.sluice.result.Groups;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.GroupedSummary;
import io.sluice.stats.Moments;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of numbers by the values of another one, from the one pass: how they differ, and how much
 * of their variance lies between the values (the correlation ratio, eta squared), with the p-value
 * of the analysis of variance (Fisher 1925), which takes the groups to be normal and of one
 * variance.
 */
public final class Grouping {

  private static final int MOST_SHOWN = 10;

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
   * @throws ProblemException where there are more values than are held
   */
  public static Groups of(Summary summary, StructType table, String by) {
    List<Groups.Column> columns = new ArrayList<>();
    long values = 0;
    for (Need need : needs(table, by)) {
      GroupedSummary grouped = summary.grouped(need);
      if (grouped.hasTooMany()) {
        throw ProblemException.inData(
            "column '%s' has more than %,d values: too many to look at each."
                .formatted(by, grouped.maxGroups()));
      }
      values = grouped.groups().size();
      columns.add(column(table.apply(need.column()), grouped.groups()));
    }
    columns.sort(
        Comparator.comparingDouble(
            c -> c.etaSquared() == null ? 1 : -c.etaSquared())); // those without one last
    return new Groups(by, values, List.copyOf(columns));
  }

  private static Groups.Column column(StructField field, Map<List<String>, ColumnSummary> groups) {
    List<Moments> filled =
        groups.values().stream().map(ColumnSummary::moments).filter(m -> m.count() > 0).toList();
    double rows = filled.stream().mapToLong(Moments::count).sum();
    double mean = filled.stream().mapToDouble(m -> m.count() / rows * m.mean()).sum();
    double between =
        filled.stream().mapToDouble(m -> m.count() * Math.pow(m.mean() - mean, 2)).sum();
    double within = within(filled);
    boolean varies = filled.size() > 1 && between + within > 0;
    return new Groups.Column(
        field.name(),
        field.dataType().simpleString(),
        varies ? (Double) (between / (between + within)) : null,
        varies && rows > filled.size() ? (Double) p(between, within, filled.size(), rows) : null,
        groups.entrySet().stream()
            .map(group -> group(group.getKey().get(0), group.getValue()))
            .sorted(
                Comparator.comparingLong((Groups.Group g) -> -g.rows())
                    .thenComparing(
                        Groups.Group::value, Comparator.nullsLast(Comparator.naturalOrder())))
            .limit(MOST_SHOWN)
            .toList());
  }

  private static double within(Collection<Moments> groups) {
    return groups.stream()
        .filter(m -> m.count() > 1)
        .mapToDouble(m -> m.variance() * (m.count() - 1))
        .sum();
  }

  private static double p(double between, double within, int groups, double rows) {
    if (within == 0) {
      return 0;
    }
    double f = between / (groups - 1) / (within / (rows - groups));
    return 1 - new FDistribution(null, groups - 1.0, rows - groups).cumulativeProbability(f);
  }

  private static Groups.Group group(String value, ColumnSummary its) {
    Moments m = its.moments();
    boolean none = m.count() == 0;
    double[] q = none ? new double[3] : its.quantiles(0.25, 0.5, 0.75);
    return new Groups.Group(
        value,
        m.count() + its.missing(),
        its.missing(),
        none ? null : (Double) m.mean(),
        none ? null : (Double) m.standardDeviation(),
        none ? null : (Double) q[0],
        none ? null : (Double) q[1],
        none ? null : (Double) q[2],
        none ? List.of() : Histogram.of(its));
  }
}
