package io.sluice.evaluate;

import io.sluice.result.Run;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The metrics of a model that tells two classes apart, on one part of the split. */
record TwoClasses(Run.Confusion confusion, Double logLoss, Double brier, Curve curve, Areas areas) {

  /** Keeps the log loss of a sure and wrong prediction finite, as scikit-learn did. */
  static final double EPSILON = 1e-15;

  private static final double NO_SKILL = 0.5;

  /** Samples are drawn from no more scores than about so many, by which an interval is no other. */
  private static final int MOST_DRAWN = 1 << 13;

  /** Those of no rows. */
  static final TwoClasses NONE =
      ScoreCounts.none(1).get(0).metrics(new Curve(List.of()), new Areas(null, null, null));

  /** Those of rows with score, label and prediction; one scan, two where a sort is needed. */
  static TwoClasses of(Dataset<Row> rows) {
    return of(Cells.one(rows), 1).get(0);
  }

  /** The curve of rows with score, label and prediction; one scan. */
  static Curve curve(Dataset<Row> rows) {
    return ScoreCounts.of(Cells.one(rows), 1).get(0).curve();
  }

  static List<TwoClasses> of(Dataset<Row> rows, int cells) {
    List<ScoreCounts> counts = ScoreCounts.of(rows, cells);
    List<Curve> curves = counts.stream().map(ScoreCounts::curve).toList();
    List<Areas> areas = Areas.of(rows, curves);
    return IntStream.range(0, cells)
        .mapToObj(i -> counts.get(i).metrics(curves.get(i), areas.get(i)))
        .toList();
  }

  /**
   * Those of each cell, beside those of predicting what most rows of the first cell are; one scan,
   * two where a sort is needed.
   *
   * @param cells of rows with score, label and prediction
   */
  static List<Run.Scores> scores(Cells cells) {
    List<TwoClasses> metrics = of(cells.rows(), cells.number());
    Run.Confusion training = metrics.get(0).confusion();
    return IntStream.range(0, cells.number())
        .mapToObj(i -> metrics.get(i).scores(cells.part(i), training))
        .toList();
  }

  /** The metrics alone. */
  List<Run.Metric> metrics() {
    return metrics(areas, confusion, logLoss, brier);
  }

  /** The metrics, beside those of predicting what most training rows are. */
  Run.Scores scores(String part, Run.Confusion training) {
    double rate = (double) positives(training) / rows(training);
    boolean mostArePositive = rate > 0.5;
    Run.Confusion always =
        mostArePositive
            ? new Run.Confusion(positives(confusion), negatives(confusion), 0, 0)
            : new Run.Confusion(0, 0, negatives(confusion), positives(confusion));
    Double prevalence = ratio(positives(confusion), rows(confusion));
    List<Run.Metric> metrics = metrics();
    List<Curve.Group> groups = curve.groups(MOST_DRAWN, alarms());
    return new Run.Scores(
        part,
        rows(confusion),
        metrics,
        prevalence == null
            ? metrics(new Areas(null, null, null), always, null, null)
            : metrics(
                new Areas(NO_SKILL, prevalence, prevalence),
                always,
                crossEntropy(prevalence, rate),
                squaredError(prevalence, rate)),
        Bootstrap.intervals(metrics, draw -> sampled(draw, groups)),
        confusion,
        curve.roc(),
        curve.precisionRecall(),
        brier == null ? List.of() : curve.calibration());
  }

  /** The metrics of a sample of the rows. Those that are predicted positive score highest. */
  private List<Run.Metric> sampled(Bootstrap.Draw draw, List<Curve.Group> groups) {
    long[] predicted = new long[2]; // of the positive class, of the other
    long[] others = new long[2];
    double loss = 0;
    double squares = 0;
    long seen = 0;
    Areas.Sum drawnAreas = new Areas.Sum();
    for (Curve.Group group : groups) {
      seen += group.rows();
      long positives = draw.of(group.positives());
      long negatives = draw.of(group.negatives());
      if (positives + negatives > 0) {
        drawnAreas.add(positives, negatives);
        long[] side = seen <= alarms() ? predicted : others;
        side[0] += positives;
        side[1] += negatives;
        double score = group.score();
        loss -= positives * logAtLeast(score) + negatives * logAtLeast(1 - score);
        squares += positives * (1 - score) * (1 - score) + negatives * score * score;
      }
    }
    Run.Confusion drawn = new Run.Confusion(predicted[0], predicted[1], others[1], others[0]);
    boolean none = logLoss == null || rows(drawn) == 0;
    return metrics(
        drawnAreas.areas(),
        drawn,
        none ? null : (Double) (loss / rows(drawn)),
        none ? null : (Double) (squares / rows(drawn)));
  }

  private long alarms() {
    return confusion.truePositives() + confusion.falsePositives();
  }

  static double logAtLeast(double probability) {
    return Math.log(Math.max(probability, EPSILON));
  }

  private static List<Run.Metric> metrics(
      Areas areas, Run.Confusion c, Double logLoss, Double brier) {
    long right = c.truePositives() + c.trueNegatives();
    long predicted = c.truePositives() + c.falsePositives();
    Double recall = ratio(c.truePositives(), positives(c));
    Double specificity = ratio(c.trueNegatives(), negatives(c));
    boolean both = recall != null && specificity != null;
    return List.of(
        new Run.Metric("aucRoc", areas.roc()),
        new Run.Metric("aucPr", areas.precisionRecall()),
        new Run.Metric("averagePrecision", areas.averagePrecision()),
        new Run.Metric("accuracy", ratio(right, rows(c))),
        new Run.Metric("balancedAccuracy", both ? (Double) ((recall + specificity) / 2) : null),
        new Run.Metric("precision", ratio(c.truePositives(), predicted)),
        new Run.Metric("recall", recall),
        new Run.Metric("f1", fBeta(1, c)),
        new Run.Metric("f2", fBeta(2, c)),
        new Run.Metric("f05", fBeta(0.5, c)),
        new Run.Metric("mcc", correlation(c)),
        new Run.Metric("logLoss", logLoss),
        new Run.Metric("brier", brier));
  }

  /**
   * The harmonic mean of precision and recall, in which recall counts beta times as much (van
   * Rijsbergen 1979); null where no row is positive nor predicted so.
   */
  private static Double fBeta(double beta, Run.Confusion c) {
    double squared = beta * beta;
    double found = (1 + squared) * c.truePositives();
    double all = found + squared * c.falseNegatives() + c.falsePositives();
    return all > 0 ? (Double) (found / all) : null;
  }

  /**
   * The correlation of truth and prediction (Matthews 1975); null of no rows, and where either
   * knows one class only, for there it is 0 / 0.
   */
  private static Double correlation(Run.Confusion c) {
    double predicted = (double) c.truePositives() + c.falsePositives();
    double others = (double) c.trueNegatives() + c.falseNegatives();
    double positives = positives(c);
    double negatives = negatives(c);
    double spread = Math.sqrt(predicted * others) * Math.sqrt(positives * negatives);
    double agreement =
        (double) c.truePositives() * c.trueNegatives()
            - (double) c.falsePositives() * c.falseNegatives();
    return spread > 0 ? (Double) (agreement / spread) : null;
  }

  /**
   * Brier score of predicting {@code rate} for every row, where {@code prevalence} are positive.
   */
  private static double squaredError(double prevalence, double rate) {
    return prevalence * (1 - rate) * (1 - rate) + (1 - prevalence) * rate * rate;
  }

  /** Log loss of predicting {@code rate} for every row, where {@code prevalence} are positive. */
  private static double crossEntropy(double prevalence, double rate) {
    return -prevalence * logAtLeast(rate) - (1 - prevalence) * logAtLeast(1 - rate);
  }

  private static Double ratio(long part, long whole) {
    return whole > 0 ? (Double) ((double) part / whole) : null;
  }

  private static long positives(Run.Confusion c) {
    return c.truePositives() + c.falseNegatives();
  }

  private static long negatives(Run.Confusion c) {
    return c.trueNegatives() + c.falsePositives();
  }

  private static long rows(Run.Confusion c) {
    return positives(c) + negatives(c);
  }
}
