package io.sluice.train;

import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Predicts from the k training rows whose features are nearest by Euclidean distance, found
 * exactly. Of rows equally near that of the smaller norm counts, then that of the smaller values,
 * then that of the smaller label. The model is the training rows: the driver and each executor hold
 * them, so there may be {@code maxRows} at most. One pass.
 *
 * @param <M> its model
 */
public abstract class Knn<M extends TrainedModel<M>> extends Learner<M> implements LabelColumn {

  Knn(String uid) {
    super(uid);
    setDefault(k(), 5);
    setDefault(maxRows(), 20_000);
  }

  public final IntParam k() {
    return new IntParam(this, "k", "number of neighbours (>= 1)", ParamValidators.gtEq(1));
  }

  public final IntParam maxRows() {
    return new IntParam(
        this,
        "maxRows",
        "the most training rows, all of which the model keeps (>= 1)",
        ParamValidators.inRange(1, Integer.MAX_VALUE - 1));
  }

  /** A model that has no training rows yet. */
  abstract M model();

  @Override
  final M learn(Dataset<Row> rows) {
    int most = ParamValue.of(this, maxRows());
    List<Row> examples =
        rows.select(Columns.col(getOrDefault(featuresCol())), Columns.col(getOrDefault(labelCol())))
            .limit(most + 1)
            .collectAsList(); // no more than the setting says
    if (examples.size() > most) {
      throw ProblemException.inData(
          "maxRows",
          String.format(
              Locale.ROOT,
              "there are more training rows than %,d. Take a sample in clean, or raise it: the"
                  + " model keeps every row.",
              most));
    }
    int k = ParamValue.of(this, k());
    if (examples.size() < k) {
      throw ProblemException.inData(
          "k",
          String.format(
              Locale.ROOT, "'%d' is more than the %,d training rows.", k, examples.size()));
    }
    M model = model();
    model.keep(Neighbours.inOrder(Examples.of(examples)));
    return model;
  }
}
