package io.sluice.features;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The values of one column, in the order of the rows. */
final class Values {

  private Values() {}

  static List<Object> of(Dataset<Row> rows, String column) {
    return rows.collectAsList().stream().map(row -> row.<Object>getAs(column)).toList();
  }

  static List<Vector> vectors(Dataset<Row> rows, String column) {
    return of(rows, column).stream().map(Vector.class::cast).toList();
  }

  static List<List<String>> texts(Dataset<Row> rows, String column) {
    int at = rows.schema().fieldIndex(column);
    return rows.collectAsList().stream().map(row -> row.<String>getList(at)).toList();
  }

  static double[] numbers(Dataset<Row> rows, String column) {
    return of(rows, column).stream()
        .mapToDouble(v -> v == null ? Double.NaN : (double) v)
        .toArray();
  }
}
