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
import io.sluice.clean.near.Kept;
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
    this.members = near.members().rows().where(not(col("known"))).drop("cluster");
  }

  /** The rows that go on, the tables beside them, and what there is to say. */
  Cleaned cleaned(Bands bands, int maxBucketSize) {
    Kept labels = Kept.of(labels());
    NearDuplicateFindings findings =
        new NearDuplicateFindings(near, labels.rows(), survivor.keepsAll());
    Dataset<Row> labelled = keyed.join(labels.sent(), KEY, "left");
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
    return cleaned.leaving("pairs", Kept.of(pairs()).rows());
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
    Dataset<Row> placed = members.join(near.keep(chosen()).sent(), ROOT);
    Column isSame = col("hi").equalTo(col("keptHi")).and(col("lo").equalTo(col("keptLo")));
    Column isLess =
        col("hi")
            .lt(col("keptHi"))
            .or(col("hi").equalTo(col("keptHi")).and(col("lo").lt(col("keptLo"))));
    Column least =
        when(not(isSame), when(isLess, set("hi", "lo")).otherwise(set("keptHi", "keptLo")));
    Column other =
        when(not(isSame), when(isLess, set("keptHi", "keptLo")).otherwise(set("hi", "lo")));
    Dataset<Row> compared =
        near.withSimilarity(
            placed
                .withColumn("aHi", least.getField("hi"))
                .withColumn("aLo", least.getField("lo"))
                .withColumn("bHi", other.getField("hi"))
                .withColumn("bLo", other.getField("lo")));
    Column keeps =
        survivor.keepsAll()
            ? lit(true)
            : col("keyHi")
                .eqNullSafe(col("keptKeyHi"))
                .and(col("keyLo").eqNullSafe(col("keptKeyLo")));
    return compared.select(
        col("keyHi").as(KEY_HI),
        col("keyLo").as(KEY_LO),
        struct(
                col("copies"),
                keeps.as("keeps"),
                col("clusterId").as("cluster"),
                col("kept"),
                when(isSame, 1.0).otherwise(col("similarity")).as("similarity"))
            .as(LABEL));
  }

  private static Column set(String hi, String lo) {
    return struct(col(hi).as("hi"), col(lo).as("lo"));
  }

  /** The row that each cluster keeps: one of the known table, of several that of the least id. */
  private Dataset<Row> chosen() {
    Dataset<Row> own =
        keyed
            .join(
                Kept.sent(
                    members.select(
                        col("keyHi").as(KEY_HI),
                        col("keyLo").as(KEY_LO),
                        struct("id", "hi", "lo", "rootHi", "rootLo").as(LABEL)),
                    near.members().count()),
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
            .rows()
            .where(col("known"))
            .groupBy("rootHi", "rootLo")
            .agg(min(struct("cluster", "id", "hi", "lo")).as("known"));
    Column isKnown = col("known").isNotNull();
    Column key = RowKey.text(col("own.keyHi"), col("own.keyLo"));
    return own.join(Kept.sent(known, near.members().count()), ROOT, "left")
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
    Dataset<Row> names = near.members().rows().groupBy("hi", "lo").agg(min(shown).as("name"));
    return near.pairs()
        .rows()
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
