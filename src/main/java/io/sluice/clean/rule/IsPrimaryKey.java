package io.sluice.clean.rule;

import io.sluice.stage.About;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * No value of the columns is null or NaN, and no two rows have the same values in them together.
 * Reads the rows twice.
 */
@About(
    value = "No value is missing, and no two rows have the same in the columns together.",
    rows = "all rows of a key that repeats break it, and those with a missing value",
    example = "isPrimaryKey: {columns: ticket_id, onFailure: fail}")
public final class IsPrimaryKey extends KeyRule {

  @Override
  public List<Fault> faults(Dataset<Row> of, String name) {
    List<Fault> faults = new ArrayList<>();
    List<StructField> keys = keys(of);
    for (StructField key : keys) {
      faults.add(Fault.plain(Values.isMissing(key), "column '" + key.name() + "' is missing"));
    }
    faults.add(repeated(keys, name));
    return faults;
  }

  @Override
  public String inWords() {
    return "no " + chosen() + " is missing, no two rows have the same";
  }
}
