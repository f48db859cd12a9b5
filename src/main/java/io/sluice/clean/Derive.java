package io.sluice.clean;

import io.sluice.stage.About;
import io.sluice.stage.Expressions;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.TextMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds columns, or replaces them, by expressions of Spark SQL, one after the other: each may use
 * those above it. Keeps every row.
 */
@About(
    value = "Adds or replaces columns by SQL expressions.",
    rows = "keeps every row",
    example = "derive: {damaged: \"damage <> 'None'\", month: \"month(flight_date)\"}")
public final class Derive extends CleanStep {

  public TextMap columns() {
    return new TextMap(this, "columns", "column: expression of Spark SQL", TextMap.Keys.ALL_OTHERS);
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    List<Problem> problems = new ArrayList<>();
    Dataset<Row> derived = rows;
    for (Map.Entry<String, String> e : getOrDefault(columns()).entrySet()) {
      try {
        derived =
            derived.withColumn(e.getKey(), Expressions.column(derived, e.getKey(), e.getValue()));
      } catch (ProblemException p) {
        problems.addAll(p.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return Cleaned.of(derived);
  }

  @Override
  public String inWords() {
    List<String> lines = new ArrayList<>();
    getOrDefault(columns()).forEach((name, expression) -> lines.add(name + " = " + expression));
    return String.join("; ", lines);
  }
}
