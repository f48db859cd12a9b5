package io.sluice.job;

import io.sluice.evaluate.Comparison;
import io.sluice.evaluate.Evaluate;
import io.sluice.evaluate.Judge;
import io.sluice.evaluate.Verdict;
import io.sluice.features.Learning;
import io.sluice.result.Run;
import io.sluice.split.Split;
import io.sluice.train.Algorithm;
import io.sluice.write.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Section {@code compare}: variants of the job, trained on the same rows and judged on the same
 * rows. Features are learned anew where a variant has other ones.
 */
final class Comparer {

  /** A trained model, with the seconds that it took and the features that it reads. */
  record Candidate(
      String name,
      List<Run.Setting> settings,
      Algorithm algorithm,
      Model<?> model,
      double seconds,
      Learning.Learned learned) {}

  private final Job job;
  private final Parting parting;
  private final Publication publication;
  private final Evaluate settings;
  private final String label;
  private final List<String> parts;

  Comparer(Job job, Parting parting, Publication publication) {
    this.job = job;
    this.parting = parting;
    this.publication = publication;
    this.label = job.train().orElseThrow().value().label().orElseThrow();
    this.parts = job.split().orElseThrow().value().parts();
    this.settings = job.evaluate().orElseThrow().value().withoutSlices();
  }

  /**
   * The comparison.
   *
   * @param first the model of {@code train}
   * @param judged how good it is
   * @param features without what its algorithm needs before and after them
   */
  Run.Comparison compare(Candidate first, Run.Evaluation judged, Learning.Learned features) {
    String part = judged.last().part();
    Comparison comparison =
        new Comparison(
            judged.kind(),
            label,
            parting.rows().drop(Classes.CLEANED).where(Split.PART + " = '" + part + "'"));
    List<Run.Variant> variants = new ArrayList<>();
    variants.add(variant(first, judged));
    comparison.add(first.name(), first.model(), first.learned()::transform);
    for (Map.Entry<String, Placed<Variant>> variant : job.compare().entrySet()) {
      Candidate candidate = trained(variant.getKey(), variant.getValue().value(), features);
      Judge judge =
          new Judge(
              settings,
              candidate.model(),
              label,
              candidate.learned().transform(Original.kept(parting.rows())),
              Split.PART,
              Original::column);
      variants.add(variant(candidate, judge.judge(parts)));
      comparison.add(candidate.name(), candidate.model(), candidate.learned()::transform);
    }
    String metric = Comparison.metric(judged.kind());
    return Verdict.of(metric, part, judged.last().rows(), variants, comparison.pairs());
  }

  private Candidate trained(String name, Variant variant, Learning.Learned features) {
    Job its = variant.of(job);
    Placed<Algorithm> placed = its.train().orElseThrow();
    Algorithm algorithm = placed.value();
    Dataset<Row> training = parting.training();
    boolean sameFeatures = new Variation(job).ofFeatures(variant.settings()).isEmpty();
    Learning.Learned learned =
        sameFeatures
            ? Fitting.withOwnStages(algorithm, features, training)
            : Fitting.features(its, training);
    long start = System.nanoTime();
    Model<?> model =
        Fitting.training(job, placed, () -> algorithm.train(learned.transform(training)));
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Run.Setting> settings = new ArrayList<>();
    variant.settings().forEach((setting, value) -> settings.add(new Run.Setting(setting, value)));
    return new Candidate(
        name,
        variant.settings().isEmpty() ? algorithm.settings() : settings,
        algorithm,
        model,
        seconds,
        learned);
  }

  private Run.Variant variant(Candidate candidate, Run.Evaluation judged) {
    return new Run.Variant(
        candidate.name(),
        candidate.algorithm().name(),
        candidate.settings(),
        candidate.seconds(),
        bytes(candidate.model()),
        judged.scores().get(0).metrics(),
        judged.last().metrics(),
        judged.last().intervals());
  }

  private long bytes(Model<?> model) {
    String folder = publication.scratch(job.out() + "/compared");
    try {
      ((MLWritable) model).write().overwrite().save(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return publication.bytes(folder);
  }
}
