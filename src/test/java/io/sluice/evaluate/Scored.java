package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;

import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scored rows made by hand. */
final class Scored {

  private Scored() {}

  static Dataset<Row> rows(double[] scores, double[] labels) {
    Row[] rows = new Row[scores.length];
    Arrays.setAll(rows, i -> row(scores[i], labels[i]));
    return LocalSpark.table("score DOUBLE, label DOUBLE", rows);
  }
}
