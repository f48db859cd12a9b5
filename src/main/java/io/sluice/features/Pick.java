package io.sluice.features;

import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** A vector of some slots of another, sparse or dense, whichever is smaller. */
final class Pick implements Loop.RowToVector {

  private final int size;
  private final int[] kept;

  Pick(int size, int[] kept) {
    this.size = size;
    this.kept = kept;
  }

  @Override
  public InternalRow apply(InternalRow vector) {
    if (VectorRow.size(vector) != size) {
      throw ProblemException.inData(
          "the chosen columns have %d slots, but had %d in the training rows."
              .formatted(VectorRow.size(vector), size));
    }
    ArrayData values = VectorRow.values(vector);
    return VectorRow.isSparse(vector)
        ? ofSparse(VectorRow.indices(vector), values)
        : ofDense(values);
  }

  private InternalRow ofSparse(ArrayData indices, ArrayData values) {
    int filled = 0;
    int[] places = new int[values.numElements()];
    double[] its = new double[values.numElements()];
    for (int i = 0; i < its.length; i++) {
      int place = Arrays.binarySearch(kept, indices.getInt(i));
      if (place >= 0 && values.getDouble(i) != 0) {
        places[filled] = place;
        its[filled++] = values.getDouble(i);
      }
    }
    return compressed(places, its, filled);
  }

  private InternalRow ofDense(ArrayData values) {
    int filled = 0;
    int[] places = new int[kept.length];
    double[] its = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      double value = values.getDouble(kept[i]);
      if (value != 0) {
        places[filled] = i;
        its[filled++] = value;
      }
    }
    return compressed(places, its, filled);
  }

  private InternalRow compressed(int[] places, double[] values, int filled) {
    if (VectorRow.isSmallerSparse(kept.length, filled)) {
      return VectorRow.sparse(kept.length, places, values, filled);
    }
    double[] all = new double[kept.length];
    for (int i = 0; i < filled; i++) {
      all[places[i]] = values[i];
    }
    return VectorRow.dense(all);
  }
}
