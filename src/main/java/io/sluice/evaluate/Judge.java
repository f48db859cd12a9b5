package io.sluice.evaluate;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import io.sluice.stage.ClassNames;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Judges a trained model on each part of the split. Rows are those with the vector of features and
 * the label as a double; every part is judged in the same way, and nothing is chosen on the test
 * rows.
 */
public final class Judge {

  private final Evaluate settings;
  private final Model<?> model;
  private final String label;
  private final Dataset<Row> rows;
  private final String part;
  private final Function<String, Column> original;

  /**
   * A judge of a model.
   *
   * @param rows all rows, with the columns {@code label} and {@code part}
   * @param part the column that says a row's part
   * @param original a column by name, as it was before features were made of it
   */
  public Judge(
      Evaluate settings,
      Model<?> model,
      String label,
      Dataset<Row> rows,
      String part,
      Function<String, Column> original) {
    this.settings = settings;
    this.model = model;
    this.label = label;
    this.rows = rows;
    this.part = part;
    this.original = original;
  }

  /**
   * The metrics on these parts, the training rows' part first; sets the threshold in the model
   * itself where it predicts classes.
   */
  public Run.Evaluation judge(List<String> parts) {
    if (!SparkStage.classifies(model)) {
      return numbers(parts);
    }
    List<String> names = ClassNames.of(rows.schema(), label);
    return names.size() > 2 ? several(parts, names) : classes(parts);
  }

  /**
   * The rows with the score and prediction of the model, as {@link #judge} left it. The score is
   * that of the positive class, of several classes that of the predicted one.
   */
  public static Dataset<Row> scored(Model<?> model, Dataset<Row> rows) {
    Dataset<Row> predicted = model.transform(rows);
    if (SparkStage.classifies(model)) {
      return predicted.withColumn(Curve.SCORE, score(predicted));
    }
    boolean areFloats =
        Columns.has(predicted.schema(), "prediction")
            && predicted.schema().apply("prediction").dataType().equals(DataTypes.FloatType);
    return areFloats // those of ALS
        ? predicted.withColumn("prediction", col("prediction").cast(DataTypes.DoubleType))
        : predicted;
  }

  /** The same of two classes, with what {@link ScoreCounts} needs. */
  static Dataset<Row> scoredInTwo(Model<?> model, Dataset<Row> rows) {
    Dataset<Row> scored = scored(model, rows);
    Column rest =
        Columns.has(scored.schema(), "probability")
            ? vector_to_array(col("probability"), "float64").getItem(0)
            : lit(1.0).minus(col(Curve.SCORE));
    return scored.withColumn(Curve.REST, rest);
  }

  private Run.Evaluation classes(List<String> parts) {
    Dataset<Row> labelled = rows.withColumn(Curve.LABEL, Columns.col(label)); // may be called score
    Dataset<Row> raw = scoredInTwo(model, labelled);
    Threshold threshold =
        Threshold.choose(settings, model, raw.where(col(part).equalTo("validation")));
    threshold.set(model);
    return judged(
        scoredInTwo(model, labelled),
        List.of(Curve.SCORE, Curve.REST, Curve.LABEL, "prediction"),
        scored -> {
          Cells cells = cells(scored, parts);
          List<Run.Scores> scores = TwoClasses.scores(cells);
          return new Run.Evaluation(
              "twoClasses",
              label,
              threshold.value(),
              threshold.from(),
              cells.parts(scores),
              cells.slices(scores),
              List.of(),
              List.of());
        });
  }

  private Run.Evaluation several(List<String> parts, List<String> names) {
    if (settings.isSet(settings.threshold())) {
      throw ProblemException.inData(
          List.of(
              new Problem(
                  "threshold",
                  "the label has %,d classes; a threshold is for two. Leave it out."
                      .formatted(names.size()))));
    }
    return judged(
        SeveralClasses.scored(model.transform(Bootstrap.grouped(rows)), label),
        List.of(Curve.LABEL, "prediction", SeveralClasses.LOSS, Bootstrap.GROUP),
        scored -> {
          Cells cells = cells(scored, parts);
          List<SeveralClasses> judged = SeveralClasses.of(cells, names);
          List<Run.Scores> scores =
              IntStream.range(0, judged.size())
                  .mapToObj(i -> judged.get(i).scores(cells.part(i), judged.get(0)))
                  .toList();
          return new Run.Evaluation(
              "classes",
              label,
              null,
              null,
              cells.parts(scores),
              cells.slices(scores),
              judged.get(cells.last()).classes(),
              List.of());
        });
  }

  private Run.Evaluation numbers(List<String> parts) {
    Dataset<Row> predicted = scored(model, Bootstrap.grouped(rows));
    return judged(
        predicted.withColumn(Curve.LABEL, Columns.col(label)),
        List.of(Curve.LABEL, "prediction", Bootstrap.GROUP),
        scored -> {
          Predictions known = Predictions.of(scored, part, parts);
          Cells cells = cells(scored.where(Predictions.isMade()), parts);
          List<Run.Scores> scores = Numbers.scores(cells, known);
          return new Run.Evaluation(
              "number",
              label,
              null,
              null,
              cells.parts(scores),
              cells.slices(scores),
              List.of(),
              unpredicted(known.unmade()));
        });
  }

  private static List<String> unpredicted(long rows) {
    return rows == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "the model predicts nothing (NaN) for %,d rows, such as those of a user or an"
                    + " item that no training row has: they are left out of the metrics",
                rows));
  }

  /** What is found out from these columns of the rows, from parts and from what is sliced by. */
  private Run.Evaluation judged(
      Dataset<Row> scored, List<String> columns, Function<Dataset<Row>, Run.Evaluation> judging) {
    List<Column> all = new ArrayList<>(List.of(col(part)));
    columns.forEach(name -> all.add(col(name)));
    String[] slices = settings.getOrDefault(settings.slices());
    for (int i = 0; i < slices.length; i++) {
      all.add(original.apply(slices[i]).cast("string").as(Cells.sliced(i)));
    }
    Dataset<Row> kept =
        scored.select(all.toArray(new Column[0])).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return judging.apply(kept);
    } finally {
      kept.unpersist();
    }
  }

  private Cells cells(Dataset<Row> scored, List<String> parts) {
    return Cells.of(scored, part, parts, List.of(settings.getOrDefault(settings.slices())));
  }

  /** Whether the rows of a part that are relevant come first, as {@code rankBy} has it. */
  public Run.Ranking rank(String name) {
    return Ranking.of(
        settings.rankedBy(),
        original.apply(settings.rankedBy()),
        settings.numTop(),
        settings.leastRelevant(),
        name,
        scored(model, Ranking.numbered(rows.where(col(part).equalTo(name))))
            .withColumn(Curve.LABEL, Columns.col(label)));
  }

  private static Column score(Dataset<Row> predicted) {
    boolean probability = Columns.has(predicted.schema(), "probability");
    Column values = vector_to_array(col(probability ? "probability" : "rawPrediction"), "float64");
    return when(size(values).gt(2), array_max(values)).otherwise(values.getItem(1));
  }
}
