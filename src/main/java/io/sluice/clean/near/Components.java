package io.sluice.clean.near;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.stage.Catalyst;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Connected components of a graph of ids of 128 bits: for each node that has an edge, the least id
 * of its component, which does not depend on partitions or on the order of edges.
 *
 * <p>Up to a number of edges they come to the driver as they are, 32 bytes each, and are joined
 * there. Above it, large stars and small stars in turn until no edge changes, which has been seen
 * to take a number of rounds that grows with the logarithm of the longest path; no task holds more
 * than sorting needs.
 *
 * @param mostOnDriver edges that may come to the driver
 */
record Components(long mostOnDriver) {

  /** A million edges take 32 MB on the driver, and the nodes at most 100 MB. */
  static final long MOST_ON_DRIVER = 1_000_000;

  static final StructType SCHEMA =
      new StructType()
          .add("hi", DataTypes.LongType, false)
          .add("lo", DataTypes.LongType, false)
          .add("rootHi", DataTypes.LongType, false)
          .add("rootLo", DataTypes.LongType, false);

  private static final int CHUNK = 1 << 16; // nodes sent at once

  /**
   * The root of each node.
   *
   * @param edges of different nodes: aHi, aLo, bHi, bLo; persisted
   * @param numEdges how many
   */
  Dataset<Row> of(Dataset<Row> edges, long numEdges) {
    Dataset<Row> plain = edges.select("aHi", "aLo", "bHi", "bLo");
    return numEdges <= mostOnDriver ? onDriver(plain) : byStars(plain);
  }

  private static Dataset<Row> onDriver(Dataset<Row> edges) {
    UnionFind nodes = new UnionFind();
    List<long[]> packed =
        edges
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(rows -> List.of(pack(rows)).iterator())
            .collect();
    for (long[] part : packed) {
      for (int i = 0; i < part.length; i += 4) {
        nodes.union(nodes.node(part[i], part[i + 1]), nodes.node(part[i + 2], part[i + 3]));
      }
    }
    return table(edges.sparkSession(), nodes);
  }

  private static long[] pack(Iterator<InternalRow> rows) {
    long[] packed = new long[1024];
    int size = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (size + 4 > packed.length) {
        packed = Arrays.copyOf(packed, 2 * packed.length);
      }
      for (int i = 0; i < 4; i++) {
        packed[size++] = row.getLong(i);
      }
    }
    return Arrays.copyOf(packed, size);
  }

  private static Dataset<Row> table(SparkSession spark, UnionFind nodes) {
    List<long[]> chunks = new ArrayList<>();
    for (int start = 0; start < nodes.size(); start += CHUNK) {
      int end = Math.min(nodes.size(), start + CHUNK);
      long[] chunk = new long[4 * (end - start)];
      for (int node = start; node < end; node++) {
        int root = nodes.root(node);
        int at = 4 * (node - start);
        chunk[at] = nodes.hi(node);
        chunk[at + 1] = nodes.lo(node);
        chunk[at + 2] = nodes.hi(root);
        chunk[at + 3] = nodes.lo(root);
      }
      chunks.add(chunk);
    }
    JavaRDD<InternalRow> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(chunks, Math.max(1, chunks.size()))
            .flatMap(Components::unpack);
    return Catalyst.table(spark, rows.rdd(), SCHEMA);
  }

  private static Iterator<InternalRow> unpack(long[] chunk) {
    SpecificInternalRow out = new SpecificInternalRow(SCHEMA);
    return new Rows<>() {
      private int at;

      @Override
      InternalRow seek() {
        if (at == chunk.length) {
          return null;
        }
        for (int i = 0; i < 4; i++) {
          out.setLong(i, chunk[at++]);
        }
        return out;
      }
    };
  }

  private static Dataset<Row> byStars(Dataset<Row> edges) {
    Dataset<Row> now =
        kept(edges.where(isGreater("aHi", "aLo", "bHi", "bLo")).union(turned(edges)));
    Row state = state(now);
    while (true) {
      Dataset<Row> large = kept(stars(now.union(turn(now)), Stars.Kind.LARGE));
      Dataset<Row> small = kept(stars(large, Stars.Kind.SMALL));
      Row next = state(small);
      large.unpersist();
      now.unpersist();
      now = small;
      if (next.equals(state)) {
        Dataset<Row> roots = Kept.of(withRoots(now)).rows();
        now.unpersist();
        return roots;
      }
      state = next;
    }
  }

  /** Every edge from its greater to its lesser node. */
  private static Dataset<Row> turned(Dataset<Row> edges) {
    return turn(edges.where(isGreater("bHi", "bLo", "aHi", "aLo")));
  }

  private static Dataset<Row> turn(Dataset<Row> edges) {
    return edges.select(
        col("bHi").as("aHi"), col("bLo").as("aLo"), col("aHi").as("bHi"), col("aLo").as("bLo"));
  }

  private static Dataset<Row> stars(Dataset<Row> edges, Stars.Kind kind) {
    Dataset<Row> sorted =
        edges.repartition(col("aHi"), col("aLo")).sortWithinPartitions("aHi", "aLo", "bHi", "bLo");
    return InternalRows.pass(sorted, Stars.SCHEMA, new Stars(kind));
  }

  private static Dataset<Row> kept(Dataset<Row> edges) {
    return edges.distinct().persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** What changes where any edge does: their number, and two hashes of all. */
  private static Row state(Dataset<Row> edges) {
    Column[] all = {col("aHi"), col("aLo"), col("bHi"), col("bLo")};
    Column[] seeded = {lit(1L), col("aHi"), col("aLo"), col("bHi"), col("bLo")};
    return edges
        .agg(count(lit(1)), bit_xor(xxhash64(all)), bit_xor(xxhash64(seeded)))
        .collectAsList()
        .get(0);
  }

  /** In the end every node but the roots has one edge, to its root. */
  private static Dataset<Row> withRoots(Dataset<Row> edges) {
    Dataset<Row> nodes = edges.toDF(SCHEMA.fieldNames());
    Dataset<Row> roots = nodes.select(col("rootHi").as("hi"), col("rootLo").as("lo")).distinct();
    return nodes.union(
        roots.select(col("hi"), col("lo"), col("hi").as("rootHi"), col("lo").as("rootLo")));
  }

  private static Column isGreater(String hi, String lo, String otherHi, String otherLo) {
    return col(hi).gt(col(otherHi)).or(col(hi).equalTo(col(otherHi)).and(col(lo).gt(col(otherLo))));
  }
}
