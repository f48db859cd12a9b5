package io.sluice.clean.near;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One row of those with the same set, for the most part; others of the same do no harm. */
record OneOfEach() implements InternalRows.Pass {

  static final StructType SCHEMA =
      new StructType()
          .add("hi", DataTypes.LongType, false)
          .add("lo", DataTypes.LongType, false)
          .add("size", DataTypes.IntegerType, false)
          .add("known", DataTypes.BooleanType, false)
          .add("keyHi", DataTypes.LongType, false)
          .add("keyLo", DataTypes.LongType, false);

  @Override
  public Iterator<InternalRow> over(Iterator<InternalRow> rows) {
    SeenLately seen = new SeenLately();
    return new Rows<>() {
      @Override
      InternalRow seek() {
        while (rows.hasNext()) {
          InternalRow row = rows.next();
          if (!seen.again(row.getLong(0), row.getLong(1))) {
            return row;
          }
        }
        return null;
      }
    };
  }
}
