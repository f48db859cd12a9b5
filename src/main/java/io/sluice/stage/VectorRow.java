package io.sluice.stage;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;

/**
 * A vector as spark.ml lays it out in a row: type (0 sparse, 1 dense), size, indices, values; those
 * of a dense one are null, null, values.
 */
public final class VectorRow {

  /** Of a vector, as a struct. */
  public static final int FIELDS = 4;

  private static final Byte SPARSE = 0;
  private static final Byte DENSE = 1;

  private VectorRow() {}

  public static InternalRow dense(double[] values) {
    return new GenericInternalRow(
        new Object[] {DENSE, null, null, UnsafeArrayData.fromPrimitiveArray(values)});
  }

  /** The first {@code filled} of the indices, which rise, and their values. */
  public static InternalRow sparse(int size, int[] indices, double[] values, int filled) {
    return new GenericInternalRow(
        new Object[] {
          SPARSE,
          size,
          UnsafeArrayData.fromPrimitiveArray(indices, Platform.INT_ARRAY_OFFSET, filled, 4),
          UnsafeArrayData.fromPrimitiveArray(values, Platform.DOUBLE_ARRAY_OFFSET, filled, 8)
        });
  }

  /** No slot but one is set. */
  public static InternalRow one(int size, int slot) {
    return sparse(size, new int[] {slot}, new double[] {1.0}, 1);
  }

  /** All slots are zero. */
  public static InternalRow zeros(int size) {
    return sparse(size, new int[0], new double[0], 0);
  }

  /** Whether a vector of so many values that are not zero is smaller sparse. */
  public static boolean isSmallerSparse(int size, int active) {
    return 1.5 * (active + 1.0) < size; // as spark.ml's Vector.compressed
  }

  public static boolean isSparse(InternalRow vector) {
    return vector.getByte(0) == SPARSE;
  }

  public static int size(InternalRow vector) {
    return isSparse(vector) ? vector.getInt(1) : values(vector).numElements();
  }

  /** The same as an object. */
  public static Vector toVector(InternalRow vector) {
    double[] values = values(vector).toDoubleArray();
    return isSparse(vector)
        ? Vectors.sparse(size(vector), indices(vector).toIntArray(), values)
        : Vectors.dense(values);
  }

  /** Of a sparse vector. */
  public static ArrayData indices(InternalRow vector) {
    return vector.getArray(2);
  }

  /** The values of the slots of {@link #indices}, or of all slots of a dense vector. */
  public static ArrayData values(InternalRow vector) {
    return vector.getArray(3);
  }
}
