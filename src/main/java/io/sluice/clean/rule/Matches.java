package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.not;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;

/** Every text as a whole, not only a part of it, fits a regular expression of Java. */
@About(
    value = "Every text fits a pattern as a whole.",
    rows = "a row breaks it with a text that does not fit; a missing one passes",
    example = "matches: {columns: phone, pattern: '\\+[0-9]{6,15}', onFailure: quarantine}")
public final class Matches extends ValueRule {

  private static final String PATTERN = "pattern";

  public Param<String> pattern() {
    return new Param<>(this, PATTERN, "a regular expression of Java, for all of the text");
  }

  @Override
  Fault fault(StructField field) {
    if (!Columns.isText(field.dataType())) {
      throw ProblemException.inJob(
          COLUMNS,
          "column '%s' is %s; matches takes text."
              .formatted(field.name(), Columns.inWords(field.dataType())));
    }
    Column value = Columns.col(field.name());
    return Fault.of(
        List.of(field.name()),
        not(value.rlike(whole())),
        "does not match " + getOrDefault(pattern()));
  }

  private String whole() {
    String whole = whole(getOrDefault(pattern()));
    try {
      Pattern.compile(getOrDefault(pattern()));
      Pattern.compile(whole);
      return whole;
    } catch (PatternSyntaxException e) {
      throw ProblemException.inJob(
          PATTERN,
          "'%s' is not a regular expression: %s."
              .formatted(getOrDefault(pattern()), e.getDescription()));
    }
  }

  /** A pattern that must fit all of a text where it is looked for in it. */
  public static String whole(String pattern) {
    return "\\A(?:" + pattern + ")\\z";
  }

  @Override
  public String inWords() {
    return chosen() + " matches " + getOrDefault(pattern());
  }
}
