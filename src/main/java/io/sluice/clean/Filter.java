package io.sluice.clean;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.sluice.stage.About;
import io.sluice.stage.Expressions;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps the rows for which an expression of Spark SQL is true; false and null go. */
@About(
    value = "Keeps the rows for which a SQL expression is true.",
    rows = "drops the rows for which it is false or null",
    example = "filter: {where: \"speed > 0\"}")
public final class Filter extends CleanStep {

  public Param<String> where() {
    return new Param<>(this, "where", "a boolean expression of Spark SQL");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Column condition = Expressions.condition(rows, "where", getOrDefault(where()));
    try {
      Column keeps = coalesce(condition, lit(false));
      return Cleaned.of(rows.where(keeps))
          .dropping(Reasons.beside(rows.where(not(keeps)), lit(why())));
    } catch (Exception e) { // Scala throws the checked AnalysisException without declaring it
      throw ProblemException.inJob("where", SparkStage.message(e));
    }
  }

  @Override
  public String why() {
    return "not " + getOrDefault(where());
  }

  @Override
  public String inWords() {
    return "keep where " + getOrDefault(where());
  }
}
