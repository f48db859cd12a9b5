package io.sluice.clean.near;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What is known of a row without its text: which row it is, the id of its set of shingles, their
 * number, and the hash of each band of their signature. A row whose text has no word has none.
 */
record Sketch(Shingling shingling, Bands bands, long seed) implements InternalRows.Pass {

  /** Columns of the rows that are sketched: the text, then what is handed on. */
  static final StructType SOURCE =
      new StructType()
          .add("text", DataTypes.StringType)
          .add("keyHi", DataTypes.LongType, false)
          .add("keyLo", DataTypes.LongType, false)
          .add("id", DataTypes.StringType)
          .add("cluster", DataTypes.StringType)
          .add("known", DataTypes.BooleanType, false);

  static final StructType SCHEMA =
      new StructType()
          .add("keyHi", DataTypes.LongType, false)
          .add("keyLo", DataTypes.LongType, false)
          .add("id", DataTypes.StringType)
          .add("cluster", DataTypes.StringType)
          .add("known", DataTypes.BooleanType, false)
          .add("hi", DataTypes.LongType, false)
          .add("lo", DataTypes.LongType, false)
          .add("size", DataTypes.IntegerType, false)
          .add("bands", DataTypes.createArrayType(DataTypes.LongType, false), false);

  @Override
  public Iterator<InternalRow> over(Iterator<InternalRow> rows) {
    Shingles shingles = new Shingles(shingling);
    MinHash minHash = new MinHash(bands.numHashes(), seed);
    int[] signature = minHash.signature();
    long[] hashes = new long[bands.bands()];
    SpecificInternalRow out = new SpecificInternalRow(SCHEMA);
    return new Rows<>() {
      @Override
      InternalRow seek() {
        while (rows.hasNext()) {
          InternalRow row = rows.next();
          if (row.isNullAt(0)) {
            continue;
          }
          shingles.read(row.getUTF8String(0));
          if (shingles.size() == 0) {
            continue;
          }
          minHash.fill(signature, shingles.values(), shingles.size());
          for (int i = 0; i < hashes.length; i++) {
            hashes[i] = bands.hash(signature, i);
          }
          out.setLong(0, row.getLong(1));
          out.setLong(1, row.getLong(2));
          out.update(2, row.isNullAt(3) ? null : row.getUTF8String(3));
          out.update(3, row.isNullAt(4) ? null : row.getUTF8String(4));
          out.setBoolean(4, row.getBoolean(5));
          out.setLong(5, shingles.hi());
          out.setLong(6, shingles.lo());
          out.setInt(7, shingles.size());
          out.update(8, UnsafeArrayData.fromPrimitiveArray(hashes));
          return out;
        }
        return null;
      }
    };
  }
}
