package io.sluice.clean;

import io.sluice.stage.Settings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A step of the section {@code clean}. */
public abstract class CleanStep extends Settings {

  /**
   * The rows after the step. No action is run, but by a step that {@link #readsOften()}; applied to
   * a table without rows it says what the schema becomes.
   *
   * @throws io.sluice.stage.ProblemException where the table does not suit the settings
   */
  public abstract Cleaned apply(Dataset<Row> rows);

  /** The table after the step, found without reading a row. */
  public StructType output(Dataset<Row> noRows) {
    return apply(noRows).rows().schema();
  }

  /**
   * Whether the rows before the step are worth keeping, because it reads them twice or runs actions
   * of its own when applied; in the latter case it says its {@link #output} without any.
   */
  public boolean readsOften() {
    return false;
  }

  /**
   * Whether rows after the step may be had without all of those before it, as with LIMIT, so that
   * these must be counted by themselves.
   */
  public boolean stopsEarly() {
    return false;
  }

  /** Whether all that the step does is to give columns other names, in the order that they have. */
  public boolean renames() {
    return false;
  }

  /** Why rows go, or come, for which the step has no other reason. */
  public String why() {
    return inWords();
  }

  /** What the step was told to do, in a line for the report. */
  public abstract String inWords();
}
