package io.sluice.clean.near;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Half a round of connected components: the neighbours of a node, sorted, are linked to the least
 * of them and the node instead of to the node. Large stars link the greater neighbours, of all;
 * small stars link all neighbours, of those that are not greater, and the node (Kiveris, Lattanzi,
 * Mirrokni, Rastogi, Vassilvitskii, Connected Components in MapReduce and Beyond, SoCC 2014). Holds
 * one row.
 *
 * @param kind which of the two
 */
record Stars(Kind kind) implements InternalRows.Pass {

  enum Kind {
    LARGE,
    SMALL
  }

  /** An edge from node a to node b. */
  static final StructType SCHEMA =
      new StructType()
          .add("aHi", DataTypes.LongType, false)
          .add("aLo", DataTypes.LongType, false)
          .add("bHi", DataTypes.LongType, false)
          .add("bLo", DataTypes.LongType, false);

  @Override
  public Iterator<InternalRow> over(Iterator<InternalRow> sorted) {
    SpecificInternalRow out = new SpecificInternalRow(SCHEMA);
    return new Rows<>() {
      private boolean isStarted;
      private long nodeHi;
      private long nodeLo;
      private long leastHi;
      private long leastLo;

      @Override
      InternalRow seek() {
        while (sorted.hasNext()) {
          InternalRow edge = sorted.next();
          long hi = edge.getLong(2);
          long lo = edge.getLong(3);
          if (!isStarted || edge.getLong(0) != nodeHi || edge.getLong(1) != nodeLo) {
            isStarted = true;
            nodeHi = edge.getLong(0);
            nodeLo = edge.getLong(1);
            boolean neighbour = isLess(hi, lo, nodeHi, nodeLo);
            leastHi = neighbour ? hi : nodeHi;
            leastLo = neighbour ? lo : nodeLo;
            if (kind == Kind.SMALL && neighbour) {
              return link(nodeHi, nodeLo); // and the neighbour, the least itself, needs no link
            }
          }
          boolean wanted = kind == Kind.SMALL || isLess(nodeHi, nodeLo, hi, lo);
          if (wanted && !(hi == leastHi && lo == leastLo)) {
            return link(hi, lo);
          }
        }
        return null;
      }

      private InternalRow link(long hi, long lo) {
        out.setLong(0, hi);
        out.setLong(1, lo);
        out.setLong(2, leastHi);
        out.setLong(3, leastLo);
        return out;
      }
    };
  }

  private static boolean isLess(long aHi, long aLo, long bHi, long bLo) {
    return aHi < bHi || (aHi == bHi && aLo < bLo);
  }
}
