package io.sluice.clean;

import io.sluice.stage.Settings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A step of the section {@code clean}. */
public abstract class CleanStep extends Settings {

  /**
   * The rows after the step. No action is run; applied to a table without rows it says what the
   * schema becomes.
   *
   * @throws io.sluice.stage.ProblemException where the table does not suit the settings
   */
  public abstract Cleaned apply(Dataset<Row> rows);

  /** What the step was told to do, in a line for the report. */
  public abstract String inWords();
}
