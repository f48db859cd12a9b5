package io.sluice.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/**
 * The metrics of two classes that depend on the order of the scores alone.
 *
 * @param roc the chance that a positive row scores above a negative one, half of those beside it;
 *     null without rows of a class
 * @param precisionRecall area under precision by recall, by trapezoids as MLlib; null without
 *     positive rows
 * @param averagePrecision precision at each score, weighed by the recall that it adds, as
 *     scikit-learn's average_precision_score; null without positive rows
 */
record Areas(Double roc, Double precisionRecall, Double averagePrecision) {

  /** More rows than this of a cell are sorted in more than one chunk. */
  private static final long CHUNK = 1 << 17;

  private static final String CHUNK_OF = "sluice_chunk";

  /** Adds up areas score by score, the highest first. */
  static final class Sum {

    private long positives;
    private long negatives;
    private double roc;
    private double precisionRecall;
    private double averagePrecision;

    Sum() {
      this(new Curve.Cut(0, 0, 0));
    }

    /** With the rows of a cut counted, and nothing added up yet. */
    private Sum(Curve.Cut above) {
      positives = above.truePositives();
      negatives = above.falsePositives();
    }

    /** The rows of the next score. */
    void add(long itsPositives, long itsNegatives) {
      roc += (positives + itsPositives / 2.0) * itsNegatives;
      double before = precision();
      positives += itsPositives;
      negatives += itsNegatives;
      double precision = precision();
      averagePrecision += itsPositives * precision;
      precisionRecall += itsPositives * ((Double.isNaN(before) ? precision : before) + precision);
    }

    /** What another sum found, of rows that are counted here already. */
    private void add(double[] areas) {
      roc += areas[0];
      precisionRecall += areas[1];
      averagePrecision += areas[2];
    }

    private double[] found() {
      return new double[] {roc, precisionRecall, averagePrecision};
    }

    private double precision() {
      return (double) positives / (positives + negatives);
    }

    Areas areas() {
      return new Areas(
          positives > 0 && negatives > 0 ? (Double) (roc / positives / negatives) : null,
          positives > 0 ? (Double) (precisionRecall / 2 / positives) : null,
          positives > 0 ? (Double) (averagePrecision / positives) : null);
    }
  }

  /**
   * Those of each cell. Curves that know every score answer by themselves. The rows of the others
   * are scanned once more and sorted within chunks of neighbouring scores, above which the curve
   * knows how many rows there are, so that chunks need not wait for each other.
   *
   * @param rows with cell, score and label
   * @param curves of the cells in their order, from the same rows
   */
  static List<Areas> of(Dataset<Row> rows, List<Curve> curves) {
    List<Curve.Chunk> chunks = new ArrayList<>();
    int[] first = new int[curves.size() + 1]; // the chunks of a cell follow each other
    for (int cell = 0; cell < curves.size(); cell++) {
      Curve curve = curves.get(cell);
      chunks.addAll(curve.isExact() ? List.of() : curve.chunks(CHUNK));
      first[cell + 1] = chunks.size();
    }
    double[][] found = chunks.isEmpty() ? new double[0][] : sorted(rows, chunks, first);
    List<Areas> areas = new ArrayList<>();
    for (int cell = 0; cell < curves.size(); cell++) {
      Curve curve = curves.get(cell);
      if (curve.isExact()) {
        areas.add(curve.areas());
      } else {
        Sum sum = new Sum(curve.all());
        for (int chunk = first[cell]; chunk < first[cell + 1]; chunk++) {
          sum.add(found[chunk]);
        }
        areas.add(sum.areas());
      }
    }
    return List.copyOf(areas);
  }

  private static double[][] sorted(Dataset<Row> rows, List<Curve.Chunk> chunks, int[] first) {
    double[] lowest = chunks.stream().mapToDouble(Curve.Chunk::lowest).toArray();
    UDF2<Integer, Double, Integer> chunkOf = // no function searches an array by halves
        (cell, score) -> chunk(lowest, first[cell], first[cell + 1], score);
    Column chunk = udf(chunkOf, DataTypes.IntegerType).apply(col(Cells.CELL), col(Curve.SCORE));
    List<Curve.Cut> above = chunks.stream().map(Curve.Chunk::above).toList();
    JavaRDD<Found> parts =
        rows.select(
                chunk.as(CHUNK_OF),
                col(Curve.SCORE),
                col(Curve.LABEL).cast("double").as(Curve.LABEL))
            .where(col(CHUNK_OF).isNotNull())
            .repartition(chunks.size(), col(CHUNK_OF))
            .sortWithinPartitions(col(Curve.SCORE).desc()) // a second key would be slower
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(its -> sums(its, above));
    double[][] found = new double[chunks.size()][];
    parts.collect().forEach(its -> found[its.chunk] = its.areas); // few, see Curve.chunks
    return found;
  }

  /** Of the chunks of a cell, which fall, the one that a score is in; null where it has none. */
  private static Integer chunk(double[] lowest, int from, int to, double score) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) / 2;
      if (score < lowest[middle]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return from == to ? null : (Integer) low;
  }

  /** The areas of a chunk, not divided yet. */
  private record Found(int chunk, double[] areas) implements Serializable {}

  /** The rows of the last score seen, which are added when the next one comes. */
  private static final class Tied {

    private final Sum sum;
    private double score = Double.NaN;
    private long positives;
    private long negatives;

    private Tied(Curve.Cut above) {
      sum = new Sum(above);
    }

    private void add(double next, boolean isPositive) {
      if (next != score) {
        end();
        score = next;
      }
      positives += isPositive ? 1 : 0;
      negatives += isPositive ? 0 : 1;
    }

    private double[] end() {
      if (positives + negatives > 0) {
        sum.add(positives, negatives);
      }
      positives = 0;
      negatives = 0;
      return sum.found();
    }
  }

  private static Iterator<Found> sums(Iterator<InternalRow> rows, List<Curve.Cut> above) {
    Map<Integer, Tied> chunks = new HashMap<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      chunks
          .computeIfAbsent(row.getInt(0), chunk -> new Tied(above.get(chunk)))
          .add(row.getDouble(1), row.getDouble(2) == 1);
    }
    return chunks.entrySet().stream()
        .map(chunk -> new Found(chunk.getKey(), chunk.getValue().end()))
        .iterator();
  }
}
