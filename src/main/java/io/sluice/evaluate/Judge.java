package io.sluice.evaluate;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.not;
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
import org.apache.spark.ml.Model;
import org.apache.spark.ml.functions;
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

  private Run.Evaluation classes(List<String> parts) {
    Dataset<Row> labelled = rows.withColumn(Curve.LABEL, Columns.col(label)); // may be called score
    Dataset<Row> raw = scored(model, labelled);
    Threshold threshold =
        Threshold.choose(settings, model, raw.where(col(part).equalTo("validation")));
    threshold.set(model);
    Dataset<Row> scored =
        scored(model, labelled)
            .select(with(col(Curve.SCORE), col(Curve.LABEL), col("prediction"), col(part)))
            .persist(StorageLevel.MEMORY_AND_DISK()); // each part is looked at more than once
    List<Run.Scores> scores = new ArrayList<>();
    Run.Confusion training = null;
    for (String name : parts) {
      Dataset<Row> its = scored.where(col(part).equalTo(name));
      TwoClasses metrics = TwoClasses.of(its, Curve.of(its));
      training = training == null ? metrics.confusion() : training;
      scores.add(metrics.scores(name, training));
    }
    Run.Confusion known = training;
    List<Run.Slice> slices =
        slices(
            scored.where(col(part).equalTo(last(parts))),
            its -> TwoClasses.of(its, Curve.of(its)).scores("", known));
    scored.unpersist();
    return new Run.Evaluation(
        "twoClasses",
        label,
        threshold.value(),
        threshold.from(),
        scores,
        slices,
        List.of(),
        List.of());
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
    Dataset<Row> scored =
        SeveralClasses.scored(model.transform(rows), label)
            .select(with(col(Curve.LABEL), col("prediction"), col(SeveralClasses.LOSS), col(part)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<Run.Scores> scores = new ArrayList<>();
    SeveralClasses training = null;
    SeveralClasses judged = null;
    for (String name : parts) {
      judged = SeveralClasses.of(scored.where(col(part).equalTo(name)), names);
      training = training == null ? judged : training;
      scores.add(judged.scores(name, training));
    }
    SeveralClasses known = training;
    List<Run.Slice> slices =
        slices(
            scored.where(col(part).equalTo(last(parts))),
            its -> SeveralClasses.of(its, names).scores("", known));
    scored.unpersist();
    return new Run.Evaluation(
        "classes", label, null, null, scores, slices, judged.classes(), List.of());
  }

  private Run.Evaluation numbers(List<String> parts) {
    Dataset<Row> scored =
        scored(model, Bootstrap.grouped(rows))
            .select(
                with(
                    Columns.col(label).as(Curve.LABEL),
                    col("prediction"),
                    col(part),
                    col(Bootstrap.GROUP)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    long unpredicted = scored.where(isnan(col("prediction"))).count();
    List<Run.Scores> scores = new ArrayList<>();
    Double trainingMean = null;
    for (String name : parts) {
      Dataset<Row> its = predicted(scored).where(col(part).equalTo(name));
      trainingMean = trainingMean == null ? Numbers.mean(its) : trainingMean;
      scores.add(Numbers.scores(name, its, trainingMean, Numbers.tenths(its)));
    }
    double mean = trainingMean;
    List<Run.Slice> slices =
        slices(
            predicted(scored).where(col(part).equalTo(last(parts))),
            its -> Numbers.scores("", its, mean, List.of()));
    scored.unpersist();
    List<String> warnings =
        unpredicted == 0
            ? List.of()
            : List.of(
                String.format(
                    Locale.ROOT,
                    "the model predicts nothing (NaN) for %,d rows, such as those of a user or an"
                        + " item that no training row has: they are left out of the metrics",
                    unpredicted));
    return new Run.Evaluation("number", label, null, null, scores, slices, List.of(), warnings);
  }

  /** The rows that a number is predicted for. */
  static Dataset<Row> predicted(Dataset<Row> scored) {
    return scored.where(not(isnan(col("prediction"))));
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

  /** These columns, and those to slice by. */
  private Column[] with(Column... columns) {
    List<Column> all = new ArrayList<>(List.of(columns));
    String[] names = settings.getOrDefault(settings.slices());
    for (int i = 0; i < names.length; i++) {
      all.add(original.apply(names[i]).cast("string").as(slice(i)));
    }
    return all.toArray(new Column[0]);
  }

  /** The rows once more by the most frequent values of each column, two passes for each of them. */
  private List<Run.Slice> slices(Dataset<Row> judged, Function<Dataset<Row>, Run.Scores> scoresOf) {
    List<Run.Slice> slices = new ArrayList<>();
    String[] names = settings.getOrDefault(settings.slices());
    for (int i = 0; i < names.length; i++) {
      Column column = col(slice(i));
      List<Row> values =
          judged
              .groupBy(column)
              .count()
              .orderBy(col("count").desc(), column)
              .takeAsList(Evaluate.MOST_SLICES);
      for (Row value : values) {
        Run.Scores scores = scoresOf.apply(judged.where(column.eqNullSafe(value.get(0))));
        slices.add(
            new Run.Slice(
                names[i], value.getString(0), scores.rows(), scores.metrics(), scores.intervals()));
      }
    }
    return slices;
  }

  private static String slice(int index) {
    return "slice" + index;
  }

  private static String last(List<String> parts) {
    return parts.get(parts.size() - 1);
  }

  private static Column score(Dataset<Row> predicted) {
    boolean probability = Columns.has(predicted.schema(), "probability");
    Column values =
        functions.vector_to_array(col(probability ? "probability" : "rawPrediction"), "float64");
    return when(size(values).gt(2), array_max(values)).otherwise(values.getItem(1));
  }
}
