package io.sluice.job;

import static io.sluice.split.Split.TRAIN;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.sluice.result.Run;
import io.sluice.split.Split;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.train.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Section {@code split}: the rows in parts, in an order of their content, with the label as a
 * double; and a look at the labels, which must be there in every row.
 *
 * @param rows all rows; with the column {@code split} where the job has that section
 * @param parts the sizes
 */
record Parting(Dataset<Row> rows, List<Run.Part> parts) {

  static Parting of(Job job, Dataset<Row> cleaned, long numRows) {
    Optional<String> label = job.train().flatMap(t -> t.value().label());
    Dataset<Row> labelled = cleaned;
    if (label.isPresent()) {
      Column number = Columns.col(label.get()).cast(DataTypes.DoubleType);
      labelled =
          cleaned.withColumn(
              label.get(), number.as(label.get(), cleaned.schema().apply(label.get()).metadata()));
    }
    if (job.split().isEmpty()) {
      Dataset<Row> rows = keep(job.learns() ? Split.inOrderOfContent(labelled, numRows) : labelled);
      label.ifPresent(
          name -> requireLabels(job, name, count(rows.withColumn(Split.PART, lit(TRAIN)), label)));
      return new Parting(rows, List.of());
    }
    List<String> id = job.roles().value().column("id").map(List::of).orElse(List.of());
    Dataset<Row> rows = keep(split(job.split().get(), labelled, numRows, id));
    Map<String, Row> counted = count(rows, label);
    label.ifPresent(name -> requireLabels(job, name, counted));
    return new Parting(rows, sizes(job, counted));
  }

  private static Dataset<Row> split(
      Placed<Split> split, Dataset<Row> rows, long numRows, List<String> id) {
    try {
      return split.value().apply(rows, numRows, id);
    } catch (ProblemException e) {
      throw split.placed(e);
    }
  }

  /** The rows to learn from. */
  Dataset<Row> training() {
    return parts.isEmpty() ? rows : rows.where(col(Split.PART).equalTo(TRAIN)).drop(Split.PART);
  }

  private static Dataset<Row> keep(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** By part: rows, and of them those without a label, of label 1, and of neither 0 nor 1. */
  private static Map<String, Row> count(Dataset<Row> rows, Optional<String> label) {
    Column value = label.map(Columns::col).orElse(lit(null).cast(DataTypes.DoubleType));
    Map<String, Row> counted = new TreeMap<>();
    rows.groupBy(col(Split.PART))
        .agg(
            functions.count(lit(1)),
            count_if(value.isNull()),
            count_if(value.equalTo(1)),
            count_if(value.notEqual(0).and(value.notEqual(1))))
        .collectAsList() // four rows at most
        .forEach(row -> counted.put(row.getString(0), row));
    return counted;
  }

  private static List<Run.Part> sizes(Job job, Map<String, Row> counted) {
    List<Run.Part> parts = new ArrayList<>();
    List<String> names = new ArrayList<>(job.split().orElseThrow().value().parts());
    if (counted.containsKey(Split.GAP)) {
      names.add(1, Split.GAP);
    }
    for (String name : names) {
      Row row = counted.get(name);
      if (row == null) {
        throw job.split()
            .get()
            .placed(ProblemException.inData("no row fell into the part %s.".formatted(name)));
      }
      parts.add(new Run.Part(name, row.getLong(1), classifies(job) ? row.getLong(3) : null));
    }
    return parts;
  }

  private static boolean classifies(Job job) {
    return job.train().map(t -> t.value().kind() == Algorithm.Kind.TWO_CLASSES).orElse(false);
  }

  private static void requireLabels(Job job, String label, Map<String, Row> counted) {
    long missing = counted.values().stream().mapToLong(r -> r.getLong(2)).sum();
    if (missing > 0) {
      throw wrongLabel(
          job,
          "%,d rows have no label. Take them out in clean: filter: {where: \"%s IS NOT NULL\"}.",
          missing,
          label);
    }
    long others = counted.values().stream().mapToLong(r -> r.getLong(4)).sum();
    if (classifies(job) && others > 0) {
      throw wrongLabel(
          job,
          "%,d rows have a label '%s' that is neither 0 nor 1; a classifier here tells two classes"
              + " apart.",
          others,
          label);
    }
    Row training = counted.get(TRAIN);
    boolean oneClass =
        training != null
            && (training.getLong(3) == 0 || training.getLong(3) == training.getLong(1));
    if (classifies(job) && oneClass) {
      throw wrongLabel(
          job,
          "all training rows have the same label '%s': there is nothing to tell apart.",
          label);
    }
  }

  private static ProblemException wrongLabel(Job job, String text, Object... values) {
    return ProblemException.inData(String.format(Locale.ROOT, text, values))
        .at(where -> job.roles().at("label"));
  }
}
