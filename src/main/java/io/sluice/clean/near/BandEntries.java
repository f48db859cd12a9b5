package io.sluice.clean.near;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * An entry for each band of each set: what to sort to find the sets that agree in one. Sets that
 * come often, because texts are equal, are handed out once for the most part.
 */
record BandEntries() implements InternalRows.Pass {

  static final StructType SOURCE =
      new StructType()
          .add("hi", DataTypes.LongType, false)
          .add("lo", DataTypes.LongType, false)
          .add("size", DataTypes.IntegerType, false)
          .add("known", DataTypes.BooleanType, false)
          .add("bands", DataTypes.createArrayType(DataTypes.LongType, false), false);

  static final StructType SCHEMA =
      new StructType()
          .add("band", DataTypes.LongType, false)
          .add("size", DataTypes.IntegerType, false)
          .add("hi", DataTypes.LongType, false)
          .add("lo", DataTypes.LongType, false)
          .add("known", DataTypes.BooleanType, false);

  @Override
  public Iterator<InternalRow> over(Iterator<InternalRow> rows) {
    SeenLately seen = new SeenLately();
    SeenLately seenKnown = new SeenLately();
    SpecificInternalRow out = new SpecificInternalRow(SCHEMA);
    return new Rows<>() {
      private ArrayData bands;
      private int next;

      @Override
      InternalRow seek() {
        while (bands == null || next == bands.numElements()) {
          if (!rows.hasNext()) {
            return null;
          }
          start(rows.next());
        }
        out.setLong(0, bands.getLong(next++));
        return out;
      }

      private void start(InternalRow row) {
        long hi = row.getLong(0);
        long lo = row.getLong(1);
        boolean known = row.getBoolean(3);
        bands = (known ? seenKnown : seen).again(hi, lo) ? null : row.getArray(4);
        next = 0;
        out.setInt(1, row.getInt(2));
        out.setLong(2, hi);
        out.setLong(3, lo);
        out.setBoolean(4, known);
      }
    };
  }
}
