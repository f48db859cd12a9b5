package io.sluice.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.util.MLWriter;

/** Saves a model's examples beside its Params. */
final class ExamplesWriter extends MLWriter {

  static final String FOLDER = "/examples";

  private final MLWriter params;
  private final Examples examples;

  ExamplesWriter(MLWriter params, Examples examples) {
    this.params = params;
    this.examples = examples;
  }

  @Override
  public void saveImpl(String path) {
    try {
      params.save(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    examples.write(sparkSession(), path + FOLDER);
  }
}
