package io.sluice.bench;

import io.sluice.features.Learning.Learned;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Median imputation, standard scaling and one-hot encoding of 20 numbers and 6 categories, against
 * the pipeline of spark.ml and a bare scan of the same columns: learning, then applying.
 */
record FeaturesBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  private static final int SAMPLE = 5_000;

  /** Sums of doubles in another order. */
  private static final double ROUNDING = 1e-6;

  /** In standard deviations: what medians of ranks within 0.001 of each other may differ by. */
  private static final double MEDIANS = 0.02;

  void run(GeneratedTable shape) {
    Dataset<Row> table = shape.read(spark, folder);
    requireSameWhereMediansAreExact(table, shape);
    PipelineModel peer = Peers.features(shape, Peers.RANK_ERROR).fit(table);
    Learned ours = Ours.features(table, shape);
    Dataset<Row> sample = SameFeatures.sample(table, SAMPLE);
    SameFeatures.require(peer.transform(sample), ours.transform(sample), MEDIANS);
    learn(table, shape);
    apply(table, peer, ours);
  }

  private void requireSameWhereMediansAreExact(Dataset<Row> table, GeneratedTable shape) {
    Dataset<Row> sample = SameFeatures.sample(table, SAMPLE);
    SameFeatures.require(
        Peers.features(shape, 0).fit(sample).transform(sample),
        Ours.features(sample, shape).transform(sample),
        ROUNDING);
  }

  private void learn(Dataset<Row> table, GeneratedTable shape) {
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("scan", () -> Noop.write(table.select(shape.columns())));
    contestants.put("peer", () -> Peers.features(shape, Peers.RANK_ERROR).fit(table));
    contestants.put("ours", () -> Ours.features(table, shape));
    Times times = rounds.of(contestants);
    out.printf(Locale.ROOT, "%nfeatures, learn: %,d rows%n", shape.rows());
    times.print(out);
    times.print(out, "ours", "peer", 0.25);
    times.print(out, "ours", "scan", 2.5);
  }

  private void apply(Dataset<Row> table, PipelineModel peer, Learned ours) {
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("peer", () -> Noop.write(peer.transform(table).select("features", "label")));
    contestants.put("ours", () -> Noop.write(ours.transform(table).select("features", "label")));
    Times times = rounds.of(contestants);
    out.printf(Locale.ROOT, "%nfeatures, apply%n");
    times.print(out);
    times.print(out, "ours", "peer", 0.5);
  }
}
