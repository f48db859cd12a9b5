package io.sluice.clean.rule;

import io.sluice.stage.Choice;
import io.sluice.stage.ParamValue;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A rule that each row keeps or breaks. A missing value, null or NaN, breaks none but those that
 * say so, as in the CHECK constraints of SQL.
 */
public abstract class RowRule extends Rule {

  static final String MAX_BAD_FRACTION = "maxBadFraction";

  private static final String QUARANTINE = "quarantine";
  private static final String DROP = "drop";

  @Override
  public final Choice onFailure() {
    return new Choice(
        this,
        "onFailure",
        "whether rows that break the rule fail the job, are warned of, or go",
        FAIL,
        WARN,
        QUARANTINE,
        DROP);
  }

  public final DoubleParam maxBadFraction() {
    return new DoubleParam(
        this,
        MAX_BAD_FRACTION,
        "share of all rows that may break the rule; above it the job fails or, with warn, is"
            + " warned. 0 if not given, 1 with quarantine and drop",
        ParamValidators.inRange(0, 1));
  }

  @Override
  public List<String> optional() {
    return List.of(MAX_BAD_FRACTION);
  }

  /** The share of all rows that may break the rule before anything but their going follows. */
  public final double tolerated() {
    return isSet(maxBadFraction()) ? ParamValue.of(this, maxBadFraction()) : removes() ? 1 : 0;
  }

  /** Whether rows that break the rule go to the quarantine. */
  public final boolean quarantines() {
    return getOrDefault(onFailure()).equals(QUARANTINE);
  }

  /** Whether rows that break the rule are dropped. */
  public final boolean drops() {
    return getOrDefault(onFailure()).equals(DROP);
  }

  /** Whether rows that break the rule go. */
  public final boolean removes() {
    return quarantines() || drops();
  }

  /** Whether a row is held against the other rows, so that they are read twice. */
  public boolean comparesRows() {
    return false;
  }

  /**
   * The rows with what the rule must know from elsewhere beside each.
   *
   * @param of the rows as the step has them, which say what the columns are
   * @param wider the same rows with what other rules put beside them
   * @param name the name of the column to add
   */
  public Dataset<Row> beside(Dataset<Row> of, Dataset<Row> wider, String name) {
    return wider;
  }

  /**
   * What can be wrong with a row.
   *
   * @param of the rows as the step has them
   * @param name the column that {@link #beside} has added
   */
  public abstract List<Fault> faults(Dataset<Row> of, String name);
}
