package io.sluice.features;

import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A step of the section {@code features}: an ordinary spark.ml Estimator over chosen columns. It
 * keeps every row. A step that learns from a summary is a {@link SummaryStep}; one that cannot say
 * what it needs learns in passes of its own.
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

  /** The table that the fitted step will return, as far as it can be known before learning. */
  abstract StructType output(Chosen chosen);

  /** Whether learning takes a pass over the training rows. */
  abstract boolean learns(Chosen chosen);

  /** The fitted step, in passes over the rows as they come to it. */
  abstract M learn(Chosen chosen, Dataset<Row> rows);

  /** Learns over the rows; by itself, in a pass of its own. */
  @Override
  public final M fit(Dataset<?> rows) {
    Chosen chosen = chosen(rows.schema());
    output(chosen); // says what the step would overwrite
    return finished(chosen, learn(chosen, rows.toDF()));
  }

  @Override
  public final StructType transformSchema(StructType table) {
    return output(chosen(table));
  }

  @Override
  public final Estimator<M> copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** The chosen columns; fails with every reason why one cannot be worked on. */
  final Chosen chosen(StructType table) {
    List<StructField> chosen = Columns.choose(table, getOrDefault(columns()));
    List<Problem> problems = new ArrayList<>();
    for (StructField column : chosen) {
      unfit(column).ifPresent(why -> problems.add(new Problem("", why)));
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return new Chosen(table, chosen);
  }

  final M finished(Chosen chosen, M fitted) {
    fitted.setChosen(chosen.names().toArray(new String[0]));
    return fitted.setParent(this);
  }
}
