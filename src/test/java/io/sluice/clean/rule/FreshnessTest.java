package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.clean.Outcome;
import io.sluice.stage.Problem;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class FreshnessTest {

  private static final Dataset<Row> ROWS =
      table(
          "t TIMESTAMP, d DATE",
          row(Timestamp.from(Instant.parse("2024-05-01T00:00:00Z")), Date.valueOf("2024-05-03")),
          row(Timestamp.from(Instant.parse("2024-05-02T12:00:00Z")), null),
          row(null, null));

  @Test
  void theLatestCountsUpToTheHour() {
    assertThat(warnings("{column: t, maxAgeHours: 48, now: 2024-05-04T12:00:00Z}")).isEmpty();
    assertThat(warnings("{column: t, maxAgeHours: 47.5, now: '2024-05-04 14:00:00+02:00'}"))
        .containsExactly(
            "'the latest t is at most 47.5 hours old' does not hold: the latest is"
                + " 2024-05-02T12:00:00Z, 48.0 hours ago.");
  }

  @Test
  void aDateIsItsMidnightInUtc() {
    assertThat(warnings("{column: d, maxAgeHours: 24, now: 2024-05-04}")).isEmpty();
    assertThat(warnings("{column: d, maxAgeHours: 23, now: 2024-05-04}")).hasSize(1);
  }

  @Test
  void aTimeToComeIsFreshAndNoTimeIsNot() {
    assertThat(warnings("{column: t, maxAgeHours: 0, now: 2024-01-01}")).isEmpty();
    Outcome outcome =
        Held.outcome(ROWS.where("d IS NULL"), "freshness: {column: d, maxAgeHours: 1}");
    assertThat(outcome.problems())
        .extracting(Problem::line)
        .containsExactly(
            "rules[0] freshness: 'the latest d is at most 1 hours old' does not hold: no d at"
                + " all.");
  }

  @Test
  void nowIsTheTimeOfTheRun() {
    Dataset<Row> now = table("t TIMESTAMP", row(Timestamp.from(Instant.now())));
    assertThat(Held.outcome(now, "freshness: {column: t, maxAgeHours: 1}").problems()).isEmpty();
    assertThat(Held.outcome(ROWS, "freshness: {column: t, maxAgeHours: 1}").problems()).hasSize(1);
  }

  @Test
  void whatIsNoTimeIsAProblem() {
    assertThat(Held.problems("n INT", "freshness: {column: n, maxAgeHours: 1}"))
        .containsExactly(
            "rules[0] freshness.column: column 'n' is of type int; freshness takes dates and"
                + " times.");
    assertThat(Held.problems("d DATE", "freshness: {column: d, maxAgeHours: 1, now: noon}"))
        .containsExactly(
            "rules[0] freshness.now: 'noon' is not a time such as 2024-05-31T12:00:00Z.");
    assertThat(Held.problems("d DATE", "freshness: {column: e, maxAgeHours: 1}"))
        .containsExactly(
            "rules[0] freshness.column: column 'e' is not in the table. Columns:" + " d.");
  }

  private static java.util.List<String> warnings(String settings) {
    return Held.outcome(ROWS, "freshness: " + settings.replace("}", ", onFailure: warn}"))
        .warnings();
  }
}
