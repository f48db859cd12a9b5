package io.sluice.clean.rule;

import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** A rule that looks at each of some columns by itself: a row breaks it where one of them does. */
public abstract class ValueRule extends RowRule {

  static final String COLUMNS = "columns";

  public final StringArrayParam columns() {
    return new StringArrayParam(this, COLUMNS, "columns that the rule is for");
  }

  @Override
  public final List<Fault> faults(Dataset<Row> of, String name) {
    List<Fault> faults = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (StructField field : Values.chosen(of, COLUMNS, getOrDefault(columns()))) {
      try {
        faults.add(fault(field));
      } catch (ProblemException e) {
        e.problems().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return faults;
  }

  /** What can be wrong with a value of the column. */
  abstract Fault fault(StructField field);

  /** The columns as they were chosen. */
  final String chosen() {
    return String.join(", ", getOrDefault(columns()));
  }
}
