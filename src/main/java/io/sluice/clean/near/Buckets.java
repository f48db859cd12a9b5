package io.sluice.clean.near;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The pairs of sets that share a bucket, and that are not too different in size to be as similar as
 * the threshold. The entries come sorted by band, size and id, so that sets of like size are
 * neighbours. A bucket of more than {@code maxBucketSize} different sets is cut into pieces of that
 * size, and only sets of the same piece make pairs; a row with the column {@code cut} says so. Two
 * sets that are both known make no pair. A pair comes once for each bucket that both are in.
 *
 * @param threshold the least similarity sought
 * @param maxBucketSize different sets that are compared with each other
 */
record Buckets(double threshold, int maxBucketSize) implements InternalRows.Pass {

  static final StructType SCHEMA =
      new StructType()
          .add("aHi", DataTypes.LongType, false)
          .add("aLo", DataTypes.LongType, false)
          .add("bHi", DataTypes.LongType, false)
          .add("bLo", DataTypes.LongType, false)
          .add("cut", DataTypes.LongType, false);

  @Override
  public Iterator<InternalRow> over(Iterator<InternalRow> entries) {
    return new Pairs(entries);
  }

  private final class Pairs extends Rows<InternalRow> {

    private final Iterator<InternalRow> entries;
    private final SpecificInternalRow out = new SpecificInternalRow(SCHEMA);
    private final int[] sizes = new int[maxBucketSize];
    private final long[] his = new long[maxBucketSize];
    private final long[] los = new long[maxBucketSize];
    private final boolean[] known = new boolean[maxBucketSize];
    private InternalRow entry;
    private long band;
    private long inBucket; // different sets so far
    private int filled; // of the piece
    private int i;
    private int j;

    Pairs(Iterator<InternalRow> entries) {
      this.entries = entries;
      advance();
    }

    @Override
    InternalRow seek() {
      while (true) {
        while (j < filled) {
          int b = j++;
          if (Jaccard.most(sizes[i], sizes[b]) < threshold) {
            j = filled; // those that follow are larger still
          } else if (!(known[i] && known[b])) {
            return pair(i, b);
          }
        }
        i++;
        j = i + 1;
        if (i >= filled) {
          boolean ends = entry == null || entry.getLong(0) != band;
          if (ends && inBucket > maxBucketSize) {
            return cut();
          }
          if (entry == null) {
            return null;
          }
          fill(ends);
        }
      }
    }

    private InternalRow pair(int a, int b) {
      boolean inOrder = his[a] < his[b] || (his[a] == his[b] && los[a] < los[b]);
      int first = inOrder ? a : b;
      int second = inOrder ? b : a;
      out.setLong(0, his[first]);
      out.setLong(1, los[first]);
      out.setLong(2, his[second]);
      out.setLong(3, los[second]);
      out.setLong(4, 0);
      return out;
    }

    private InternalRow cut() {
      out.setLong(0, his[0]);
      out.setLong(1, los[0]);
      out.setLong(2, band);
      out.setLong(3, 0);
      out.setLong(4, inBucket);
      inBucket = 0;
      return out;
    }

    /** Takes in the next piece: of the same bucket, or the first of the next one. */
    private void fill(boolean ofTheNext) {
      if (ofTheNext) {
        band = entry.getLong(0);
        inBucket = 0;
      }
      filled = 0;
      while (entry != null && entry.getLong(0) == band) {
        long hi = entry.getLong(2);
        long lo = entry.getLong(3);
        if (filled > 0 && his[filled - 1] == hi && los[filled - 1] == lo) {
          known[filled - 1] |= entry.getBoolean(4);
        } else if (filled == maxBucketSize) {
          break;
        } else {
          sizes[filled] = entry.getInt(1);
          his[filled] = hi;
          los[filled] = lo;
          known[filled] = entry.getBoolean(4);
          filled++;
          inBucket++;
        }
        advance();
      }
      i = 0;
      j = 1;
    }

    private void advance() {
      entry = entries.hasNext() ? entries.next() : null;
    }
  }
}
