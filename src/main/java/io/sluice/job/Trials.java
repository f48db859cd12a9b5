package io.sluice.job;

import io.sluice.evaluate.Metrics;
import io.sluice.features.Learning;
import io.sluice.split.Folds;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.train.Algorithm;
import io.sluice.tune.Scorer;
import io.sluice.tune.Tune;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The trials of a search: features are learned on the training rows of a fold, once for all trials
 * that differ in the algorithm's settings alone, and what the first pass over these rows has found
 * out is asked no more. The vectors of so many folds as there are, and of the models trained at a
 * time, are kept in memory and on disk.
 */
final class Trials implements Scorer, AutoCloseable {

  /** On which rows something is learned. */
  private record Ground(int fold, double share) {}

  private record Key(Map<String, String> features, Ground ground) {}

  /** Rows with their vector and label. */
  private record Vectors(Dataset<Row> training, Dataset<Row> judged) implements AutoCloseable {
    @Override
    public void close() {
      training.unpersist();
      judged.unpersist();
    }
  }

  /** What is known of the training rows of a fold. */
  private static final class Known {
    private Summary summary = Summary.nothing();

    synchronized Summary of(Dataset<Row> rows, Set<Need> needs) {
      Set<Need> missing = new LinkedHashSet<>(needs);
      missing.removeIf(summary::knows);
      if (!missing.isEmpty()) {
        summary = Summary.of(rows, missing).with(summary);
      }
      return summary;
    }
  }

  private final Variation variation;
  private final Folds folds;
  private final String metric;
  private final Map<Ground, Known> known = new ConcurrentHashMap<>();
  private final Lending<Key, Vectors> vectors;

  Trials(Job job, Folds folds, String metric) {
    Tune tune = job.tune().orElseThrow().value();
    this.variation = new Variation(job);
    this.folds = folds;
    this.metric = metric;
    this.vectors = new Lending<>(tune.numFolds() + tune.numParallel());
  }

  @Override
  public Object group(Map<String, String> settings) {
    return variation.ofFeatures(settings);
  }

  @Override
  public Scored score(Map<String, String> settings, int fold, double share) {
    Job job = variation.with(settings);
    Ground ground = new Ground(fold, share);
    return vectors.with(
        new Key(variation.ofFeatures(settings), ground),
        () -> learn(job, ground),
        its -> score(job.train().orElseThrow().value(), its));
  }

  private Scored score(Algorithm algorithm, Vectors its) {
    long start = System.nanoTime();
    Model<?> model = algorithm.train(its.training);
    Double score = Metrics.of(metric, model, algorithm.label().orElseThrow(), its.judged);
    if (score == null) {
      throw ProblemException.inData(
          "%s is not defined on a fold, for want of rows of a class.".formatted(metric));
    }
    return new Scored(score, (System.nanoTime() - start) / 1e9);
  }

  private Vectors learn(Job job, Ground ground) {
    Dataset<Row> training = folds.training(ground.fold, ground.share);
    List<PipelineStage> steps = job.featureSteps();
    Learning.Steps places = Fitting.places(job);
    Summary summary =
        known
            .computeIfAbsent(ground, g -> new Known())
            .of(training, Learning.needs(steps, training, places));
    Learning.Learned learned = Fitting.features(job, training, summary);
    return new Vectors(
        kept(learned.transform(training), job),
        kept(learned.transform(folds.judged(ground.fold)), job));
  }

  private static Dataset<Row> kept(Dataset<Row> rows, Job job) {
    Column[] columns =
        Stream.of(
                Stream.of("features"),
                job.train().orElseThrow().value().label().stream(),
                job.roles().value().column("weight").stream())
            .flatMap(names -> names)
            .map(Columns::col)
            .toArray(Column[]::new);
    return rows.select(columns).persist(StorageLevel.MEMORY_AND_DISK());
  }

  @Override
  public void close() {
    vectors.close();
    folds.close();
  }
}
