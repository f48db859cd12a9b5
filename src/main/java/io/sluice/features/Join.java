package io.sluice.features;

import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Joins the parts in their order; a NaN among the numbers stands for a null too. */
final class Join implements Loop.PartsToVector {

  /**
   * What is said of a value that is not taken, by the name of its column.
   *
   * @param infinite empty where infinite values are taken
   */
  record Refusal(String missing, String infinite) implements Serializable {

    /** Infinite values are taken. */
    static Refusal ofMissing(String missing) {
      return new Refusal(missing, "");
    }

    /** In the words of a step that comes after impute. */
    static Refusal ofMissingIn(String step) {
      return ofMissing(
          "column '%%s' has missing values, which %s does not take. Put impute for it before %s."
              .formatted(step, step));
    }

    /** In the words of a step that comes after impute and takes finite values only. */
    static Refusal ofAllButFinite(String step) {
      return new Refusal(
          ofMissingIn(step).missing,
          "column '%%s' has infinite values, which %s does not take. Make them null in clean and put impute before %s."
              .formatted(step, step));
    }

    private void of(double value, String column) {
      String why = Double.isNaN(value) ? missing : infinite;
      if (!why.isEmpty()) {
        throw ProblemException.inData(why.formatted(column));
      }
    }
  }

  private final List<String> names;
  private final boolean[] isVector;
  private final Refusal refusal;

  Join(List<String> names, boolean[] isVector, Refusal refusal) {
    this.names = names;
    this.isVector = isVector;
    this.refusal = refusal;
  }

  private record Then(Join join, Loop.RowToVector f) implements Loop.PartsToVector {

    @Override
    public InternalRow apply(ArrayData numbers, InternalRow vectors) {
      return f.apply(join.apply(numbers, vectors));
    }
  }

  /** What becomes of the joined vector. */
  Loop.PartsToVector then(Loop.RowToVector f) {
    return new Then(this, f);
  }

  @Override
  public InternalRow apply(ArrayData numbers, InternalRow vectors) {
    int size = 0;
    int active = 0;
    for (int i = 0, v = 0, n = 0; i < isVector.length; i++) {
      if (isVector[i]) {
        InternalRow vector = vectors.isNullAt(v) ? null : vectors.getStruct(v, VectorRow.FIELDS);
        active += active(vector, i);
        size += VectorRow.size(vector);
        v++;
      } else {
        active += active(numbers.getDouble(n), i);
        size++;
        n++;
      }
    }
    return VectorRow.isSmallerSparse(size, active)
        ? sparse(numbers, vectors, size, active)
        : dense(numbers, vectors, size);
  }

  private int active(double value, int part) {
    if (!Double.isFinite(value)) {
      refusal.of(value, names.get(part));
    }
    return value == 0 ? 0 : 1;
  }

  private int active(InternalRow vector, int part) {
    if (vector == null) {
      throw ProblemException.inData(refusal.missing.formatted(names.get(part)));
    }
    ArrayData values = VectorRow.values(vector);
    int active = 0;
    for (int k = 0; k < values.numElements(); k++) {
      active += active(values.getDouble(k), part);
    }
    return active;
  }

  private InternalRow sparse(ArrayData numbers, InternalRow vectors, int size, int active) {
    int[] indices = new int[active];
    double[] values = new double[active];
    int filled = 0;
    int from = 0;
    for (int i = 0, v = 0, n = 0; i < isVector.length; i++) {
      if (!isVector[i]) {
        double value = numbers.getDouble(n++);
        if (value != 0) {
          indices[filled] = from;
          values[filled++] = value;
        }
        from++;
        continue;
      }
      InternalRow vector = vectors.getStruct(v++, VectorRow.FIELDS);
      ArrayData its = VectorRow.values(vector);
      ArrayData places = VectorRow.isSparse(vector) ? VectorRow.indices(vector) : null;
      for (int k = 0; k < its.numElements(); k++) {
        double value = its.getDouble(k);
        if (value != 0) {
          indices[filled] = from + (places == null ? k : places.getInt(k));
          values[filled++] = value;
        }
      }
      from += VectorRow.size(vector);
    }
    return VectorRow.sparse(size, indices, values, filled);
  }

  private InternalRow dense(ArrayData numbers, InternalRow vectors, int size) {
    double[] all = new double[size];
    int from = 0;
    for (int i = 0, v = 0, n = 0; i < isVector.length; i++) {
      if (!isVector[i]) {
        all[from++] = numbers.getDouble(n++);
        continue;
      }
      InternalRow vector = vectors.getStruct(v++, VectorRow.FIELDS);
      ArrayData its = VectorRow.values(vector);
      ArrayData places = VectorRow.isSparse(vector) ? VectorRow.indices(vector) : null;
      for (int k = 0; k < its.numElements(); k++) {
        all[from + (places == null ? k : places.getInt(k))] = its.getDouble(k);
      }
      from += VectorRow.size(vector);
    }
    return VectorRow.dense(all);
  }
}
