package io.sluice.train;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Expressions;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * Predicts the mean label of the training rows, by weight, for every row. One pass. With a rule it
 * predicts what the rule gives, and the mean where that is null.
 */
@About(
    value = "Predicts the mean label of the training rows, or what a rule in SQL says.",
    rows = "keeps every row",
    example = "BaselineRegressor: {rule: \"12 * area\"}")
public final class BaselineRegressor extends Baseline<BaselineRegressor.Fitted> {

  public BaselineRegressor() {
    this(Identifiable.randomUID("baselineRegressor"));
  }

  public BaselineRegressor(String uid) {
    super(uid);
  }

  @Override
  public Param<String> rule() {
    return new Param<>(
        this,
        "rule",
        "an expression over the cleaned columns, the number to predict; the mean where it is null");
  }

  public static MLReader<BaselineRegressor> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Column value(Dataset<Row> cleaned) {
    String expression = getOrDefault(rule());
    Column value = Expressions.column(cleaned, "rule", expression);
    DataType type = cleaned.select(value).schema().fields()[0].dataType();
    if (!Columns.isNumeric(type)) {
      throw ProblemException.inJob(
          "rule", "'%s' is of type %s, not a number.".formatted(expression, type.simpleString()));
    }
    return value.cast("double");
  }

  @Override
  Fitted learn(Dataset<Row> rows) {
    Row sums = rows.agg(sum(label().multiply(weight())), sum(weight())).first();
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.byRule(), hasRule());
    fitted.set(fitted.mean(), sums.getDouble(0) / sums.getDouble(1));
    return fitted;
  }

  /** The mean, and whether a rule decides. */
  public static final class Fitted extends TrainedModel<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public BooleanParam byRule() {
      return new BooleanParam(this, "byRule", "whether the rule decides");
    }

    public DoubleParam mean() {
      return new DoubleParam(this, "mean", "of the labels of the training rows, in their unit");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> predict(Dataset<Row> rows) {
      Column mean = lit(ParamValue.of(this, mean()));
      return rows.withColumn(
          getOrDefault(predictionCol()),
          ParamValue.of(this, byRule()) ? coalesce(col(RULE_COL), mean) : mean);
    }
  }
}
