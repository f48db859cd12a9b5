package io.sluice.clean;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * Replaces values that stand for "not known" by null: {@code Unknown}, {@code -999}. Text is
 * compared as it is, numbers as numbers. Keeps every row and counts the values replaced.
 */
@About(
    value = "Replaces values that stand for 'not known' by null.",
    rows = "keeps every row; counts the values",
    example = "nullIf: {columns: category, values: [Unknown, \"\"]}")
public final class NullIf extends CleanStep {

  public StringArrayParam columns() {
    return new StringArrayParam(this, "columns", "columns of text or numbers");
  }

  public StringArrayParam values() {
    return new StringArrayParam(this, "values", "values that become null");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Map<String, Column> replaced = new LinkedHashMap<>();
    for (StructField field : Columns.choose(rows.schema(), getOrDefault(columns()))) {
      Column value = Columns.col(field.name());
      Column matches = coalesce(matches(field, value), lit(false));
      replaced.put(
          field.name(),
          when(matches, lit(null)).otherwise(value).as(field.name(), field.metadata()));
    }
    Account account =
        Account.of(c -> Outcome.NOTHING.changed(c.getLong(0)), Changes.count(replaced));
    return Cleaned.of(account.on(rows).withColumns(replaced), account)
        .changing(Changes.of(rows, replaced));
  }

  private Column matches(StructField field, Column value) {
    if (Columns.isText(field.dataType())) {
      return value.isin((Object[]) getOrDefault(values()));
    }
    if (!Columns.isNumeric(field.dataType())) {
      throw ProblemException.inJob(
          "columns",
          "column '%s' is %s; nullIf takes text and numbers."
              .formatted(field.name(), field.dataType().simpleString()));
    }
    List<Double> numbers = new ArrayList<>();
    for (String text : getOrDefault(values())) {
      try {
        numbers.add(Double.valueOf(text));
      } catch (NumberFormatException e) {
        throw ProblemException.inJob(
            "values",
            "'%s' is not a number, but column '%s' is %s."
                .formatted(text, field.name(), field.dataType().simpleString()));
      }
    }
    return value.cast("double").isin(numbers.toArray());
  }

  @Override
  public String inWords() {
    return "null for "
        + Arrays.stream(getOrDefault(values())).map(v -> "'" + v + "'").collect(joining(", "))
        + " in "
        + String.join(", ", getOrDefault(columns()));
  }
}
