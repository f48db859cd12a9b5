package io.sluice.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import io.sluice.clean.DropDuplicates;
import io.sluice.evaluate.Clusters;
import io.sluice.evaluate.Evaluate;
import io.sluice.evaluate.Judge;
import io.sluice.evaluate.Leakage;
import io.sluice.evaluate.Permutation;
import io.sluice.features.Learning;
import io.sluice.result.Run;
import io.sluice.split.Split;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stage.StepClass;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.train.Algorithm;
import io.sluice.train.Insight;
import io.sluice.write.Publication;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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

  private static final String ORIGINAL = "sluice_original";

  private Job job;
  private final boolean resume;
  private final SparkSession spark;
  private final Console console;
  private final Publication publication;
  private final Artifacts artifacts;
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

  /**
   * A run that has not begun.
   *
   * @param resume whether to go on with the tuning that an earlier run of the job has begun
   */
  public Runner(Job job, SparkSession spark, Console console, Audit audit, boolean resume) {
    this.job = job;
    this.resume = resume;
    this.aside = new Aside(audit);
    this.spark = spark;
    this.console = console;
    this.publication = new Publication(spark.sparkContext().hadoopConfiguration());
    this.artifacts = new Artifacts(job, publication);
    this.timeline = new Timeline(console);
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
                        () -> at(test, () -> test.value().read(cleaning.rows())),
                        Lines::abTest));
    split();
    if (job.tune().isPresent()) {
      tune();
    }
    summary = summarize(parting.training());
    Dataset<Row> result = job.learns() ? learn() : parting.rows();
    timeline.section("write", () -> write(result), lines -> lines);
    Run run = result();
    artifacts.tell(run, summary);
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
            "read", () -> Cleaning.run(job, spark, aside), c -> Lines.read(c.tables()));
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
    if (job.evaluate().isPresent() && job.train().get().value().clusters()) {
      clustering =
          timeline.section("evaluate", () -> judgeClusters(model, features), Lines::clusters);
    } else if (job.evaluate().isPresent()) {
      evaluation = timeline.section("evaluate", () -> judge(model, features), Lines::evaluate);
      console.metrics(evaluation);
      List<String> slices = Lines.slices(evaluation);
      if (!slices.isEmpty()) {
        console.alsoDone("slices", slices);
      }
    }
    if (job.evaluate().filter(e -> e.value().ranks()).isPresent()) {
      ranking =
          timeline.section(
              "ranking",
              () -> overFeatures(() -> judgeOf(model, features).rank(evaluation.last().part())),
              Lines::ranking);
    }
    int repeats = job.evaluate().map(e -> e.value().numRepeats()).orElse(0);
    if (repeats > 0) {
      permutation =
          timeline.section("importance", () -> permute(model, repeats), Lines::permutation);
    }
    int points = job.evaluate().map(e -> e.value().numPoints()).orElse(0);
    if (points > 0) {
      learningCurve =
          timeline.section(
              "learning",
              () -> new LearningCurve(job, parting).of(points, evaluation),
              Lines::learningCurve);
    }
    if (!job.compare().isEmpty()) {
      comparison = timeline.section("compare", () -> compare(model), Lines::compare);
    }
    artifacts.model(
        learned,
        model,
        classes(),
        parting.training(),
        Artifacts.about(insight, learning, evaluation, Environments.of(spark)));
    return Judge.scored(model, features);
  }

  /** One pass for the profile and for the first features. */
  private Summary summarize(Dataset<Row> training) {
    Set<Need> needs = new LinkedHashSet<>(Profiles.needs(training.schema()));
    if (job.learns()) {
      needs.addAll(Learning.needs(job.featureSteps(), training, inPlace(job.placedFeatureSteps())));
    }
    return Summary.of(training, needs);
  }

  static Learning.Steps inPlace(List<Placed<PipelineStage>> steps) {
    return new Learning.Steps() {
      @Override
      public <T> T at(int index, Supplier<T> work) {
        return Runner.at(steps.get(index), work);
      }
    };
  }

  private Run.Learning learnFeatures() {
    List<Placed<PipelineStage>> steps = job.placedFeatureSteps();
    plain = Learning.learn(job.featureSteps(), parting.training(), summary, inPlace(steps));
    learned = withOwnStages(job, plain, parting.training());
    Dataset<Row> features = learned.transform(parting.training()).select("features");
    Row first = overFeatures(features::first);
    List<String> names = steps.stream().map(s -> StepClass.nameOf(s.value().getClass())).toList();
    return new Run.Learning(
        names,
        learned.passes(),
        first.<Vector>getAs(0).size(),
        learned.columns(),
        learned.hashes(summary::values));
  }

  /** The job's features, learned from these rows, with what its algorithm needs beside them. */
  static Learning.Learned learned(Job job, Dataset<Row> training, Summary summary) {
    Learning.Steps places = inPlace(job.placedFeatureSteps());
    return withOwnStages(
        job, Learning.learn(job.featureSteps(), training, summary, places), training);
  }

  /** With what the job's algorithm needs before the features and after them. */
  static Learning.Learned withOwnStages(Job job, Learning.Learned learned, Dataset<Row> training) {
    return job.train().map(t -> withOwnStages(t.value(), learned, training)).orElse(learned);
  }

  static Learning.Learned withOwnStages(
      Algorithm algorithm, Learning.Learned learned, Dataset<Row> training) {
    return learned.between(algorithm.beforeFeatures(training), algorithm.afterFeatures());
  }

  private Model<?> train(Dataset<Row> training) {
    Placed<Algorithm> train = job.train().orElseThrow();
    long start = System.nanoTime();
    Algorithm.Trained trained =
        placed(
            () -> train.value().trained(training),
            where -> where.isEmpty() ? job.learningPlace() : train.at(where));
    trainSeconds = (System.nanoTime() - start) / 1e9;
    List<String> slots = learned.slots(training, learning.slots(), summary::values);
    insight = Insight.of(train.value(), trained, slots);
    return trained.model();
  }

  private Run.Evaluation judge(Model<?> model, Dataset<Row> features) {
    Placed<Evaluate> settings = job.evaluate().orElseThrow();
    String label = job.train().orElseThrow().value().label().orElseThrow();
    List<String> parts = job.split().orElseThrow().value().parts();
    Judge judge = judgeOf(model, features);
    Run.Evaluation judged = overFeatures(() -> at(settings, () -> judge.judge(parts)));
    List<String> warnings = new ArrayList<>(judged.warnings());
    if (job.clean().stream().noneMatch(step -> step.value() instanceof DropDuplicates)) {
      Dataset<Row> rows = parting.rows().drop(Classes.CLEANED);
      warnings.addAll(Leakage.copies(rows, label, Split.PART, parts.get(0)));
    }
    if (judged.kind().equals("twoClasses")) {
      warnings.addAll(Leakage.warnings(parting.training(), label, summary));
    }
    return judged.warning(List.copyOf(warnings));
  }

  private Judge judgeOf(Model<?> model, Dataset<Row> features) {
    return new Judge(
        job.evaluate().orElseThrow().value(),
        model,
        job.train().orElseThrow().value().label().orElseThrow(),
        features,
        Split.PART,
        Runner::original);
  }

  private Run.Permutation permute(Model<?> model, int repeats) {
    String part = job.split().orElseThrow().value().partToLookAt();
    Dataset<Row> rows =
        parting.rows().where(col(Split.PART).equalTo(part)).drop(Split.PART, Classes.CLEANED);
    List<String> columns =
        Roles.withoutRole(rows.schema()).stream().map(StructField::name).toList();
    return overFeatures(
        () ->
            new Permutation(model, evaluation.label(), evaluation.kind(), learned::transform)
                .of(part, rows, columns, repeats));
  }

  private Run.Clustering judgeClusters(Model<?> model, Dataset<Row> features) {
    Algorithm algorithm = job.train().orElseThrow().value();
    Dataset<Row> training = parting.training();
    Dataset<Row> cleaned = job.roles().value().column("id").map(training::drop).orElse(training);
    return overFeatures(
        () ->
            Clusters.judge(
                job.evaluate().orElseThrow().value(),
                model,
                features,
                Split.PART,
                job.split().map(s -> s.value().parts()).orElse(List.of()),
                cleaned.schema(),
                Runner::original,
                (k, seed) -> algorithm.withClusters(k, seed).train(learned.transform(training))));
  }

  private Run.Comparison compare(Model<?> model) {
    Algorithm algorithm = job.train().orElseThrow().value();
    return new Comparer(job, parting, publication)
        .compare(
            new Comparer.Candidate(algorithm.name(), algorithm, model, trainSeconds, learned),
            evaluation,
            plain,
            this::withOriginal,
            Runner::original);
  }

  private List<String> write(Dataset<Row> result) {
    if (job.write().isPresent()) {
      artifacts.table(job.write().get(), written(result), cleaning.numRows());
    }
    artifacts.beside(aside);
    publication.publish();
    return artifacts.outputs().stream()
        .filter(o -> o.rows() >= 0)
        .map(o -> String.format(Locale.ROOT, "%,d rows to %s (%s)", o.rows(), o.path(), o.format()))
        .toList();
  }

  /** Keeps the cleaned columns aside, which feature steps rewrite in place. */
  private Dataset<Row> withOriginal(Dataset<Row> rows) {
    Column[] all =
        Arrays.stream(rows.schema().fieldNames()).map(Columns::col).toArray(Column[]::new);
    return job.train().isPresent()
        ? rows.withColumn(ORIGINAL, struct(all)).drop(Classes.CLEANED)
        : rows;
  }

  /** A column as cleaning left it. */
  private static Column original(String name) {
    return col(ORIGINAL).getField(name);
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
        columns.add(original(as).as(field.name(), field.metadata()));
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
        started.toString(),
        timeline.seconds(),
        Environments.of(spark),
        timeline.sections(),
        cleaning.tables(),
        cleaning.changes(),
        Profiles.of(summary, parting.training().schema(), job.roles().value()),
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

  /** Runs work over the vectors; what fails within one is said of the features. */
  private <T> T overFeatures(Supplier<T> work) {
    return placed(work, where -> where.isEmpty() ? job.learningPlace() : where);
  }

  /** Runs work of a step, so that its problems say where the step stands. */
  private static <T> T at(Placed<?> step, Supplier<T> work) {
    return placed(work, step::at);
  }

  static <T> T placed(Supplier<T> work, UnaryOperator<String> place) {
    try {
      return work.get();
    } catch (Exception e) { // Spark throws the checked SparkException without declaring it
      throw ProblemException.in(e)
          .<RuntimeException>map(p -> p.at(place))
          .orElseGet(() -> e instanceof RuntimeException r ? r : new IllegalStateException(e));
    }
  }
}
