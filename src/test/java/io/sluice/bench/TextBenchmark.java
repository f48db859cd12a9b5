package io.sluice.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Words, stop words, hashing and inverse document frequencies of texts of about 2,000 characters:
 * learning and applying together, against the pipeline of spark.ml.
 */
record TextBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  private static final int SLOTS = 1 << 18;
  private static final int SAMPLE = 100;
  private static final double ROUNDING = 1e-6;

  void run(long count) {
    Dataset<Row> texts = GeneratedTexts.read(spark, folder, count);
    Dataset<Row> sample = SameFeatures.sample(texts, SAMPLE);
    SameFeatures.require(peer(sample), Ours.text(sample, SLOTS), ROUNDING);
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("scan", () -> Noop.write(texts));
    contestants.put("peer", () -> Noop.write(peer(texts).select("features")));
    contestants.put("ours", () -> Noop.write(Ours.text(texts, SLOTS).select("features")));
    Times times = rounds.of(contestants);
    out.printf(Locale.ROOT, "%ntext, learn and apply: %,d texts%n", count);
    times.print(out);
    times.print(out, "ours", "peer", 1.0 / 3);
  }

  private static Dataset<Row> peer(Dataset<Row> texts) {
    return Peers.text(SLOTS).fit(texts).transform(texts);
  }
}
