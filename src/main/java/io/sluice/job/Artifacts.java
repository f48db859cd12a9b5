package io.sluice.job;

import io.sluice.features.Learning;
import io.sluice.read.Source;
import io.sluice.report.Report;
import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stats.Summary;
import io.sluice.stats.SummaryJson;
import io.sluice.write.Publication;
import io.sluice.write.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What a run leaves in {@code out/<job>/} and where {@code write} says. */
final class Artifacts {

  private final Job job;
  private final Publication publication;
  private final List<Run.Output> outputs = new ArrayList<>();

  Artifacts(Job job, Publication publication) {
    this.job = job;
    this.publication = publication;
  }

  /** Mends what a killed run has left, and fails where the job's table must not be there yet. */
  void recover() {
    List.of("model", "quarantine", "audit", "trials", "compared", "checkpoints")
        .forEach(folder -> publication.recover(job.out() + "/" + folder));
    if (job.write().isPresent()) {
      Target target = job.write().get().value();
      try {
        publication.recover(target);
        publication.requireAbsent(target);
      } catch (ProblemException e) {
        throw job.write().get().placed(e);
      }
    }
  }

  /** Makes the job's table ready. */
  void table(Placed<Target> target, Dataset<Row> rows, long numRows) {
    incremental()
        .flatMap(Source::run)
        .ifPresent(run -> target.value().writesOnce(run.state(), run.number()));
    try {
      publication.stage(target.value(), Roles.unmark(rows));
    } catch (ProblemException e) {
      throw target.placed(e);
    }
    outputs.add(new Run.Output("table", target.value().at(), target.value().storedAs(), numRows));
  }

  private Optional<Source> incremental() {
    return job.read().values().stream()
        .map(Placed::value)
        .filter(Source::isIncremental)
        .findFirst(); // there is one at most
  }

  /** Puts everything in its place. */
  void publish(SparkSession spark) {
    incremental().ifPresent(source -> source.prepare(spark));
    try {
      publication.publish();
      incremental().ifPresent(source -> source.commit(spark));
    } catch (ProblemException e) { // of the table: nothing else can be refused so late
      throw job.write().orElseThrow().placed(e);
    }
  }

  /**
   * Makes ready what lies beside the rows, one folder a step; where there is nothing, what an
   * earlier run left goes.
   */
  void beside(Aside aside) {
    write("quarantine", aside.quarantine(), aside.quarantined());
    write("audit", aside.audit(), -1);
  }

  private void write(String kind, Map<String, Dataset<Row>> tables, long rows) {
    String folder = job.out() + "/" + kind;
    if (tables.isEmpty()) {
      publication.remove(folder);
      return;
    }
    String staging = publication.stage(folder);
    tables.forEach((name, table) -> Roles.unmark(table).write().json(staging + "/" + name));
    outputs.add(new Run.Output(kind, folder, "json", rows));
  }

  /** Makes the trials of a search ready. */
  void trials(List<Run.Trial> trials, SparkSession spark) {
    String folder = job.out() + "/trials";
    List<Row> rows =
        trials.stream()
            .map(
                t ->
                    RowFactory.create(
                        t.number(),
                        t.settings(),
                        t.share(),
                        t.folds().toArray(),
                        t.score(),
                        t.seconds(),
                        t.failure()))
            .toList();
    StructType table =
        StructType.fromDDL(
            "trial INT, settings MAP<STRING, STRING>, share DOUBLE, folds ARRAY<DOUBLE>,"
                + " score DOUBLE, seconds DOUBLE, failure STRING");
    String staging = publication.stage(folder);
    spark.createDataFrame(rows, table).coalesce(1).write().mode("overwrite").parquet(staging);
    outputs.add(new Run.Output("trials", folder, "parquet", trials.size()));
  }

  /**
   * Makes the model ready: all that was fitted as one PipelineModel, and what it is. Where classes
   * have names, the model adds them as {@code predictedLabel}.
   */
  void model(
      Learning.Learned learned,
      Model<?> model,
      List<String> classes,
      Dataset<Row> training,
      Map<String, Object> about) {
    String folder = job.out() + "/model";
    List<PipelineStage> stages = new ArrayList<>(learned.stages());
    stages.add(model);
    if (!classes.isEmpty()) {
      stages.add(
          new IndexToString()
              .setInputCol("prediction")
              .setOutputCol("predictedLabel")
              .setLabels(classes.toArray(new String[0])));
    }
    String staging = publication.stage(folder);
    save(stages, training, staging);
    publication.replaceFile(staging + "/model.json", Json.write(about));
    outputs.add(new Run.Output("model", folder, "PipelineModel", -1));
  }

  /** Saves what is fitted as one PipelineModel. */
  static void save(List<PipelineStage> stages, Dataset<Row> training, String folder) {
    try {
      new Pipeline()
          .setStages(stages.toArray(new PipelineStage[0]))
          .fit(training) // nothing is left to fit: this only puts the stages together
          .write()
          .overwrite()
          .save(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code model.json} says beside the model's own files. */
  static Map<String, Object> about(
      Run.Model model, Run.Learning learning, Run.Evaluation evaluation, Run.Environment versions) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("model", model);
    about.put("learning", learning);
    about.put("label", evaluation == null ? null : evaluation.label());
    about.put("threshold", evaluation == null ? null : evaluation.threshold());
    about.put("versions", versions);
    return about;
  }

  /** Writes the files that tell of all the others. */
  void tell(Run run, Summary summary) {
    publication.replaceFile(job.out() + "/summary.json", SummaryJson.write(summary));
    publication.replaceFile(job.out() + "/run.json", Json.write(run));
    publication.replaceFile(job.out() + "/report.html", Report.html(run));
  }

  /** All that is written or made ready. */
  List<Run.Output> outputs() {
    List<Run.Output> all = new ArrayList<>(outputs);
    all.add(new Run.Output("summary", job.out() + "/summary.json", "json", -1));
    all.add(new Run.Output("run", job.out() + "/run.json", "json", -1));
    all.add(new Run.Output("report", job.out() + "/report.html", "html", -1));
    return all;
  }
}
