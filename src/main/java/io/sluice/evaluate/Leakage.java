package io.sluice.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import io.sluice.stage.Roles;
import io.sluice.stage.RowHash;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * Looks for columns that give the label away: each of which alone ranks the rows of two classes
 * with an area under the ROC curve above {@value #GIVES_AWAY}, which is more often a fact that came
 * with the label than a discovery. Labels of several classes and numbers: {@link Determined}.
 *
 * <p>A column's rows are taken together ({@link ColumnGroups}) and ranked by the share of positive
 * rows among all others there, with one row of the usual share beside them: a row says nothing of
 * itself, so that columns of nearly unique values raise no alarm.
 *
 * <p>A column may also give only a part of the label away, such as a cost that is nearly always 0:
 * values, each of {@value #FEWEST} rows or more, of which {@value #NEARLY_ALL} have the rarer class
 * and that is {@value #TIMES} times its usual share, and which hold {@value #PART} of that class.
 */
public final class Leakage {

  private static final double GIVES_AWAY = 0.95;
  private static final double NEARLY_ALL = 0.7;
  private static final double TIMES = 5;
  private static final double PART = 0.05;
  private static final int FEWEST = 20;
  private static final double COPIES = 0.01;

  private Leakage() {}

  /**
   * A warning for each column that gives the label away, the surest first.
   *
   * @param kind of the label: twoClasses, classes or number
   * @param training cleaned rows, with the label as a double
   * @param summary what is known of them: the values of texts and the quantiles of numbers
   */
  public static List<String> warnings(
      String kind, Dataset<Row> training, String label, Summary summary) {
    ColumnGroups groups = ColumnGroups.of(training, summary);
    if (groups.names().isEmpty()) {
      return List.of();
    }
    return switch (kind) {
      case "twoClasses" -> ofTwoClasses(training, label, groups);
      case "classes" -> Determined.classes(training, label, groups);
      default -> Determined.numbers(training, label, summary, groups);
    };
  }

  /** One pass. */
  private static List<String> ofTwoClasses(
      Dataset<Row> training, String label, ColumnGroups groups) {
    List<String> names = groups.names();
    Map<Integer, List<long[]>> counted = new TreeMap<>();
    groups
        .exploded(training, Columns.col(label).as(Curve.LABEL))
        .groupBy(ColumnGroups.PLACE, ColumnGroups.VALUE)
        .agg(count_if(col(Curve.LABEL).equalTo(1)), count_if(col(Curve.LABEL).equalTo(0)))
        .collectAsList() // no more values of a column than are looked at
        .forEach(
            row ->
                counted
                    .computeIfAbsent(row.getInt(0), place -> new ArrayList<>())
                    .add(new long[] {row.getLong(2), row.getLong(3)}));
    Map<String, Double> areas = new LinkedHashMap<>();
    counted.forEach((place, its) -> areas.put(names.get(place), area(its)));
    List<String> warnings = new ArrayList<>();
    areas.entrySet().stream()
        .filter(e -> e.getValue() > GIVES_AWAY)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(e -> warnings.add(warning(e.getKey(), label, e.getValue())));
    counted.forEach(
        (place, its) -> {
          if (areas.get(names.get(place)) <= GIVES_AWAY) {
            givenAway(names.get(place), label, its).ifPresent(warnings::add);
          }
        });
    return warnings;
  }

  /** A warning where some values of a column give a part of the rarer class away. */
  private static Optional<String> givenAway(String column, String label, List<long[]> groups) {
    long positives = groups.stream().mapToLong(g -> g[0]).sum();
    long rows = groups.stream().mapToLong(g -> g[0] + g[1]).sum();
    int rarer = 2 * positives <= rows ? 0 : 1;
    long rare = rarer == 0 ? positives : rows - positives;
    long found = 0;
    long seen = 0;
    for (long[] group : groups) {
      long its = group[0] + group[1];
      if (its >= FEWEST
          && group[rarer] >= NEARLY_ALL * its
          && group[rarer] * (double) rows >= TIMES * rare * its) {
        found += group[rarer];
        seen += its;
      }
    }
    return seen == 0 || found < PART * rare
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "'%s' has values with which %,d of %,d training rows have %s %d, of all rows"
                    + " %.1f %%: is it known before %s is? If not, drop it.",
                column,
                found,
                seen,
                label,
                1 - rarer,
                100.0 * rare / rows,
                label));
  }

  /**
   * A warning where more than {@value #COPIES} of the rows that the model is judged on equal a
   * training row in its label and all columns that it may learn from: it is asked what it has been
   * told. One shuffle of a hash of each row.
   *
   * @param rows cleaned rows of all parts
   * @param part the column that says a row's part
   * @param training the training rows' part
   */
  public static List<String> copies(Dataset<Row> rows, String label, String part, String training) {
    List<String> columns =
        Stream.concat(
                Roles.withoutRole(rows.schema()).stream().map(StructField::name), Stream.of(label))
            .filter(name -> !name.equals(part))
            .filter(RowHash.hashable(rows.schema())::contains)
            .toList();
    Column isKnown = col(part).equalTo(training);
    Row counted =
        rows.groupBy(RowHash.of(columns, 0))
            .agg(count_if(isKnown).as("known"), count_if(not(isKnown)).as("others"))
            .agg(sum("others"), sum(when(col("known").gt(0), col("others")).otherwise(0L)))
            .first();
    long others = counted.isNullAt(0) ? 0 : counted.getLong(0);
    long copies = counted.isNullAt(1) ? 0 : counted.getLong(1);
    return copies <= COPIES * others
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%,d of %,d rows to be judged by (%.1f %%) equal a training row in all columns:"
                    + " they tell how well the model remembers. dropDuplicates in clean.",
                copies,
                others,
                100.0 * copies / others));
  }

  private static String warning(String column, String label, double area) {
    return String.format(
        Locale.ROOT,
        "'%s' alone tells %s (AUC %.3f on the training rows): is it known before %s is? If not,"
            + " drop it.",
        column,
        label,
        area,
        label);
  }

  /** Of rows in groups, by positive and negative ones; 0 without rows of a class. */
  private static double area(List<long[]> groups) {
    double positives = groups.stream().mapToLong(g -> g[0]).sum();
    double usual = positives / groups.stream().mapToLong(g -> g[0] + g[1]).sum();
    SortedMap<Double, long[]> byShare = new TreeMap<>(Comparator.reverseOrder());
    for (long[] group : groups) {
      long rows = group[0] + group[1];
      if (group[0] > 0) {
        byShare.computeIfAbsent((group[0] - 1 + usual) / rows, s -> new long[2])[0] += group[0];
      }
      if (group[1] > 0) {
        byShare.computeIfAbsent((group[0] + usual) / rows, s -> new long[2])[1] += group[1];
      }
    }
    Double area = Curve.of(byShare).areas().roc();
    return area == null ? 0 : area;
  }
}
