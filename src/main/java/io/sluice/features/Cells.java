package io.sluice.features;

import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** A vector while something is learned from it. */
final class Cells implements Serializable {

  private final int size;
  private final int[] indices;
  private final double[] values;

  Cells(int size, int[] indices, double[] values) {
    this.size = size;
    this.indices = indices;
    this.values = values;
  }

  /** A copy of a vector as it lies in a row. */
  static Cells of(InternalRow vector) {
    double[] values = VectorRow.values(vector).toDoubleArray();
    int[] indices = VectorRow.isSparse(vector) ? VectorRow.indices(vector).toIntArray() : null;
    return new Cells(VectorRow.size(vector), indices, values);
  }

  int filled() {
    return values.length;
  }

  /** The slot of a value. */
  int slot(int at) {
    return indices == null ? at : indices[at];
  }

  /** The number of slots, where it is that of the vectors before; their number where that is -1. */
  static int sameSize(int before, int now) {
    if (before >= 0 && now >= 0 && before != now) {
      throw ProblemException.inData(
          "the chosen columns have %d slots in one row and %d in another. Make vectors of one size."
              .formatted(before, now));
    }
    return Math.max(before, now);
  }

  /** Number of slots. */
  int size() {
    return size;
  }

  /** Of the values, rising; null where each slot has one. */
  int[] indices() {
    return indices;
  }

  /** Of the slots of {@link #indices}, or of all. */
  double[] values() {
    return values;
  }
}
