package io.sluice.bench;

import io.sluice.evaluate.Metrics;
import io.sluice.result.Run;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Eight metrics of a model of two classes: all of them at once, from the vectors, against one
 * evaluator of spark.ml for each, from predictions that are there already.
 */
record MetricsBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  private static final double ROUNDING = 1e-9;

  /** As the evaluator of spark.ml joins scores where nobody says how. */
  private static final int USUAL_BINS = 1000;

  private static final int EVERY_SCORE = 0;

  /** Our names of what BinaryClassificationEvaluator calls otherwise. */
  private static final Map<String, String> RANKING =
      Map.of("aucRoc", "areaUnderROC", "aucPr", "areaUnderPR");

  /** Our names of what MulticlassClassificationEvaluator gives of class 1. */
  private static final Map<String, String> DECIDING =
      Map.of(
          "accuracy", "accuracy",
          "precision", "precisionByLabel",
          "recall", "recallByLabel",
          "f1", "fMeasureByLabel",
          "logLoss", "logLoss",
          "hammingLoss", "hammingLoss");

  void run(long rows) {
    GeneratedTable shape = new GeneratedTable(rows, 4, 1);
    String[] numbers = shape.numbers().toArray(new String[0]);
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(numbers)
            .setOutputCol("features")
            .transform(shape.read(spark, folder).na().fill(0, numbers))
            .select("features", "label")
            .cache();
    Model<?> model = new LogisticRegression().setMaxIter(5).fit(vectors);
    Dataset<Row> predicted = model.transform(vectors).cache();
    predicted.count();
    requireSame(ours(model, vectors), peers(predicted, EVERY_SCORE));
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("peer", () -> peers(predicted, USUAL_BINS));
    contestants.put("ours", () -> ours(model, vectors));
    Times times = rounds.of(contestants);
    predicted.unpersist();
    vectors.unpersist();
    out.printf(Locale.ROOT, "%nmetrics: eight of two classes, %,d rows%n", rows);
    times.print(out);
    times.print(out, "ours", "peer", 0.25);
  }

  private static Map<String, Double> ours(Model<?> model, Dataset<Row> vectors) {
    List<Run.Metric> metrics = Metrics.of(model, "label", vectors);
    Map<String, Double> byName =
        metrics.stream().collect(Collectors.toMap(Run.Metric::name, Run.Metric::value));
    byName.put("hammingLoss", 1 - byName.get("accuracy"));
    return byName;
  }

  private static Map<String, Double> peers(Dataset<Row> predicted, int bins) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    RANKING.forEach(
        (name, theirs) ->
            metrics.put(
                name,
                new BinaryClassificationEvaluator()
                    .setRawPredictionCol("probability") // margins beyond 36 all have a 1
                    .setNumBins(bins)
                    .setMetricName(theirs)
                    .evaluate(predicted)));
    DECIDING.forEach(
        (name, theirs) ->
            metrics.put(
                name,
                new MulticlassClassificationEvaluator()
                    .setMetricLabel(1)
                    .setMetricName(theirs)
                    .evaluate(predicted)));
    return metrics;
  }

  private static void requireSame(Map<String, Double> ours, Map<String, Double> peers) {
    peers.forEach(
        (name, theirs) -> {
          if (Math.abs(ours.get(name) - theirs) > ROUNDING) {
            throw new IllegalStateException(name + ": " + ours.get(name) + " and " + theirs);
          }
        });
  }
}
