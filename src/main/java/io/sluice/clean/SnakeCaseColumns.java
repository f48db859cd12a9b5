package io.sluice.clean;

import io.sluice.stage.About;
import io.sluice.stage.ProblemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Renames every column to lower case words joined by underscores: {@code Cost Total $} becomes
 * {@code cost_total}, {@code flightDate} becomes {@code flight_date}. Two columns that would get
 * one name fail. Keeps every row.
 */
@About(
    value = "Renames every column to snake_case.",
    rows = "keeps every row",
    example = "snakeCaseColumns: {}")
public final class SnakeCaseColumns extends CleanStep {

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Map<String, String> before = new LinkedHashMap<>();
    for (String name : rows.schema().fieldNames()) {
      String other = before.put(snakeCase(name), name);
      if (other != null) {
        throw ProblemException.inJob(
            "columns '%s' and '%s' would both be called '%s'. Rename one of them before."
                .formatted(other, name, snakeCase(name)));
      }
    }
    return Cleaned.of(rows.toDF(before.keySet().toArray(new String[0])));
  }

  @Override
  public boolean renames() {
    return true;
  }

  @Override
  public String inWords() {
    return "columns to snake_case";
  }

  static String snakeCase(String name) {
    String words =
        name.replaceAll("(\\p{Ll}|\\p{N})(\\p{Lu})", "$1_$2")
            .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1_$2")
            .replaceAll("[^\\p{L}\\p{N}]+", "_")
            .toLowerCase(Locale.ROOT);
    String joined =
        String.join("_", Arrays.stream(words.split("_", -1)).filter(w -> !w.isEmpty()).toList());
    return joined.isEmpty() ? "column" : joined;
  }
}
