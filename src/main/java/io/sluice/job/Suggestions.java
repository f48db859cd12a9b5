package io.sluice.job;

import io.sluice.read.Source;
import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The rules of {@code check} that a table keeps as it is, as YAML to paste under {@code clean:},
 * each with what was seen. They say what is, not what ought to be: that is for the reader. Reads
 * the table twice.
 */
public final class Suggestions {

  private static final int ENOUGH = 20; // rows, before that all values differ says something
  private static final int MOST_VALUES = 20;
  private static final int LEAST_PER_VALUE = 10;
  private static final int LONGEST_KEY = 64;
  private static final double FAR = 3; // distances of the quartiles (Tukey's outer fences)

  private final Evidence seen;
  private final List<String> lines = new ArrayList<>();
  private final List<Run.ColumnProfile> keys;

  private Suggestions(Evidence seen) {
    this.seen = seen;
    this.keys = seen.columns().stream().filter(this::isKey).toList();
  }

  /** The lines of the step; fails where the table cannot be read or has no rows. */
  public static List<String> of(Source table, SparkSession spark) {
    Evidence seen = Evidence.of(table.open(spark));
    if (seen.rows() == 0) {
      throw ProblemException.inData(
          "'%s' has no rows: there is nothing to make rules of.".formatted(table.at()));
    }
    Suggestions made = new Suggestions(seen);
    made.add(table);
    return made.lines;
  }

  private void add(Source table) {
    lines.add(
        words(
            "  # What holds for the %,d rows of %s (%s). Paste it under clean: and look at each"
                + " rule.",
            seen.rows(), YamlText.of(table.at()), table.storedAs()));
    if (seen.corrupt() > 0) {
      lines.add(
          words("  # %,d more rows do not fit the schema and were left out.", seen.corrupt()));
    }
    lines.add("  - check:");
    lines.add("      rules:");
    rule(
        words("rowCount: {min: %d, onFailure: fail}", Math.max(1, seen.rows() / 2)),
        words("half of the %,d rows seen", seen.rows()));
    keys();
    complete();
    seen.columns().stream().filter(c -> Evidence.there(c) > 0).forEach(this::values);
  }

  private void keys() {
    Optional<Run.ColumnProfile> primary = keys.stream().filter(k -> k.missing() == 0).findFirst();
    primary.ifPresent(
        key ->
            rule(
                "isPrimaryKey: {columns: %s, onFailure: fail}".formatted(name(key)),
                words("all %,d values differ, none is missing", seen.rows())));
    keys.stream()
        .filter(key -> primary.filter(key::equals).isEmpty())
        .forEach(
            key ->
                rule(
                    "isUnique: {columns: %s, onFailure: warn}".formatted(name(key)),
                    words(
                        "all %,d values differ, %,d are missing",
                        Evidence.there(key), key.missing())));
  }

  private void complete() {
    List<Run.ColumnProfile> complete =
        seen.columns().stream().filter(c -> c.missing() == 0).toList();
    if (!complete.isEmpty()) {
      rule(
          complete.stream()
              .map(Suggestions::name)
              .collect(
                  Collectors.joining(", ", "isComplete: {columns: [", "], onFailure: quarantine}")),
          words("0 of %,d missing", seen.rows()));
    }
  }

  private void values(Run.ColumnProfile column) {
    if (seen.isNumber(column) && !keys.contains(column)) {
      range(column);
    } else if (seen.isText(column) && hasFewValues(column)) {
      listed(column);
    } else if (seen.isText(column)) {
      seen.shape(column)
          .ifPresent(
              shape ->
                  rule(
                      "matches: {columns: %s, pattern: %s, onFailure: quarantine}"
                          .formatted(name(column), YamlText.quoted(shape.pattern().pattern())),
                      words("all %,d values are %s", Evidence.there(column), shape.words())));
    }
  }

  private void range(Run.ColumnProfile column) {
    List<String> ends = new ArrayList<>();
    for (String end : List.of("min", "max")) {
      seen.end(end, column).ifPresent(number -> ends.add(end + ": " + number));
    }
    if (ends.isEmpty() || column.distinct() < 2) {
      return;
    }
    double far = FAR * (column.q3() - column.q1());
    boolean outlying = column.min() < column.q1() - far || column.max() > column.q3() + far;
    rule(
        "inRange: {columns: %s, %s, onFailure: warn}"
            .formatted(name(column), String.join(", ", ends)),
        words("half of the values are from %s to %s", column.q1(), column.q3())
            + (outlying ? "; the ends are far from them: are they right?" : ""));
  }

  private void listed(Run.ColumnProfile column) {
    List<ValueCounts.Count> counts = seen.values(column).mostFrequentFirst();
    ValueCounts.Count rarest = counts.get(counts.size() - 1);
    rule(
        "isIn: {columns: %s, values: [%s], onFailure: warn}"
            .formatted(
                name(column),
                counts.stream().map(c -> YamlText.of(c.value())).collect(Collectors.joining(", "))),
        words(
            "%,d values, %s the rarest with %,d of %,d rows",
            counts.size(), YamlText.quoted(rarest.value()), rarest.count(), seen.rows()));
  }

  private boolean isKey(Run.ColumnProfile column) {
    return Evidence.there(column) >= ENOUGH
        && seen.canBeKey(column)
        && seen.longest(column) <= LONGEST_KEY
        && seen.isDifferent(column);
  }

  private boolean hasFewValues(Run.ColumnProfile column) {
    return column.counted()
        && column.distinct() <= MOST_VALUES
        && Evidence.there(column) >= LEAST_PER_VALUE * column.distinct();
  }

  private void rule(String yaml, String why) {
    lines.add("        - " + yaml + "  # " + why);
  }

  private static String name(Run.ColumnProfile column) {
    return YamlText.of(column.name());
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
