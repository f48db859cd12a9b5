package io.sluice.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;

import io.sluice.evaluate.Metrics;
import io.sluice.result.Run;
import io.sluice.split.Folds;
import io.sluice.split.Split;
import io.sluice.stage.ProblemException;
import io.sluice.stage.RowHash;
import io.sluice.train.Algorithm.Kind;
import io.sluice.tune.TrialLog;
import io.sluice.tune.Tune;
import io.sluice.tune.Tuning;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Section {@code tune}: searches for settings on the training rows. */
final class Tuner {

  private static final String LOG = ".tuning";
  private static final String HASH = "sluice_hash";

  private final Job job;
  private final Placed<Tune> tune;
  private final Variation variation;
  private final boolean resume;
  private TrialLog log;
  private Tuning tuning;
  private boolean stopped;

  Tuner(Job job, boolean resume) {
    this.job = job;
    this.tune = job.tune().orElseThrow();
    this.variation = new Variation(job);
    this.resume = resume;
  }

  /** The trials, and which is best. */
  Run.Tuning run(Dataset<Row> training, long numRows) {
    String metric = metric(Classes.names(training, job).size());
    try (Folds folds =
            Folds.of(
                job.split().map(Placed::value).orElseGet(Split::new),
                training,
                tune.value().numFolds(),
                numRows,
                job.roles().value().key(),
                tune.value().numSeed());
        Trials trials = new Trials(job, folds, metric)) {
      log =
          TrialLog.open(
              training.sparkSession().sparkContext().hadoopConfiguration(),
              job.out() + "/" + LOG,
              identity(training),
              resume);
      begin(
          new Tuning(
              tune.value(), variation::isWhole, Metrics.largerIsBetter(metric), trials, log));
      return tuning.run(metric);
    } catch (ProblemException e) {
      throw tune.placed(e);
    }
  }

  /** How many trials of an earlier run it goes on from. */
  int resumed() {
    return log.size();
  }

  /** The job with the best settings. */
  Job tuned(Run.Tuning done) {
    return variation.with(done.bestTrial().settings());
  }

  /** Forgets the trials, when the run's outputs are in place. */
  void end() {
    log.remove();
  }

  /** Ends a search from outside; what was tried is kept for another run to go on from. */
  synchronized void stop() {
    stopped = true;
    if (tuning != null) {
      tuning.stop();
    }
  }

  private synchronized void begin(Tuning search) {
    tuning = search;
    if (stopped) {
      search.stop();
    }
  }

  /**
   * What is to be best.
   *
   * @param classes how many the label has, 0 where it is no index of them
   */
  private String metric(int classes) {
    boolean areClasses = job.train().orElseThrow().value().kind() == Kind.CLASSES;
    return tune.value().metricName().orElseGet(() -> Metrics.usual(areClasses, classes));
  }

  /** All that the scores depend on: settings, and the rows by a hash of their content. */
  private String identity(Dataset<Row> training) {
    List<String> lines = Walk.learning(job);
    Row content =
        training
            .select(
                pmod(RowHash.of(RowHash.hashable(training.schema()), 0), lit(1L << 31)).as(HASH))
            .agg(sum(col(HASH)))
            .first();
    lines.add("rows " + content.get(0));
    return String.join("\n", lines);
  }
}
