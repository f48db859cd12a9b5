package io.sluice.job;

import io.sluice.clean.CleanStep;
import io.sluice.evaluate.AbTest;
import io.sluice.evaluate.Evaluate;
import io.sluice.explore.Explore;
import io.sluice.read.Source;
import io.sluice.split.Split;
import io.sluice.stage.Roles;
import io.sluice.train.Algorithm;
import io.sluice.tune.Tune;
import io.sluice.write.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineStage;

/**
 * A job, read from its file with every setting in its declared type and range.
 *
 * @param name what the job is called; its outputs lie in a folder of this name
 * @param file the job file as it was named
 * @param text of the file, as it is written
 * @param out the folder of its outputs
 * @param read the tables by name, the one that goes on first
 * @param compare the variants to compare with, by name
 */
public record Job(
    String name,
    String file,
    String text,
    String out,
    Placed<Roles> roles,
    Map<String, Placed<Source>> read,
    List<Placed<CleanStep>> clean,
    Optional<Placed<Explore>> explore,
    Optional<Placed<Split>> split,
    Optional<Placed<Tune>> tune,
    Optional<Placed<List<Placed<PipelineStage>>>> features,
    Optional<Placed<Algorithm>> train,
    Optional<Placed<Evaluate>> evaluate,
    Map<String, Placed<Variant>> compare,
    Optional<Placed<AbTest>> abTest,
    Optional<Placed<Target>> write) {

  /** The same job with other features and another algorithm. */
  Job with(Optional<Placed<List<Placed<PipelineStage>>>> steps, Placed<Algorithm> algorithm) {
    return new Job(
        name,
        file,
        text,
        out,
        roles,
        read,
        clean,
        explore,
        split,
        tune,
        steps,
        Optional.of(algorithm),
        evaluate,
        compare,
        abTest,
        write);
  }

  /** The algorithm of {@code train}, and those of the variants. */
  Stream<Algorithm> algorithms() {
    return Stream.concat(
            train.stream(), compare.values().stream().flatMap(v -> v.value().algorithm().stream()))
        .map(Placed::value);
  }

  /** Whether there is anything to learn. */
  boolean learns() {
    return features.isPresent() || train.isPresent();
  }

  /** The feature steps with their places. */
  List<Placed<PipelineStage>> placedFeatureSteps() {
    return features.map(Placed::value).orElse(List.of());
  }

  /** The feature steps alone. */
  List<PipelineStage> featureSteps() {
    return placedFeatureSteps().stream().map(Placed::value).toList();
  }

  /** Where the job says what to learn from. */
  String learningPlace() {
    return features.map(f -> f.at("")).orElseGet(() -> train.orElseThrow().at(""));
  }
}
