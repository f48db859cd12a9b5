package io.sluice.train;

import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;

/**
 * Loads a model that {@link ExamplesWriter} has saved.
 *
 * @param <M> the model
 */
final class ExamplesReader<M extends TrainedModel<M>> extends MLReader<M> {

  private final DefaultParamsReader<M> params = new DefaultParamsReader<>();

  @Override
  public M load(String path) {
    M model = params.load(path);
    model.keep(Examples.read(sparkSession(), path + ExamplesWriter.FOLDER));
    return model;
  }
}
