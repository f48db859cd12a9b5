package io.sluice.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;

import io.sluice.evaluate.Metrics;
import io.sluice.features.Learning;
import io.sluice.result.Run;
import io.sluice.split.Split;
import io.sluice.stage.Columns;
import io.sluice.stage.RowHash;
import io.sluice.train.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the score grows with the number of training rows: features and model are learned on half of
 * them, on half of these, and so on, and judged on the same rows. The score on the rows learned
 * from beside it tells what is wrong with a model: far better there, it learns chance (variance);
 * no better, it cannot learn what there is (bias).
 */
final class LearningCurve {

  /** A share of the score that is worth speaking of. */
  private static final double WORTH = 0.01;

  private static final double GAP = 0.05;
  private final Job job;
  private final Parting parting;
  private final Algorithm algorithm;
  private final String label;
  private final String metric;
  private final boolean largerIsBetter;

  LearningCurve(Job job, Parting parting) {
    this.job = job;
    this.parting = parting;
    this.algorithm = job.train().orElseThrow().value();
    this.label = algorithm.label().orElseThrow();
    this.metric =
        Metrics.usual(
            algorithm.kind() == Algorithm.Kind.CLASSES, Classes.names(parting.rows(), job).size());
    this.largerIsBetter = Metrics.largerIsBetter(metric);
  }

  /**
   * The curve; of each point but the last one, training and two judgements.
   *
   * @param points of the curve, the last of which is the model that has been judged
   */
  Run.LearningCurve of(int points, Run.Evaluation judged) {
    String part = job.split().orElseThrow().value().partToLookAt();
    Dataset<Row> rows = parting.rows().where(col(Split.PART).equalTo(part)).drop(Classes.CLEANED);
    List<Run.LearningPoint> curve = new ArrayList<>();
    for (int i = points - 1; i > 0; i--) {
      Dataset<Row> share = share(Math.pow(2, -i));
      Row counted = share.agg(count(lit(1)), count_distinct(Columns.col(label))).first();
      if (counted.getLong(1) > 1) { // of one label there is nothing to learn
        curve.add(point(counted.getLong(0), share, rows));
      }
    }
    Run.Scores training = judged.scores().get(0);
    curve.add(
        new Run.LearningPoint(
            training.rows(), training.metric(metric), judged.of(part).metric(metric)));
    return new Run.LearningCurve(
        metric, largerIsBetter, part, curve, findings(metric, largerIsBetter, curve, part));
  }

  /** A share of the training rows; a larger one holds the smaller ones. */
  private Dataset<Row> share(double share) {
    Dataset<Row> training = parting.training();
    Column hash = RowHash.of(RowHash.hashable(training.schema()), 0, "learning curve");
    return training.where(RowHash.uniform(hash).lt(share));
  }

  private Run.LearningPoint point(long number, Dataset<Row> training, Dataset<Row> judged) {
    Learning.Learned learned = Fitting.features(job, training);
    Dataset<Row> vectors = learned.transform(training);
    Model<?> model =
        Fitting.training(job, job.train().orElseThrow(), () -> algorithm.train(vectors));
    return new Run.LearningPoint(
        number, score(model, vectors), score(model, learned.transform(judged)));
  }

  private Double score(Model<?> model, Dataset<Row> rows) {
    return Metrics.of(metric, model, label, rows);
  }

  /** Whether more rows would help, and whether the model learns too much or too little. */
  static List<String> findings(
      String metric, boolean largerIsBetter, List<Run.LearningPoint> curve, String part) {
    List<String> findings = new ArrayList<>();
    Run.LearningPoint last = curve.get(curve.size() - 1);
    if (last.judged() == null || last.training() == null) {
      return findings;
    }
    double sign = largerIsBetter ? 1 : -1;
    double size = Math.abs(last.judged());
    if (curve.size() > 1 && curve.get(curve.size() - 2).judged() != null) {
      Run.LearningPoint before = curve.get(curve.size() - 2);
      double gain = last.judged() - before.judged();
      findings.add(
          String.format(
              Locale.ROOT,
              "From %,d to %,d training rows, %s on %s went from %.4f to %.4f: %s",
              before.rows(),
              last.rows(),
              metric,
              part,
              before.judged(),
              last.judged(),
              sign * gain > WORTH * size
                  ? "more labelled rows are likely to help"
                  : "more rows of this kind will hardly help"));
    }
    double gap = sign * (last.training() - last.judged());
    findings.add(
        String.format(
            Locale.ROOT,
            "%s is %.4f on the rows learned from and %.4f on %s: %s",
            metric,
            last.training(),
            last.judged(),
            part,
            gap > GAP * size
                ? "variance; regularise more, take fewer features, or get more rows"
                : "no variance to speak of; a stronger model or better features could gain, more"
                    + " regularisation not"));
    return findings;
  }
}
