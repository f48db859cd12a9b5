package io.sluice.clean;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.sluice.stage.About;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;

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
    Column condition = Sql.column(rows, "where", getOrDefault(where()));
    StructType type = rows.select(condition).schema();
    if (!(type.fields()[0].dataType() instanceof BooleanType)) {
      throw ProblemException.inJob(
          "where",
          "'%s' is of type %s, not true or false."
              .formatted(getOrDefault(where()), type.fields()[0].dataType().simpleString()));
    }
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
