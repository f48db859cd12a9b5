package io.sluice.clean.near;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The shingles of texts, sorted, with the id of the set; equal sets once for the most part. */
record SortedShingles(Shingling shingling) implements InternalRows.Pass {

  static final StructType SCHEMA =
      new StructType()
          .add("hi", DataTypes.LongType, false)
          .add("lo", DataTypes.LongType, false)
          .add("shingles", DataTypes.createArrayType(DataTypes.LongType, false), false);

  /** Takes rows of one column, the text, which has words. */
  @Override
  public Iterator<InternalRow> over(Iterator<InternalRow> rows) {
    Shingles shingles = new Shingles(shingling);
    SeenLately seen = new SeenLately();
    SpecificInternalRow out = new SpecificInternalRow(SCHEMA);
    return new Rows<>() {
      @Override
      InternalRow seek() {
        while (rows.hasNext()) {
          shingles.read(rows.next().getUTF8String(0));
          if (!seen.again(shingles.hi(), shingles.lo())) {
            out.setLong(0, shingles.hi());
            out.setLong(1, shingles.lo());
            out.update(2, UnsafeArrayData.fromPrimitiveArray(shingles.sorted()));
            return out;
          }
        }
        return null;
      }
    };
  }
}
