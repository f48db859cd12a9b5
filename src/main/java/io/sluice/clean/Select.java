package io.sluice.clean;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps the chosen columns, in the order chosen. Keeps every row. */
@About(
    value = "Keeps the chosen columns.",
    rows = "keeps every row",
    example = "select: {columns: [speed, phase, \"cost_*\"]}")
public final class Select extends CleanStep {

  public StringArrayParam columns() {
    return new StringArrayParam(this, "columns", "columns to keep: names, globs, kinds, minus");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    return Cleaned.of(
        rows.select(
            Columns.choose(rows.schema(), getOrDefault(columns())).stream()
                .map(f -> Columns.col(f.name()))
                .toArray(Column[]::new)));
  }

  @Override
  public String inWords() {
    return "keep " + String.join(", ", getOrDefault(columns()));
  }
}
