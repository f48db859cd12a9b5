package io.sluice.train;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.VectorRow;
import java.util.Arrays;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Predicts the mean label of the k nearest training rows. {@link Knn} says which are nearest. */
@About(
    value = "Predicts the mean label of the k nearest training rows.",
    rows = "keeps every row",
    example = "KnnRegressor: {k: 5}")
public final class KnnRegressor extends Knn<KnnRegressor.Fitted> {

  public KnnRegressor() {
    this(Identifiable.randomUID("knnRegressor"));
  }

  public KnnRegressor(String uid) {
    super(uid);
  }

  public static MLReader<KnnRegressor> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Fitted model() {
    return new Fitted(uid());
  }

  /** The training rows. */
  public static final class Fitted extends TrainedModel<Fitted> {

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
    Dataset<Row> predict(Dataset<Row> rows) {
      if (neighbours == null) {
        neighbours = broadcast(Neighbours.of(examples()));
      }
      return rows.withColumn(
          getOrDefault(predictionCol()),
          Loop.of(
              new Mean(neighbours, ParamValue.of(this, k())),
              Columns.col(getOrDefault(featuresCol()))));
    }
  }

  private record Mean(Broadcast<Neighbours> neighbours, int k) implements Loop.RowToNumber {

    @Override
    public double apply(InternalRow vector) {
      double[] labels = neighbours.value().labels(VectorRow.toVector(vector), k);
      return Arrays.stream(labels).sum() / k;
    }
  }
}
