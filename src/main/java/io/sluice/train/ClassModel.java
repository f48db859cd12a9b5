package io.sluice.train;

import static org.apache.spark.sql.functions.col;

import io.sluice.stage.Loop;
import io.sluice.stage.VectorRow;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A model that tells classes apart by their probabilities. The class predicted is that with the
 * largest ratio of probability to threshold, the first of several, as in spark.ml.
 *
 * @param <M> the model itself
 */
public abstract class ClassModel<M extends ClassModel<M>> extends TrainedModel<M>
    implements ClassColumns {

  ClassModel(String uid) {
    super(uid);
    setDefault(thresholds(), new double[0]);
  }

  public final DoubleArrayParam thresholds() {
    return new DoubleArrayParam(
        this, "thresholds", "what the probability of each class is divided by; none, 1 for each");
  }

  /** The probability of each class, a vector. */
  abstract Column probability();

  @Override
  final Dataset<Row> predict(Dataset<Row> rows) {
    String probability = getOrDefault(probabilityCol());
    return rows.withColumn(getOrDefault(rawPredictionCol()), probability())
        .withColumn(probability, col(getOrDefault(rawPredictionCol())))
        .withColumn(
            getOrDefault(predictionCol()),
            Loop.of(new Likeliest(getOrDefault(thresholds())), col(probability)));
  }

  /** The number of the class to predict. */
  private record Likeliest(double[] thresholds) implements Loop.RowToNumber {

    @Override
    public double apply(InternalRow probabilities) {
      double[] shares = VectorRow.toVector(probabilities).toArray();
      int best = 0;
      for (int c = 1; c < shares.length; c++) {
        best = ratio(shares, c) > ratio(shares, best) ? c : best;
      }
      return best;
    }

    private double ratio(double[] shares, int c) {
      if (thresholds.length == 0) {
        return shares[c];
      }
      return thresholds[c] == 0 ? Double.POSITIVE_INFINITY : shares[c] / thresholds[c];
    }
  }
}
