package io.sluice.features;

import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * Multiplies each slot of a vector by its weight, and divides the whole by its norm.
 *
 * @param norm none, l1 or l2
 */
record Weigh(String column, double[] weights, String norm) implements Loop.RowToVector {

  @Override
  public InternalRow apply(InternalRow vector) {
    if (vector == null) {
      return VectorRow.zeros(weights.length);
    }
    if (VectorRow.size(vector) != weights.length) {
      throw ProblemException.inData(
          "column '%s' holds a vector of %d slots; the training rows have %d."
              .formatted(column, VectorRow.size(vector), weights.length));
    }
    return VectorRow.isSparse(vector) ? sparse(vector) : dense(vector);
  }

  private InternalRow sparse(InternalRow vector) {
    ArrayData values = VectorRow.values(vector);
    ArrayData slots = VectorRow.indices(vector);
    int[] indices = new int[values.numElements()];
    double[] weighted = new double[indices.length];
    int filled = 0;
    for (int k = 0; k < indices.length; k++) {
      double weight = weights[slots.getInt(k)];
      if (weight != 0) {
        indices[filled] = slots.getInt(k);
        weighted[filled++] = weight * values.getDouble(k);
      }
    }
    normalize(weighted);
    return VectorRow.sparse(weights.length, indices, weighted, filled);
  }

  private InternalRow dense(InternalRow vector) {
    double[] weighted = VectorRow.values(vector).toDoubleArray();
    for (int k = 0; k < weighted.length; k++) {
      weighted[k] = weights[k] == 0 ? 0 : weights[k] * weighted[k];
    }
    normalize(weighted);
    return VectorRow.dense(weighted);
  }

  private void normalize(double[] values) {
    double length = length(values);
    if (length > 0) {
      for (int k = 0; k < values.length; k++) {
        values[k] /= length;
      }
    }
  }

  /** 0 where nothing is to be divided. */
  private double length(double[] values) {
    double sum = 0;
    switch (norm) {
      case "l1" -> {
        for (double value : values) {
          sum += Math.abs(value);
        }
        return sum;
      }
      case "l2" -> {
        for (double value : values) {
          sum += value * value;
        }
        return Math.sqrt(sum);
      }
      default -> {
        return 0;
      }
    }
  }
}
