package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Drift;
import io.sluice.stats.Summary;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class DriftsTest {

  private static Dataset<Row> rows(long n, String... columns) {
    return SPARK.range(0, n, 1, 3).selectExpr(columns);
  }

  private static List<Drift> between(Dataset<Row> before, Dataset<Row> now) {
    return Drifts.of(
        Summary.of(before, Profiles.needs(before.schema())),
        before.schema(),
        Summary.of(now, Profiles.needs(now.schema())),
        now.schema());
  }

  private static Drift one(String before, String now) {
    return between(rows(1_000, before + " AS x"), rows(500, now + " AS x")).get(0);
  }

  /** Tenths of 0 to 999 against 500 numbers from 250 to 749, all in the five tenths between. */
  @Test
  void theIndexIsTheSumOverTenths() {
    Drift drift = one("id", "id + 250");
    double expected = 0;
    for (int tenth = 0; tenth < 10; tenth++) {
      double q = 0.1;
      double inside = IntStream.range(250, 750).filter(in(tenth)).count() / 500.0;
      double p = Math.max(1e-4, inside);
      expected += (p - q) * Math.log(p / q);
    }
    assertThat(drift.psi()).isCloseTo(expected, within(1e-12));
    assertThat(drift.isChanged()).isTrue();
    assertThat(drift.meanBefore()).isEqualTo(499.5);
    assertThat(drift.meanNow()).isEqualTo(499.5);
  }

  private static IntPredicate in(int tenth) {
    return id -> tenth * 100 <= id && id < tenth * 100 + 100;
  }

  /** R: ks.test(c(0:999), 250 + 0:499)$statistic, ks.test((0:999) %% 10, (0:499) %% 5). */
  @Test
  void theDistanceOfNumbersIsThatOfR() {
    assertThat(one("id", "id + 250").distance()).isCloseTo(0.25, within(1e-12));
    assertThat(one("id % 10", "id % 5").distance()).isCloseTo(0.5, within(1e-12));
    assertThat(one("id", "id + 5000").distance()).isEqualTo(1);
  }

  @Test
  void valuesAreToldByTheirShares() {
    Drift drift =
        one(
            "elt(int(id % 4) + 1, 'a', 'a', 'b', 'c')",
            "IF(id % 10 = 0, NULL, elt(int(id % 2) + 1, 'a', 'd'))");
    // shares: a 0.5 and 0.4, b and c 0.25 and 0, d 0 and 0.5, missing 0 and 0.1
    double expected =
        (0.4 - 0.5) * Math.log(0.4 / 0.5)
            + 2 * (1e-4 - 0.25) * Math.log(1e-4 / 0.25)
            + (0.5 - 1e-4) * Math.log(0.5 / 1e-4)
            + (0.1 - 1e-4) * Math.log(0.1 / 1e-4);
    assertThat(drift.psi()).isCloseTo(expected, within(1e-12));
    assertThat(drift.distance()).isCloseTo(0.6, within(1e-12));
    assertThat(drift.p()).isLessThan(1e-100);
    assertThat(drift.added()).containsExactly("d");
    assertThat(drift.gone()).containsExactly("b", "c");
    assertThat(drift.missingBefore()).isZero();
    assertThat(drift.missingNow()).isEqualTo(0.1);
    assertThat(drift.meanNow()).isNull();
  }

  /** R: chisq.test(matrix(c(250, 250, 250, 250, 140, 120, 120, 120), nrow = 2, byrow = TRUE)). */
  @Test
  void theChanceIsThatOfR() {
    Drift drift = one("id % 4", "IF(id < 20, 0, id % 4)");
    assertThat(drift.p()).isCloseTo(0.668664133325833, within(1e-12));
  }

  /** Small samples of one distribution have large indexes, and no change is said. */
  @Test
  void chanceIsNoChange() {
    int changed = 0;
    for (int seed = 0; seed < 20; seed++) {
      Drift drift =
          between(
                  rows(60, "randn(" + seed + ") AS x"),
                  rows(50, "randn(" + (seed + 1000) + ") AS x"))
              .get(0);
      assertThat(drift.psi()).isPositive();
      changed += drift.isChanged() ? 1 : 0;
    }
    assertThat(changed).isLessThanOrEqualTo(2);
    assertThat(one("id % 7", "id % 7").isChanged()).isFalse();
    assertThat(one("string(id)", "string(id + 9)").psi()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void columnsOfOneTableAloneAreNamed() {
    StructType before = StructType.fromDDL("a INT, b STRING, c DATE");
    StructType now = StructType.fromDDL("a BIGINT, c DATE, d ARRAY<INT>");
    assertThat(Drifts.missing(before, now)).containsExactly("a int", "b string");
    assertThat(Drifts.missing(now, before)).containsExactly("a bigint", "d array<int>");
  }

  @Test
  void missingColumnsAndEmptyTablesHaveAnAnswer() {
    Drift gone = one("id", "IF(id < 0, id, NULL)");
    assertThat(gone.missingNow()).isEqualTo(1);
    assertThat(gone.meanNow()).isNull();
    assertThat(gone.isChanged()).isTrue();
    assertThat(one("IF(id < 0, id, NULL)", "IF(id < 0, id, NULL)").psi()).isZero();
    assertThat(between(rows(0, "id AS x"), rows(5, "id AS x"))).isEmpty();
    assertThat(between(rows(5, "id AS x"), rows(5, "array(id) AS x"))).isEmpty();
  }
}
