package io.sluice.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;

/** Expressions of Spark SQL in a job file, held against the rows that they are of. */
public final class Expressions {

  private Expressions() {}

  /** An expression over the rows; a problem at this setting where it does not fit them. */
  public static Column column(Dataset<Row> rows, String setting, String expression) {
    try {
      Column column = expr(expression);
      Dataset<Row> with = rows.select(col("*"), column); // resolves the names, runs nothing
      if (with.queryExecution().analyzed().children().head() instanceof Generate) {
        throw ProblemException.inJob(
            setting, "'%s' makes more rows of one; use sql for that.".formatted(expression));
      }
      return column;
    } catch (ProblemException e) {
      throw e;
    } catch (Exception e) { // Scala throws the checked AnalysisException without declaring it
      throw ProblemException.inJob(setting, message(rows, e));
    }
  }

  /** An expression over the rows that is true, false or null. */
  public static Column condition(Dataset<Row> rows, String setting, String expression) {
    Column condition = column(rows, setting, expression);
    DataType type = rows.select(condition).schema().fields()[0].dataType();
    if (!(type instanceof BooleanType)) {
      throw ProblemException.inJob(
          setting,
          "'%s' is of type %s, not true or false.".formatted(expression, type.simpleString()));
    }
    return condition;
  }

  private static String message(Dataset<Row> rows, Exception e) {
    boolean missing =
        e instanceof AnalysisException a
            && a.getErrorClass() != null
            && a.getErrorClass().startsWith("UNRESOLVED_COLUMN");
    return missing
        ? Columns.missing(
            rows.schema(),
            ((AnalysisException) e).getMessageParameters().get("objectName").replace("`", ""))
        : SparkStage.message(e);
  }
}
