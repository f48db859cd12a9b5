package io.sluice.train;

import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.result.Run;
import io.sluice.stage.ClassNames;
import io.sluice.stage.Columns;
import io.sluice.stage.RowHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Training rows balanced by class, for the algorithm alone: features are learned before, from the
 * rows as they are, and no row that a model is judged by is touched. Of n rows in k classes, a row
 * of a class of m weighs n / (k m) times its own weight, as scikit-learn's "balanced"; or it occurs
 * M / m times, M being the rows of the most frequent class to oversample, of the rarest to
 * undersample. Where that is no whole number, a hash of the row's place decides whether it occurs
 * once more, so that classes are of the same size but for chance. One pass counts the rows of the
 * classes. Synthetic rows ({@link Smote}) make each class as large as the most frequent one.
 *
 * @param rows to train on
 * @param weight the column that says what a row weighs
 * @param counts rows of each class before
 */
record Balance(Dataset<Row> rows, Optional<String> weight, List<Row> counts, String label) {

  private static final String WEIGHT = "sluice_weight";
  private static final String PLACE = "sluice_place";
  private static final String TIMES = "sluice_times";

  /**
   * Balances rows.
   *
   * @param rows in an order and in partitions of their content, as a split leaves them
   * @param weight the column of the rows' own weights
   */
  static Balance of(Train settings, Dataset<Row> rows, String label, Optional<String> weight) {
    List<Row> counts =
        rows.groupBy(Columns.col(label).as(label))
            .agg(count(lit(1)))
            .orderBy(Columns.col(label))
            .collectAsList(); // a row for each class
    return switch (settings.how()) {
      case "weights" -> {
        long all = counts.stream().mapToLong(c -> c.getLong(1)).sum();
        Column balanced = ofClass(counts, label, m -> (double) all / counts.size() / m);
        Column own = weight.map(Columns::col).orElse(lit(1.0));
        yield new Balance(
            rows.withColumn(WEIGHT, balanced.multiply(own)), Optional.of(WEIGHT), counts, label);
      }
      case "oversample" -> {
        double most = counts.stream().mapToLong(c -> c.getLong(1)).max().orElse(0);
        Column times = ofClass(counts, label, m -> most / m);
        yield new Balance(repeated(rows, times, settings.numSeed()), weight, counts, label);
      }
      case "undersample" -> {
        double least = counts.stream().mapToLong(c -> c.getLong(1)).min().orElse(0);
        Column times = ofClass(counts, label, m -> least / m);
        yield new Balance(repeated(rows, times, settings.numSeed()), weight, counts, label);
      }
      case "smote" ->
          new Balance(withSynthetic(settings, rows, counts, label), weight, counts, label);
      default -> throw new IllegalArgumentException(settings.how());
    };
  }

  /** A number for each class, by its rows. */
  private static Column ofClass(List<Row> counts, String label, LongToDoubleFunction ofRows) {
    Column value = lit(null).cast("double");
    for (Row c : counts) {
      value =
          when(Columns.col(label).equalTo(c.getDouble(0)), ofRows.applyAsDouble(c.getLong(1)))
              .otherwise(value);
    }
    return value;
  }

  private static Dataset<Row> withSynthetic(
      Train settings, Dataset<Row> rows, List<Row> counts, String label) {
    long most = counts.stream().mapToLong(c -> c.getLong(1)).max().orElse(0);
    Dataset<Row> all = Smote.columns(rows, label);
    for (Row c : counts) {
      double value = c.getDouble(0);
      if (c.getLong(1) < most) {
        Smote smote =
            Smote.of(
                rows.where(Columns.col(label).equalTo(value)),
                settings.numNeighbors(),
                name(rows, label, value));
        all = all.union(smote.rows(rows, most - c.getLong(1), label, value, settings.numSeed()));
      }
    }
    return all;
  }

  private static String name(Dataset<Row> rows, String label, double index) {
    List<String> names = ClassNames.of(rows.schema(), label);
    return index < names.size()
        ? names.get((int) index)
        : String.format(Locale.ROOT, "%.0f", index);
  }

  private static Dataset<Row> repeated(Dataset<Row> rows, Column times, long seed) {
    Column chance = RowHash.uniform(xxhash64(col(PLACE), lit(seed)));
    Column whole = floor(times.plus(chance)).cast("int");
    return rows.withColumn(PLACE, monotonically_increasing_id())
        .withColumn(TIMES, explode(array_repeat(lit(1), whole)))
        .drop(PLACE, TIMES);
  }

  /** What became of each class; one pass over the balanced rows. */
  List<Run.Balanced> classes() {
    Column size = weight.filter(WEIGHT::equals).<Column>map(w -> sum(col(w))).orElse(count(lit(1)));
    List<Row> after =
        rows.groupBy(Columns.col(label).as(label))
            .agg(size.cast("double"))
            .orderBy(Columns.col(label))
            .collectAsList();
    List<Run.Balanced> classes = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      String name = name(rows, label, counts.get(i).getDouble(0));
      classes.add(new Run.Balanced(name, counts.get(i).getLong(1), after.get(i).getDouble(1)));
    }
    return classes;
  }
}
