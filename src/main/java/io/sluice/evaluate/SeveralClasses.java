package io.sluice.evaluate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The metrics of a model that tells several classes apart, on one part of the split: all follow
 * from how many rows of each class are predicted to be of each, the log loss aside. Averages over
 * classes (macro) take those that have rows or predictions here, a class without predictions having
 * a precision of 0, as scikit-learn; weighted ones weigh a class by its rows. Averaged over rows
 * (micro), precision, recall and F1 are the accuracy.
 */
final class SeveralClasses {

  static final String LOSS = "loss";

  /**
   * The log losses of rows.
   *
   * @param sum null where the model gives no probabilities
   */
  private record Losses(long rows, Double sum) {

    /** From a number of rows and the sum, of which the first has this place. */
    static Losses of(Row row, int first) {
      Double sum = row.isNullAt(first + 1) ? null : (Double) row.getDouble(first + 1);
      return new Losses(row.getLong(first), sum);
    }
  }

  private static final String NOT_IN_TRAINING = "(not in training)";

  private final List<String> names;
  private final long[][] cells;
  private final Double loss;
  private final List<Losses> losses;
  private final long[] truths;
  private final long[] predictions;

  /**
   * From counts.
   *
   * @param names of the classes; a label beyond them is one that no training row has
   * @param cells rows by class and predicted class
   * @param loss sum of the log losses; null where the model gives no probabilities
   */
  SeveralClasses(List<String> names, long[][] cells, Double loss) {
    this(names, cells, loss, List.of());
  }

  private SeveralClasses(List<String> names, long[][] cells, Double loss, List<Losses> losses) {
    this.names = names;
    this.cells = cells;
    this.loss = loss;
    this.losses = losses;
    this.truths = new long[cells.length];
    this.predictions = new long[cells.length];
    for (int c = 0; c < cells.length; c++) {
      for (int p = 0; p < cells[c].length; p++) {
        truths[c] += cells[c][p];
        predictions[p] += cells[c][p];
      }
    }
  }

  /** Predicted rows with the label under its name here and the log loss of each. */
  static Dataset<Row> scored(Dataset<Row> predicted, String label) {
    Column index = Columns.col(label).cast(DataTypes.IntegerType);
    Column loss = lit(null).cast(DataTypes.DoubleType);
    if (Columns.has(predicted.schema(), "probability")) {
      Column probabilities = functions.vector_to_array(col("probability"), "float64");
      Column ofTruth =
          when(index.lt(size(probabilities)), element_at(probabilities, index.plus(1)));
      loss = log(greatest(coalesce(ofTruth, lit(0.0)), lit(TwoClasses.EPSILON))).multiply(-1);
    }
    return predicted.withColumn(LOSS, loss).withColumn(Curve.LABEL, Columns.col(label));
  }

  /** From rows with label, prediction and loss; one scan. */
  static SeveralClasses of(Dataset<Row> rows, List<String> names) {
    SortedMap<Long, Losses> losses = new TreeMap<>();
    rows.groupBy(pair(names).as("pair"))
        .agg(count(lit(1)), sum(LOSS))
        .collectAsList() // no more than pairs of classes
        .forEach(row -> losses.put(row.getLong(0), Losses.of(row, 1)));
    return of(names, losses, List.of());
  }

  /**
   * Of each cell; one scan.
   *
   * @param cells of rows with label, prediction, loss and {@link Bootstrap#grouped group}
   */
  static List<SeveralClasses> of(Cells cells, List<String> names) {
    return cells.groups(pair(names), new Column[] {sum(LOSS)}, row -> Losses.of(row, 2)).stream()
        .map(groups -> of(names, groups.others(), groups.samples()))
        .toList();
  }

  /** The number of a class and a predicted class. */
  private static Column pair(List<String> names) {
    return col(Curve.LABEL).multiply(names.size()).plus(col("prediction")).cast("long");
  }

  private static SeveralClasses of(
      List<String> names, SortedMap<Long, Losses> pairs, List<Losses> samples) {
    long[][] cells = new long[names.size() + 1][names.size()];
    pairs.forEach(
        (pair, losses) ->
            cells[(int) (pair / names.size())][(int) (pair % names.size())] = losses.rows);
    List<Losses> known = samples.stream().filter(losses -> losses.sum != null).toList();
    Double loss =
        pairs.values().stream()
            .map(Losses::sum)
            .filter(Objects::nonNull)
            .reduce(Double::sum)
            .orElse(null);
    return new SeveralClasses(names, cells, loss, known);
  }

  /** The names of the metrics, of no rows. */
  static List<Run.Metric> ofNothing() {
    return new SeveralClasses(List.of(), new long[1][0], null).metrics();
  }

  /** The metrics, beside those of predicting what most training rows are. */
  Run.Scores scores(String part, SeveralClasses training) {
    return new Run.Scores(
        part,
        rows(),
        metrics(),
        always(training).metrics(),
        Bootstrap.intervals(metrics(), this::sampled),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  /** Each class by itself, and the rows whose label no training row has, where there are any. */
  List<Run.ClassScores> classes() {
    List<Run.ClassScores> classes = new ArrayList<>();
    for (int c = 0; c < cells.length; c++) {
      boolean isKnown = c < names.size();
      if (isKnown || truths[c] > 0) {
        classes.add(
            new Run.ClassScores(
                isKnown ? names.get(c) : NOT_IN_TRAINING,
                truths[c],
                ratio(right(c), predictions[c]),
                ratio(right(c), truths[c]),
                ratio(2 * right(c), truths[c] + predictions[c]),
                Arrays.stream(cells[c]).boxed().toList()));
      }
    }
    return classes;
  }

  List<Run.Metric> metrics() {
    return metrics(loss == null || rows() == 0 ? null : (Double) (loss / rows()));
  }

  private List<Run.Metric> metrics(Double logLoss) {
    double precisions = 0;
    double recalls = 0;
    double f1s = 0;
    double weightedPrecision = 0;
    double weightedF1 = 0;
    int present = 0;
    int withRows = 0;
    long right = 0;
    for (int c = 0; c < cells.length; c++) {
      long its = truths[c];
      if (its + predictions[c] > 0) {
        double precision = orZero(ratio(right(c), predictions[c]));
        double f1 = orZero(ratio(2 * right(c), its + predictions[c]));
        precisions += precision;
        recalls += orZero(ratio(right(c), its));
        f1s += f1;
        weightedPrecision += its * precision;
        weightedF1 += its * f1;
        present++;
        withRows += its > 0 ? 1 : 0;
        right += right(c);
      }
    }
    long rows = rows();
    boolean none = rows == 0;
    return List.of(
        new Run.Metric("accuracy", ratio(right, rows)),
        new Run.Metric("balancedAccuracy", none ? null : (Double) (recalls / withRows)),
        new Run.Metric("macroPrecision", none ? null : (Double) (precisions / present)),
        new Run.Metric("macroRecall", none ? null : (Double) (recalls / present)),
        new Run.Metric("macroF1", none ? null : (Double) (f1s / present)),
        new Run.Metric("weightedPrecision", none ? null : (Double) (weightedPrecision / rows)),
        new Run.Metric("weightedF1", none ? null : (Double) (weightedF1 / rows)),
        new Run.Metric("mcc", correlation()),
        new Run.Metric("kappa", kappa()),
        new Run.Metric("logLoss", logLoss));
  }

  /**
   * The correlation of truth and prediction (Gorodkin 2004); null of no rows, and where either
   * knows one class only.
   */
  private Double correlation() {
    double rows = rows();
    double right = 0;
    double together = 0;
    double ofTruths = 0;
    double ofPredictions = 0;
    for (int c = 0; c < cells.length; c++) {
      double its = truths[c];
      double said = predictions[c];
      right += right(c);
      together += its * said;
      ofTruths += its * its;
      ofPredictions += said * said;
    }
    double spread = Math.sqrt(rows * rows - ofPredictions) * Math.sqrt(rows * rows - ofTruths);
    return spread > 0 ? (Double) ((right * rows - together) / spread) : null;
  }

  /** Agreement beyond that of chance (Cohen 1960); null of no rows and where chance has it all. */
  private Double kappa() {
    double rows = rows();
    double right = 0;
    double chance = 0;
    for (int c = 0; c < cells.length; c++) {
      right += right(c);
      chance += (double) truths[c] * predictions[c];
    }
    double beyond = rows * rows - chance;
    return beyond > 0 ? (Double) ((right * rows - chance) / beyond) : null;
  }

  /** The same rows, all predicted to be of the class that most training rows have. */
  private SeveralClasses always(SeveralClasses training) {
    int most = 0;
    for (int c = 1; c < names.size(); c++) {
      most = training.truths[c] > training.truths[most] ? c : most;
    }
    long[][] always = new long[cells.length][names.size()];
    double surprise = 0;
    for (int c = 0; c < cells.length; c++) {
      always[c][most] = truths[c];
      double share = c < names.size() ? (double) training.truths[c] / training.rows() : 0;
      surprise -= truths[c] * Math.log(Math.max(share, TwoClasses.EPSILON));
    }
    return new SeveralClasses(names, always, surprise);
  }

  /** The metrics of a sample of the rows; of groups of them where it is their log loss. */
  private List<Run.Metric> sampled(Bootstrap.Draw draw) {
    long[][] drawn = new long[cells.length][names.size()];
    for (int c = 0; c < cells.length; c++) {
      for (int p = 0; p < names.size(); p++) {
        drawn[c][p] = draw.of(cells[c][p]);
      }
    }
    long rows = 0;
    double sum = 0;
    for (Losses group : losses) {
      long times = draw.of(1);
      rows += times * group.rows;
      sum += times * group.sum;
    }
    SeveralClasses sample = new SeveralClasses(names, drawn, null);
    return sample.metrics(rows == 0 ? null : (Double) (sum / rows));
  }

  private long rows() {
    return Arrays.stream(truths).sum();
  }

  private long right(int c) {
    return c < names.size() ? cells[c][c] : 0;
  }

  private static double orZero(Double value) {
    return value == null ? 0 : value;
  }

  private static Double ratio(long part, long whole) {
    return whole > 0 ? (Double) ((double) part / whole) : null;
  }
}
