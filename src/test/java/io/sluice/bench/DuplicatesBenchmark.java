package io.sluice.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.sluice.bench.ExactPairs.Pair;
import io.sluice.clean.Cleaned;
import io.sluice.clean.DropNearDuplicates;
import io.sluice.stage.Roles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.MinHashLSH;
import org.apache.spark.ml.feature.MinHashLSHModel;
import org.apache.spark.ml.feature.NGram;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Pairs of texts with a similarity of at least 0.7 in word 3-grams, against the similarity join of
 * spark.ml; both are held to all pairs as an index in memory finds them. Sluice drops the rows and
 * numbers the clusters as well. Then ten times as many texts, and the first with one text many
 * times more.
 */
record DuplicatesBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  private static final double THRESHOLD = 0.7;
  private static final int TABLES = 5;
  private static final int SLOTS = 1 << 18;
  private static final double BAR = 0.1;

  /**
   * Measures and judges.
   *
   * @param identical rows of one text to add
   */
  void run(long count, long identical) {
    Dataset<Row> texts = GeneratedCopies.read(spark, folder, count);
    judge(texts);
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("peer", () -> peer(texts).count());
    contestants.put("ours", () -> ours(texts));
    Times times = rounds.of(contestants);
    out.printf(Locale.ROOT, "%nduplicates: %,d texts%n", count);
    times.print(out);
    times.print(out, "ours", "peer", BAR);
    grow(texts, count, identical);
  }

  private void grow(Dataset<Row> texts, long count, long copies) {
    Dataset<Row> ten = GeneratedCopies.read(spark, folder, 10 * count);
    String first = texts.where(col("id").equalTo(0)).first().getAs("text");
    Dataset<Row> identical =
        texts.union(spark.range(copies).select(col("id").plus(1L << 50), lit(first).as("text")));
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("ours", () -> ours(texts));
    contestants.put("ten times", () -> ours(ten));
    contestants.put("identical", () -> ours(identical));
    Times times = rounds.of(contestants);
    out.printf(
        Locale.ROOT,
        "%nduplicates, growth: %,d texts, %,d, and the first with one text %,d times more%n",
        count,
        10 * count,
        copies);
    times.print(out);
    times.print(out, "ten times", "ours", 10);
    times.print(out, "identical", "ours", 1 + copies / (double) count);
  }

  private void judge(Dataset<Row> texts) {
    List<Row> all = texts.collectAsList();
    List<String> contents = all.stream().map(r -> r.<String>getAs("text")).toList();
    Set<Pair> truth = ExactPairs.of(contents, THRESHOLD);
    Map<Long, Integer> numbers = new LinkedHashMap<>();
    all.forEach(r -> numbers.put(r.getAs("id"), numbers.size()));
    out.printf(Locale.ROOT, "%nduplicates, pairs: %,d in truth%n", truth.size());
    Dataset<Row> ours =
        step().apply(marked(texts)).aside().get("pairs").selectExpr("bigint(row)", "bigint(other)");
    judge("ours", truth, withEqual(pairs(ours, numbers), ExactPairs.of(contents, 1), all.size()));
    judge("peer", truth, pairs(peer(texts).select("datasetA.id", "datasetB.id"), numbers));
  }

  private void judge(String side, Set<Pair> truth, Set<Pair> found) {
    Set<Pair> right = new HashSet<>(found);
    right.retainAll(truth);
    out.printf(
        Locale.ROOT,
        "  %-12s found %,d, recall %.4f, precision %.4f%n",
        side,
        found.size(),
        right.size() / (double) truth.size(),
        right.size() / (double) found.size());
  }

  /** The pairs, of which the step names one where several rows have the same 3-grams, in full. */
  private static Set<Pair> withEqual(Set<Pair> found, Set<Pair> equal, int size) {
    Map<Integer, Set<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      groups.put(i, new HashSet<>(Set.of(i)));
    }
    equal.forEach(
        p -> {
          groups.get(p.a()).add(p.b());
          groups.get(p.b()).add(p.a());
        });
    Set<Pair> full = new HashSet<>(equal);
    for (Pair pair : found) {
      for (int a : groups.get(pair.a())) {
        for (int b : groups.get(pair.b())) {
          full.add(new Pair(Math.min(a, b), Math.max(a, b)));
        }
      }
    }
    return full;
  }

  private static Set<Pair> pairs(Dataset<Row> ids, Map<Long, Integer> numbers) {
    Set<Pair> pairs = new HashSet<>();
    for (Row r : ids.collectAsList()) {
      int a = numbers.get(r.getLong(0));
      int b = numbers.get(r.getLong(1));
      pairs.add(new Pair(Math.min(a, b), Math.max(a, b)));
    }
    return pairs;
  }

  /** The rows that stay, the pairs, and all that is between. */
  private static void ours(Dataset<Row> texts) {
    Cleaned cleaned = step().apply(marked(texts));
    Noop.write(cleaned.rows());
    cleaned.aside().values().forEach(Noop::write);
  }

  private static DropNearDuplicates step() {
    DropNearDuplicates step = new DropNearDuplicates();
    step.set(step.threshold(), THRESHOLD);
    return step;
  }

  private static Dataset<Row> marked(Dataset<Row> texts) {
    Roles roles = new Roles();
    roles.set(roles.id(), "id").set(roles.text(), new String[] {"text"});
    return roles.mark(texts);
  }

  private static Dataset<Row> peer(Dataset<Row> texts) {
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new RegexTokenizer().setPattern("\\W+").setInputCol("text").setOutputCol("words"),
                  new NGram().setN(3).setInputCol("words").setOutputCol("grams"),
                  new HashingTF()
                      .setNumFeatures(SLOTS)
                      .setBinary(true)
                      .setInputCol("grams")
                      .setOutputCol("features"),
                  new MinHashLSH()
                      .setNumHashTables(TABLES)
                      .setSeed(1)
                      .setInputCol("features")
                      .setOutputCol("hashes")
                });
    PipelineModel model = pipeline.fit(texts);
    Dataset<Row> features = texts;
    for (int i = 0; i < 3; i++) {
      features = model.stages()[i].transform(features);
    }
    MinHashLSHModel lsh = (MinHashLSHModel) model.stages()[3];
    Dataset<Row> narrow = features.select("id", "features");
    return lsh.approxSimilarityJoin(narrow, narrow, 1 - THRESHOLD, "distance")
        .where("datasetA.id < datasetB.id")
        .toDF();
  }
}
