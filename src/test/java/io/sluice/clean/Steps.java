package io.sluice.clean;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Steps for tests of what surrounds them. */
public final class Steps {

  private Steps() {}

  /**
   * A step that runs actions of its own, over its rows and over the view {@code alsoReads}, if any;
   * it quarantines, drops and doubles rows by these conditions.
   */
  public static CleanStep acting(String quarantine, String drop, String twice, String alsoReads) {
    return new ActingStep(quarantine, drop, twice, alsoReads);
  }

  /** Whether this acting step has been applied. */
  public static boolean acted(CleanStep step) {
    return ((ActingStep) step).acted();
  }

  /** A step that keeps all rows and fails the job with their number once they have passed. */
  public static CleanStep failing() {
    return new FailingStep();
  }

  private static final class FailingStep extends CleanStep {

    @Override
    public Cleaned apply(Dataset<Row> rows) {
      Account account =
          Account.of(
              n -> Outcome.NOTHING.problem("", n.getLong(0) + " rows are too many."),
              count(lit(1)));
      return Cleaned.of(account.on(rows), account);
    }

    @Override
    public String inWords() {
      return "fails";
    }
  }
}
