package io.sluice.clean.near;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The exact similarity of pairs of sets. The sets are dealt into groups, and a pair into the cell
 * of its two groups; a set is sent once to each cell in which it has pairs, not once for each of
 * its pairs, and a task holds the sets of one cell.
 *
 * @param threshold the least similarity of the pairs to return
 * @param groups so many that two of them fit into a task's memory
 * @param numPairs the most pairs that will come
 */
record Verification(double threshold, int groups, long numPairs) implements Serializable {

  /** Pairs and how similar they are. */
  static final StructType SCHEMA =
      new StructType()
          .add("aHi", DataTypes.LongType, false)
          .add("aLo", DataTypes.LongType, false)
          .add("bHi", DataTypes.LongType, false)
          .add("bLo", DataTypes.LongType, false)
          .add("similarity", DataTypes.DoubleType, false);

  private static final long BYTES_A_GROUP = 16 << 20;
  private static final int MAX_GROUPS = 1 << 14;
  private static final long FEW_BYTES = 32 << 20; // one task compares these in less than a second
  private static final long FEW_PAIRS = 200_000;

  /** For so many shingles and pairs in all, on so many threads. */
  static Verification of(double threshold, long shingles, long pairs, int threads) {
    long bytes = shingles * Long.BYTES;
    if (bytes <= FEW_BYTES && pairs <= FEW_PAIRS) {
      return new Verification(threshold, 1, pairs);
    }
    long forMemory = bytes / BYTES_A_GROUP + 1;
    long forThreads = (long) Math.ceil(Math.sqrt(8.0 * threads));
    long groups = Math.min(MAX_GROUPS, Math.max(forMemory, forThreads));
    return new Verification(threshold, (int) groups, pairs);
  }

  /**
   * The pairs at or above the threshold.
   *
   * @param pairs different pairs: aHi, aLo, bHi, bLo
   * @param sets hi, lo and the sorted shingles of every set in a pair
   */
  Dataset<Row> of(Dataset<Row> pairs, Dataset<Row> sets) {
    Dataset<Row> placed = pairs.select(cell(), col("aHi"), col("aLo"), col("bHi"), col("bLo"));
    Column none = lit(null);
    Dataset<Row> sent =
        inCells(placed, sets)
            .select(
                col("cell"),
                none.cast("bigint").as("bHi"),
                none.cast("bigint").as("bLo"),
                col("hi").as("aHi"),
                col("lo").as("aLo"),
                col("shingles"));
    Dataset<Row> both =
        sent.union(
            placed.select(
                col("cell"),
                col("bHi"),
                col("bLo"),
                col("aHi"),
                col("aLo"),
                none.cast("array<bigint>").as("shingles")));
    Dataset<Row> sorted =
        both.repartition(col("cell")).sortWithinPartitions("cell", "bHi", "bLo"); // sets first
    return InternalRows.pass(sorted, SCHEMA, this::compare);
  }

  /** The sets in each cell that wants them. */
  private Dataset<Row> inCells(Dataset<Row> placed, Dataset<Row> sets) {
    if (groups == 1) {
      return sets.withColumn("cell", lit(0L));
    }
    Dataset<Row> wanted =
        placed
            .select(col("cell"), explode(array(set("aHi", "aLo"), set("bHi", "bLo"))).as("set"))
            .select("cell", "set.hi", "set.lo")
            .distinct();
    return sets.join(Kept.sent(wanted, 2 * numPairs), new String[] {"hi", "lo"});
  }

  private Column cell() {
    Column a = pmod(col("aLo"), lit(groups));
    Column b = pmod(col("bLo"), lit(groups));
    return least(a, b).multiply(groups).plus(greatest(a, b)).as("cell");
  }

  private static Column set(String hi, String lo) {
    return struct(col(hi).as("hi"), col(lo).as("lo"));
  }

  private record Id(long hi, long lo) {}

  private Iterator<InternalRow> compare(Iterator<InternalRow> rows) {
    Map<Id, long[]> sets = new HashMap<>();
    SpecificInternalRow out = new SpecificInternalRow(SCHEMA);
    return new Rows<>() {
      private long cell = -1;

      @Override
      InternalRow seek() {
        while (rows.hasNext()) {
          InternalRow row = rows.next();
          if (row.getLong(0) != cell) {
            cell = row.getLong(0);
            sets.clear();
          }
          Id a = new Id(row.getLong(3), row.getLong(4));
          if (!row.isNullAt(5)) {
            sets.put(a, row.getArray(5).toLongArray());
            continue;
          }
          Id b = new Id(row.getLong(1), row.getLong(2));
          double similarity = Jaccard.of(sets.get(a), sets.get(b));
          if (similarity >= threshold) {
            out.setLong(0, a.hi);
            out.setLong(1, a.lo);
            out.setLong(2, b.hi);
            out.setLong(3, b.lo);
            out.setDouble(4, similarity);
            return out;
          }
        }
        return null;
      }
    };
  }
}
