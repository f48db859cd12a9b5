package io.sluice.clean;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes one label of those that several annotators gave to an item: in columns of the row ({@code
 * labels}), or as rows of another table ({@code table}, {@code item}, {@code annotator}, {@code
 * label}), where an annotator may give an item several. A null is no vote.
 *
 * <p>{@code majority} takes the label with most votes and, of several, the one that has more votes
 * over all items, then the first in the order of the text; the probability is its share of the
 * votes. {@code dawidSkene} finds how often each annotator takes one label for another, and from
 * that how likely each label is, by the method of {@link Annotators}; it weighs a careful annotator
 * more than a careless one.
 *
 * <p>Keeps every row and adds three columns: {@code outputCol}, of the type of the labels, and
 * {@code probabilityCol}, double, both null for a row without votes, and {@code votesCol}, int.
 * Reads the votes once and then, for each of at most {@code maxIter} iterations, the different
 * ballots among them. The same on any partitioning.
 */
@About(
    value = "Makes one label of those that several annotators gave: majority or Dawid-Skene.",
    rows = "keeps every row; adds the label, its probability and the number of votes",
    example = "combineLabels: {labels: [label_a, label_b, label_c], method: dawidSkene}",
    notes =
        "The votes are in columns of the row (labels), or in another table of read: table, item,"
            + " annotator, label.")
public final class CombineLabels extends CleanStep {

  private static final int MOST_SENT = 100_000;
  private static final String ITEM = "sluice_item";

  public CombineLabels() {
    setDefault(labels(), new String[0]);
    setDefault(table(), "");
    setDefault(item(), "");
    setDefault(annotator(), "");
    setDefault(label(), "");
    setDefault(method(), "dawidSkene");
    setDefault(outputCol(), "label");
    setDefault(probabilityCol(), "label_probability");
    setDefault(votesCol(), "label_votes");
    setDefault(maxIter(), 100);
    setDefault(tol(), 1e-6);
  }

  public StringArrayParam labels() {
    return new StringArrayParam(this, "labels", "columns that hold an annotator's label each");
  }

  public Param<String> table() {
    return new Param<>(this, "table", "a table of read with a row for each label given");
  }

  public Param<String> item() {
    return new Param<>(this, "item", "the column, of the rows and of the table, that joins them");
  }

  public Param<String> annotator() {
    return new Param<>(this, "annotator", "the column of the table that says who gave the label");
  }

  public Param<String> label() {
    return new Param<>(this, "label", "the column of the table that holds the label");
  }

  public Choice method() {
    return new Choice(this, "method", "how to combine them", "majority", "dawidSkene");
  }

  public Param<String> outputCol() {
    return new Param<>(this, "outputCol", "the new column of the label");
  }

  public Param<String> probabilityCol() {
    return new Param<>(this, "probabilityCol", "the new column of how likely that label is");
  }

  public Param<String> votesCol() {
    return new Param<>(this, "votesCol", "the new column of the number of votes");
  }

  public IntParam maxIter() {
    return new IntParam(
        this, "maxIter", "most iterations of dawidSkene; at least 1", ParamValidators.gtEq(1));
  }

  public DoubleParam tol() {
    return new DoubleParam(
        this,
        "tol",
        "dawidSkene ends when an iteration raises the log likelihood by less than this share; above"
            + " 0",
        ParamValidators.gt(0));
  }

  @Override
  public boolean readsOften() {
    return true;
  }

  @Override
  public StructType output(Dataset<Row> noRows) {
    return added(noRows.schema(), typeOfLabels(noRows));
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    DataType type = typeOfLabels(rows);
    added(rows.schema(), type);
    Dataset<Row> items = isWide() ? rows.withColumn(Ballots.VOTES, wide()) : items(rows);
    try (Ballots ballots = Ballots.of(items)) {
      Combination combination =
          getOrDefault(method()).equals("majority")
              ? Combination.byMajority(ballots)
              : Combination.byDawidSkene(
                  ballots, ParamValue.of(this, maxIter()), ParamValue.of(this, tol()));
      Dataset<Row> combined = combination.labels(rows.sparkSession());
      Dataset<Row> decided = ballots.different() > MOST_SENT ? combined : broadcast(combined);
      Dataset<Row> judged = items.join(decided, Ballots.VOTES, "left");
      Dataset<Row> all = isWide() ? judged : joined(rows, judged);
      return Cleaned.of(
              all.select(columns(rows.schema(), type)), Account.told(combination.outcome()))
          .leaving("annotators", combination.errorRates(rows.sparkSession()));
    }
  }

  /** The rows with the votes and labels of their items beside them. */
  private Dataset<Row> joined(Dataset<Row> rows, Dataset<Row> judged) {
    Dataset<Row> byItem = judged.withColumnRenamed(getOrDefault(item()), ITEM);
    return rows.join(byItem, Columns.col(getOrDefault(item())).equalTo(col(ITEM)), "left")
        .drop(ITEM);
  }

  private Column wide() {
    return Ballots.ofColumns(List.of(getOrDefault(labels())));
  }

  private Dataset<Row> items(Dataset<Row> rows) {
    Column item = Columns.col(getOrDefault(item()));
    Column annotator = Columns.col(getOrDefault(annotator()));
    Column label = Columns.col(getOrDefault(label()));
    return rows.sparkSession()
        .table(getOrDefault(table()))
        .where(item.isNotNull().and(annotator.isNotNull()).and(label.isNotNull()))
        .groupBy(item)
        .agg(Ballots.ofRows(annotator, label).as(Ballots.VOTES));
  }

  private Column[] columns(StructType table, DataType type) {
    Column votes = col(Ballots.VOTES);
    return Stream.concat(
            Arrays.stream(table.fieldNames()).map(Columns::col),
            Stream.of(
                col(Combination.LABEL).cast(type).as(getOrDefault(outputCol())),
                col(Combination.PROBABILITY).as(getOrDefault(probabilityCol())),
                coalesce(when(votes.isNull(), 0).otherwise(size(votes)), lit(0))
                    .as(getOrDefault(votesCol()))))
        .toArray(Column[]::new);
  }

  private boolean isWide() {
    return getOrDefault(labels()).length > 0;
  }

  private StructType added(StructType table, DataType label) {
    List<Problem> problems = new ArrayList<>();
    for (Param<String> made : List.of(outputCol(), probabilityCol(), votesCol())) {
      if (Arrays.stream(table.fieldNames()).anyMatch(getOrDefault(made)::equalsIgnoreCase)) {
        problems.add(
            new Problem(
                made.name(),
                "the table has a column '%s' already. Give another name."
                    .formatted(getOrDefault(made))));
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return table
        .add(getOrDefault(outputCol()), label)
        .add(getOrDefault(probabilityCol()), DataTypes.DoubleType)
        .add(getOrDefault(votesCol()), DataTypes.IntegerType, false);
  }

  /** The one type that all labels have; fails where settings and tables do not go together. */
  private DataType typeOfLabels(Dataset<Row> rows) {
    if (isWide()) {
      if (!getOrDefault(table()).isEmpty()) {
        throw ProblemException.inJob(
            "table", "labels names columns of the rows already. Give one of the two.");
      }
      return typeOf(rows.schema(), "labels", getOrDefault(labels()));
    }
    for (Param<String> needed : List.of(table(), item(), annotator(), label())) {
      if (getOrDefault(needed).isEmpty()) {
        throw ProblemException.inJob(
            "'%s' is missing: name columns in labels, or table, item, annotator and label."
                .formatted(needed.name()));
      }
    }
    StructType votes = OtherTable.of(rows, "table", getOrDefault(table())).schema();
    requireColumn(rows.schema(), "item", getOrDefault(item()));
    DataType item = typeOf(votes, "item", getOrDefault(item()));
    DataType own = rows.schema().apply(getOrDefault(item())).dataType();
    if (!own.equals(item)) {
      throw ProblemException.inJob(
          "item",
          "column '%s' is %s in the rows and %s in table '%s'. Cast one of them."
              .formatted(
                  getOrDefault(item()),
                  own.simpleString(),
                  item.simpleString(),
                  getOrDefault(table())));
    }
    requireColumn(votes, "annotator", getOrDefault(annotator()));
    return typeOf(votes, "label", getOrDefault(label()));
  }

  private static DataType typeOf(StructType table, String setting, String... columns) {
    Optional<DataType> type = Optional.empty();
    for (String column : columns) {
      requireColumn(table, setting, column);
      DataType its = table.apply(column).dataType();
      if (type.isPresent() && !type.get().equals(its)) {
        throw ProblemException.inJob(
            setting,
            "column '%s' is %s, but '%s' is %s. Cast them to one type."
                .formatted(columns[0], type.get().simpleString(), column, its.simpleString()));
      }
      type = Optional.of(its);
    }
    return type.orElseThrow();
  }

  private static void requireColumn(StructType table, String setting, String column) {
    if (!Columns.has(table, column)) {
      throw ProblemException.inJob(setting, Columns.missing(table, column));
    }
  }

  @Override
  public String inWords() {
    String votes =
        isWide()
            ? String.join(", ", getOrDefault(labels()))
            : "%s of table %s".formatted(getOrDefault(label()), getOrDefault(table()));
    return "%s = %s of %s".formatted(getOrDefault(outputCol()), getOrDefault(method()), votes);
  }
}
