package io.sluice.clean;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.sluice.clean.near.Bands;
import io.sluice.clean.near.InternalRows;
import io.sluice.clean.near.NearDuplicates;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What becomes of the rows once their near duplicates are known: which row of each cluster stays,
 * how similar the others are to it, and what is left beside the rows. What the rows that come out
 * need of this, some 150 bytes for each row in a cluster, is kept for as long as they are used.
 */
final class NearDuplicateClusters {

  private static final String KEY_HI = "sluice_key_hi";
  private static final String KEY_LO = "sluice_key_lo";
  private static final String LABEL = "sluice_label";
  private static final String[] KEY = {KEY_HI, KEY_LO};
  private static final String[] ROOT = {"rootHi", "rootLo"};
  private static final String[] PAIR = {"aHi", "aLo", "bHi", "bLo"};

  private final NearDuplicates near;
  private final Dataset<Row> rows;
  private final Survivor survivor;
  private final String clusterCol;
  private final Dataset<Row> keyed;
  private final Dataset<Row> members; // of the rows, none of the known table

  NearDuplicateClusters(
      NearDuplicates near, Dataset<Row> rows, Survivor survivor, String clusterCol) {
    this.near = near;
    this.rows = rows;
    this.survivor = survivor;
    this.clusterCol = clusterCol;
    this.keyed =
        rows.withColumn(KEY_HI, RowKey.hi(rows.schema()))
            .withColumn(KEY_LO, RowKey.lo(rows.schema()));
    this.members = near.members().where(not(col("known"))).drop("cluster");
  }

  /** The rows that go on, the tables beside them, and what there is to say. */
  Cleaned cleaned(Bands bands, int maxBucketSize) {
    Dataset<Row> labels = InternalRows.keep(labels());
    NearDuplicateFindings findings = new NearDuplicateFindings(near, labels, survivor.keepsAll());
    Dataset<Row> labelled =
        keyed.join(NearDuplicates.sent(labels, findings.numLabels()), KEY, "left");
    Column isKept = col(LABEL).isNull().or(col(LABEL).getField("keeps"));
    Column isRepeated = col(LABEL).getField("copies").gt(1);
    Column out = coalesce(col(LABEL).getField("cluster"), RowKey.text(col(KEY_HI), col(KEY_LO)));
    Cleaned cleaned;
    if (survivor.keepsAll()) {
      cleaned =
          Cleaned.of(with(labelled, out), Account.told(findings.outcome(bands, maxBucketSize)));
    } else {
      Dataset<Row> kept = labelled.where(isKept.and(not(coalesce(isRepeated, lit(false)))));
      Dataset<Row> repeated = labelled.where(isKept.and(isRepeated)).dropDuplicates(KEY);
      Dataset<Row> gone = labelled.where(not(isKept));
      if (findings.hasCopies()) {
        kept = kept.union(repeated);
        gone =
            gone.union(
                repeated
                    .withColumn(
                        "sluice_copy", explode(sequence(lit(2L), col(LABEL).getField("copies"))))
                    .drop("sluice_copy"));
      }
      cleaned =
          Cleaned.of(with(kept, out), Account.told(findings.outcome(bands, maxBucketSize)))
              .leaving("removed", removed(gone));
    }
    return cleaned.leaving("pairs", InternalRows.keep(pairs()));
  }

  private Dataset<Row> with(Dataset<Row> table, Column cluster) {
    return table.withColumn(clusterCol, cluster).drop(KEY_HI, KEY_LO, LABEL);
  }

  /** All columns of the rows that went, then the row kept instead and the similarity to it. */
  private Dataset<Row> removed(Dataset<Row> gone) {
    return gone.withColumn(clusterCol, col(LABEL).getField("cluster"))
        .withColumn(free("kept"), col(LABEL).getField("kept"))
        .withColumn(free("similarity"), col(LABEL).getField("similarity"))
        .drop(KEY_HI, KEY_LO, LABEL);
  }

  private String free(String name) {
    String free = name;
    while (Arrays.asList(rows.columns()).contains(free)) {
      free += "_";
    }
    return free;
  }

  /** For each row in a cluster: its cluster, the row kept, the similarity to that, copies. */
  private Dataset<Row> labels() {
    Dataset<Row> placed = members.join(chosen(), ROOT);
    Column isSame = col("hi").equalTo(col("keptHi")).and(col("lo").equalTo(col("keptLo")));
    Column isLess =
        col("hi")
            .lt(col("keptHi"))
            .or(col("hi").equalTo(col("keptHi")).and(col("lo").lt(col("keptLo"))));
    Dataset<Row> paired =
        placed
            .withColumn("aHi", when(isLess, col("hi")).otherwise(col("keptHi")))
            .withColumn("aLo", when(isLess, col("lo")).otherwise(col("keptLo")))
            .withColumn("bHi", when(isLess, col("keptHi")).otherwise(col("hi")))
            .withColumn("bLo", when(isLess, col("keptLo")).otherwise(col("lo")));
    Dataset<Row> similarities =
        near.similarities(paired.where(not(isSame)).select("aHi", "aLo", "bHi", "bLo").distinct());
    Column keeps =
        survivor.keepsAll()
            ? lit(true)
            : col("keyHi")
                .eqNullSafe(col("keptKeyHi"))
                .and(col("keyLo").eqNullSafe(col("keptKeyLo")));
    return paired
        .join(similarities, PAIR, "left")
        .select(
            col("keyHi").as(KEY_HI),
            col("keyLo").as(KEY_LO),
            struct(
                    col("copies"),
                    keeps.as("keeps"),
                    col("clusterId").as("cluster"),
                    col("kept"),
                    coalesce(col("similarity"), lit(1.0)).as("similarity"))
                .as(LABEL));
  }

  /** The row that each cluster keeps: one of the known table, of several that of the least id. */
  private Dataset<Row> chosen() {
    Dataset<Row> own =
        keyed
            .join(
                NearDuplicates.sent(
                    members.select(
                        col("keyHi").as(KEY_HI),
                        col("keyLo").as(KEY_LO),
                        struct("id", "hi", "lo", "rootHi", "rootLo").as(LABEL)),
                    near.numMembers()),
                KEY)
            .groupBy(
                col(LABEL).getField("rootHi").as("rootHi"),
                col(LABEL).getField("rootLo").as("rootLo"))
            .agg(
                survivor
                    .of(
                        rows.schema(),
                        struct(
                            col(KEY_HI).as("keyHi"),
                            col(KEY_LO).as("keyLo"),
                            col(LABEL).getField("id").as("id"),
                            col(LABEL).getField("hi").as("hi"),
                            col(LABEL).getField("lo").as("lo")))
                    .as("own"));
    Dataset<Row> known =
        near.members()
            .where(col("known"))
            .groupBy("rootHi", "rootLo")
            .agg(min(struct("cluster", "id", "hi", "lo")).as("known"));
    Column isKnown = col("known").isNotNull();
    Column key = RowKey.text(col("own.keyHi"), col("own.keyLo"));
    return own.join(known, ROOT, "left")
        .select(
            col("rootHi"),
            col("rootLo"),
            when(isKnown, col("known.hi")).otherwise(col("own.hi")).as("keptHi"),
            when(isKnown, col("known.lo")).otherwise(col("own.lo")).as("keptLo"),
            when(not(isKnown), col("own.keyHi")).as("keptKeyHi"),
            when(not(isKnown), col("own.keyLo")).as("keptKeyLo"),
            when(isKnown, col("known.cluster")).otherwise(key).as("clusterId"),
            when(isKnown, coalesce(col("known.id"), col("known.cluster")))
                .otherwise(coalesce(col("own.id"), key))
                .as("kept"));
  }

  /** Pairs of rows, one for all whose texts have the same n-grams, and their similarity. */
  private Dataset<Row> pairs() {
    Column shown = coalesce(col("id"), col("cluster"), RowKey.text(col("keyHi"), col("keyLo")));
    Dataset<Row> names = near.members().groupBy("hi", "lo").agg(min(shown).as("name"));
    return near.pairs()
        .join(
            names.select(col("hi").as("aHi"), col("lo").as("aLo"), col("name").as("a")),
            new String[] {"aHi", "aLo"})
        .join(
            names.select(col("hi").as("bHi"), col("lo").as("bLo"), col("name").as("b")),
            new String[] {"bHi", "bLo"})
        .select(
            least(col("a"), col("b")).as("row"),
            greatest(col("a"), col("b")).as("other"),
            col("similarity"));
  }
}
