package io.sluice.evaluate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Whether one of several models is better on the same rows, or the rows cannot tell.
 *
 * <p>All models predict the same rows, side by side. A sample of the rows is one for all of them
 * (paired bootstrap, Efron and Tibshirani 1993, here by Poisson weights of groups of rows), so that
 * what makes rows hard for all takes no part in the difference of two models. The standard
 * deviation of the difference over the samples gives its p-value by the normal distribution. Of
 * classes, rows that one of two models alone predicts right are counted, too (McNemar 1947), with
 * an exact p-value. All p-values of a kind are corrected for the number of pairs (Holm 1979).
 *
 * <p>The area under the ROC curve of a sample is that of the mean placement values of its rows
 * (DeLong, DeLong and Clarke-Pearson 1988), which needs no sorting of each sample; the difference
 * to the sorted one shrinks with 1 / rows. Of scores that a {@link Curve} joins, they count as tied
 * here too.
 */
public final class Comparison {

  private static final String ROW = "sluice_row";
  private static final String TRUTH = "sluice_truth";
  private final String kind;
  private final List<String> names = new ArrayList<>();
  private Dataset<Row> predicted;
  private double[] areas;

  /**
   * A comparison of no models so far.
   *
   * @param kind twoClasses, classes or number
   * @param rows before features are made of them, with the label as a double, in an order and in
   *     partitions of their content
   */
  public Comparison(String kind, String label, Dataset<Row> rows) {
    this.kind = kind;
    Column[] all = Arrays.stream(rows.columns()).map(Columns::col).toArray(Column[]::new);
    this.predicted =
        Bootstrap.grouped(rows.select(struct(all).as(ROW)))
            .select(col(ROW), col(Bootstrap.GROUP), col(ROW).getField(label).as(TRUTH));
  }

  /** A comparison of models that have predicted. */
  Comparison(String kind, List<String> names, Dataset<Row> predicted) {
    this.kind = kind;
    this.names.addAll(names);
    this.predicted = predicted;
  }

  /**
   * Adds a model.
   *
   * @param features makes the vector that the model reads, and keeps other columns
   */
  public void add(String name, Model<?> model, UnaryOperator<Dataset<Row>> features) {
    int index = names.size();
    Dataset<Row> scored =
        Judge.scored(model, features.apply(predicted.select(col(ROW + ".*"), col("*"))));
    List<Column> kept = new ArrayList<>(List.of(col(ROW), col(Bootstrap.GROUP), col(TRUTH)));
    for (int i = 0; i < index; i++) {
      kept.add(col(score(i)));
      kept.add(col(prediction(i)));
    }
    kept.add((kind.equals("number") ? lit(0.0) : col(Curve.SCORE)).as(score(index)));
    kept.add(col("prediction").as(prediction(index)));
    predicted = scored.select(kept.toArray(new Column[0]));
    names.add(name);
  }

  /** By which metric models of this kind are compared. */
  public static String metric(String kind) {
    return switch (kind) {
      case "twoClasses" -> "aucRoc";
      case "classes" -> "accuracy";
      default -> "rmse";
    };
  }

  /**
   * All pairs of the models in their order: two passes over the rows, which are predicted once, and
   * of two classes one more for each model.
   */
  public List<Run.Pair> pairs() {
    Dataset<Row> rows = known().drop(ROW).persist(StorageLevel.MEMORY_AND_DISK());
    areas = new double[names.size()];
    try {
      List<double[]> groups = kind.equals("twoClasses") ? placements(rows) : sums(rows);
      double[] all = total(groups);
      double[] values = IntStream.range(0, names.size()).mapToDouble(i -> value(all, i)).toArray();
      List<double[]> samples =
          Bootstrap.samples(
              pairs(values).size(),
              draw -> {
                double[] sample = drawn(groups, group -> draw.of(1));
                return pairs(
                    IntStream.range(0, names.size()).mapToDouble(i -> value(sample, i)).toArray());
              });
      return pairs(pairs(values), samples, kind.equals("number") ? null : discordant(rows));
    } finally {
      rows.unpersist();
    }
  }

  /** The rows that each model predicts something for. */
  private Dataset<Row> known() {
    Dataset<Row> known = predicted;
    for (int i = 0; i < names.size(); i++) {
      known = known.where(not(isnan(col(prediction(i)))));
    }
    return known;
  }

  /** The differences of all pairs; null where one of the two values is none. */
  private List<Run.Metric> pairs(double[] values) {
    List<Run.Metric> differences = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        double difference = values[i] - values[j];
        differences.add(
            new Run.Metric(
                names.get(i) + " - " + names.get(j),
                Double.isNaN(difference) ? null : (Double) difference));
      }
    }
    return differences;
  }

  private List<Run.Pair> pairs(
      List<Run.Metric> differences, List<double[]> samples, long[] discordant) {
    int pairs = differences.size();
    Double[] p = new Double[pairs];
    Double[] exact = new Double[pairs];
    Double[][] ends = new Double[pairs][2];
    for (int i = 0; i < pairs; i++) {
      Double difference = differences.get(i).value();
      if (difference != null && samples.get(i).length > 1) {
        ends[i] = Bootstrap.interval(samples.get(i));
        p[i] = byChance(difference, samples.get(i));
      }
      exact[i] =
          discordant == null ? null : Chance.mcNemar(discordant[2 * i], discordant[2 * i + 1]);
    }
    Double[] adjusted = Chance.holm(p);
    Double[] exactAdjusted = Chance.holm(exact);
    List<Run.Pair> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        int k = all.size();
        all.add(
            new Run.Pair(
                names.get(i),
                names.get(j),
                differences.get(k).value(),
                ends[k][0],
                ends[k][1],
                p[k],
                adjusted[k],
                discordant == null ? null : discordant[2 * k],
                discordant == null ? null : discordant[2 * k + 1],
                exact[k],
                exactAdjusted[k]));
      }
    }
    return all;
  }

  /**
   * The p-value of a difference by the standard deviation that it has over samples. Where it has
   * none, all samples agree: the p-value is then that of one sample more that does not.
   */
  private static double byChance(double difference, double[] samples) {
    if (difference == 0) {
      return 1;
    }
    double deviation = Math.sqrt(StatUtils.variance(samples));
    return deviation == 0 ? 1.0 / (samples.length + 1) : Chance.ofNormal(difference / deviation);
  }

  /** The metric of a model from sums over rows; NaN where it is not defined. */
  private double value(double[] sums, int model) {
    double first = sums[2 + 2 * model] / sums[0];
    double second = sums[3 + 2 * model] / sums[1];
    return switch (kind) {
      case "twoClasses" -> first + second - areas[model];
      case "classes" -> first;
      default -> Math.sqrt(first);
    };
  }

  /** Of each group: positive rows, negative rows, and for each model the sums of their values. */
  private List<double[]> placements(Dataset<Row> rows) {
    Column positive = col(TRUTH).equalTo(1);
    Dataset<Row> placed = rows;
    List<Column> sums = new ArrayList<>();
    sums.add(count_if(not(positive)).cast("double"));
    for (int i = 0; i < names.size(); i++) {
      Curve curve =
          TwoClasses.curve(
              rows.select(
                  col(score(i)).as(Curve.SCORE),
                  col(TRUTH).as(Curve.LABEL),
                  col(prediction(i)).as("prediction")));
      Double area = curve.areas().roc();
      areas[i] = area == null ? Double.NaN : area;
      Column score = col("sluice_placed" + i);
      Column ofPositive = col("sluice_positive" + i);
      Column ofNegative = col("sluice_negative" + i);
      Dataset<Row> placements =
          curve
              .placements(rows.sparkSession())
              .toDF(score.toString(), ofPositive.toString(), ofNegative.toString());
      placed =
          placed.join(broadcast(placements), curve.group(col(score(i))).equalTo(score), "left");
      sums.add(sum(when(positive, ofPositive).otherwise(0.0)));
      sums.add(sum(when(not(positive), ofNegative).otherwise(0.0)));
    }
    return grouped(placed, count_if(positive), sums);
  }

  /** Of each group: rows, nothing, and for each model the sum of its values and nothing. */
  private List<double[]> sums(Dataset<Row> rows) {
    List<Column> sums = new ArrayList<>();
    sums.add(lit(0.0));
    for (int i = 0; i < names.size(); i++) {
      Column error = col(TRUTH).minus(col(prediction(i)));
      sums.add(
          kind.equals("number") ? sum(error.multiply(error)) : count_if(right(i)).cast("double"));
      sums.add(lit(0.0));
    }
    return grouped(rows, count(lit(1)), sums);
  }

  private static List<double[]> grouped(Dataset<Row> rows, Column first, List<Column> others) {
    return rows
        .groupBy(Bootstrap.GROUP)
        .agg(first.cast("double"), others.toArray(new Column[0]))
        .orderBy(Bootstrap.GROUP)
        .collectAsList() // no more than there are groups
        .stream()
        .map(row -> IntStream.range(1, row.size()).mapToDouble(row::getDouble).toArray())
        .toList();
  }

  private double[] total(List<double[]> groups) {
    return drawn(groups, group -> 1);
  }

  /** The sums of a sample. */
  private double[] drawn(List<double[]> groups, ToLongFunction<double[]> times) {
    double[] sums = new double[2 + 2 * names.size()];
    for (double[] group : groups) {
      long weight = times.applyAsLong(group);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * group[i];
      }
    }
    return sums;
  }

  /** Of each pair: the rows that the first alone predicts right, and the second alone. */
  private long[] discordant(Dataset<Row> rows) {
    List<Column> counts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        counts.add(count_if(right(i).and(not(right(j)))));
        counts.add(count_if(right(j).and(not(right(i)))));
      }
    }
    Row row = rows.agg(count(lit(1)), counts.toArray(new Column[0])).first();
    return IntStream.range(1, row.size()).mapToLong(row::getLong).toArray();
  }

  private static Column right(int model) {
    return col(prediction(model)).equalTo(col(TRUTH));
  }

  private static String score(int model) {
    return "sluice_score" + model;
  }

  private static String prediction(int model) {
    return "sluice_prediction" + model;
  }
}
