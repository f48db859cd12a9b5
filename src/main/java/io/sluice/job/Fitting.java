package io.sluice.job;

import io.sluice.features.Learning;
import io.sluice.stats.Summary;
import io.sluice.train.Algorithm;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Learns what a job is to learn, with problems at their places in the job file. */
final class Fitting {

  private Fitting() {}

  /** Where the feature steps stand. */
  static Learning.Steps places(Job job) {
    List<Placed<PipelineStage>> steps = job.placedFeatureSteps();
    return new Learning.Steps() {
      @Override
      public <T> T at(int index, Supplier<T> work) {
        return steps.get(index).run(work);
      }
    };
  }

  /** The job's features, learned from these rows, with what its algorithm needs beside them. */
  static Learning.Learned features(Job job, Dataset<Row> training, Summary summary) {
    return withOwnStages(job, plainFeatures(job, training, summary), training);
  }

  /** The same, with a pass over these rows for what the features have to know of them. */
  static Learning.Learned features(Job job, Dataset<Row> training) {
    return features(
        job,
        training,
        Summary.of(training, Learning.needs(job.featureSteps(), training, places(job))));
  }

  /** The job's features alone. */
  static Learning.Learned plainFeatures(Job job, Dataset<Row> training, Summary summary) {
    return Learning.learn(job.featureSteps(), training, summary, places(job));
  }

  /** With what the job's algorithm needs before the features and after them. */
  static Learning.Learned withOwnStages(Job job, Learning.Learned learned, Dataset<Row> training) {
    return job.train().map(t -> withOwnStages(t.value(), learned, training)).orElse(learned);
  }

  /** With what the algorithm needs before the features and after them. */
  static Learning.Learned withOwnStages(
      Algorithm algorithm, Learning.Learned learned, Dataset<Row> training) {
    return learned.between(algorithm.beforeFeatures(training), algorithm.afterFeatures());
  }

  /** Runs the training of an algorithm, so that its problems say where they are. */
  static <T> T training(Job job, Placed<Algorithm> algorithm, Supplier<T> work) {
    return Placed.run(work, where -> where.isEmpty() ? job.learningPlace() : algorithm.at(where));
  }

  /** Runs work over the vectors; what fails within one is said of the features. */
  static <T> T overFeatures(Job job, Supplier<T> work) {
    return Placed.run(work, where -> where.isEmpty() ? job.learningPlace() : where);
  }
}
