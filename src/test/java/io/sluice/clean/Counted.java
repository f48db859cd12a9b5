package io.sluice.clean;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a step says when all of its rows have passed. */
final class Counted {

  private Counted() {}

  static Outcome of(Cleaned cleaned) {
    Dataset<Row> rows = cleaned.rows();
    rows.collectAsList();
    return cleaned.account().in(rows);
  }

  /** Its reasons, a line each: {@code QUARANTINED 2: a value cannot be converted}. */
  static List<String> reasons(Cleaned cleaned) {
    return of(cleaned).reasons().stream()
        .map(r -> r.fate() + " " + r.rows() + ": " + r.why())
        .toList();
  }
}
