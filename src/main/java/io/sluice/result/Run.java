package io.sluice.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that a run has to say of itself; saved as {@code run.json}. What a job has no section
 * for is null or empty.
 *
 * @param job the job's name
 * @param file the job file as it was named
 * @param text of the job file, as it is written
 * @param started when, as ISO-8601 in UTC
 * @param seconds how long it took
 * @param environment versions and the cluster's master
 * @param sections the time of each section
 * @param tables the tables read
 * @param changes what each clean step did to the rows
 * @param columns the cleaned table's columns, as summarised over the training rows
 * @param exploration of the training rows; null where the job has no such section
 * @param parts the sizes of the split
 * @param tuning the settings that were tried
 * @param learning what the features learned
 * @param model the trained model
 * @param evaluation how good it is
 * @param outputs what was written
 */
public record Run(
    String job,
    String file,
    String text,
    String started,
    double seconds,
    Environment environment,
    List<Section> sections,
    List<Table> tables,
    List<Change> changes,
    List<ColumnProfile> columns,
    Profile exploration,
    List<Part> parts,
    Tuning tuning,
    Learning learning,
    Model model,
    Evaluation evaluation,
    Ranking ranking,
    Permutation permutation,
    LearningCurve learningCurve,
    Comparison comparison,
    Clustering clustering,
    AbTest abTest,
    List<Output> outputs) {

  /** Where the run took place. */
  public record Environment(
      String sluice, String spark, String java, String master, String sparkApplication) {}

  /** How long a section took, and what Spark did in it. */
  public record Section(String name, double seconds, Work work) {}

  /**
   * What Spark did.
   *
   * @param cores that there were at the end; 0 where nobody knows
   * @param coreSeconds that tasks held a core, all together: what a cluster is paid for
   * @param lost tasks that failed, or whose executor did, and were run again
   * @param longest the longest task, in seconds, of the stage whose longest stands out the most
   * @param median of the tasks of the same stage, in seconds
   * @param gcSeconds that tasks waited while memory was freed
   * @param shuffled bytes written for other tasks
   * @param spilled bytes written to disk for lack of memory
   */
  public record Work(
      int cores,
      double coreSeconds,
      int stages,
      long tasks,
      long lost,
      double longest,
      double median,
      double gcSeconds,
      long shuffled,
      long spilled) {}

  /**
   * A table that was read.
   *
   * @param rows all rows of it, corrupt ones too
   * @param corrupt rows that do not fit the schema
   * @param handled what was done with corrupt rows: quarantine or drop
   */
  public record Table(
      String name, String path, String format, long rows, long corrupt, String handled) {}

  /**
   * What a clean step did. {@code rowsIn} less the rows of all reasons why rows went, and plus
   * those of why rows came, is {@code rowsOut}.
   *
   * @param step its place and name: {@code clean[3] dropDuplicates}
   * @param about what it was told to do, in a line
   * @param rowsIn rows before it
   * @param rowsOut rows after it
   * @param changedValues values that it repaired or removed in rows that stay
   * @param reasons why rows went or came, and how many
   * @param findings what else it found
   * @param warnings what somebody should look at
   */
  public record Change(
      String step,
      String about,
      long rowsIn,
      long rowsOut,
      long changedValues,
      List<Reason> reasons,
      List<Finding> findings,
      List<String> warnings) {

    /** Rows that went, whether or not others came. */
    public long removed() {
      return rows(Fate.DROPPED) + rows(Fate.QUARANTINED);
    }

    /** Of the rows that went, those that lie in the quarantine. */
    public long quarantined() {
      return rows(Fate.QUARANTINED);
    }

    /** Rows that came. */
    public long added() {
      return rows(Fate.ADDED);
    }

    private long rows(Fate fate) {
      return reasons.stream().filter(r -> r.fate() == fate).mapToLong(Reason::rows).sum();
    }
  }

  /** What became of a row. */
  public enum Fate {
    DROPPED,
    QUARANTINED,
    ADDED
  }

  /** Why a step took rows away or made some, and how many. */
  public record Reason(String why, Fate fate, long rows) {}

  /**
   * A small table of what a step found, for people and machines: every row has the same keys in the
   * same order, which are the headings, and holds texts, whole numbers and doubles. A double whose
   * heading ends in {@code share} is one of 1.
   */
  public record Finding(String title, List<Map<String, Object>> rows) {}

  /**
   * A column, summarised. Numbers have the fields from mean to max, others top values.
   *
   * @param role label, id, weight, ... or empty
   * @param missing nulls and NaNs
   * @param distinct number of different values
   * @param counted whether {@code distinct} and the counts of top values are exact; else the number
   *     is an estimate with a standard error of 0.8 % and the counts are the least ones
   * @param histogram of numbers; of times, which are seconds since 1970 UTC
   * @param doubts what of it deserves a look, in words
   */
  public record ColumnProfile(
      String name,
      String type,
      String role,
      long rows,
      long missing,
      long distinct,
      boolean counted,
      Double mean,
      Double standardDeviation,
      Double min,
      Double q1,
      Double median,
      Double q3,
      Double max,
      List<Top> top,
      List<Bin> histogram,
      List<String> doubts) {

    /** The same with doubts more. */
    public ColumnProfile doubting(List<String> more) {
      List<String> all = new ArrayList<>(doubts);
      all.addAll(more);
      return new ColumnProfile(
          name,
          type,
          role,
          rows,
          missing,
          distinct,
          counted,
          mean,
          standardDeviation,
          min,
          q1,
          median,
          q3,
          max,
          top,
          histogram,
          List.copyOf(all));
    }
  }

  /**
   * How many numbers are in a bin of a histogram.
   *
   * @param from the least that belongs to it
   * @param to where the next bin begins, or the greatest number in the last one
   */
  public record Bin(double from, double to, long count) {}

  /** A frequent value. */
  public record Top(String value, long count) {}

  /**
   * A part of the split.
   *
   * @param name train, validation or test; gap of rows that are left out of these
   * @param positives rows of the positive class; null where the label has no two classes
   * @param warning what is wrong with its size; null where nothing is
   */
  public record Part(String name, long rows, Long positives, String warning) {}

  /**
   * What the features learned.
   *
   * @param steps the steps, a line each
   * @param passes passes over the training rows
   * @param slots the size of the vector
   * @param hashes the hashed vectors in it
   */
  public record Learning(
      List<String> steps, int passes, int slots, List<String> columns, List<Hashed> hashes) {}

  /**
   * A hashed vector, filled with the values of the training rows.
   *
   * @param slots its size
   * @param used slots that a value falls into
   * @param shared slots that several values fall into
   * @param notCounted columns with values that are not counted here, because there are too many or
   *     a step makes them
   */
  public record Hashed(String vector, int slots, int used, int shared, List<String> notCounted) {}

  /**
   * The search for settings.
   *
   * @param metric what was to be best
   * @param folds how many; each trial has a score of each
   * @param best the number of the trial with whose settings the job went on
   * @param warnings what a reader should know of it
   */
  public record Tuning(
      String search,
      String metric,
      boolean largerIsBetter,
      int folds,
      int best,
      List<Trial> trials,
      List<String> warnings) {

    /** The trial with whose settings the job went on. */
    public Trial bestTrial() {
      return trials.get(best);
    }
  }

  /**
   * One try of the search.
   *
   * @param number from 0, in the order of the search
   * @param share of the training rows that it was tried on
   * @param folds the score on each fold, null where it failed
   * @param score their mean; null of a trial that failed
   * @param seconds that training and judging took, of all folds together
   * @param failure why it failed, or null
   */
  public record Trial(
      int number,
      Map<String, String> settings,
      double share,
      List<Double> folds,
      Double score,
      double seconds,
      String failure) {}

  /**
   * The trained model.
   *
   * @param algorithm the class in spark.ml
   * @param settings the Params that were set or matter, as text
   * @param weightKind coefficient or importance
   * @param weights the largest ones by absolute value
   * @param iterations -1 where the algorithm has none
   * @param losses the value that training makes less, before the first iteration and after each;
   *     empty where the algorithm tells none
   * @param balance the classes before and after balancing; empty where they are as they were
   */
  public record Model(
      String algorithm,
      List<Setting> settings,
      String weightKind,
      List<Weight> weights,
      int iterations,
      List<Double> losses,
      List<Balanced> balance) {}

  /**
   * A class in the training rows.
   *
   * @param before its rows
   * @param after its rows as the algorithm sees them, or the sum of their balancing weights
   */
  public record Balanced(String name, long before, double after) {}

  /** A Param and its value. */
  public record Setting(String name, String value) {}

  /** A slot and what it weighs in the model. */
  public record Weight(String slot, double value) {}

  /**
   * How good the model is.
   *
   * @param kind twoClasses, classes of more than two, or number
   * @param label the predicted column
   * @param threshold a row is positive above it; null for numbers
   * @param thresholdFrom how it was chosen, in words
   * @param scores one for each part
   * @param slices rows of the last part by the values of columns
   * @param classes each of several classes on the last part; empty of two classes and of numbers
   * @param warnings what makes the scores doubtful
   */
  public record Evaluation(
      String kind,
      String label,
      Double threshold,
      String thresholdFrom,
      List<Scores> scores,
      List<Slice> slices,
      List<ClassScores> classes,
      List<String> warnings) {

    /** The scores on the last part, which is the one to judge by. */
    public Scores last() {
      return scores.get(scores.size() - 1);
    }

    /** The scores on a part. */
    public Scores of(String part) {
      return scores.stream().filter(s -> s.part().equals(part)).findFirst().orElseThrow();
    }

    /** The same with warnings. */
    public Evaluation warning(List<String> of) {
      return new Evaluation(kind, label, threshold, thresholdFrom, scores, slices, classes, of);
    }
  }

  /**
   * Whether what is relevant comes first among the rows of each group.
   *
   * @param by the column that says a row's group, such as a user
   * @param topK of so many first rows, precision, recall and ndcg
   * @param relevant rows with a label of this much
   * @param groups with something relevant, of which the metrics are means
   * @param without groups with nothing relevant
   * @param chance the same metrics of an order by chance
   */
  public record Ranking(
      String by,
      int topK,
      double relevant,
      String part,
      long groups,
      long without,
      List<Metric> metrics,
      List<Metric> chance) {}

  /**
   * How much the model loses on rows whose values of a column are shuffled.
   *
   * @param part that the rows are from
   * @param rows how many of them
   * @param score of the rows as they are; null where the metric is not defined
   * @param importances the most important column first; empty where there is no score
   */
  public record Permutation(
      String metric,
      String part,
      long rows,
      int repeats,
      Double score,
      List<Importance> importances) {}

  /**
   * What a column is worth.
   *
   * @param loss by how much the metric becomes worse, the mean of the shuffles
   * @param deviation the standard deviation of the shuffles
   */
  public record Importance(String column, double loss, double deviation) {}

  /**
   * How the score grows with the number of training rows.
   *
   * @param part that the models are judged on
   * @param findings what follows from it, a sentence each
   */
  public record LearningCurve(
      String metric,
      boolean largerIsBetter,
      String part,
      List<LearningPoint> points,
      List<String> findings) {}

  /**
   * A model of some of the training rows.
   *
   * @param training the metric on these rows; null where it is not defined
   * @param judged the metric on the judged part; null where it is not defined
   */
  public record LearningPoint(long rows, Double training, Double judged) {}

  /**
   * The read-out of an experiment.
   *
   * @param variant the column that says which variant a row met
   * @param outcome the column of what came of it
   * @param statistic rate where it is 0 or 1, else mean
   * @param difference of the treatment's less the control's
   * @param low of a 95 % interval of the difference
   * @param p the chance of a difference as large where there is none
   * @param ratioP the chance of numbers of rows as far from the planned ones
   * @param detectable the difference that is found in 80 of 100 such tests
   * @param effect the smallest difference that matters; null where nobody said
   * @param power the chance to find it; null as the effect
   * @param finding what follows, in a sentence
   */
  public record AbTest(
      String variant,
      String outcome,
      String statistic,
      Arm control,
      Arm treatment,
      double difference,
      double low,
      double high,
      double p,
      double ratioP,
      double detectable,
      Double effect,
      Double power,
      String finding,
      List<String> warnings) {}

  /** A variant of an experiment, with mean and standard deviation of the outcome. */
  public record Arm(String name, long rows, double mean, double deviation) {}

  /**
   * How well rows fall into clusters.
   *
   * @param scores one for each part; one called all where there are none
   * @param clusters all training rows, then each of their clusters
   * @param choices numbers of clusters that were tried, from 1 on; empty where none were
   * @param suggested the number that the rows themselves suggest; null where they suggest none
   */
  public record Clustering(
      List<ClusterScores> scores,
      List<Cluster> clusters,
      List<ClusterChoice> choices,
      Integer suggested) {}

  /**
   * The clusters of a part.
   *
   * @param clusters that have rows
   * @param silhouette mean of the rows, from -1 to 1; null of one cluster
   * @param within squared distances of the rows from the means of their clusters (WSSE)
   * @param total the same from the mean of all rows
   */
  public record ClusterScores(
      String part, long rows, int clusters, Double silhouette, double within, double total) {}

  /** A cluster of rows, with the means of the cleaned columns that are numbers. */
  public record Cluster(String name, long rows, Map<String, Double> means) {}

  /**
   * A number of clusters.
   *
   * @param within as in {@link ClusterScores}, of the training rows
   * @param silhouette the same
   * @param gain f(k), about 1 where this many clusters are no better than rows without structure
   *     would have them, less where they are; null where there is nothing left to gain
   */
  public record ClusterChoice(int k, double within, Double silhouette, Double gain) {}

  /**
   * Several models on the same rows.
   *
   * @param metric by which they are compared
   * @param part of the split that the rows are
   * @param best the variant whose metric is the best; null where it is not defined
   * @param finding which is the best, or that the rows cannot tell, in a sentence
   */
  public record Comparison(
      String metric,
      boolean largerIsBetter,
      String part,
      long rows,
      List<Variant> variants,
      List<Pair> pairs,
      String best,
      String finding) {}

  /**
   * A model of a comparison.
   *
   * @param seconds that its training took
   * @param bytes of the model as it is saved, without the features
   * @param training its metrics on the training rows
   * @param metrics on the rows of the comparison
   */
  public record Variant(
      String name,
      String algorithm,
      List<Setting> settings,
      double seconds,
      long bytes,
      List<Metric> training,
      List<Metric> metrics,
      List<Interval> intervals) {

    /** A metric by name, or null. */
    public Double metric(String of) {
      return valueOf(metrics, of);
    }

    /** A metric on the training rows by name, or null. */
    public Double trained(String of) {
      return valueOf(training, of);
    }

    /** The interval of a metric by name, or null. */
    public Interval interval(String of) {
      return intervalOf(intervals, of);
    }
  }

  /**
   * Two models of a comparison. A p-value is the chance of a difference as large as this one where
   * there is none; {@code adjusted}, corrected for the number of pairs (Holm 1979).
   *
   * @param difference of the metric, the first less the second; null where it is not defined
   * @param low of a 95 % interval of the difference; null as the difference
   * @param p of the difference, by samples of the rows for both alike
   * @param firstOnly rows that the first alone predicts right; null of numbers
   * @param mcNemar p-value of these two numbers, exact (McNemar 1947); null of numbers
   */
  public record Pair(
      String first,
      String second,
      Double difference,
      Double low,
      Double high,
      Double p,
      Double adjusted,
      Long firstOnly,
      Long secondOnly,
      Double mcNemar,
      Double mcNemarAdjusted) {}

  /**
   * How well the rows of a class are told apart from all others.
   *
   * @param rows of the class
   * @param precision of the rows that are predicted to be of it, the share that is; null of none
   * @param recall of its rows, the share that is predicted to be of it; null of none
   * @param predicted of its rows, how many are predicted to be of each class, in the order of the
   *     classes: a row of the confusion matrix
   */
  public record ClassScores(
      String name, long rows, Double precision, Double recall, Double f1, List<Long> predicted) {}

  /**
   * The metrics on rows of one value of a column, before features are made of it.
   *
   * @param value as text; null of rows without one
   * @param baseline the same metrics for always predicting the training rows' majority or mean
   */
  public record Slice(
      String column,
      String value,
      long rows,
      List<Metric> metrics,
      List<Metric> baseline,
      List<Interval> intervals) {

    /** A metric by name, or null. */
    public Double metric(String name) {
      return valueOf(metrics, name);
    }
  }

  /**
   * The metrics on one part.
   *
   * @param baseline the same metrics for always predicting the training rows' majority or mean
   * @param intervals how sure the metrics are, of those for which it is known
   * @param confusion counts of rows; null for numbers
   * @param roc points (false positive rate, true positive rate); empty for numbers
   * @param precisionRecall points (recall, precision); empty for numbers
   * @param calibration tenths of the rows by their probability, or by the predicted number, the
   *     lowest first; empty where the model gives neither
   */
  public record Scores(
      String part,
      long rows,
      List<Metric> metrics,
      List<Metric> baseline,
      List<Interval> intervals,
      Confusion confusion,
      List<Point> roc,
      List<Point> precisionRecall,
      List<Calibration> calibration) {

    /** A metric by name, or null. */
    public Double metric(String name) {
      return valueOf(metrics, name);
    }

    /** The interval of a metric by name, or null. */
    public Interval interval(String name) {
      return intervalOf(intervals, name);
    }
  }

  /**
   * About a tenth of the rows.
   *
   * @param predicted their mean probability of the positive class; of numbers, mean prediction
   * @param observed the share of them that is of that class; of numbers, the mean label
   */
  public record Calibration(long rows, double predicted, double observed) {}

  /** A 95 % confidence interval of a metric, for the choice of the rows that it is taken from. */
  public record Interval(String metric, double low, double high) {}

  /** A metric's name and value; null where it is not defined. */
  public record Metric(String name, Double value) {}

  private static Interval intervalOf(List<Interval> intervals, String metric) {
    return intervals.stream().filter(i -> i.metric().equals(metric)).findFirst().orElse(null);
  }

  private static Double valueOf(List<Metric> metrics, String name) {
    return metrics.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .map(Metric::value)
        .orElse(null);
  }

  /** Rows by truth and prediction. */
  public record Confusion(
      long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {}

  /** A point of a curve. */
  public record Point(double x, double y) {}

  /**
   * Something written.
   *
   * @param kind table, model, quarantine, summary, run or report
   * @param rows -1 where there are none to count
   */
  public record Output(String kind, String path, String format, long rows) {}
}
