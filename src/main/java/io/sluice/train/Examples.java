package io.sluice.train;

import io.sluice.stage.ProblemException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Training rows that a model keeps, no more than the driver holds, in an order of their own.
 *
 * @param vectors their features, all of one size
 * @param labels their labels; 0 each where there are none
 */
record Examples(Vector[] vectors, double[] labels) implements Serializable {

  private static final StructType TABLE =
      new StructType()
          .add("place", DataTypes.IntegerType, false)
          .add("features", SQLDataTypes.VectorType(), false)
          .add("label", DataTypes.DoubleType, false);

  /** From rows of a vector and, where there is one, a label. */
  static Examples of(List<Row> rows) {
    return new Examples(
        rows.stream().map(r -> r.<Vector>getAs(0)).toArray(Vector[]::new),
        rows.stream().mapToDouble(r -> r.size() > 1 ? r.getDouble(1) : 0).toArray());
  }

  /** Those of a table that {@link #write} has written. */
  static Examples read(SparkSession spark, String path) {
    return of(
        spark
            .read()
            .schema(TABLE)
            .parquet(path)
            .orderBy("place")
            .select("features", "label")
            .collectAsList()); // a bounded number of them was written
  }

  /** Writes them as Parquet. */
  void write(SparkSession spark, String path) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      rows.add(RowFactory.create(i, vectors[i], labels[i]));
    }
    spark.createDataFrame(rows, TABLE).coalesce(1).write().parquet(path);
  }

  int size() {
    return vectors.length;
  }

  /** Number of slots of each vector. */
  int slots() {
    return vectors[0].size();
  }

  /** Fails where a vector is not of their size. */
  void requireSameSlots(Vector vector) {
    if (vector.size() != slots()) {
      throw ProblemException.inData(
          "a vector of features has %d slots; those of the training rows have %d."
              .formatted(vector.size(), slots()));
    }
  }
}
