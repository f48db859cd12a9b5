package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.not;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Nearest;
import java.util.List;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;

/**
 * Every value is one of a list. Text is compared as it is, capitals and spaces too; numbers, dates
 * and times as such.
 */
@About(
    value = "Every value is one of a list.",
    rows = "a row breaks it with a value that is not in the list; a missing one passes",
    example = "isIn: {columns: plan, values: [basic, plus, family], onFailure: warn}")
public final class IsIn extends ValueRule {

  private static final String VALUES = "values";

  public StringArrayParam values() {
    return new StringArrayParam(this, VALUES, "values that are allowed");
  }

  @Override
  Fault fault(StructField field) {
    Column value = Columns.col(field.name());
    Column isIn = value.isin(Values.literals(VALUES, getOrDefault(values()), field));
    return Fault.of(
        List.of(field.name()),
        not(Values.isMissing(field)).and(not(isIn)),
        "is not one of " + listed());
  }

  private String listed() {
    return Nearest.list(List.of(getOrDefault(values())));
  }

  @Override
  public String inWords() {
    return chosen() + " is one of " + listed();
  }
}
