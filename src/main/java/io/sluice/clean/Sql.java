package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Generate;

/**
 * Replaces the rows by the result of a query of Spark SQL, in which {@code rows} is the table as
 * the steps before leave it, and every table of {@code read} has its own name.
 */
@About(
    value = "Replaces the rows by the result of a SQL query over them and the tables read.",
    rows = "whatever the query returns",
    example =
        "sql: {query: \"SELECT r.*, a.state FROM rows r LEFT JOIN airports a USING (airport)\"}")
public final class Sql extends CleanStep {

  private static final Pattern STOPS_EARLY =
      Pattern.compile("\\b(LIMIT|OFFSET|TABLESAMPLE)\\b", Pattern.CASE_INSENSITIVE);

  /** The name of the table as the steps before leave it. */
  public static final String ROWS = "rows";

  public Param<String> query() {
    return new Param<>(this, "query", "a query; the rows so far are the table " + ROWS);
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    rows.createOrReplaceTempView(ROWS);
    try {
      requireQuery(rows.sparkSession());
      return Cleaned.of(rows.sparkSession().sql(getOrDefault(query())));
    } catch (Exception e) { // Scala throws the checked AnalysisException without declaring it
      throw ProblemException.inJob("query", SparkStage.message(e));
    }
  }

  /** Whether a word of the query may mean so; a column of that name costs a pass and no more. */
  @Override
  public boolean stopsEarly() {
    return STOPS_EARLY.matcher(getOrDefault(query())).find();
  }

  @Override
  public String inWords() {
    return getOrDefault(query()).strip();
  }

  /** A command would take effect here and now, even while the job is only checked. */
  private void requireQuery(SparkSession spark) throws ParseException {
    spark.sessionState().sqlParser().parseQuery(getOrDefault(query()));
  }

  /** An expression over the rows; a problem at this setting where it does not fit them. */
  static Column column(Dataset<Row> rows, String setting, String expression) {
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
