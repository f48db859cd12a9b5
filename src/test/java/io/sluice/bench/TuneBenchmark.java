package io.sluice.bench;

import io.sluice.job.Audit;
import io.sluice.job.Console;
import io.sluice.job.JobReader;
import io.sluice.job.Runner;
import io.sluice.result.Run;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Three folds of twelve settings of LogisticRegression behind medians, scaling, one-hot encoding
 * and hashing, two models at a time: a job with the section tune, from reading to its report,
 * against CrossValidator over the equivalent pipeline.
 */
record TuneBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  /** Medians and folds are not the same ones, so scores differ a little. */
  private static final double SCORES = 0.01;

  private static final String JOB =
      """
      name: tuned
      read: {path: "%s", format: parquet}
      roles: {label: label, id: id}
      features:
        - impute: {columns: "x*", strategy: median}
        - scale: {columns: "x*"}
        - oneHot: {columns: [c0, c1, c2]}
        - hash: {columns: [c3, c4, c5], numFeatures: 256}
      train:
        LogisticRegression: {maxIter: 20}
      tune:
        space:
          LogisticRegression.regParam: [0.0001, 0.001, 0.01, 0.1]
          LogisticRegression.elasticNetParam: [0, 0.5, 1]
      """;

  void run(long rows) {
    GeneratedTable shape = new GeneratedTable(rows, 12, 6);
    Dataset<Row> table = shape.read(spark, folder);
    AtomicReference<CrossValidatorModel> theirs = new AtomicReference<>();
    AtomicReference<Run.Tuning> ours = new AtomicReference<>();
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("peer", () -> theirs.set(Peers.crossValidated(shape, table)));
    contestants.put("ours", () -> ours.set(ours(table)));
    Times times = rounds.of(contestants);
    requireSame(theirs.get(), ours.get()); // here, for a run of either takes minutes
    out.printf(Locale.ROOT, "%ntune: %,d rows, 3 folds of 12 settings%n", rows);
    times.print(out);
    times.print(out, "ours", "peer", 1.0 / 3);
  }

  private Run.Tuning ours(Dataset<Row> table) {
    String file = table.inputFiles()[0];
    String job = JOB.formatted(file.substring(0, file.lastIndexOf('/')));
    Console console = new Console(out, Console.Voice.QUIET);
    try (Runner runner =
        new Runner(
            new JobReader("tuned.yaml", folder.toString(), Map.of()).read(job),
            spark,
            console,
            Audit.USUAL,
            false)) {
      return runner.run().tuning();
    }
  }

  private static void requireSame(CrossValidatorModel peer, Run.Tuning ours) {
    List<Run.Trial> trials = ours.trials();
    double[] expected = peer.avgMetrics();
    boolean same =
        IntStream.range(0, expected.length)
            .allMatch(i -> Math.abs(expected[i] - trials.get(i).score()) < SCORES);
    if (!same || expected.length != trials.size()) {
      throw new IllegalStateException("other scores: " + List.of(expected) + " and " + trials);
    }
  }
}
