package io.sluice.train;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * An algorithm that spark.ml lacks: an ordinary Estimator, with the names of spark.ml for its
 * columns.
 *
 * @param <M> its model
 */
public abstract class Learner<M extends TrainedModel<M>> extends Estimator<M>
    implements PredictionColumns, DefaultParamsWritable {

  private final String uid;

  Learner(String uid) {
    this.uid = uid;
    setDefault(featuresCol(), "features");
    setDefault(predictionCol(), "prediction");
    if (this instanceof LabelColumn labelled) {
      setDefault(labelled.labelCol(), "label");
    }
    if (this instanceof ClassColumns classes) {
      setDefault(classes.rawPredictionCol(), "rawPrediction");
      setDefault(classes.probabilityCol(), "probability");
    }
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** The model, without the Params that it shares with the algorithm. */
  abstract M learn(Dataset<Row> rows);

  @Override
  public final M fit(Dataset<?> rows) {
    requireFeatures(rows.schema());
    return copyValues(learn(rows.toDF()), ParamMap.empty()).setParent(this);
  }

  @Override
  public final StructType transformSchema(StructType table) {
    requireFeatures(table);
    return predicted(table);
  }

  @Override
  public final Estimator<M> copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}
