package io.sluice.clean;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The different ballots among all items, in an order and in partitions that depend on their content
 * alone. Kept until closed.
 */
final class Ballots implements AutoCloseable {

  /** The column of an item's votes: structs of annotator and label, both text, sorted. */
  static final String VOTES = "sluice_votes";

  private static final int BALLOTS_PER_PARTITION = 20_000;

  /** The most rates of all annotators: 8 MB in each task. */
  private static final long MAX_RATES = 1_000_000;

  private static final int MAX_NAMES = 100_000;

  private final List<String> annotators;
  private final List<String> labels;
  private final long different;
  private final JavaRDD<Ballot> ballots;
  private final Optional<List<Ballot>> few;

  private Ballots(
      List<String> annotators,
      List<String> labels,
      long different,
      JavaRDD<Ballot> ballots,
      boolean few) {
    this.annotators = annotators;
    this.labels = labels;
    this.different = different;
    this.ballots = ballots;
    this.few = few ? Optional.of(ballots.collect()) : Optional.empty();
  }

  /** The votes in several columns of a row, null where there is none. */
  static Column ofColumns(List<String> columns) {
    Column[] votes =
        columns.stream().map(name -> vote(lit(name), Columns.col(name))).toArray(Column[]::new);
    return sort_array(filter(array(votes), vote -> vote.getField("label").isNotNull()));
  }

  /** The votes of a group of rows, one vote each, as an aggregate. */
  static Column ofRows(Column annotator, Column label) {
    return sort_array(collect_list(vote(annotator, label)));
  }

  private static Column vote(Column annotator, Column label) {
    return struct(annotator.cast("string").as("annotator"), label.cast("string").as("label"));
  }

  /** Of items with a column {@value #VOTES}; those without votes are left out. */
  static Ballots of(Dataset<Row> items) {
    return of(items, BALLOTS_PER_PARTITION);
  }

  /** With so many in a partition, and no more of them at hand. */
  static Ballots of(Dataset<Row> items, int perPartition) {
    Dataset<Row> grouped =
        items.where(size(col(VOTES)).gt(0)).groupBy(VOTES).agg(count(lit(1)).as("items")).persist();
    try {
      long different = grouped.count();
      List<String> annotators = names(grouped, "annotator");
      List<String> labels = names(grouped, "label");
      long rates = (long) annotators.size() * labels.size() * labels.size();
      if (rates > MAX_RATES) {
        throw ProblemException.inData(
            "%,d annotators and %,d labels make %,d error rates, more than the %,d that are held. Is the label a number, or a free text?"
                .formatted(annotators.size(), labels.size(), rates, MAX_RATES));
      }
      int partitions = (int) (1 + different / perPartition);
      JavaRDD<Ballot> ballots = coded(grouped, partitions, annotators, labels);
      ballots.persist(StorageLevel.MEMORY_AND_DISK()).count();
      return new Ballots(annotators, labels, different, ballots, different <= perPartition);
    } finally {
      grouped.unpersist();
    }
  }

  private static List<String> names(Dataset<Row> grouped, String field) {
    List<String> names =
        grouped
            .select(explode(col(VOTES)).as("vote"))
            .select(col("vote").getField(field))
            .distinct()
            .limit(MAX_NAMES + 1)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
    if (names.size() > MAX_NAMES) {
      throw ProblemException.inData(
          "there are more than %,d different %ss. Is that the right column?"
              .formatted(MAX_NAMES, field));
    }
    return names;
  }

  private static JavaRDD<Ballot> coded(
      Dataset<Row> grouped, int partitions, List<String> annotators, List<String> labels) {
    Map<String, Integer> annotatorAt = places(annotators);
    Map<String, Integer> labelAt = places(labels);
    int width = labels.size();
    return grouped
        .repartition(partitions, col(VOTES))
        .sortWithinPartitions(VOTES)
        .toJavaRDD()
        .map(
            row -> {
              List<Row> votes = row.getList(0);
              int[] codes =
                  votes.stream()
                      .mapToInt(
                          v ->
                              annotatorAt.get(v.getString(0)) * width + labelAt.get(v.getString(1)))
                      .toArray();
              Arrays.sort(codes);
              return new Ballot(codes, row.getLong(1));
            });
  }

  private static Map<String, Integer> places(List<String> names) {
    Map<String, Integer> places = new HashMap<>();
    names.forEach(name -> places.put(name, places.size()));
    return places;
  }

  /** The annotators' names, rising. */
  List<String> annotators() {
    return annotators;
  }

  /** The labels, rising. */
  List<String> labels() {
    return labels;
  }

  /** How many different ballots there are. */
  long different() {
    return different;
  }

  /** All of them at hand, where they are few. */
  Optional<List<Ballot>> few() {
    return few;
  }

  JavaRDD<Ballot> all() {
    return ballots;
  }

  @Override
  public void close() {
    ballots.unpersist();
  }
}
