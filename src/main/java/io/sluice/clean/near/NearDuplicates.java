package io.sluice.clean.near;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a table whose texts are nearly the same, found and put into clusters.
 *
 * <ol>
 *   <li>Each text becomes a set of shingles, with an id, and a signature cut into bands: one pass.
 *   <li>Texts with the same set are one from here on, however many there are.
 *   <li>Sets that agree in a band are candidates: one shuffle of some 50 bytes a band and set,
 *       sorted, so that no task holds more than {@code maxBucketSize} of them.
 *   <li>The similarity of each candidate pair is computed exactly from the sets; those below the
 *       threshold are no pairs.
 *   <li>What is connected by pairs is a cluster.
 * </ol>
 *
 * <p>Which sets are compared depends on the sets and the settings alone, and so all results are the
 * same on any number of partitions. Holds the sketches and the pairs of the rows, on disk where
 * memory is short, until it is closed.
 */
public final class NearDuplicates implements AutoCloseable {

  /**
   * What to look for.
   *
   * @param shingling what of a text is compared
   * @param bands how candidates are found
   * @param threshold the least Jaccard similarity of a pair
   * @param maxBucketSize different texts that are compared with each other because of one band
   * @param seed of the hash functions
   */
  public record Search(
      Shingling shingling, Bands bands, double threshold, int maxBucketSize, long seed) {}

  /**
   * A bucket that was too large.
   *
   * @param texts different ones in it
   * @param example one of them
   */
  public record Cut(long texts, String example) {}

  private static final int MOST_CUTS_SHOWN = 5;
  private static final String[] SET = {"hi", "lo"};
  private static final String[] PAIR = {"aHi", "aLo", "bHi", "bLo"};
  private static final String[] KEY = {"known", "keyHi", "keyLo"};

  private final Dataset<Row> source;
  private final Search search;
  private final List<Kept> held = new ArrayList<>();
  private final Kept sketches;
  private final Kept pairs;
  private final Kept members;
  private final List<Cut> cuts = new ArrayList<>();
  private final long numCandidates;
  private final long numCuts;

  /**
   * Searches at once.
   *
   * @param source the columns text, keyHi, keyLo (which row it is, 128 bits of its content), id and
   *     cluster (texts that are handed on, or null) and known: two known rows are never compared
   */
  public NearDuplicates(Dataset<Row> source, Search search) {
    this(source, search, new Components(Components.MOST_ON_DRIVER));
  }

  NearDuplicates(Dataset<Row> source, Search search, Components components) {
    this.source = source.select(columns(Sketch.SOURCE.fieldNames()));
    this.search = search;
    this.sketches =
        keep(
            InternalRows.pass(
                this.source,
                Sketch.SCHEMA,
                new Sketch(search.shingling(), search.bands(), search.seed())));
    Kept found = keep(candidates());
    Dataset<Row> cut = found.rows().where(col("cut").gt(0));
    this.numCuts = cut.count();
    this.numCandidates = found.count() - numCuts;
    this.pairs =
        keep(
            verified(
                found.rows().where(col("cut").equalTo(0)).drop("cut"),
                numCandidates,
                search.threshold()));
    if (numCuts > 0) {
      showCuts(cut);
    }
    this.members = keep(members(components.of(pairs.rows(), pairs.count())));
  }

  /** Rows that had a word, equal ones counted each. */
  public long numTexts() {
    return sketches.count();
  }

  /**
   * The rows that are in a cluster with another row: keyHi, keyLo, id, cluster, known, the id of
   * the set (hi, lo), the least id of a set in the cluster (rootHi, rootLo), and the number of rows
   * that are wholly equal (copies).
   */
  public Kept members() {
    return members;
  }

  /** Pairs of sets at or above the threshold, each once: aHi, aLo, bHi, bLo, similarity. */
  public Kept pairs() {
    return pairs;
  }

  /** What was looked for. */
  public Search search() {
    return search;
  }

  /** Pairs that were compared. */
  public long numCandidates() {
    return numCandidates;
  }

  /** Buckets that were cut. */
  public long numCuts() {
    return numCuts;
  }

  /** The largest of the buckets that were cut. */
  public List<Cut> cuts() {
    return List.copyOf(cuts);
  }

  /**
   * The rows with the similarity of two sets of members beside them, whatever it is: those that
   * were no candidates are compared now.
   *
   * @param rows with the columns aHi, aLo, bHi, bLo, the lesser set first; all null where none is
   *     wanted
   */
  public Dataset<Row> withSimilarity(Dataset<Row> rows) {
    Dataset<Row> known = keep(rows.join(pairs.sent(), PAIR, "left")).rows();
    Kept unknown =
        keep(
            known
                .where(col("similarity").isNull().and(col("aHi").isNotNull()))
                .select(columns(PAIR))
                .distinct());
    if (unknown.count() == 0) {
      return known;
    }
    Kept compared = keep(verified(unknown.rows(), unknown.count(), 0));
    return known
        .withColumnRenamed("similarity", "found")
        .join(compared.sent(), PAIR, "left")
        .withColumn("similarity", coalesce(col("found"), col("similarity")))
        .drop("found");
  }

  /** Computes a table now and keeps it until this is closed. */
  public Kept keep(Dataset<Row> table) {
    Kept kept = Kept.of(table);
    held.add(kept);
    return kept;
  }

  private Dataset<Row> candidates() {
    Dataset<Row> entries =
        InternalRows.pass(
            sketches.rows().select(columns(BandEntries.SOURCE.fieldNames())),
            BandEntries.SCHEMA,
            new BandEntries());
    Dataset<Row> sorted =
        entries.repartition(col("band")).sortWithinPartitions("band", "size", "hi", "lo");
    return InternalRows.pass(
            sorted, Buckets.SCHEMA, new Buckets(search.threshold(), search.maxBucketSize()))
        .distinct();
  }

  private Dataset<Row> verified(Dataset<Row> wanted, long numWanted, double threshold) {
    Dataset<Row> ends =
        wanted
            .select(explode(array(set("aHi", "aLo"), set("bHi", "bLo"))).as("set"))
            .select("set.hi", "set.lo");
    Dataset<Row> rows =
        sketches
            .rows()
            .select(columns(OneOfEach.SCHEMA.fieldNames()))
            .join(Kept.sent(ends, 2 * numWanted), SET, "left_semi");
    Kept one = keep(InternalRows.pass(rows, OneOfEach.SCHEMA, new OneOfEach()));
    Dataset<Row> texts =
        source.join(Kept.sent(one.rows().select(columns(KEY)).distinct(), one.count()), KEY);
    Dataset<Row> sets =
        InternalRows.pass(
            texts.select("text"), SortedShingles.SCHEMA, new SortedShingles(search.shingling()));
    int threads = source.sparkSession().sparkContext().defaultParallelism();
    return Verification.of(threshold, one.sum(2), numWanted, threads).of(wanted, sets);
  }

  private Dataset<Row> members(Dataset<Row> roots) {
    Kept clusters =
        keep(
            sketches
                .rows()
                .groupBy("hi", "lo")
                .agg(count(lit(1)).as("rows"))
                .where(col("rows").gt(1))
                .join(roots, SET, "full_outer")
                .select(
                    col("hi"),
                    col("lo"),
                    coalesce(col("rootHi"), col("hi")).as("rootHi"),
                    coalesce(col("rootLo"), col("lo")).as("rootLo")));
    return sketches
        .rows()
        .join(clusters.sent(), SET)
        .groupBy("keyHi", "keyLo", "id", "cluster", "known", "hi", "lo", "rootHi", "rootLo")
        .agg(count(lit(1)).as("copies"));
  }

  private void showCuts(Dataset<Row> found) {
    for (Row cut :
        found
            .orderBy(col("cut").desc(), col("aHi"), col("aLo"))
            .limit(MOST_CUTS_SHOWN)
            .collectAsList()) {
      Dataset<Row> row =
          sketches
              .rows()
              .where(col("hi").equalTo(cut.getLong(0)).and(col("lo").equalTo(cut.getLong(1))))
              .agg(min(struct("known", "keyHi", "keyLo")).as("row"))
              .select("row.*");
      String example =
          source.join(broadcast(row), KEY).select("text").takeAsList(1).get(0).getString(0);
      cuts.add(new Cut(cut.getLong(4), example));
    }
  }

  private static Column set(String hi, String lo) {
    return struct(col(hi).as("hi"), col(lo).as("lo"));
  }

  private static Column[] columns(String... names) {
    Column[] columns = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      columns[i] = col(names[i]);
    }
    return columns;
  }

  /** Frees what is kept. */
  @Override
  public void close() {
    held.forEach(Kept::free);
  }
}
