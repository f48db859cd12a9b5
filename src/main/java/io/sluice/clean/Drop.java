package io.sluice.clean;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import java.util.List;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Drops the chosen columns. Keeps every row. */
@About(
    value = "Drops the chosen columns.",
    rows = "keeps every row",
    example = "drop: {columns: [damage, \"cost_*\"]}")
public final class Drop extends CleanStep {

  public StringArrayParam columns() {
    return new StringArrayParam(this, "columns", "columns to drop: names, globs, kinds, minus");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Dataset<Row> kept = rows;
    for (StructField column : Columns.choose(rows.schema(), getOrDefault(columns()))) {
      kept = kept.drop(Columns.col(column.name()));
    }
    if (kept.schema().isEmpty()) {
      throw ProblemException.inJob(
          "columns",
          "no column would be left. Columns: "
              + Nearest.list(List.of(rows.schema().fieldNames()))
              + ".");
    }
    return Cleaned.of(kept);
  }

  @Override
  public String inWords() {
    return "drop columns " + String.join(", ", getOrDefault(columns()));
  }
}
