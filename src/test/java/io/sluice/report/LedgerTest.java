package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.result.Run.Change;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Reason;
import io.sluice.result.Run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class LedgerTest {

  private static final List<Fate> FATES = List.of(Fate.values());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theReportsRowsAddUpForEveryRun(long seed) {
    Run run = random(new Random(seed));
    List<List<String>> rows = new ArrayList<>();
    for (Element row : Page.of(run).elements("tr")) {
      if (Page.section(row).equals("rows")) {
        rows.add(Page.cells(row));
      }
    }
    List<String> head = rows.get(0);
    List<String> sum = rows.get(rows.size() - 1);
    long dropped = 0;
    long quarantined = 0;
    long added = 0;
    for (List<String> row : rows.subList(1, rows.size() - 1)) {
      if (number(head, row, "Rows in") < 0) { // a reason
        dropped += Math.max(0, number(head, row, "Dropped"));
        quarantined += Math.max(0, number(head, row, "Quarantined"));
        added += Math.max(0, number(head, row, "Added"));
      }
    }
    assertThat(sum.get(0)).isEqualTo("In all");
    assertThat(number(head, sum, "Rows in")).isEqualTo(run.tables().get(0).rows());
    assertThat(Math.max(0, number(head, sum, "Dropped"))).isEqualTo(dropped);
    assertThat(Math.max(0, number(head, sum, "Quarantined"))).isEqualTo(quarantined);
    assertThat(Math.max(0, number(head, sum, "Added"))).isEqualTo(added);
    assertThat(run.tables().get(0).rows() - dropped - quarantined + added)
        .isEqualTo(number(head, sum, "Rows out"))
        .isEqualTo(run.changes().get(run.changes().size() - 1).rowsOut());
    assertThat(Page.of(run).html()).doesNotContain("no reason is known");
  }

  @Test
  void rowsThatNothingAccountsForAreShown() {
    Run run =
        changed(
            new Table("t", "p", "csv", 100, 0, "drop"),
            List.of(
                new Change("clean[0] a", "a", 90, 80, 0, List.of(), List.of(), List.of()),
                new Change("clean[1] b", "b", 80, 85, 0, null, null, null)));
    Ledger ledger = Ledger.of(run);
    assertThat(ledger.entries())
        .extracting(Ledger.Entry::reasons)
        .containsExactly(
            List.of(new Reason("no reason is known", Fate.DROPPED, 20)),
            List.of(new Reason("no reason is known", Fate.ADDED, 5)));
    assertThat(ledger.in() - ledger.rows(Fate.DROPPED) + ledger.rows(Fate.ADDED))
        .isEqualTo(ledger.out())
        .isEqualTo(85);
  }

  @Test
  void followsTheRowsOfTheFirstTable() {
    Run run = Runs.accounted();
    Ledger ledger = Ledger.of(run);
    assertThat(ledger.in()).isEqualTo(1_000_032);
    assertThat(ledger.entries().get(0))
        .isEqualTo(
            new Ledger.Entry(
                "read",
                "reports",
                null,
                1_000_032,
                List.of(new Reason("does not fit the schema", Fate.QUARANTINED, 32)),
                0,
                1_000_000));
    assertThat(ledger.rows(Fate.QUARANTINED)).isEqualTo(63);
    assertThat(ledger.out()).isEqualTo(999_790);
  }

  /** A run whose steps account for all of their rows, each for up to four reasons. */
  private static Run random(Random random) {
    long corrupt = random.nextInt(3);
    long left = random.nextInt(100_000);
    Table table = new Table("t", "p", "csv", left + corrupt, corrupt, "quarantine");
    List<Change> changes = new ArrayList<>();
    for (int step = 0; step <= random.nextInt(9); step++) {
      long in = left;
      List<Reason> reasons = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        Fate fate = FATES.get(random.nextInt(FATES.size()));
        long most = fate == Fate.ADDED ? 100_000 : left;
        long rows = random.nextBoolean() ? random.nextInt(4) : random.nextInt(100_000);
        if (rows > 0 && rows <= most) {
          reasons.add(new Reason("reason " + i, fate, rows));
          left += fate == Fate.ADDED ? rows : -rows;
        }
      }
      changes.add(
          new Change(
              "clean[" + step + "] step", "about", in, left, 0, reasons, List.of(), List.of()));
    }
    return changed(table, changes);
  }

  private static Run changed(Table table, List<Change> changes) {
    return Runs.of("job", "random", "tables", List.of(table), "changes", changes);
  }

  /** A number without its sign; -1 where the row or the table has none. */
  private static long number(List<String> head, List<String> row, String column) {
    int at = head.indexOf(column);
    return at < 0 || row.get(at).isEmpty()
        ? -1
        : Long.parseLong(row.get(at).replaceAll("[+,\u2212]", ""));
  }
}
