package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AbTestTest {

  private static AbTest test() {
    AbTest test = new AbTest();
    test.set(test.variant(), "page");
    test.set(test.control(), "old");
    test.set(test.outcome(), "bought");
    return test;
  }

  private static List<Row> bought(String page, int of, int rows) {
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      made.add(row(page, i < of ? 1.0 : 0.0));
    }
    return made;
  }

  @SafeVarargs
  private static Dataset<Row> rows(List<Row>... of) {
    List<Row> all = new ArrayList<>();
    for (List<Row> its : of) {
      all.addAll(its);
    }
    return LocalSpark.table("page STRING, bought DOUBLE", all.toArray(new Row[0]));
  }

  @Test
  void ratesAreThoseOfR() {
    Run.AbTest read = test().read(rows(bought("new", 155, 1010), bought("old", 120, 1000)));
    // R: prop.test(c(120, 155), c(1000, 1010), correct = FALSE)
    assertThat(read.p()).isCloseTo(0.0290416516692, within(1e-10));
    assertThat(read.low()).isCloseTo(0.00346909443902, within(1e-10));
    assertThat(read.high()).isCloseTo(0.06346159863028, within(1e-10));
    assertThat(read.statistic()).isEqualTo("rate");
    assertThat(read.control().name()).isEqualTo("old");
    assertThat(read.treatment().rows()).isEqualTo(1010);
    assertThat(read.finding())
        .isEqualTo(
            "new has the higher rate of bought, by more than chance: 0.1535 against 0.1200,"
                + " +0.03347 (95 % from +0.003469 to +0.06346), p 0.029");
    assertThat(read.warnings()).isEmpty();
    assertThat(read.effect()).isNull();
    assertThat(read.power()).isNull();
  }

  @Test
  void meansAreThoseOfR() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      rows.add(row("old", 10 + 3 * Math.sin(i * 1.7)));
      if (i < 60) {
        rows.add(row("new", 10.9 + 4 * Math.cos(i * 2.3)));
      }
    }
    AbTest test = test();
    test.set(test.share(), 80.0 / 140);
    Run.AbTest read = test.read(rows(rows));
    // R: t.test(new, old)
    assertThat(read.p()).isCloseTo(0.0538248370537, within(1e-10));
    assertThat(read.low()).isCloseTo(-0.0143420123659, within(1e-10));
    assertThat(read.high()).isCloseTo(1.7265314797833, within(1e-10));
    assertThat(read.ratioP()).isCloseTo(1, within(1e-12));
    assertThat(read.finding())
        .startsWith("60 and 80 rows cannot tell new from old: +0.8561 (95 % from -0.01434 to")
        .endsWith("a difference of 1.230 would be found in 80 of 100 such tests");
  }

  @Test
  void powerIsNearlyThatOfR() {
    AbTest test = test();
    test.set(test.effect(), 0.04);
    Run.AbTest rates = test.read(rows(bought("new", 160, 1000), bought("old", 120, 1000)));
    assertThat(rates.power()).isCloseTo(0.732, within(0.01)); // R: power.prop.test
    AbTest usual = test();
    usual.set(usual.effect(), rates.detectable());
    assertThat(usual.read(rows(bought("new", 160, 1000), bought("old", 120, 1000))).power())
        .isCloseTo(0.8, within(1e-4));
  }

  @Test
  void rowsThatDidNotGoAsPlannedAreTold() {
    assertThat(AbTest.mismatch(1000, 1100, 0.5)).isCloseTo(0.0290963317413, within(1e-10)); // R
    Run.AbTest read = test().read(rows(bought("new", 10, 300), bought("old", 10, 200)));
    assertThat(read.ratioP()).isLessThan(0.001);
    assertThat(read.warnings())
        .containsExactly(
            "40.0 % of the rows met old where 50.0 % should have: something chose who met which"
                + " (sample ratio mismatch), and the difference may come from that");
  }

  @Test
  void ratesThatNeverVaryDoNotDiffer() {
    Run.AbTest read = test().read(rows(bought("new", 0, 5), bought("old", 0, 5)));
    assertThat(read.p()).isEqualTo(1);
    assertThat(read.detectable()).isZero();
  }

  /** In 500 draws without a difference, about 5 % are called one. */
  @Test
  void chanceIsCalledADifferenceAsOftenAsItMay() {
    int called = 0;
    Random random = new Random(11);
    for (int draw = 0; draw < 500; draw++) {
      Run.Arm[] arms = new Run.Arm[2];
      for (int a = 0; a < 2; a++) {
        SummaryStatistics its = new SummaryStatistics();
        for (int i = 0; i < 30 + 40 * a; i++) {
          its.addValue((1 + 2 * a) * random.nextGaussian());
        }
        arms[a] = new Run.Arm("" + a, its.getN(), its.getMean(), its.getStandardDeviation());
      }
      called += test().means(arms[0], arms[1]).p() < 0.05 ? 1 : 0;
    }
    assertThat(called).isBetween(13, 38);
  }

  private static String problem(Dataset<Row> rows) {
    try {
      test().read(rows);
      return "";
    } catch (ProblemException e) {
      return e.problems().get(0).where() + ": " + e.problems().get(0).text();
    }
  }

  @Test
  void whatCannotBeReadOutIsSaid() {
    List<Row> old = bought("old", 1, 3);
    assertThat(problem(rows(old)))
        .isEqualTo(
            "variant: column 'page' has 1 values (old); a test has two. Filter the rows in clean.");
    assertThat(problem(rows(old, bought("b", 1, 2), bought("c", 1, 2))))
        .startsWith("variant: column 'page' has more than two values (b, c, old, ...)");
    assertThat(problem(rows(old, bought(null, 1, 2)))).contains("(missing, old)");
    assertThat(problem(rows(bought("a", 1, 3), bought("b", 1, 2))))
        .isEqualTo("control: no row has the page 'old'; there are 'a' and 'b'.");
    assertThat(problem(rows(old, List.of(row("new", null), row("new", 1.0)))))
        .startsWith("outcome: 1 rows have no outcome 'bought'.");
    assertThat(problem(rows(old, List.of(row("new", Double.NaN), row("new", 1.0)))))
        .startsWith("outcome: 1 rows have no outcome 'bought'.");
    assertThat(problem(rows(old, bought("new", 1, 1)))).startsWith("variant: a variant has one");
    assertThat(
            problem(
                rows(List.of(row("old", 2.0), row("old", 2.0), row("new", 3.0), row("new", 3.0)))))
        .startsWith("outcome: does not vary");
    assertThatThrownBy(() -> test().read(rows(List.of()))).isInstanceOf(ProblemException.class);
  }
}
