package io.sluice.bench;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fails where two sides make different features of the same rows: then times say nothing. */
final class SameFeatures {

  private SameFeatures() {}

  /** The first rows, the same for both sides and in the same order. */
  static Dataset<Row> sample(Dataset<Row> rows, int most) {
    return rows.sparkSession().createDataFrame(rows.limit(most).collectAsList(), rows.schema());
  }

  /** Compares {@code features} row by row, slot by slot. */
  static void require(Dataset<Row> peer, Dataset<Row> ours, double tolerance) {
    List<Row> theirs = peer.select("features").collectAsList();
    List<Row> own = ours.select("features").collectAsList();
    if (theirs.isEmpty() || theirs.size() != own.size()) {
      throw new IllegalStateException(
          "peer has %d rows, ours %d".formatted(theirs.size(), own.size()));
    }
    for (int row = 0; row < theirs.size(); row++) {
      require(row, vector(theirs.get(row)), vector(own.get(row)), tolerance);
    }
  }

  private static void require(int row, double[] peer, double[] ours, double tolerance) {
    if (peer.length != ours.length) {
      throw new IllegalStateException(
          "row %d: peer has %d slots, ours %d".formatted(row, peer.length, ours.length));
    }
    for (int slot = 0; slot < peer.length; slot++) {
      if (!(Math.abs(peer[slot] - ours[slot]) <= tolerance)) {
        throw new IllegalStateException(
            "row %d, slot %d: peer has %s, ours %s".formatted(row, slot, peer[slot], ours[slot]));
      }
    }
  }

  private static double[] vector(Row row) {
    return row.<Vector>getAs(0).toArray();
  }
}
