package io.sluice.evaluate;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.var_pop;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks for columns that alone determine a label of several classes or a number, which they do if
 * they are made of it. Each row is told by the others of its group ({@link ColumnGroups}), so that
 * columns of nearly unique values raise no alarm.
 */
final class Determined {

  /** Of what there is to tell beyond the most frequent class, or the mean, what gives it away. */
  private static final double GIVES_AWAY = 0.95;

  private Determined() {}

  /** A warning for each column that tells the class of nearly all training rows; one pass. */
  static List<String> classes(Dataset<Row> training, String label, ColumnGroups groups) {
    Dataset<Row> counted =
        groups
            .exploded(training, Columns.col(label).as(Curve.LABEL))
            .groupBy(ColumnGroups.PLACE, ColumnGroups.VALUE, Curve.LABEL)
            .agg(count(lit(1)).as("rows"));
    Column most = element_at(col("counts"), 1);
    Column second = when(col("classes").gt(1), element_at(col("counts"), 2)).otherwise(0L);
    // told by the others of the group, whose most frequent class is that of the row
    Column right = when(most.minus(1).gt(second), most).otherwise(0L);
    List<Row> told =
        counted
            .groupBy(ColumnGroups.PLACE, ColumnGroups.VALUE)
            .agg(
                slice(sort_array(collect_list("rows"), false), 1, 2).as("counts"),
                count(lit(1)).as("classes"),
                sum("rows").as("rows"))
            .groupBy(ColumnGroups.PLACE)
            .agg(sum(right), sum("rows"))
            .orderBy(ColumnGroups.PLACE)
            .collectAsList(); // a row for each column
    Row usual =
        training.groupBy(Columns.col(label)).count().agg(max("count"), sum("count")).first();
    double base = usual.getLong(0) / (double) usual.getLong(1);
    List<String> warnings = new ArrayList<>();
    for (Row row : told) {
      double share = row.getLong(1) / (double) row.getLong(2);
      if (share - base > GIVES_AWAY * (1 - base)) {
        warnings.add(
            warning(
                groups.names().get(row.getInt(0)),
                label,
                String.format(Locale.ROOT, "of %.1f %% of the training rows", 100 * share)));
      }
    }
    return warnings;
  }

  /**
   * A warning for each column that tells in which of 20 quantiles the label lies, by the share of
   * the variance of their numbers that the mean of a row's group, without the row and with one of
   * the overall mean, explains; one pass. Of ranks, for a label may be skewed and a column be any
   * rising or falling function of it.
   */
  static List<String> numbers(
      Dataset<Row> training, String label, Summary summary, ColumnGroups groups) {
    Optional<Column> bin = ColumnGroups.bin(training.schema().apply(label), summary);
    if (bin.isEmpty()) {
      return List.of();
    }
    Column rank = bin.get().cast("double").as(Curve.LABEL);
    Row usual =
        training
            .select(rank)
            .agg(avg(Curve.LABEL), var_pop(col(Curve.LABEL)), count(lit(1)))
            .first();
    double mean = usual.getDouble(0);
    double variation = usual.getDouble(1) * usual.getLong(2);
    Column rows = col("rows");
    Column error =
        pow(rows.plus(1), 2)
            .multiply(rows)
            .multiply(col("variance"))
            .plus(rows.multiply(pow(col("mean").minus(mean), 2)))
            .divide(rows.multiply(rows));
    List<String> warnings = new ArrayList<>();
    for (Row row :
        groups
            .exploded(training, rank)
            .groupBy(ColumnGroups.PLACE, ColumnGroups.VALUE)
            .agg(
                count(lit(1)).as("rows"),
                avg(Curve.LABEL).as("mean"),
                var_pop(col(Curve.LABEL)).as("variance"))
            .groupBy(ColumnGroups.PLACE)
            .agg(sum(error))
            .orderBy(ColumnGroups.PLACE)
            .collectAsList()) { // a row for each column
      double explained = 1 - row.getDouble(1) / variation;
      if (variation > 0 && explained > GIVES_AWAY) {
        warnings.add(
            warning(
                groups.names().get(row.getInt(0)),
                label,
                String.format(Locale.ROOT, "(R2 %.3f of ranks on the training rows)", explained)));
      }
    }
    return warnings;
  }

  private static String warning(String column, String label, String howWell) {
    return "'%s' alone tells %s %s: is it known before %s is? If not, drop it."
        .formatted(column, label, howWell, label);
  }
}
