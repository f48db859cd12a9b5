package io.sluice.train;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Synthetic rows of a rare class (Chawla, Bowyer, Hall, Kegelmeyer 2002, "SMOTE: Synthetic Minority
 * Over-sampling Technique"): each lies on the line from a row of the class to one of its nearest
 * neighbours in it, at a place by chance. Rows are taken in turn, so that each begins as many lines
 * as another, or one more. Distances count, so bring numbers to one scale. The driver and each
 * executor hold the rows of the class, of which there are {@value #MOST} at most.
 *
 * @param vectors the rows of the class, in an order of their content
 * @param neighbours of each, the places of the nearest others
 */
record Smote(Vector[] vectors, int[][] neighbours) implements Serializable {

  private static final String FEATURES = "features";
  private static final int MOST = 10_000;
  private static final int ROWS_PER_PARTITION = 100_000;

  /** Learns where the rows of a class lie. */
  static Smote of(Dataset<Row> rowsOfClass, int neighbours, String name) {
    List<Row> rows = rowsOfClass.select(FEATURES).takeAsList(MOST + 1);
    if (rows.size() > MOST) {
      throw ProblemException.inData(
          String.format(
              Locale.ROOT,
              "smote: the class %s has more than %,d rows, too many for distances between all."
                  + " Balance by weights or oversample.",
              name,
              MOST));
    }
    if (rows.size() <= neighbours) {
      throw ProblemException.inData(
          String.format(
              Locale.ROOT,
              "smote: the class %s has %,d training rows, which have no %d neighbours. Use fewer"
                  + " neighbors, or balance otherwise.",
              name,
              rows.size(),
              neighbours));
    }
    Vector[] vectors = Neighbours.inOrder(Examples.of(rows)).vectors();
    double[] places = IntStream.range(0, vectors.length).asDoubleStream().toArray();
    Neighbours all = Neighbours.of(new Examples(vectors, places));
    int[][] nearest =
        IntStream.range(0, vectors.length)
            .parallel()
            .mapToObj(i -> others(all.labels(vectors[i], neighbours + 1), i, neighbours))
            .toArray(int[][]::new);
    return new Smote(vectors, nearest);
  }

  private static int[] others(double[] nearest, int self, int number) {
    return Arrays.stream(nearest)
        .mapToInt(place -> (int) place)
        .filter(place -> place != self)
        .limit(number)
        .toArray();
  }

  /** So many synthetic rows, in the columns {@code features} and {@code label}. */
  Dataset<Row> rows(Dataset<Row> training, long number, String label, double value, long seed) {
    Broadcast<Smote> sent =
        training
            .sparkSession()
            .sparkContext()
            .broadcast(this, scala.reflect.ClassTag$.MODULE$.apply(Smote.class));
    int partitions = (int) Math.max(1, number / ROWS_PER_PARTITION);
    return training
        .sparkSession()
        .range(0, number, 1, partitions)
        .select(
            Loop.of(new Between(sent, seed), List.of(col("id"))).as(FEATURES),
            lit(value).as(label));
  }

  /** The synthetic row of a number. */
  Vector row(long number, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L));
    int base = (int) (number % vectors.length);
    int[] its = neighbours[base];
    double[] from = vectors[base].toArray();
    double[] to = vectors[its[random.nextInt(its.length)]].toArray();
    double way = random.nextDouble();
    double[] between = new double[from.length];
    Arrays.setAll(between, i -> from[i] + way * (to[i] - from[i]));
    return Vectors.dense(between).compressed();
  }

  private record Between(Broadcast<Smote> smote, long seed) implements Loop.RowToVector {

    @Override
    public InternalRow apply(InternalRow id) {
      Vector row = smote.value().row(id.getLong(0), seed);
      return row instanceof SparseVector sparse
          ? VectorRow.sparse(
              sparse.size(), sparse.indices(), sparse.values(), sparse.indices().length)
          : VectorRow.dense(row.toArray());
    }
  }

  /** The columns that synthetic rows have. */
  static Dataset<Row> columns(Dataset<Row> rows, String label) {
    return rows.select(col(FEATURES), Columns.col(label));
  }
}
