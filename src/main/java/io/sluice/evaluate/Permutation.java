package io.sluice.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.not;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.RowHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How much worse the model becomes on rows whose values of a column are shuffled among them
 * (Breiman 2001): what the model takes from that column and nowhere else. Of columns that say the
 * same, each alone may look useless.
 *
 * <p>All of it happens on {@value #MOST} rows at most, chosen by a hash, which fit into the driver;
 * for each column its shuffles are predicted together.
 */
public final class Permutation {

  private static final int MOST = 5_000;
  private static final String COPY = "sluice_copy";
  private static final long SEED = 11;
  private final Model<?> model;
  private final String label;
  private final String kind;
  private final UnaryOperator<Dataset<Row>> features;

  /**
   * For a model.
   *
   * @param kind twoClasses, classes or number
   * @param features makes the vector that the model reads, and keeps other columns
   */
  public Permutation(
      Model<?> model, String label, String kind, UnaryOperator<Dataset<Row>> features) {
    this.model = model;
    this.label = label;
    this.kind = kind;
    this.features = features;
  }

  /**
   * The columns by how much the metric becomes worse, the most important first.
   *
   * @param rows before features are made of them, with the label as a double
   * @param columns to be shuffled
   * @param repeats how often each is shuffled
   */
  public Run.Permutation of(String part, Dataset<Row> rows, List<String> columns, int repeats) {
    Column hash = RowHash.of(RowHash.hashable(rows.schema()), SEED);
    List<Row> sample = rows.orderBy(hash).limit(MOST).collectAsList();
    String metric = Comparison.metric(kind);
    double sign = Metrics.largerIsBetter(metric) ? 1 : -1;
    Double base = scores(copied(rows, List.of(sample))).get(0);
    List<Run.Importance> importances = new ArrayList<>();
    for (String column : columns) {
      List<List<Row>> shuffled = new ArrayList<>();
      Random random = new Random(SEED);
      for (int i = 0; i < repeats; i++) {
        shuffled.add(shuffled(sample, rows.schema().fieldIndex(column), random));
      }
      SummaryStatistics worse = new SummaryStatistics();
      if (base != null) {
        scores(copied(rows, shuffled)).values().forEach(s -> worse.addValue(sign * (base - s)));
        importances.add(
            new Run.Importance(
                column, worse.getMean(), repeats > 1 ? worse.getStandardDeviation() : 0));
      }
    }
    importances.sort(Comparator.comparingDouble(Run.Importance::loss).reversed());
    return new Run.Permutation(metric, part, sample.size(), repeats, base, importances);
  }

  /** The rows with the values of a column in another order. */
  private static List<Row> shuffled(List<Row> rows, int column, Random random) {
    List<Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(column)));
    Collections.shuffle(values, random);
    List<Row> shuffled = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Object[] cells = cells(rows.get(i), 0);
      cells[column] = values.get(i);
      shuffled.add(RowFactory.create(cells));
    }
    return shuffled;
  }

  private static Object[] cells(Row row, int more) {
    Object[] cells = new Object[row.size() + more];
    for (int i = 0; i < row.size(); i++) {
      cells[i] = row.get(i);
    }
    return cells;
  }

  /** All rows of all copies, each with the number of its copy. */
  private static Dataset<Row> copied(Dataset<Row> of, List<List<Row>> copies) {
    List<Row> all = new ArrayList<>();
    for (int copy = 0; copy < copies.size(); copy++) {
      for (Row row : copies.get(copy)) {
        Object[] cells = cells(row, 1);
        cells[row.size()] = copy;
        all.add(RowFactory.create(cells));
      }
    }
    StructType schema = of.schema().add(COPY, DataTypes.IntegerType);
    return of.sparkSession().createDataFrame(all, schema);
  }

  /** The metric of each copy; null where it is not defined. */
  private Map<Integer, Double> scores(Dataset<Row> copies) {
    Dataset<Row> scored =
        Judge.scored(model, features.apply(copies)).withColumn(Curve.LABEL, Columns.col(label));
    Column score = kind.equals("twoClasses") ? col(Curve.SCORE) : col("prediction");
    Map<Integer, List<double[]>> byCopy = new TreeMap<>();
    for (Row row :
        scored
            .select(col(COPY), col(Curve.LABEL), score)
            .where(not(isnan(score)))
            .collectAsList()) {
      byCopy
          .computeIfAbsent(row.getInt(0), copy -> new ArrayList<>())
          .add(new double[] {row.getDouble(1), row.getDouble(2)});
    }
    Map<Integer, Double> scores = new TreeMap<>();
    byCopy.forEach((copy, rows) -> scores.put(copy, score(rows)));
    return scores;
  }

  /** Of rows with truth and score. */
  private Double score(List<double[]> rows) {
    return switch (kind) {
      case "twoClasses" -> area(rows);
      case "classes" -> rows.stream().filter(r -> r[0] == r[1]).count() / (double) rows.size();
      default ->
          Math.sqrt(
              rows.stream()
                  .mapToDouble(r -> (r[0] - r[1]) * (r[0] - r[1]))
                  .average()
                  .orElseThrow());
    };
  }

  private static Double area(List<double[]> rows) {
    SortedMap<Double, long[]> byScore = new TreeMap<>(Comparator.reverseOrder());
    for (double[] row : rows) {
      byScore.computeIfAbsent(row[1], s -> new long[2])[row[0] == 1 ? 0 : 1]++;
    }
    return Curve.of(byScore).areas().roc();
  }
}
