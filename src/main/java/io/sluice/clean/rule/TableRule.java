package io.sluice.clean.rule;

import io.sluice.stage.Choice;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A rule for the table as a whole; no row can be taken out for it. */
public abstract class TableRule extends Rule {

  @Override
  public final Choice onFailure() {
    return new Choice(
        this, "onFailure", "whether the job fails or only is warned; no row goes", FAIL, WARN);
  }

  /** An aggregate over all rows that gives a whole number or null. */
  public abstract Column measure(Dataset<Row> rows);

  /** What the number says. */
  public abstract Verdict judge(OptionalLong measured);

  /**
   * Whether a rule holds.
   *
   * @param found what was found, in words
   */
  public record Verdict(boolean holds, String found) {}
}
