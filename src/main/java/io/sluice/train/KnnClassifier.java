package io.sluice.train;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.VectorRow;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Tells classes apart by a vote of the nearest training rows: the probability of a class is its
 * share of the k votes. {@link Knn} says which rows are nearest.
 */
@About(
    value = "Predicts the class that most of the k nearest training rows have.",
    rows = "keeps every row",
    example = "KnnClassifier: {k: 5}")
public final class KnnClassifier extends Knn<KnnClassifier.Fitted> implements ClassColumns {

  public KnnClassifier() {
    this(Identifiable.randomUID("knnClassifier"));
  }

  public KnnClassifier(String uid) {
    super(uid);
  }

  public static MLReader<KnnClassifier> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Fitted model() {
    return new Fitted(uid());
  }

  /** The training rows. */
  public static final class Fitted extends ClassModel<Fitted> {

    private transient Broadcast<Neighbours> neighbours;

    public Fitted(String uid) {
      super(uid);
    }

    public IntParam k() {
      return new IntParam(this, "k", "number of neighbours");
    }

    public static MLReader<Fitted> read() {
      return new ExamplesReader<>();
    }

    @Override
    Column probability() {
      if (neighbours == null) {
        neighbours = broadcast(Neighbours.of(examples()));
      }
      return Loop.of(
          new Votes(neighbours, ParamValue.of(this, k()), Classes.number(examples().labels())),
          Columns.col(getOrDefault(featuresCol())));
    }
  }

  private record Votes(Broadcast<Neighbours> neighbours, int k, int numClasses)
      implements Loop.RowToVector {

    @Override
    public InternalRow apply(InternalRow vector) {
      double[] shares = new double[numClasses];
      for (double label : neighbours.value().labels(VectorRow.toVector(vector), k)) {
        shares[(int) label]++;
      }
      for (int c = 0; c < numClasses; c++) {
        shares[c] /= k;
      }
      return VectorRow.dense(shares);
    }
  }
}
