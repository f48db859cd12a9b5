package io.sluice.features;

import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * The scores of a vector on components: a product with their loadings, about the means where these
 * are known. Of a sparse vector only the slots that are not zero are read, and those whose mean is
 * so large that subtracting its part at the end would cancel.
 */
final class Project implements Loop.RowToVector {

  /** Scores that a mean may move by, in standard deviations, and still be subtracted at the end. */
  private static final double FAR = 10;

  private final Components components;
  private final int k;
  private final int[] far;
  private final double[] rest;

  Project(Components components, long rows) {
    this.components = components;
    k = components.singularValues().length;
    far = IntStream.range(0, means().length).filter(i -> isFar(i, rows)).toArray();
    rest = new double[k];
    for (int i = 0; i < means().length; i++) {
      if (Arrays.binarySearch(far, i) < 0) {
        add(rest, i, -means()[i]);
      }
    }
  }

  private double[] means() {
    return components.means();
  }

  private boolean isFar(int slot, long rows) {
    for (int c = 0; c < k; c++) {
      double deviation = components.singularValues()[c] / Math.sqrt((double) rows);
      if (Math.abs(means()[slot] * components.loadings()[slot * k + c]) > FAR * deviation) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow apply(InternalRow vector) {
    int size = VectorRow.size(vector);
    if (size != components.size()) {
      throw ProblemException.inData(
          "the chosen columns have %d slots, but had %d in the training rows."
              .formatted(size, components.size()));
    }
    ArrayData values = VectorRow.values(vector);
    if (means().length == 0) {
      return VectorRow.dense(plain(vector, values));
    }
    return VectorRow.dense(
        VectorRow.isSparse(vector) ? sparse(VectorRow.indices(vector), values) : dense(values));
  }

  private double[] plain(InternalRow vector, ArrayData values) {
    double[] scores = new double[k];
    ArrayData indices = VectorRow.isSparse(vector) ? VectorRow.indices(vector) : null;
    for (int i = 0; i < values.numElements(); i++) {
      int slot = indices == null ? i : indices.getInt(i);
      int row =
          components.slots().length == 0 ? slot : Arrays.binarySearch(components.slots(), slot);
      if (row >= 0) {
        add(scores, row, values.getDouble(i));
      }
    }
    return scores;
  }

  private double[] dense(ArrayData values) {
    double[] scores = new double[k];
    for (int i = 0; i < values.numElements(); i++) {
      add(scores, i, values.getDouble(i) - means()[i]);
    }
    return scores;
  }

  private double[] sparse(ArrayData indices, ArrayData values) {
    double[] scores = rest.clone();
    int f = 0;
    for (int i = 0; i < values.numElements(); i++) {
      int slot = indices.getInt(i);
      for (; f < far.length && far[f] < slot; f++) {
        add(scores, far[f], -means()[far[f]]);
      }
      boolean isFar = f < far.length && far[f] == slot;
      f += isFar ? 1 : 0;
      add(scores, slot, isFar ? values.getDouble(i) - means()[slot] : values.getDouble(i));
    }
    for (; f < far.length; f++) {
      add(scores, far[f], -means()[far[f]]);
    }
    return scores;
  }

  private void add(double[] scores, int row, double value) {
    int from = row * k;
    for (int c = 0; c < k; c++) {
      scores[c] += value * components.loadings()[from + c];
    }
  }
}
