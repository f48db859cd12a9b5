package io.sluice.job;

import static io.sluice.split.Split.TRAIN;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

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
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Section {@code split}: the rows in parts, in an order of their content, with the label as a
 * double; and a look at the labels, which must be there in every row.
 *
 * @param rows all rows; with the column {@code split} where the job has that section
 * @param kept what is kept in memory and on disk for them
 * @param parts the sizes
 */
record Parting(Dataset<Row> rows, Dataset<Row> kept, List<Run.Part> parts) {

  static Parting of(Job job, Dataset<Row> cleaned, long numRows) {
    Optional<String> label = job.train().flatMap(t -> t.value().label());
    Dataset<Row> labelled = cleaned;
    if (label.isPresent() && !Classes.areNamed(cleaned.schema(), label.get())) {
      Column number = Columns.col(label.get()).cast(DataTypes.DoubleType);
      labelled =
          cleaned.withColumn(
              label.get(), number.as(label.get(), cleaned.schema().apply(label.get()).metadata()));
    }
    if (job.split().isEmpty()) {
      Dataset<Row> rows = keep(job.learns() ? Split.inOrderOfContent(labelled, numRows) : labelled);
      if (label.isEmpty()) {
        return new Parting(rows, rows, List.of());
      }
      Map<String, Row> counted = count(rows.withColumn(Split.PART, lit(TRAIN)), label);
      requireLabels(job, label.get(), counted);
      return new Parting(classes(job, rows, rows, label, counted), rows, List.of());
    }
    Dataset<Row> rows =
        keep(split(job.split().get(), labelled, numRows, job.roles().value().key()));
    Map<String, Row> counted = count(rows, label);
    label.ifPresent(name -> requireLabels(job, name, counted));
    Dataset<Row> training = rows.where(col(Split.PART).equalTo(TRAIN));
    Dataset<Row> indexed = classes(job, rows, training, label, counted);
    return new Parting(
        indexed, rows, sizes(job, indexed == rows ? counted : count(indexed, label), indexed));
  }

  /** The rows, with the label as an index of its classes where it is not 0 and 1 already. */
  private static Dataset<Row> classes(
      Job job,
      Dataset<Row> rows,
      Dataset<Row> training,
      Optional<String> label,
      Map<String, Row> counted) {
    if (!classifies(job) || areZeroAndOne(rows, label.orElseThrow(), counted)) {
      return rows;
    }
    Dataset<Row> indexed;
    try {
      indexed = Classes.indexed(rows, training, label.orElseThrow(), job.train().get().value());
    } catch (ProblemException e) {
      throw e.at(where -> job.roles().at("label"));
    }
    int classes = Classes.names(indexed, job).size();
    job.compare()
        .values()
        .forEach(v -> v.value().algorithm().ifPresent(other -> requireSeveral(other, classes)));
    return indexed;
  }

  /** Whether training rows have the labels 0 and 1, both, and no row has another one. */
  private static boolean areZeroAndOne(Dataset<Row> rows, String label, Map<String, Row> counted) {
    Row training = counted.get(TRAIN);
    return training != null
        && !Classes.areNamed(rows.schema(), label)
        && counted.values().stream().allMatch(r -> r.getLong(4) == 0)
        && training.getLong(3) > 0
        && training.getLong(3) < training.getLong(1);
  }

  private static void requireSeveral(Placed<Algorithm> variant, int classes) {
    if (classes > 2 && variant.value().isBinary()) {
      throw ProblemException.inData(
              String.format(
                  Locale.ROOT, "tells two classes apart; the label has %,d values.", classes))
          .at(variant::at);
    }
  }

  private static Dataset<Row> split(
      Placed<Split> split, Dataset<Row> rows, long numRows, List<String> key) {
    try {
      return split.value().apply(rows, numRows, key);
    } catch (ProblemException e) {
      throw split.placed(e);
    }
  }

  /** Frees what is kept. */
  void close() {
    kept.unpersist();
  }

  /** The rows to learn from. */
  Dataset<Row> training() {
    return ofTraining(rows.drop(Classes.CLEANED));
  }

  private Dataset<Row> ofTraining(Dataset<Row> all) {
    return parts.isEmpty() ? all : all.where(col(Split.PART).equalTo(TRAIN)).drop(Split.PART);
  }

  /**
   * The training rows as cleaning left them, with their label by its own names and of its own type.
   *
   * @param cleaned the table as cleaning left it
   */
  Dataset<Row> cleanedTraining(Optional<String> label, StructType cleaned) {
    Dataset<Row> training = ofTraining(rows);
    if (label.isEmpty()) {
      return training;
    }
    boolean isIndexed = Columns.has(training.schema(), Classes.CLEANED);
    Column its = isIndexed ? col(Classes.CLEANED) : Columns.col(label.get());
    return training
        .withColumn(label.get(), its.cast(cleaned.apply(label.get()).dataType()))
        .drop(Classes.CLEANED);
  }

  private static Dataset<Row> keep(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** By part: rows, and of them those without a label, of label 1, and of neither 0 nor 1. */
  private static Map<String, Row> count(Dataset<Row> rows, Optional<String> label) {
    Column value = label.map(Columns::col).orElse(lit(null).cast(DataTypes.DoubleType));
    Column number = Columns.orNull(value, DataTypes.DoubleType); // of names nothing
    Map<String, Row> counted = new TreeMap<>();
    rows.groupBy(col(Split.PART))
        .agg(
            functions.count(lit(1)),
            count_if(value.isNull()),
            count_if(number.equalTo(1)),
            count_if(not(number.isin(0.0, 1.0))))
        .collectAsList() // four rows at most
        .forEach(row -> counted.put(row.getString(0), row));
    return counted;
  }

  private static List<Run.Part> sizes(Job job, Map<String, Row> counted, Dataset<Row> rows) {
    boolean areTwo = classifies(job) && Classes.names(rows, job).size() <= 2;
    List<Run.Part> parts = new ArrayList<>();
    Split split = job.split().orElseThrow().value();
    long all = counted.values().stream().mapToLong(r -> r.getLong(1)).sum();
    List<String> names = new ArrayList<>(split.parts());
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
      long size = row.getLong(1);
      parts.add(
          new Run.Part(
              name,
              size,
              areTwo ? row.getLong(3) : null,
              split.isByTime() ? null : astray(name, size, split.share(name), all)));
    }
    return parts;
  }

  /**
   * A warning where a part's size is so far from what was wanted that chance would hardly do it:
   * six standard deviations of a binomial count.
   */
  private static String astray(String name, long rows, double share, long all) {
    double wanted = share * all;
    return Math.abs(rows - wanted) <= 6 * Math.sqrt(wanted * (1 - share)) + 1
        ? null
        : String.format(
            Locale.ROOT,
            "%s has %,d rows where %.0f %% would be %,.0f: many rows are equal in what decides"
                + " their part, and equal rows lie in one. Keep a column that tells rows apart, or"
                + " name a key.",
            name,
            rows,
            100 * share,
            wanted);
  }

  static boolean classifies(Job job) {
    return job.train().map(t -> t.value().kind() == Algorithm.Kind.CLASSES).orElse(false);
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
  }

  private static ProblemException wrongLabel(Job job, String text, Object... values) {
    return ProblemException.inData(String.format(Locale.ROOT, text, values))
        .at(where -> job.roles().at("label"));
  }
}
