package io.sluice.job;

import static org.apache.spark.sql.functions.col;

import io.sluice.clean.DropDuplicates;
import io.sluice.evaluate.Clusters;
import io.sluice.evaluate.Evaluate;
import io.sluice.evaluate.Judge;
import io.sluice.evaluate.Leakage;
import io.sluice.evaluate.Permutation;
import io.sluice.features.Learning;
import io.sluice.result.Run;
import io.sluice.split.Split;
import io.sluice.stage.Roles;
import io.sluice.stats.Summary;
import io.sluice.train.Algorithm;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * Section {@code evaluate}: how good the job's model is, in each way that the job wants to know.
 */
final class Judging {

  private final Job job;
  private final Parting parting;
  private final Learning.Learned learned;
  private final Model<?> model;
  private final Dataset<Row> features;
  private final Placed<Evaluate> settings;
  private final Algorithm algorithm;

  /**
   * Of a trained model.
   *
   * @param features all rows with their vector and their {@link Original} columns
   */
  Judging(
      Job job, Parting parting, Learning.Learned learned, Model<?> model, Dataset<Row> features) {
    this.job = job;
    this.parting = parting;
    this.learned = learned;
    this.model = model;
    this.features = features;
    this.settings = job.evaluate().orElseThrow();
    this.algorithm = job.train().orElseThrow().value();
  }

  /**
   * The metrics of a model that predicts classes or numbers, with what makes them doubtful.
   *
   * @param summary what is known of the training rows
   */
  Run.Evaluation evaluation(Summary summary) {
    Split split = job.split().orElseThrow().value();
    List<String> parts = split.parts();
    Judge judge = judge();
    Run.Evaluation judged = Fitting.overFeatures(job, () -> settings.run(() -> judge.judge(parts)));
    List<String> warnings = new ArrayList<>(judged.warnings());
    if (mayHaveCopies(split)) {
      Dataset<Row> rows = parting.rows().drop(Classes.CLEANED);
      warnings.addAll(Leakage.copies(rows, label(), Split.PART, parts.get(0)));
    }
    warnings.addAll(Leakage.warnings(judged.kind(), parting.training(), label(), summary));
    return judged.warning(List.copyOf(warnings));
  }

  /** Whether a row of another part may equal a training row in its label and all features. */
  private boolean mayHaveCopies(Split split) {
    boolean liesTogether = split.isByContent() && job.roles().value().named().size() == 1;
    return !liesTogether
        && job.clean().stream().noneMatch(step -> step.value() instanceof DropDuplicates);
  }

  /** The order of the rows of a part. */
  Run.Ranking ranking(String part) {
    return Fitting.overFeatures(job, () -> judge().rank(part));
  }

  /** What the model takes from each column. */
  Run.Permutation permutation(Run.Evaluation judged) {
    String part = job.split().orElseThrow().value().partToLookAt();
    Dataset<Row> rows =
        parting.rows().where(col(Split.PART).equalTo(part)).drop(Split.PART, Classes.CLEANED);
    List<String> columns =
        Roles.withoutRole(rows.schema()).stream().map(StructField::name).toList();
    return Fitting.overFeatures(
        job,
        () ->
            new Permutation(model, label(), judged.kind(), learned::transform)
                .of(part, rows, columns, settings.value().numRepeats()));
  }

  /** The clusters that the model finds, and whether other numbers of them would be better. */
  Run.Clustering clusters() {
    Dataset<Row> training = parting.training();
    Dataset<Row> cleaned = job.roles().value().column("id").map(training::drop).orElse(training);
    return Fitting.overFeatures(
        job,
        () ->
            Clusters.judge(
                settings.value(),
                model,
                features,
                Split.PART,
                job.split().map(s -> s.value().parts()).orElse(List.of()),
                cleaned.schema(),
                Original::column,
                (k, seed) -> algorithm.withClusters(k, seed).train(learned.transform(training))));
  }

  private Judge judge() {
    return new Judge(settings.value(), model, label(), features, Split.PART, Original::column);
  }

  private String label() {
    return algorithm.label().orElseThrow();
  }
}
