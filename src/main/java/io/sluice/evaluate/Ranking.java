package io.sluice.evaluate;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.result.Run;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Whether a model puts what is relevant first, among the rows of each user, or of each query: the
 * rows are ranked by their prediction, and those whose label is large enough are relevant. Of the
 * first k rows, precision and recall; the discounted gain by the largest possible (NDCG, Järvelin
 * and Kekäläinen 2002); and of all rows the mean average precision. Each is the mean of the groups,
 * as spark.mllib's RankingMetrics has it, but without the groups in which nothing is relevant: they
 * say nothing of a model.
 */
public final class Ranking {

  private static final String BY = "sluice_by";
  private static final String TIE = "sluice_tie";
  private static final String RELEVANT = "sluice_relevant";
  private static final String RANK = "sluice_rank";
  private static final String HITS = "sluice_hits";
  private static final long SEED = 5;

  private Ranking() {}

  /**
   * The rows with a number of chance, the order of rows that are predicted alike.
   *
   * @param rows in an order and in partitions of their content, which models may change
   */
  static Dataset<Row> numbered(Dataset<Row> rows) {
    return rows.withColumn(TIE, xxhash64(monotonically_increasing_id(), lit(SEED)));
  }

  /**
   * The ranking, beside that of an order by chance; two shuffles of the rows.
   *
   * @param rows {@link #numbered}, with label and prediction; those that the model predicts nothing
   *     for take no part
   * @param by the group of a row; rows without one take no part
   */
  static Run.Ranking of(
      String name, Column by, int k, double relevant, String part, Dataset<Row> rows) {
    Dataset<Row> known =
        rows.select(
                by.as(BY),
                col("prediction"),
                col(Curve.LABEL).geq(relevant).cast("int").as(RELEVANT),
                col(TIE))
            .where(col(BY).isNotNull().and(Predictions.isMade()));
    Row model = read(known, col("prediction").desc(), k);
    Row chance = read(known, lit(0), k);
    return new Run.Ranking(
        name,
        k,
        relevant,
        part,
        model.getLong(0),
        model.getLong(1),
        metrics(model),
        metrics(chance));
  }

  /** Groups with something relevant, groups without, and the metrics. */
  private static Row read(Dataset<Row> rows, Column order, int k) {
    WindowSpec ranked = Window.partitionBy(BY).orderBy(order, col(TIE));
    Column isFirst = col(RANK).leq(k);
    Column gain = when(isFirst, col(RELEVANT).divide(log2(col(RANK).plus(1)))).otherwise(0.0);
    Dataset<Row> groups =
        rows.withColumn(RANK, row_number().over(ranked))
            .withColumn(
                HITS,
                sum(RELEVANT)
                    .over(ranked.rowsBetween(Window.unboundedPreceding(), Window.currentRow())))
            .groupBy(BY)
            .agg(
                sum(RELEVANT).as("all"),
                sum(when(isFirst, col(RELEVANT)).otherwise(0)).as("found"),
                sum(gain).as("gain"),
                sum(col(RELEVANT).multiply(col(HITS)).divide(col(RANK))).as("precisions"));
    Column isJudged = col("all").gt(0);
    Column best =
        expr(
            "aggregate(sequence(1, least(int(all), %d)), 0D, (sum, i) -> sum + 1 / log2(i + 1))"
                .formatted(k));
    return groups
        .agg(
            count_if(isJudged),
            count(lit(1)).minus(count_if(isJudged)),
            avg(when(isJudged, col("gain").divide(best))),
            avg(when(isJudged, col("found").divide(k))),
            avg(when(isJudged, col("found").divide(col("all")))),
            avg(when(isJudged, col("precisions").divide(col("all")))))
        .first();
  }

  private static List<Run.Metric> metrics(Row row) {
    return List.of(
        new Run.Metric("ndcg", value(row, 2)),
        new Run.Metric("precision", value(row, 3)),
        new Run.Metric("recall", value(row, 4)),
        new Run.Metric("map", value(row, 5)));
  }

  private static Double value(Row row, int index) {
    return row.isNullAt(index) ? null : (Double) row.getDouble(index);
  }
}
