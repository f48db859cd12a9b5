package io.sluice.train;

import static io.sluice.testing.LocalSpark.SPARK;

import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Points in space, as scikit-learn got them for the numbers in the tests. */
final class Points {

  private Points() {}

  /** 60 rows: three numbers, a class of three, and a number to predict. */
  static Dataset<Row> training() {
    return vectors(
        SPARK
            .range(60)
            .selectExpr("id", "sin(3 * id) x", "2 * cos(5 * id) y", "sin(id * id) z")
            .selectExpr(
                "*",
                "CAST(IF(id % 7 < 3, 1, 0) + IF(id % 5 = 0, 1, 0) AS DOUBLE) class",
                "10 * x + y + id / 10 number"));
  }

  /** 6 rows among them. */
  static Dataset<Row> others() {
    return vectors(
        SPARK.range(6).selectExpr("id", "cos(id) x", "sin(2 * id) y", "0.3D * id - 1 z"));
  }

  private static Dataset<Row> vectors(Dataset<Row> rows) {
    return new VectorAssembler()
        .setInputCols(new String[] {"x", "y", "z"})
        .setOutputCol("features")
        .transform(rows);
  }
}
