package io.sluice.job;

import io.sluice.clean.CleanStep;
import java.util.Map;
import org.apache.spark.ml.PipelineStage;

/** Single steps by what a job says of them, for programs. */
public final class OneStep {

  private static final String READ = "read: {path: none, format: parquet}\n";

  private OneStep() {}

  /** A clean step: {@code dropDuplicates: {keys: id}}; fails with every problem of it. */
  public static CleanStep clean(String step) {
    return job("clean", step).clean().get(0).value();
  }

  /** A feature step, ours or a stage of Spark: {@code scale: {columns: speed}}. */
  public static PipelineStage feature(String step) {
    return job("features", step).featureSteps().get(0);
  }

  private static Job job(String section, String step) {
    String text = READ + section + ":\n  - " + step.strip().replace("\n", "\n    ") + "\n";
    return new JobReader("step", "none", Map.of()).read(text);
  }
}
