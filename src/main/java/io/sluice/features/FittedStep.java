package io.sluice.features;

import io.sluice.stage.Columns;
import io.sluice.stats.Measure;
import io.sluice.stats.Need;
import io.sluice.stats.ValueCounts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A fitted step: what was learned, as Params, so that spark.ml saves it as readable JSON, and the
 * column expressions that follow from it. It keeps every row and runs no action.
 *
 * @param <M> the fitted step itself
 */
public abstract class FittedStep<M extends FittedStep<M>> extends Model<M>
    implements DefaultParamsWritable {

  private final String uid;

  FittedStep(String uid) {
    this.uid = uid;
  }

  @Override
  public final String uid() {
    return uid;
  }

  public final StringArrayParam columns() {
    return new StringArrayParam(this, "columns", "columns worked on, by name");
  }

  final void setChosen(String... names) {
    set(columns(), names);
  }

  final List<String> chosen() {
    return List.of(getOrDefault(columns()));
  }

  /** The rows with the step's columns rewritten; an expression of columns, no action. */
  abstract Dataset<Row> rewrite(Dataset<Row> rows);

  /**
   * What a need after this step amounts to, from what the step's {@code before} asked for; nothing
   * where it does not follow after all.
   */
  Optional<Measure> after(Need need, Measure before) {
    return Optional.empty();
  }

  /**
   * The hashed vectors that the step makes, with the values of the training rows in their slots.
   *
   * @param values the counts of a column's values before any step
   */
  List<HashedTerms> hashed(Function<String, ValueCounts> values) {
    return List.of();
  }

  @Override
  public final Dataset<Row> transform(Dataset<?> rows) {
    StructType table = rows.schema();
    chosen().forEach(name -> Columns.require(table, name));
    return rewrite(rows.toDF());
  }

  /** As Spark itself derives it from the expressions; needs an active session. */
  @Override
  public final StructType transformSchema(StructType table) {
    return transform(SparkSession.active().createDataFrame(List.<Row>of(), table)).schema();
  }

  @Override
  public final M copy(ParamMap extra) {
    return this.<M>defaultCopy(extra).setParent(parent());
  }
}
