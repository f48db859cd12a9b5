package io.sluice.train;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What a {@link Learner} has learned: columns that it adds to rows, as expressions. It keeps every
 * row and runs no action.
 *
 * @param <M> the model itself
 */
public abstract class TrainedModel<M extends TrainedModel<M>> extends Model<M>
    implements PredictionColumns, DefaultParamsWritable {

  private final String uid;
  private Examples examples;

  TrainedModel(String uid) {
    this.uid = uid;
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** The rows with the columns of {@link #predicted}, in their order. */
  abstract Dataset<Row> predict(Dataset<Row> rows);

  /** Keeps training rows, which are saved beside the Params. */
  final void keep(Examples kept) {
    examples = kept;
  }

  /** The training rows that it keeps; null where it is its Params alone. */
  final Examples examples() {
    return examples;
  }

  @Override
  public final MLWriter write() {
    MLWriter params = DefaultParamsWritable.super.write();
    return examples == null ? params : new ExamplesWriter(params, examples);
  }

  /** Brings what all tasks read to each executor once. */
  static <T> Broadcast<T> broadcast(T value) {
    return JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext()).broadcast(value);
  }

  @Override
  public final Dataset<Row> transform(Dataset<?> rows) {
    requireFeatures(rows.schema());
    return predict(rows.toDF());
  }

  @Override
  public final StructType transformSchema(StructType table) {
    requireFeatures(table);
    return predicted(table);
  }

  @Override
  public final M copy(ParamMap extra) {
    M copy = this.<M>defaultCopy(extra).setParent(parent());
    copy.keep(examples);
    return copy;
  }
}
