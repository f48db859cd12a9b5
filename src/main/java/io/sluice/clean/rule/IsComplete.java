package io.sluice.clean.rule;

import io.sluice.stage.About;
import org.apache.spark.sql.types.StructField;

/**
 * No value of the columns is null or NaN. An empty text is a value; {@code nullIf} makes it none.
 */
@About(
    value = "No value is missing.",
    rows = "a row breaks it with a null or NaN in one of the columns",
    example = "isComplete: {columns: [name, email], onFailure: quarantine}")
public final class IsComplete extends ValueRule {

  @Override
  Fault fault(StructField field) {
    return Fault.plain(Values.isMissing(field), "column '" + field.name() + "' is missing");
  }

  @Override
  public String inWords() {
    return "no " + chosen() + " is missing";
  }
}
