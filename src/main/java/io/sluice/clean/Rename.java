package io.sluice.clean;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.TextMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Renames columns, all at once, so that two can change names. Keeps every row. */
@About(
    value = "Renames columns.",
    rows = "keeps every row",
    example = "rename: {speed_ias_in_knots: speed}")
public final class Rename extends CleanStep {

  public TextMap columns() {
    return new TextMap(this, "columns", "old name: new name", TextMap.Keys.ALL_OTHERS);
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Map<String, String> names = getOrDefault(columns());
    List<Problem> problems = new ArrayList<>();
    List<String> after = new ArrayList<>();
    Set<String> taken = new HashSet<>(); // Spark does not tell capitals apart
    for (String name : rows.schema().fieldNames()) {
      String renamed = names.getOrDefault(name, name);
      after.add(renamed);
      if (!taken.add(renamed.toLowerCase(Locale.ROOT))) {
        problems.add(new Problem("", "two columns would be called '" + renamed + "'."));
      }
    }
    for (String old : names.keySet()) {
      if (!Columns.has(rows.schema(), old)) {
        problems.add(new Problem(old, Columns.missing(rows.schema(), old)));
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return Cleaned.of(rows.toDF(after.toArray(new String[0])));
  }

  @Override
  public boolean renames() {
    return true;
  }

  @Override
  public String inWords() {
    List<String> renamed = new ArrayList<>();
    getOrDefault(columns()).forEach((before, after) -> renamed.add(before + " to " + after));
    return "rename " + String.join(", ", renamed);
  }
}
