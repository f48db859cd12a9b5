package io.sluice.clean.rule;

import io.sluice.stage.About;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * No two rows have the same values in the columns together. A row with a missing value among them
 * is like no other, as in SQL's UNIQUE. Reads the rows twice.
 */
@About(
    value = "No two rows have the same values in the columns together.",
    rows = "all rows of a key that repeats break it; a row with a missing value passes",
    example = "isUnique: {columns: [customer, day], onFailure: quarantine}")
public final class IsUnique extends KeyRule {

  @Override
  public List<Fault> faults(Dataset<Row> of, String name) {
    return List.of(repeated(keys(of), name));
  }

  @Override
  public String inWords() {
    return "no two rows have the same " + chosen();
  }
}
