package io.sluice.features;

import io.sluice.stats.InOrder;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.SingularValueDecomposition;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.apache.spark.storage.StorageLevel;

/**
 * Truncated singular values of vectors of many slots, most of which may never be used: a first pass
 * finds those that are; where they are still too many for the products of all pairs, MLlib's
 * RowMatrix finds the largest by ARPACK, over a copy of the rows that Spark keeps meanwhile.
 */
final class WideSvd {

  private static final long BYTES = 1 << 20;

  private WideSvd() {}

  static Components learn(JavaRDD<Cells> rows, int k) {
    Used used = used(rows);
    if (used.rows == 0) {
      throw TrainingSlots.noRows();
    }
    Components.requireEnough(k, used.size);
    int[] slots = used.slots.stream().toArray();
    if (slots.length == 0) {
      throw Components.onlyZeros();
    }
    if (slots.length <= CoMoments.MAX_SLOTS) {
      JavaRDD<Cells> few = rows.map(cells -> among(cells, slots));
      CoMoments products = TrainingSlots.coMoments(few, slots.length, CoMomentsFold.About.ZERO, "");
      return Components.svd(products, k, used.size, slots);
    }
    Components.requireRoom(slots.length, k);
    return byArpack(rows, used, slots, k);
  }

  private static Components byArpack(JavaRDD<Cells> rows, Used used, int[] slots, int k) {
    JavaRDD<Vector> vectors =
        rows.map(
                cells -> {
                  Cells few = among(cells, slots);
                  return Vectors.sparse(few.size(), few.indices(), few.values());
                })
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      RowMatrix matrix = new RowMatrix(vectors.rdd(), used.rows, slots.length);
      SingularValueDecomposition<RowMatrix, Matrix> found =
          matrix.computeSVD(k, false, Math.sqrt(Eigen.rounding(slots.length)));
      double[] values = found.s().toArray();
      double[] all = found.V().toArray();
      double[][] axes = new double[values.length][slots.length];
      for (int c = 0; c < values.length; c++) {
        System.arraycopy(all, c * slots.length, axes[c], 0, slots.length);
        values[c] *= values[c];
      }
      return Components.of(
          new Eigen(values, axes), values.length, used.squares, used.size, slots, new double[0]);
    } finally {
      vectors.unpersist();
    }
  }

  /** A vector of these slots alone, which are all that it uses. */
  private static Cells among(Cells cells, int[] slots) {
    int n = 0;
    int[] indices = new int[cells.filled()];
    double[] values = new double[cells.filled()];
    for (int i = 0, place = 0; i < cells.filled(); i++) {
      if (cells.values()[i] != 0) {
        while (slots[place] < cells.slot(i)) {
          place++;
        }
        indices[n] = place;
        values[n++] = cells.values()[i];
      }
    }
    return new Cells(
        slots.length, java.util.Arrays.copyOf(indices, n), java.util.Arrays.copyOf(values, n));
  }

  private static Used used(JavaRDD<Cells> rows) {
    JavaRDD<Used> parts = rows.mapPartitions(all -> List.of(Used.fold(all)).iterator());
    Used used = new Used();
    InOrder.collect(parts, BYTES, Used::merge).forEach(used::merge);
    return used;
  }

  /** Which slots are ever not zero. */
  private static final class Used implements Serializable {

    private final BitSet slots = new BitSet();
    private int size = -1;
    private long rows;
    private double squares;

    private static Used fold(Iterator<Cells> all) {
      Used used = new Used();
      while (all.hasNext()) {
        used.add(all.next());
      }
      return used;
    }

    private void add(Cells cells) {
      size = Cells.sameSize(size, cells.size());
      rows++;
      for (int i = 0; i < cells.filled(); i++) {
        if (cells.values()[i] != 0) {
          slots.set(cells.slot(i));
          squares += cells.values()[i] * cells.values()[i];
        }
      }
    }

    private void merge(Used other) {
      size = Cells.sameSize(size, other.size);
      slots.or(other.slots);
      rows += other.rows;
      squares += other.squares;
    }
  }
}
