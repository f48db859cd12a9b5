package io.sluice.evaluate;

import static org.apache.spark.sql.functions.udf;

import io.sluice.result.Run;
import io.sluice.stats.Quantiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How many rows of each class score at or above each score, the highest score first: all that
 * curves and thresholds need. Counts are whole numbers, so the result is the same on any
 * partitioning. Exact where the counts are; where neighbouring scores were joined to bound them,
 * these are a group.
 */
final class Curve {

  private static final int MOST_POINTS = 300;
  private static final int TENTHS = 10;
  private static final int MOST_CHUNKS = 1000;

  static final String SCORE = "score";
  static final String LABEL = "label";

  /** The probability of the class that is not positive. */
  static final String REST = "sluice_rest";

  /**
   * The rows that score at least this much.
   *
   * @param truePositives of them, those of the positive class
   * @param falsePositives of them, the others
   */
  record Cut(double score, long truePositives, long falsePositives) implements Serializable {

    /** Of the rows at or above it, the share of the positive class. */
    double precision() {
      return (double) truePositives / rows();
    }

    private long rows() {
      return truePositives + falsePositives;
    }
  }

  /**
   * The rows that score this much.
   *
   * @param positives of them, those of the positive class
   * @param negatives of them, the others
   */
  record Group(double score, long positives, long negatives) {

    long rows() {
      return positives + negatives;
    }
  }

  /**
   * Rows of neighbouring scores.
   *
   * @param above the rows that score higher
   * @param lowest no row of it scores lower, no row above it as low
   */
  record Chunk(Cut above, double lowest) {}

  private final List<Group> groups;
  private final int level; // at which scores were joined
  private final List<Cut> cuts;
  private final Cut all;

  /** From rows counted by score, the highest score first, at least one row of each. */
  Curve(List<Group> groups) {
    this(groups, 0);
  }

  private Curve(List<Group> groups, int level) {
    this.groups = groups;
    this.level = level;
    List<Cut> below = new ArrayList<>(groups.size());
    long truePositives = 0;
    long falsePositives = 0;
    for (Group group : groups) {
      truePositives += group.positives;
      falsePositives += group.negatives;
      below.add(new Cut(group.score, truePositives, falsePositives));
    }
    this.cuts = below;
    this.all = new Cut(Double.NEGATIVE_INFINITY, truePositives, falsePositives);
  }

  /**
   * From few rows, counted here.
   *
   * @param byScore positive and negative rows, the highest score first
   */
  static Curve of(SortedMap<Double, long[]> byScore) {
    return new Curve(groups(byScore));
  }

  /** From the scores of the positive rows and of the others. */
  static Curve of(Quantiles positives, Quantiles negatives) {
    int level = Math.max(positives.level(), negatives.level());
    SortedMap<Double, long[]> byScore = new TreeMap<>(Comparator.reverseOrder());
    count(positives.joined(level), 0, byScore);
    count(negatives.joined(level), 1, byScore);
    return new Curve(groups(byScore), level);
  }

  private static void count(Quantiles scores, int place, SortedMap<Double, long[]> byScore) {
    double[][] values = scores.middles();
    for (int i = 0; i < values[0].length; i++) {
      byScore.computeIfAbsent(values[0][i], s -> new long[2])[place] = (long) values[1][i];
    }
  }

  private static List<Group> groups(SortedMap<Double, long[]> byScore) {
    List<Group> groups = new ArrayList<>();
    byScore.forEach((score, rows) -> groups.add(new Group(score, rows[0], rows[1])));
    return groups;
  }

  /** The score of the group that a row of this score is in. */
  Column group(Column score) {
    int joined = level;
    UDF1<Double, Double> middle =
        s -> Quantiles.middle(s, joined); // no function has a double's bits
    return joined == 0 ? score : udf(middle, DataTypes.DoubleType).apply(score);
  }

  /**
   * For each score, the chance that a row of the other class lies on its right side: below a
   * positive row, above a negative one, half of those beside it (the placement values of DeLong,
   * DeLong and Clarke-Pearson 1988). Their mean over the rows of either class is the area under the
   * ROC curve. One row for each score, with the columns score, ofPositive and ofNegative.
   */
  Dataset<Row> placements(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    long positivesAbove = 0;
    long negativesAbove = 0;
    for (Group group : groups) {
      double below = negatives() - negativesAbove - group.negatives / 2.0;
      double above = positivesAbove + group.positives / 2.0;
      rows.add(RowFactory.create(group.score, below / negatives(), above / positives()));
      positivesAbove += group.positives;
      negativesAbove += group.negatives;
    }
    return spark.createDataFrame(
        rows, StructType.fromDDL("score DOUBLE, ofPositive DOUBLE, ofNegative DOUBLE"));
  }

  /** The rows by score, the highest score first. */
  List<Group> groups() {
    return groups;
  }

  /**
   * The same, with neighbours joined where there are many more than so many: of alike many rows,
   * with their mean score, and parted below the first {@code alarms} rows.
   */
  List<Group> groups(int most, long alarms) {
    if (groups.size() <= most) {
      return groups;
    }
    long size = (positives() + negatives()) / most;
    List<Group> joined = new ArrayList<>();
    Group its = new Group(0, 0, 0);
    long seen = 0;
    for (Group group : groups) {
      long rows = its.rows() + group.rows();
      double score = its.score + (group.score - its.score) * group.rows() / rows;
      its = new Group(score, its.positives + group.positives, its.negatives + group.negatives);
      seen += group.rows();
      if (rows >= size || seen == alarms || seen == all.rows()) {
        joined.add(its);
        its = new Group(0, 0, 0);
      }
    }
    return joined;
  }

  List<Cut> cuts() {
    return cuts;
  }

  /** Whether rows of different scores are never in one group. */
  boolean isExact() {
    return level == 0;
  }

  /** What follows from the order of the groups. */
  Areas areas() {
    Areas.Sum sum = new Areas.Sum();
    groups.forEach(group -> sum.add(group.positives, group.negatives));
    return sum.areas();
  }

  /**
   * The rows in chunks of whole groups, the highest scores first: chunks of at least so many rows,
   * but for the last, and of a thousandth of all.
   */
  List<Chunk> chunks(long least) {
    long size = Math.max(least, (positives() + negatives()) / MOST_CHUNKS);
    List<Chunk> chunks = new ArrayList<>();
    Cut above = new Cut(Double.POSITIVE_INFINITY, 0, 0);
    for (Cut cut : cuts) {
      boolean isLast = cut.rows() == all.rows();
      if (isLast || cut.rows() - above.rows() >= size) {
        chunks.add(new Chunk(above, Quantiles.least(cut.score, level)));
        above = cut;
      }
    }
    return chunks;
  }

  /** Harmonic mean of precision and recall of predicting the cut's rows positive. */
  double f1(Cut cut) {
    return 2.0 * cut.truePositives / (cut.truePositives + cut.falsePositives + positives());
  }

  /** Points (false positive rate, true positive rate) to draw. */
  List<Run.Point> roc() {
    if (positives() == 0 || negatives() == 0) {
      return List.of();
    }
    List<Run.Point> points = new ArrayList<>();
    points.add(new Run.Point(0, 0));
    for (Cut cut : toDraw()) {
      points.add(new Run.Point((double) cut.falsePositives / negatives(), recall(cut)));
    }
    return points;
  }

  /** Points (recall, precision) to draw. */
  List<Run.Point> precisionRecall() {
    if (positives() == 0) {
      return List.of();
    }
    return toDraw().stream().map(c -> new Run.Point(recall(c), c.precision())).toList();
  }

  /**
   * What the scores say beside what is so, in tenths of the rows by their score, the lowest first.
   * Rows of one score lie in one of these, so that there may be fewer.
   */
  List<Run.Calibration> calibration() {
    List<Run.Calibration> tenths = new ArrayList<>();
    double total = (double) positives() + negatives();
    long seen = 0;
    long rows = 0;
    long positives = 0;
    double scores = 0;
    for (int i = groups.size() - 1; i >= 0; i--) {
      Group group = groups.get(i);
      rows += group.rows();
      positives += group.positives;
      scores += group.rows() * group.score;
      if ((seen + rows) * TENTHS >= (tenths.size() + 1) * total) {
        tenths.add(new Run.Calibration(rows, scores / rows, (double) positives / rows));
        seen += rows;
        rows = 0;
        positives = 0;
        scores = 0;
      }
    }
    return tenths;
  }

  private List<Cut> toDraw() {
    List<Cut> drawn = new ArrayList<>();
    int step = Math.max(1, cuts.size() / MOST_POINTS);
    for (int i = 0; i < cuts.size(); i += step) {
      drawn.add(cuts.get(i));
    }
    if ((cuts.size() - 1) % step != 0) {
      drawn.add(cuts.get(cuts.size() - 1));
    }
    return drawn;
  }

  /** Of the rows of the positive class, the share at or above the cut. */
  double recall(Cut cut) {
    return (double) cut.truePositives / positives();
  }

  /** All rows. */
  Cut all() {
    return all;
  }

  /** Rows of the positive class. */
  long positives() {
    return all.truePositives;
  }

  private long negatives() {
    return all.falsePositives;
  }
}
