package io.sluice.stats;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Counts the slots of vectors that are not zero, as spark.ml lays vectors out in a row. */
final class SlotCounter implements RowMeasure {

  private static final int VECTOR_FIELDS = 4;

  private final SlotCounts counts;
  private final int at;

  SlotCounter(SlotCounts counts, int at) {
    this.counts = counts;
    this.at = at;
  }

  @Override
  public Measure measure() {
    return counts;
  }

  @Override
  public void add(InternalRow row) {
    if (row.isNullAt(at)) {
      return;
    }
    InternalRow vector = row.getStruct(at, VECTOR_FIELDS);
    ArrayData values = vector.getArray(3);
    boolean sparse = vector.getByte(0) == 0;
    counts.addVector(sparse ? vector.getInt(1) : values.numElements());
    ArrayData indices = sparse ? vector.getArray(2) : null;
    for (int k = 0; k < values.numElements(); k++) {
      if (values.getDouble(k) != 0) {
        counts.add(sparse ? indices.getInt(k) : k);
      }
    }
  }

  @Override
  public void finish() {}
}
