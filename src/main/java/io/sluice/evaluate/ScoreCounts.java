package io.sluice.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stats.InOrder;
import io.sluice.stats.Quantiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What the metrics of two classes need to know of the rows of a cell, from one scan without a
 * shuffle: how many rows of each class have each score, how many are predicted positive, and sums.
 *
 * <p>Scores are counted as {@link Quantiles} count values: each by itself up to {@value
 * #MOST_SCORES} of a class, and {@value #MOST_OF_ONE_CELL} where there is one cell; beyond,
 * neighbours are joined, the same ones in any order and on any partitioning; {@link Areas} then
 * scans the rows once more. The sums are of the scores as they are, added in the order of the
 * partitions.
 */
final class ScoreCounts implements Serializable {

  private static final int MOST_SCORES = 1 << 16;
  private static final int MOST_OF_ONE_CELL = 1 << 18; // a tuning looks at one cell a model
  private static final long SCORE_BYTES = 64;

  private final Quantiles positives;
  private final Quantiles negatives;
  private long truePositives;
  private long falsePositives;
  private double loss;
  private double squares;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  private ScoreCounts(int most) {
    positives = new Quantiles(most);
    negatives = new Quantiles(most);
  }

  /** Of each cell, from rows with cell, score, label, prediction and, where known, the rest. */
  static List<ScoreCounts> of(Dataset<Row> rows, int cells) {
    JavaRDD<List<ScoreCounts>> parts =
        rows.select(
                col(Cells.CELL),
                col(Curve.SCORE),
                col(Curve.LABEL).cast("double"),
                col("prediction").cast("double"),
                rest(rows))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(its -> List.of(of(its, cells)).iterator());
    List<ScoreCounts> all = none(cells);
    InOrder.collect(parts, SCORE_BYTES * most(cells) * cells, ScoreCounts::merge)
        .forEach(part -> merge(all, part));
    return all;
  }

  /** Else 1 - score, which has fewer digits than the probability itself where that is near 0. */
  private static Column rest(Dataset<Row> rows) {
    return Columns.has(rows.schema(), Curve.REST)
        ? col(Curve.REST)
        : lit(1.0).minus(col(Curve.SCORE));
  }

  private static List<ScoreCounts> of(Iterator<InternalRow> rows, int cells) {
    List<ScoreCounts> all = none(cells);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      all.get(row.getInt(0))
          .add(row.getDouble(1), row.getDouble(4), row.getDouble(2) == 1, row.getDouble(3) == 1);
    }
    return all;
  }

  static List<ScoreCounts> none(int cells) {
    List<ScoreCounts> all = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      all.add(new ScoreCounts(most(cells)));
    }
    return all;
  }

  private static int most(int cells) {
    return cells == 1 ? MOST_OF_ONE_CELL : MOST_SCORES;
  }

  private static void merge(List<ScoreCounts> all, List<ScoreCounts> others) {
    for (int cell = 0; cell < all.size(); cell++) {
      all.get(cell).merge(others.get(cell));
    }
  }

  private void add(double score, double rest, boolean isPositive, boolean isPredicted) {
    (isPositive ? positives : negatives).add(score, 1);
    truePositives += isPositive && isPredicted ? 1 : 0;
    falsePositives += !isPositive && isPredicted ? 1 : 0;
    double off = isPositive ? 1 - score : score;
    loss -= TwoClasses.logAtLeast(isPositive ? score : rest);
    squares += off * off;
    least = Math.min(least, score);
    greatest = Math.max(greatest, score);
  }

  private void merge(ScoreCounts other) {
    positives.merge(other.positives);
    negatives.merge(other.negatives);
    truePositives += other.truePositives;
    falsePositives += other.falsePositives;
    loss += other.loss;
    squares += other.squares;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
  }

  Run.Confusion confusion() {
    return new Run.Confusion(
        truePositives,
        falsePositives,
        negatives.count() - falsePositives,
        positives.count() - truePositives);
  }

  /** The counts; where neighbours were joined, of these together. */
  Curve curve() {
    return Curve.of(positives, negatives);
  }

  /** The metrics, those of the order of the scores as they are given here. */
  TwoClasses metrics(Curve curve, Areas areas) {
    double rows = (double) positives.count() + negatives.count();
    boolean areProbabilities = rows > 0 && least >= 0 && greatest <= 1;
    return new TwoClasses(
        confusion(),
        areProbabilities ? (Double) (loss / rows) : null,
        areProbabilities ? (Double) (squares / rows) : null,
        curve,
        areas);
  }
}
