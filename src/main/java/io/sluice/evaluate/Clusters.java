package io.sluice.evaluate;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Judges clusters, for which there is no truth: how much closer rows lie to their own cluster than
 * to the next one, and whether the number of clusters is one that the rows themselves suggest.
 *
 * <p>The silhouette (Rousseeuw 1987) is spark.ml's, with squared Euclidean distances. The number of
 * clusters is chosen by f(k) of Pham, Dimov and Nguyen (2005, Selection of K in K-means
 * clustering): the squares within k clusters, by those that k - 1 clusters and rows without any
 * structure would lead to expect. It is about 1 where nothing is gained; below {@value #STRUCTURE}
 * the rows have that many clusters, and where no k is below, none.
 */
public final class Clusters {

  /** Below it f(k) speaks of clusters, as the paper has it. */
  static final double STRUCTURE = 0.85;

  /** Each number of clusters is tried so often, as clusters found depend on where one starts. */
  private static final int STARTS = 3;

  private static final String PREDICTION = "prediction";
  private static final String FEATURES = "features";

  private Clusters() {}

  /** Trains a model of so many clusters that starts at a seed. */
  public interface Trainer {
    Model<?> train(int clusters, long seed);
  }

  /**
   * The judgement: for each part two passes over the vectors of its rows and one to group them, and
   * one pass for the means of columns.
   *
   * @param rows with the vector and, where there are parts, the column that says a row's part
   * @param parts the parts to judge, the training rows first; empty where all rows are training
   *     rows
   * @param cleaned the columns before features, by whose means clusters are described
   * @param original a column by name, as it was before features were made of it
   * @param trainer of other numbers of clusters, each tried from three seeds for the least squares
   */
  public static Run.Clustering judge(
      Evaluate settings,
      Model<?> model,
      Dataset<Row> rows,
      String part,
      List<String> parts,
      StructType cleaned,
      Function<String, Column> original,
      Trainer trainer) {
    List<Column> kept = new ArrayList<>(List.of(col(FEATURES), col(PREDICTION)));
    if (!parts.isEmpty()) {
      kept.add(col(part));
    }
    List<String> numbers =
        Arrays.stream(cleaned.fields())
            .filter(f -> f.dataType() instanceof NumericType)
            .map(StructField::name)
            .toList();
    for (int i = 0; i < numbers.size(); i++) {
      kept.add(original.apply(numbers.get(i)).cast("double").as(number(i)));
    }
    Dataset<Row> clustered =
        model
            .transform(rows)
            .select(kept.toArray(new Column[0]))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Run.ClusterScores> scores = new ArrayList<>();
      for (String name : parts.isEmpty() ? List.of("all") : parts) {
        scores.add(scores(name, parts.isEmpty() ? clustered : of(clustered, part, name)));
      }
      Dataset<Row> training = parts.isEmpty() ? clustered : of(clustered, part, parts.get(0));
      List<Run.ClusterChoice> choices = choices(settings.mostClusters(), training, trainer);
      return new Run.Clustering(
          scores, described(training, numbers), choices, suggested(choices).orElse(null));
    } finally {
      clustered.unpersist();
    }
  }

  private static Dataset<Row> of(Dataset<Row> rows, String part, String name) {
    return rows.where(col(part).equalTo(name));
  }

  /** Rows with vector and cluster. */
  static Run.ClusterScores scores(String part, Dataset<Row> rows) {
    List<Group> groups = groups(rows);
    long number = groups.stream().mapToLong(Group::rows).sum();
    return new Run.ClusterScores(
        part,
        number,
        groups.size(),
        silhouette(rows, groups),
        within(groups),
        within(groups) + between(groups));
  }

  /** The rows of a cluster: how many, their mean, and their squared distances from it. */
  private record Group(long rows, double[] mean, double squares) {}

  private static List<Group> groups(Dataset<Row> rows) {
    Column summary = Summarizer.metrics("mean", "variance", "count").summary(col(FEATURES));
    return rows
        .groupBy(PREDICTION)
        .agg(summary.as("of"))
        .select(col(PREDICTION), col("of.mean"), col("of.variance"), col("of.count"))
        .orderBy(PREDICTION)
        .collectAsList() // a row for each cluster
        .stream()
        .map(
            row ->
                new Group(
                    row.getLong(3),
                    row.<Vector>getAs(1).toArray(),
                    Arrays.stream(row.<Vector>getAs(2).toArray()).sum() * (row.getLong(3) - 1)))
        .toList();
  }

  private static double within(List<Group> groups) {
    return groups.stream().mapToDouble(Group::squares).sum();
  }

  /** The squares that the clusters' means have around the mean of all rows. */
  private static double between(List<Group> groups) {
    long rows = groups.stream().mapToLong(Group::rows).sum();
    int slots = groups.isEmpty() ? 0 : groups.get(0).mean.length;
    double squares = 0;
    for (int slot = 0; slot < slots; slot++) {
      double mean = 0;
      for (Group group : groups) {
        mean += group.mean[slot] * group.rows / rows;
      }
      for (Group group : groups) {
        squares += group.rows * (group.mean[slot] - mean) * (group.mean[slot] - mean);
      }
    }
    return squares;
  }

  /** Null of a single cluster, and where each row is one. */
  private static Double silhouette(Dataset<Row> rows, List<Group> groups) {
    boolean compares = groups.size() > 1 && groups.stream().anyMatch(g -> g.rows > 1);
    return compares ? new ClusteringEvaluator().evaluate(rows) : null;
  }

  private static List<Run.ClusterChoice> choices(int most, Dataset<Row> training, Trainer trainer) {
    List<Run.ClusterChoice> choices = new ArrayList<>();
    if (most < 2) {
      return choices;
    }
    List<Group> groups = groups(training);
    int slots = groups.get(0).mean.length;
    double before = within(groups) + between(groups);
    choices.add(new Run.ClusterChoice(1, before, null, 1.0));
    Dataset<Row> vectors = training.select(FEATURES);
    double weight = 1;
    for (int k = 2; k <= most; k++) {
      Model<?> best = null;
      List<Group> closest = null;
      for (int seed = 1; seed <= STARTS; seed++) {
        Model<?> found = trainer.train(k, seed);
        List<Group> its = groups(found.transform(vectors));
        if (closest == null || within(its) < within(closest)) {
          best = found;
          closest = its;
        }
      }
      double within = within(closest);
      weight = k == 2 ? 1 - 3 / (4.0 * slots) : weight + (1 - weight) / 6;
      Double gain = before > 0 ? (Double) (within / (weight * before)) : null;
      choices.add(
          new Run.ClusterChoice(k, within, silhouette(best.transform(vectors), closest), gain));
      before = within;
    }
    return choices;
  }

  /** The number of clusters whose f is the least, if the rows have clusters at all. */
  static Optional<Integer> suggested(List<Run.ClusterChoice> choices) {
    return choices.stream()
        .filter(c -> c.gain() != null && c.gain() < STRUCTURE)
        .min(Comparator.comparingDouble(Run.ClusterChoice::gain))
        .map(Run.ClusterChoice::k);
  }

  /** Each cluster of the rows with its size and the means of columns; the first line is of all. */
  private static List<Run.Cluster> described(Dataset<Row> rows, List<String> numbers) {
    Column[] means = new Column[numbers.size()];
    Arrays.setAll(means, i -> avg(number(i)));
    List<Run.Cluster> clusters = new ArrayList<>();
    clusters.add(cluster("all", rows.agg(count(lit(1)), means).first(), 0, numbers));
    rows.groupBy(PREDICTION)
        .agg(count(lit(1)), means)
        .orderBy(PREDICTION)
        .collectAsList() // a row for each cluster
        .forEach(row -> clusters.add(cluster(row.get(0).toString(), row, 1, numbers)));
    return clusters;
  }

  private static Run.Cluster cluster(String name, Row row, int from, List<String> numbers) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      int at = from + 1 + i;
      means.put(numbers.get(i), row.isNullAt(at) ? null : row.getDouble(at));
    }
    return new Run.Cluster(name, row.getLong(from), means);
  }

  private static String number(int index) {
    return "sluice_number" + index;
  }
}
