package io.sluice.clean;

import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.About;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * Replaces the rows by the result of a query of Spark SQL, in which {@code rows} is the table as
 * the steps before leave it, and every table of {@code read} has its own name.
 *
 * <p>Which row of the result was which before, a query does not say. An audited run therefore keeps
 * the rows before that the result lacks, and the rows of the result that were not there before: a
 * row whose values changed is in both. Rows are compared by the columns that both tables have.
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
      Dataset<Row> result = rows.sparkSession().sql(getOrDefault(query()));
      return Cleaned.of(result)
          .replacing(
              Reasons.beside(Difference.of(rows, result), lit(why())),
              Reasons.beside(Difference.of(result, rows), lit(why())));
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
}
