package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.clean.Outcome;
import io.sluice.stage.Problem;
import org.junit.jupiter.api.Test;

final class RowCountTest {

  @Test
  void aTableWithoutRowsIsCountedToo() {
    assertThat(Held.outcome(table("a INT"), "rowCount: {min: 1}").problems())
        .extracting(Problem::line)
        .containsExactly("rules[0] rowCount: 'at least 1 rows' does not hold: 0 rows.");
    assertThat(Held.outcome(table("a INT"), "rowCount: {max: 1}")).satisfies(o -> passed(o));
  }

  @Test
  void itsEndsAreAllowed() {
    for (String range : new String[] {"min: 2", "max: 2", "min: 2, max: 2"}) {
      passed(Held.outcome(table("a INT", row(1), row(2)), "rowCount: {" + range + "}"));
    }
    assertThat(
            Held.outcome(table("a INT", row(1), row(2)), "rowCount: {max: 1, onFailure: warn}")
                .warnings())
        .containsExactly("'at most 1 rows' does not hold: 2 rows.");
  }

  @Test
  void whatCannotBeIsAProblem() {
    assertThat(Held.problems("a INT", "rowCount: {}"))
        .containsExactly("rules[0] rowCount: has neither min nor max. Give one, or both.");
    assertThat(Held.problems("a INT", "rowCount: {min: 3, max: 2}"))
        .containsExactly("rules[0] rowCount.min: 3 is above max, 2.");
  }

  private static void passed(Outcome outcome) {
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.warnings()).isEmpty();
    assertThat(outcome.findings().get(0).rows().get(0)).containsEntry("outcome", "passed");
  }
}
