package io.sluice.job;

import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.not;

import io.sluice.stage.ClassNames;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.train.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The classes that a label tells apart: 0 and 1 as they are; texts and other whole numbers by their
 * place among the values of the training rows, in ascending order. Of two, the later is the
 * positive one. A value that no training row has comes after them all: of several classes its rows
 * are counted as predicted wrongly, of two there can be none.
 */
final class Classes {

  private static final int MOST = 1000;

  /** Where the label stays as it was, beside its index. */
  static final String CLEANED = "sluice_label";

  private Classes() {}

  /** Whether a label's values are texts. */
  static boolean areNamed(StructType table, String label) {
    return Columns.isText(table.apply(label).dataType());
  }

  /** The names of the classes of the job's label; empty where it is 0 and 1. */
  static List<String> names(Dataset<Row> rows, Job job) {
    return job.train()
        .flatMap(t -> t.value().label())
        .map(label -> ClassNames.of(rows.schema(), label))
        .orElse(List.of());
  }

  /**
   * The rows with the label as the index of a class. One pass over the training rows, and one over
   * all where the label is not 0 and 1.
   *
   * @param label a text or a double, missing nowhere
   */
  static Dataset<Row> indexed(
      Dataset<Row> rows, Dataset<Row> training, String label, Algorithm algorithm) {
    List<Row> values =
        training
            .groupBy(Columns.col(label))
            .count()
            .orderBy(Columns.col(label))
            .takeAsList(MOST + 1);
    boolean areNamed = areNamed(rows.schema(), label);
    if (values.size() > MOST) {
      throw problem(
          "the label '%s' has more than %,d values: too many classes. Predict a number, or put"
              + " values together in clean.",
          label, MOST);
    }
    if (values.size() == 1) {
      throw problem(
          "all training rows have the same label '%s': there is nothing to tell apart.", label);
    }
    if (!areNamed && values.stream().allMatch(v -> v.getDouble(0) == 0 || v.getDouble(0) == 1)) {
      requireNoOther(rows, Columns.col(label).isin(0.0, 1.0), label);
      return rows;
    }
    if (!areNamed && values.stream().anyMatch(v -> Math.rint(v.getDouble(0)) != v.getDouble(0))) {
      throw problem(
          "the label '%s' has values that are no whole numbers; %s tells classes apart. Take a"
              + " regressor.",
          label, algorithm.name());
    }
    if (algorithm.isBinary() && values.size() > 2) {
      throw problem(
          "the label '%s' has %,d values; %s tells two classes apart. Take LogisticRegression or"
              + " RandomForestClassifier.",
          label, values.size(), algorithm.name());
    }
    List<String> names = new ArrayList<>();
    values.forEach(
        v ->
            names.add(
                areNamed ? v.getString(0) : String.format(Locale.ROOT, "%.0f", v.getDouble(0))));
    List<Object> known = values.stream().map(v -> v.get(0)).toList();
    if (names.size() == 2) {
      requireNoOther(rows, Columns.col(label).isin(known.toArray()), label);
    }
    Column index = ClassNames.index(Columns.col(label), known);
    return rows.withColumn(CLEANED, Columns.col(label))
        .withColumn(
            label,
            index.as(label, ClassNames.mark(rows.schema().apply(label).metadata(), label, names)));
  }

  private static void requireNoOther(Dataset<Row> rows, Column isKnown, String label) {
    long others = rows.agg(count_if(not(isKnown))).first().getLong(0);
    if (others > 0) {
      throw problem(
          "%,d rows have a label '%s' that no training row has. Take them out in clean, or keep the"
              + " shares equal by split: {stratify: %s}.",
          others, label, label);
    }
  }

  /** A prediction as the label would be written: the class's name, or its number. */
  static Column asLabel(Column index, List<String> names, DataType cleaned) {
    return names.isEmpty() ? index : ClassNames.name(index, names).cast(cleaned);
  }

  private static ProblemException problem(String text, Object... values) {
    return ProblemException.inData(String.format(Locale.ROOT, text, values));
  }
}
