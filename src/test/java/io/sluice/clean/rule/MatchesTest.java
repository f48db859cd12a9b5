package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class MatchesTest {

  @Test
  void thePatternIsForAllOfTheText() {
    Dataset<Row> rows =
        table("id STRING", row("T-1"), row("xT-1"), row("T-1\n"), row("T-"), row((Object) null));
    assertThat(Held.broken(rows, "matches: {columns: id, pattern: 'T-[0-9]|T'}"))
        .containsExactly(
            "T-1\n: column 'id': 'T-1\n' does not match T-[0-9]|T",
            "T-: column 'id': 'T-' does not match T-[0-9]|T",
            "xT-1: column 'id': 'xT-1' does not match T-[0-9]|T");
  }

  @Test
  void aLongTextIsShownShortened() {
    Dataset<Row> rows = table("n INT, t STRING", row(1, "x".repeat(41)), row(2, "y".repeat(40)));
    assertThat(Held.broken(rows, "matches: {columns: t, pattern: z}"))
        .containsExactly(
            "1: column 't': '" + "x".repeat(40) + "...' does not match z",
            "2: column 't': '" + "y".repeat(40) + "' does not match z");
  }

  @Test
  void whatIsNoPatternOrNoTextIsAProblem() {
    assertThat(Held.problems("t STRING", "matches: {columns: t, pattern: '[a'}"))
        .containsExactly(
            "rules[0] matches.pattern: '[a' is not a regular expression: Unclosed character"
                + " class.");
    assertThat(Held.problems("n INT", "matches: {columns: n, pattern: a}"))
        .containsExactly(
            "rules[0] matches.columns: column 'n' is of type int; matches takes text.");
  }
}
