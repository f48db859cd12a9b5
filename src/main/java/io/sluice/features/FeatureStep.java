package io.sluice.features;

import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A step of the section {@code features}: an ordinary spark.ml Estimator that says which columns it
 * needs a summary of and how its fitted state follows from that summary. It keeps every row.
 *
 * @param <M> the fitted step
 */
public abstract class FeatureStep<M extends FittedStep<M>> extends Estimator<M>
    implements DefaultParamsWritable {

  private final String uid;

  FeatureStep(String uid) {
    this.uid = uid;
  }

  @Override
  public final String uid() {
    return uid;
  }

  public final StringArrayParam columns() {
    return new StringArrayParam(
        this,
        "columns",
        "columns to work on: names, globs (cost_*), kinds (numeric, category, text, boolean,"
            + " timestamp), all, or minus any of these (-id)");
  }

  /** Chooses the columns, by names, globs and kinds as {@link Columns} reads them. */
  public final FeatureStep<M> setColumns(String... choices) {
    set(columns(), choices);
    return this;
  }

  /** Why a column cannot be worked on, or nothing. */
  abstract Optional<String> unfit(StructField column);

  /** The columns of which {@link #learn} needs a summary; none where nothing is learned. */
  abstract List<Need> needs(List<StructField> columns);

  /** The table that the fitted step will return, as far as it can be known before learning. */
  abstract StructType output(StructType table, List<StructField> columns);

  /** The fitted step. */
  abstract M learn(List<StructField> columns, Summary summary);

  /** Whether learning needs a pass over the training rows. */
  public final boolean learns(StructType table) {
    return !needs(chosen(table)).isEmpty();
  }

  /** Learns in one pass over the rows, or in none where there is nothing to learn. */
  @Override
  public final M fit(Dataset<?> rows) {
    List<StructField> chosen = chosen(rows.schema());
    output(rows.schema(), chosen); // says what the step would overwrite
    List<Need> needs = needs(chosen);
    Summary summary = Summary.of(rows, needs);
    if (!needs.isEmpty() && summary.rows() == 0) {
      throw ProblemException.inData("there are no training rows to learn from.");
    }
    M fitted = learn(chosen, summary);
    fitted.setChosen(chosen.stream().map(StructField::name).toArray(String[]::new));
    return fitted.setParent(this);
  }

  @Override
  public final StructType transformSchema(StructType table) {
    return output(table, chosen(table));
  }

  @Override
  public final Estimator<M> copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  private List<StructField> chosen(StructType table) {
    List<StructField> chosen = Columns.choose(table, getOrDefault(columns()));
    List<Problem> problems = new ArrayList<>();
    for (StructField column : chosen) {
      unfit(column).ifPresent(why -> problems.add(new Problem("", why)));
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return chosen;
  }
}
