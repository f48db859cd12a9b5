package io.sluice.job;

import static org.apache.spark.sql.functions.col;

import io.sluice.evaluate.Evaluate;
import io.sluice.evaluate.Judge;
import io.sluice.explore.Profiles;
import io.sluice.features.Learning;
import io.sluice.result.Profile;
import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import io.sluice.stage.StepClass;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.train.Algorithm;
import io.sluice.train.Insight;
import io.sluice.write.Publication;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * Runs a job section by section. Whatever it writes is made ready first and put in its place at the
 * end: all of it or, after a failure, none.
 */
public final class Runner implements AutoCloseable {

  private Job job;
  private static final String RESUMED =
      "as an earlier run has left it; nothing that it depends on changed";

  private final boolean resume;
  private final SparkSession spark;
  private final Console console;
  private final Publication publication;
  private final Artifacts artifacts;
  private final Checkpoint checkpoint;
  private final Timeline timeline;
  private final SparkListener progress;
  private final SparkListener tasks;
  private final Aside aside;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private Cleaning cleaning;
  private Parting parting;
  private Summary summary;
  private Learning.Learned plain; // features without what the algorithm needs beside them
  private Learning.Learned learned;
  private double trainSeconds;
  private volatile Tuner tuner;
  private Run.Tuning tuning;
  private Run.Learning learning;
  private Run.Model insight;
  private Run.Evaluation evaluation;
  private Run.Ranking ranking;
  private Run.Permutation permutation;
  private Run.LearningCurve learningCurve;
  private Run.Comparison comparison;
  private Run.Clustering clustering;
  private Run.AbTest abTest;
  private Profile exploration;

  /**
   * A run that has not begun.
   *
   * @param resume whether to go on where an earlier run has ended, and to keep what one that comes
   *     after needs for that
   */
  public Runner(Job job, SparkSession spark, Console console, Audit audit, boolean resume) {
    this.job = job;
    this.resume = resume;
    this.aside = new Aside(audit);
    this.spark = spark;
    this.console = console;
    this.publication = new Publication(spark.sparkContext().hadoopConfiguration());
    this.artifacts = new Artifacts(job, publication);
    this.checkpoint = new Checkpoint(job, spark, publication, audit, resume);
    this.timeline = new Timeline(console, () -> SparkStage.slots(spark.sparkContext()));
    this.progress = console.listener();
    this.tasks = timeline.listener();
    spark.sparkContext().addSparkListener(progress);
    spark.sparkContext().addSparkListener(tasks);
  }

  /** Runs all sections, puts the outputs in their places, and says what happened. */
  public Run run() {
    artifacts.recover();
    if (job.algorithms().anyMatch(Algorithm::recommends)) {
      // where ALS cuts its chain of iterations, which would overflow the stack of a task
      spark.sparkContext().setCheckpointDir(publication.scratch(job.out() + "/checkpoints"));
    }
    readAndClean();
    job.abTest()
        .ifPresent(
            test ->
                abTest =
                    timeline.section(
                        "abTest",
                        () -> test.run(() -> test.value().read(cleaning.rows())),
                        Lines::abTest));
    split();
    if (job.explore().isPresent()) {
      exploration =
          timeline.section("explore", () -> Profiling.of(job, cleaning, parting), Lines::explore);
    }
    if (job.tune().isPresent()) {
      tune();
    }
    summary = summarize(parting.training());
    Dataset<Row> result = job.learns() ? learn() : parting.rows();
    timeline.section("write", () -> write(result), lines -> lines);
    Run run = result();
    artifacts.tell(run, summary);
    checkpoint.remove();
    if (tuner != null) {
      tuner.end();
    }
    return run;
  }

  /** What is in its place, for the message of a failure. */
  public List<String> published() {
    return publication.published();
  }

  /** Ends a run from outside, with what is in place whole and nothing else left. */
  public void stop() {
    if (tuner != null) {
      tuner.stop();
    }
    spark.sparkContext().cancelAllJobs();
    publication.close();
  }

  /** Frees what is kept in memory and removes what was not published. */
  @Override
  public void close() {
    publication.close();
    spark.sparkContext().removeSparkListener(progress);
    spark.sparkContext().removeSparkListener(tasks);
    if (cleaning != null) {
      cleaning.close();
    }
    if (parting != null) {
      parting.close();
    }
  }

  private void readAndClean() {
    cleaning =
        timeline.section(
            "read", () -> Cleaning.run(job, spark, aside, checkpoint), c -> Lines.read(c.tables()));
    if (cleaning.isRestored()) {
      console.alsoDone("resume", List.of(RESUMED));
    }
    if (!job.clean().isEmpty()) {
      console.alsoDone("clean", Lines.clean(cleaning.changes()));
    }
  }

  private void split() {
    if (cleaning.numRows() == 0 && job.learns()) {
      String where = job.learningPlace();
      throw ProblemException.inData("no row is left after clean: there is nothing to learn from.")
          .at(setting -> where);
    }
    if (job.split().isPresent()) {
      parting = timeline.section("split", this::part, p -> Lines.split(p.parts()));
    } else {
      parting = part();
    }
  }

  private Parting part() {
    return Parting.of(job, cleaning.rows(), cleaning.numRows());
  }

  /** The best settings take the place of the job's own. */
  private void tune() {
    tuner = new Tuner(job, resume);
    Dataset<Row> training = parting.training();
    long rows = parting.parts().isEmpty() ? cleaning.numRows() : parting.parts().get(0).rows();
    tuning =
        timeline.section(
            "tune", () -> tuner.run(training, rows), t -> Lines.tune(t, tuner.resumed()));
    job = tuner.tuned(tuning);
    artifacts.trials(tuning.trials(), spark);
  }

  private Dataset<Row> learn() {
    learning = timeline.section("features", this::learnFeatures, Lines::features);
    Dataset<Row> features = learned.transform(withOriginal(parting.rows()));
    if (job.train().isEmpty()) {
      return features;
    }
    Model<?> model =
        timeline.section(
            "train", () -> train(learned.transform(parting.training())), m -> Lines.train(insight));
    if (job.evaluate().isPresent()) {
      judge(model, new Judging(job, parting, learned, model, features));
    }
    artifacts.model(
        learned,
        model,
        classes(),
        parting.training(),
        Artifacts.about(insight, learning, evaluation, Environments.of(spark)));
    return Judge.scored(model, features);
  }

  private void judge(Model<?> model, Judging judging) {
    Evaluate wanted = job.evaluate().orElseThrow().value();
    if (job.train().orElseThrow().value().clusters()) {
      clustering = timeline.section("evaluate", judging::clusters, Lines::clusters);
      return;
    }
    evaluation = timeline.section("evaluate", () -> judging.evaluation(summary), Lines::evaluate);
    console.metrics(evaluation);
    List<String> slices = Lines.slices(evaluation);
    if (!slices.isEmpty()) {
      console.alsoDone("slices", slices);
    }
    if (wanted.ranks()) {
      ranking =
          timeline.section(
              "ranking", () -> judging.ranking(evaluation.last().part()), Lines::ranking);
    }
    if (wanted.numRepeats() > 0) {
      permutation =
          timeline.section("importance", () -> judging.permutation(evaluation), Lines::permutation);
    }
    if (wanted.numPoints() > 0) {
      learningCurve =
          timeline.section(
              "learning",
              () -> new LearningCurve(job, parting).of(wanted.numPoints(), evaluation),
              Lines::learningCurve);
    }
    if (!job.compare().isEmpty()) {
      comparison = timeline.section("compare", () -> compare(model), Lines::compare);
    }
  }

  /** One pass for the profile and for the first features. */
  private Summary summarize(Dataset<Row> training) {
    Set<Need> needs = new LinkedHashSet<>(Profiles.needs(training.schema()));
    if (job.learns()) {
      needs.addAll(Learning.needs(job.featureSteps(), training, Fitting.places(job)));
    }
    return Summary.of(training, needs);
  }

  private Run.Learning learnFeatures() {
    List<Placed<PipelineStage>> steps = job.placedFeatureSteps();
    plain = Fitting.plainFeatures(job, parting.training(), summary);
    learned = Fitting.withOwnStages(job, plain, parting.training());
    Dataset<Row> features = learned.transform(parting.training()).select("features");
    Row first = Fitting.overFeatures(job, features::first);
    List<String> names = steps.stream().map(s -> StepClass.nameOf(s.value().getClass())).toList();
    return new Run.Learning(
        names,
        learned.passes(),
        first.<Vector>getAs(0).size(),
        learned.columns(),
        learned.hashes(summary::values));
  }

  private Model<?> train(Dataset<Row> training) {
    Optional<Checkpoint.Trained> kept = checkpoint.model();
    if (kept.isPresent()) {
      insight = kept.get().insight();
      trainSeconds = kept.get().seconds();
      console.alsoDone("resume", List.of(RESUMED));
      return checkpoint.loaded();
    }
    Placed<Algorithm> train = job.train().orElseThrow();
    long start = System.nanoTime();
    Algorithm.Trained trained = Fitting.training(job, train, () -> train.value().trained(training));
    trainSeconds = (System.nanoTime() - start) / 1e9;
    List<String> slots = learned.slots(training, learning.slots(), summary::values);
    insight = Insight.of(train.value(), trained, slots);
    checkpoint.save(trained.model(), insight, trainSeconds, training);
    return trained.model();
  }

  private Run.Comparison compare(Model<?> model) {
    Algorithm algorithm = job.train().orElseThrow().value();
    return new Comparer(job, parting, publication)
        .compare(
            new Comparer.Candidate(
                algorithm.name(), algorithm.settings(), algorithm, model, trainSeconds, learned),
            evaluation,
            plain);
  }

  private List<String> write(Dataset<Row> result) {
    if (job.write().isPresent()) {
      artifacts.table(job.write().get(), written(result), cleaning.numRows());
    }
    artifacts.beside(aside);
    artifacts.publish(spark);
    return artifacts.outputs().stream()
        .filter(o -> o.rows() >= 0)
        .map(o -> String.format(Locale.ROOT, "%,d rows to %s (%s)", o.rows(), o.path(), o.format()))
        .toList();
  }

  private Dataset<Row> withOriginal(Dataset<Row> rows) {
    return job.train().isPresent() ? Original.kept(rows) : rows;
  }

  /** The cleaned columns and what the model says of them; without a model, the features. */
  private Dataset<Row> written(Dataset<Row> result) {
    if (job.train().isEmpty()) {
      return result;
    }
    List<Column> columns = new ArrayList<>();
    for (StructField field : parting.rows().schema().fields()) {
      boolean isIndexed =
          !classes().isEmpty() && field.name().equals(job.roles().value().column("label").get());
      if (!field.name().equals(Classes.CLEANED)) {
        String as = isIndexed ? Classes.CLEANED : field.name();
        columns.add(Original.column(as).as(field.name(), field.metadata()));
      }
    }
    if (Columns.has(result.schema(), "score")) {
      columns.add(col("score"));
    }
    if (Columns.has(result.schema(), "prediction")) {
      columns.add(prediction());
    }
    return result.select(columns.toArray(new Column[0]));
  }

  private Column prediction() {
    Column predicted = col("prediction");
    return classes().isEmpty()
        ? predicted
        : Classes.asLabel(
                predicted, classes(), parting.rows().schema().apply(Classes.CLEANED).dataType())
            .as("prediction");
  }

  /** The names of the label's classes; empty where it is 0 and 1, or a number. */
  private List<String> classes() {
    return Classes.names(parting.rows(), job);
  }

  private Run result() {
    return new Run(
        job.name(),
        job.file(),
        job.text(),
        started.toString(),
        timeline.seconds(),
        Environments.of(spark),
        timeline.sections(),
        cleaning.tables(),
        cleaning.changes(),
        Profiles.of(summary, parting.training().schema(), job.roles().value(), started),
        exploration,
        parting.parts(),
        tuning,
        learning,
        insight,
        evaluation,
        ranking,
        permutation,
        learningCurve,
        comparison,
        clustering,
        abTest,
        artifacts.outputs());
  }
}
