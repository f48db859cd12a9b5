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
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

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

  /** Rows up to which a table is sent to every executor rather than joined by a shuffle. */
  static final long MOST_SENT = 200_000;

  private static final int MOST_CUTS_SHOWN = 5;
  private static final String[] SET = {"hi", "lo"};

  private final Dataset<Row> source;
  private final Search search;
  private final List<Dataset<Row>> held = new ArrayList<>();
  private final Dataset<Row> sketches;
  private final Dataset<Row> pairs;
  private final Dataset<Row> members;
  private final List<Cut> cuts = new ArrayList<>();
  private final long numCandidates;
  private final long numPairs;
  private final long numCuts;
  private final long numMembers;

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
        hold(
            InternalRows.pass(
                this.source,
                Sketch.SCHEMA,
                new Sketch(search.shingling(), search.bands(), search.seed())));
    Dataset<Row> found = hold(candidates());
    Dataset<Row> candidates = found.where(col("cut").equalTo(0)).drop("cut");
    Row counts =
        found.agg(count(lit(1)), sum(col("cut").gt(0).cast("bigint"))).collectAsList().get(0);
    this.numCuts = counts.isNullAt(1) ? 0 : counts.getLong(1);
    this.numCandidates = counts.getLong(0) - numCuts;
    this.pairs = hold(verified(candidates, search.threshold()));
    this.numPairs = pairs.count();
    if (numCuts > 0) {
      showCuts(found.where(col("cut").gt(0)));
    }
    this.members = hold(members(components.of(pairs, numPairs)));
    this.numMembers = members.count();
  }

  /**
   * The rows that are in a cluster with another row: keyHi, keyLo, id, cluster, known, the id of
   * the set (hi, lo), the least id of a set in the cluster (rootHi, rootLo), and the number of rows
   * that are wholly equal (copies).
   */
  public Dataset<Row> members() {
    return members;
  }

  /** Pairs of sets at or above the threshold, each once: aHi, aLo, bHi, bLo, similarity. */
  public Dataset<Row> pairs() {
    return pairs;
  }

  /** How many rows these are, equal ones counted once. */
  public long numMembers() {
    return numMembers;
  }

  /** What was looked for. */
  public Search search() {
    return search;
  }

  public long numPairs() {
    return numPairs;
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
   * The similarity of pairs of sets of members, whatever it is.
   *
   * @param wanted different pairs: aHi, aLo, bHi, bLo, the lesser set first
   */
  public Dataset<Row> similarities(Dataset<Row> wanted) {
    String[] ends = {"aHi", "aLo", "bHi", "bLo"};
    Dataset<Row> asked = hold(wanted.select(columns(ends)));
    Dataset<Row> unknown = hold(asked.join(pairs, ends, "left_anti"));
    Dataset<Row> known = asked.join(pairs, ends);
    return unknown.isEmpty() ? known : known.union(verified(unknown, 0));
  }

  /** A table as it should be joined to a larger one, when its number of rows is known. */
  public static Dataset<Row> sent(Dataset<Row> table, long rows) {
    return rows <= MOST_SENT ? broadcast(table) : table;
  }

  private Dataset<Row> candidates() {
    Dataset<Row> entries =
        InternalRows.pass(
            sketches.select(columns(BandEntries.SOURCE.fieldNames())),
            BandEntries.SCHEMA,
            new BandEntries());
    Dataset<Row> sorted =
        entries.repartition(col("band")).sortWithinPartitions("band", "size", "hi", "lo");
    return InternalRows.pass(
            sorted, Buckets.SCHEMA, new Buckets(search.threshold(), search.maxBucketSize()))
        .distinct();
  }

  private Dataset<Row> verified(Dataset<Row> candidates, double threshold) {
    Dataset<Row> wanted =
        candidates
            .select(explode(array(set("aHi", "aLo"), set("bHi", "bLo"))).as("set"))
            .select("set.hi", "set.lo")
            .distinct();
    // one row stands for all with the same set
    Dataset<Row> rows =
        hold(
            sketches
                .join(wanted, SET)
                .groupBy("hi", "lo")
                .agg(min(struct("size", "known", "keyHi", "keyLo")).as("row"))
                .select("row.*"));
    Row sizes = rows.agg(count(lit(1)), sum("size")).collectAsList().get(0);
    long shingles = sizes.isNullAt(1) ? 0 : sizes.getLong(1);
    Dataset<Row> texts =
        source
            .join(
                sent(rows.drop("size"), sizes.getLong(0)), new String[] {"known", "keyHi", "keyLo"})
            .select("text");
    Dataset<Row> sets =
        InternalRows.pass(texts, SortedShingles.SCHEMA, new SortedShingles(search.shingling()));
    int threads = source.sparkSession().sparkContext().defaultParallelism();
    return Verification.of(threshold, shingles, threads).of(candidates, sets);
  }

  private Dataset<Row> members(Dataset<Row> roots) {
    Dataset<Row> connected = hold(roots);
    Dataset<Row> repeated =
        sketches
            .groupBy("hi", "lo")
            .agg(count(lit(1)).as("rows"))
            .where(col("rows").gt(1))
            .join(connected, SET, "left")
            .select(
                col("hi"),
                col("lo"),
                coalesce(col("rootHi"), col("hi")).as("rootHi"),
                coalesce(col("rootLo"), col("lo")).as("rootLo"));
    Dataset<Row> clustered = hold(connected.union(repeated).distinct());
    return sketches
        .join(sent(clustered, clustered.count()), SET)
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
              .where(col("hi").equalTo(cut.getLong(0)).and(col("lo").equalTo(cut.getLong(1))))
              .agg(min(struct("known", "keyHi", "keyLo")).as("row"))
              .select("row.*");
      String example =
          source
              .join(broadcast(row), new String[] {"known", "keyHi", "keyLo"})
              .select("text")
              .takeAsList(1)
              .get(0)
              .getString(0);
      cuts.add(new Cut(cut.getLong(4), example));
    }
  }

  private Dataset<Row> hold(Dataset<Row> table) {
    Dataset<Row> persisted = table.persist(StorageLevel.MEMORY_AND_DISK());
    held.add(persisted);
    return persisted;
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

  /** Frees what Spark holds; what was computed from it and is not persisted is gone. */
  @Override
  public void close() {
    held.forEach(Dataset::unpersist);
  }
}
