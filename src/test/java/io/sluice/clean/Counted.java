package io.sluice.clean;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a step has counted when all of its rows have passed. */
final class Counted {

  private Counted() {}

  /** Rows quarantined, rows failed, values changed. */
  static Row of(Cleaned cleaned) {
    Dataset<Row> rows = cleaned.rows();
    rows.collectAsList();
    return cleaned.counts().orElseThrow().in(rows).orElseThrow();
  }
}
