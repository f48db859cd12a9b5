package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.not;

import io.sluice.stage.About;
import io.sluice.stage.Expressions;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A SQL expression is not false: true or null, as in SQL's CHECK. A NaN is greater than any number
 * here.
 */
@About(
    value = "A SQL expression over the row is not false.",
    rows = "a row breaks it where the expression is false; where it is null, it passes",
    example = "satisfies: {where: \"ended >= started\", onFailure: quarantine}")
public final class Satisfies extends RowRule {

  private static final String WHERE = "where";

  public Param<String> where() {
    return new Param<>(this, WHERE, "a boolean expression of Spark SQL");
  }

  @Override
  public List<Fault> faults(Dataset<Row> of, String name) {
    return List.of(
        Fault.plain(
            not(Expressions.condition(of, WHERE, getOrDefault(where()))), "not " + inWords()));
  }

  @Override
  public String inWords() {
    return getOrDefault(where()).strip();
  }
}
