package io.sluice.explore;

import io.sluice.result.Association;
import io.sluice.stage.Columns;
import io.sluice.stats.Need;
import io.sluice.stats.PairMoments;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How far two columns of numbers go along with each other: Pearson's correlation over the rows that
 * have both, of each pair of the first {@value #MOST_COLUMNS} such columns, from the one pass.
 */
public final class Correlations {

  /** The pairs of more columns would take longer than all else. */
  static final int MOST_COLUMNS = 30;

  static final double SAME = 0.999;
  private static final double TOGETHER = 0.95; // of the rows in which one of two is missing
  private static final long FEWEST = 10;
  private static final double PART = 0.01;

  private Correlations() {}

  /** What must be known of a table's columns. */
  public static List<Need> needs(StructType table) {
    List<String> columns = columns(table);
    List<Need> needs = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      for (int j = i + 1; j < columns.size(); j++) {
        needs.add(Need.pair(columns.get(i), columns.get(j)));
      }
    }
    return needs;
  }

  /**
   * The correlations, the strongest first, each with its own chance; of constant columns and of
   * fewer than three rows there are none.
   *
   * @param summary that knows what {@link #needs} says
   */
  static List<Association> of(Summary summary, StructType table) {
    List<Association> all = new ArrayList<>();
    for (Need need : needs(table)) {
      of(need.columns().get(0), need.columns().get(1), "pearson", summary.pair(need))
          .ifPresent(all::add);
    }
    all.sort(Comparator.comparingDouble((Association c) -> -Math.abs(c.strength())));
    return List.copyOf(all);
  }

  static Optional<Association> of(String first, String second, String measure, PairMoments pair) {
    double r = pair.correlation();
    if (pair.count() < 3 || Double.isNaN(r)) {
      return Optional.empty();
    }
    double p = chance(r, pair.count());
    return Optional.of(new Association(first, second, measure, pair.count(), r, p, p));
  }

  /**
   * What deserves a look because two columns go together, by the later one: they say nearly the
   * same, or are missing in nearly the same rows.
   *
   * @param summary that also knows what {@link Profiles#needs} says
   */
  static Map<String, List<String>> doubts(
      Summary summary, StructType table, List<Association> correlations) {
    Map<String, List<String>> doubts = new HashMap<>();
    for (Association c : correlations) {
      if (Math.abs(c.strength()) >= SAME) {
        say(
            doubts,
            c.second(),
            "goes along with '%s' (correlation %.3f): one of them may be enough",
            c.first(),
            c.strength());
      }
    }
    for (Need need : needs(table)) {
      String first = need.columns().get(0);
      String second = need.columns().get(1);
      long one = summary.of(Need.numbers(first)).missing();
      long other = summary.of(Need.numbers(second)).missing();
      long either = summary.rows() - summary.pair(need).count();
      long both = one + other - either;
      if (both >= Math.max(FEWEST, PART * summary.rows()) && both >= TOGETHER * either) {
        say(doubts, second, "missing in the same rows as '%s' (%,d of them)", first, both);
      }
    }
    return doubts;
  }

  private static void say(
      Map<String, List<String>> doubts, String column, String format, Object... values) {
    doubts
        .computeIfAbsent(column, c -> new ArrayList<>())
        .add(String.format(Locale.ROOT, format, values));
  }

  /**
   * The chance of so strong a correlation in a sample of independent normal columns, by Student's t
   * of n - 2 degrees of freedom, as R's cor.test.
   */
  private static double chance(double r, long rows) {
    if (Math.abs(r) >= 1) {
      return 0;
    }
    double t = Math.abs(r) * Math.sqrt((rows - 2) / (1 - r * r));
    return 2 * new TDistribution(null, rows - 2.0).cumulativeProbability(-t);
  }

  static List<String> columns(StructType table) {
    List<String> columns = new ArrayList<>();
    for (StructField field : table.fields()) {
      if (Columns.isNumeric(field.dataType()) && columns.size() < MOST_COLUMNS) {
        columns.add(field.name());
      }
    }
    return columns;
  }
}
