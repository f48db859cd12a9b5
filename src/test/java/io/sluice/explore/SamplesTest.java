package io.sluice.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Explored.Inflation;
import io.sluice.result.Groups;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.ColumnSummary.Weighted;
import io.sluice.stats.Moments;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Expected numbers are R's 4.2. */
class SamplesTest {

  private static final ColumnSummary X = column(1, 2, 2, 3, 5, 8, 9.5);
  private static final ColumnSummary Y = column(2, 4, 4, 6, 7, 7, 10, 12, 3);

  private static ColumnSummary column(double... values) {
    Row[] rows = Arrays.stream(values).mapToObj(LocalSpark::row).toArray(Row[]::new);
    Need need = Need.numbers("v");
    return Summary.of(LocalSpark.table("v DOUBLE", rows), List.of(need)).of(need);
  }

  private static void requireSame(
      Groups.Test test, double statistic, double effect, double p, double tolerance) {
    assertThat(test.statistic()).isCloseTo(statistic, within(1e-12));
    assertThat(test.effect()).isCloseTo(effect, within(1e-12));
    assertThat(test.p()).isCloseTo(p, within(tolerance));
    assertThat(test.adjusted()).isEqualTo(test.p());
  }

  @Test
  void welchIsThatOfR() {
    Groups.Test test = Samples.welch(X.moments(), Y.moments()).orElseThrow();
    requireSame(test, -1.0597844500329610, -0.5336343188758472, 0.3084137839890478, 1e-10);
  }

  @Test
  void mannWhitneyIsThatOfR() {
    Groups.Test test = Samples.mannWhitney(X.weighted(), Y.weighted()).orElseThrow();
    requireSame(test, 20.5, -0.3492063492063492, 0.2639075187464597, 1e-12);
    Groups.Test turned = Samples.mannWhitney(Y.weighted(), X.weighted()).orElseThrow();
    requireSame(turned, 63 - 20.5, 0.3492063492063492, 0.2639075187464597, 1e-12);
  }

  @Test
  void mannWhitneyIsOneWhereAllAreLarger() {
    Groups.Test test =
        Samples.mannWhitney(
                List.of(new Weighted(5, 10), new Weighted(6, 2)), List.of(new Weighted(1, 9)))
            .orElseThrow();
    assertThat(test.effect()).isEqualTo(1);
    assertThat(test.statistic()).isEqualTo(108);
  }

  @Test
  void kolmogorovSmirnovIsThatOfR() {
    Groups.Test test = Samples.kolmogorovSmirnov(X.weighted(), Y.weighted()).orElseThrow();
    requireSame(test, 0.3492063492063492, 0.3492063492063492, 0.7229623937189007, 1e-8);
  }

  @Test
  void anovaIsThatOfR() {
    Groups.Test test =
        Samples.anova(List.of(column(1, 2, 4).moments(), column(5, 7).moments())).orElseThrow();
    requireSame(test, 7.26, 0.7076023391812866, 0.07413453937234313, 1e-10);
  }

  /** Cramer's V by Bergsma's formula, computed by hand. */
  @Test
  void chiSquaredIsThatOfR() {
    Groups.Test test = Samples.chiSquared(new long[][] {{10, 3, 5}, {2, 8, 6}}).orElseThrow();
    requireSame(test, 7.60563973063973, 0.4101045767714485, 0.02230777815105392, 1e-10);
  }

  @Test
  void valuesThatNeverComeDoNotCount() {
    Groups.Test test =
        Samples.chiSquared(new long[][] {{10, 0, 3, 5}, {0, 0, 0, 0}, {2, 0, 8, 6}}).orElseThrow();
    requireSame(test, 7.60563973063973, 0.4101045767714485, 0.02230777815105392, 1e-10);
  }

  @Test
  void independentColumnsHaveNoCramersV() {
    Groups.Test test = Samples.chiSquared(new long[][] {{10, 20}, {20, 40}}).orElseThrow();
    assertThat(test.effect()).isZero();
    assertThat(test.p()).isCloseTo(1, within(1e-6));
  }

  @Test
  void nothingIsSaidOfWhatDoesNotVary() {
    Moments flat = column(3, 3, 3).moments();
    assertThat(Samples.welch(flat, column(3, 3).moments())).isEmpty();
    assertThat(Samples.welch(flat, column(4).moments())).isEmpty();
    assertThat(Samples.mannWhitney(List.of(new Weighted(1, 3)), List.of(new Weighted(1, 2))))
        .isEmpty();
    assertThat(Samples.mannWhitney(List.of(), List.of(new Weighted(1, 2)))).isEmpty();
    assertThat(Samples.kolmogorovSmirnov(List.of(), List.of(new Weighted(1, 2)))).isEmpty();
    assertThat(Samples.anova(List.of(flat))).isEmpty();
    assertThat(Samples.anova(List.of(flat, column(3, 3).moments()))).isEmpty();
    assertThat(Samples.anova(List.of(column(3).moments(), column(5).moments()))).isEmpty();
    assertThat(Samples.chiSquared(new long[][] {{1, 2}})).isEmpty();
    assertThat(Samples.chiSquared(new long[0][])).isEmpty();
  }

  @Test
  void groupsThatLieApartAreNoChance() {
    Groups.Test test =
        Samples.anova(List.of(column(1, 1).moments(), column(5, 5).moments())).orElseThrow();
    assertThat(test.effect()).isEqualTo(1);
    assertThat(test.p()).isZero();
  }

  /** p.adjust(p, "BH"). */
  @Test
  void discoveriesAreCorrectedAsInR() {
    assertThat(Discoveries.adjusted(new double[] {0.01, 0.02, 0.03, 0.04, 0.2, 0.005}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.030, 0.040, 0.045, 0.048, 0.200, 0.030);
    assertThat(Discoveries.adjusted(new double[0])).isEmpty();
  }

  /** diag(solve(cor(cbind(a, b, d)))). */
  @Test
  void inflationIsThatOfR() {
    List<Inflation> found = Inflations.of(List.of("a", "b", "d"), correlations());
    assertThat(found).extracting(Inflation::column).containsExactly("a", "d", "b");
    assertThat(found.get(0).factor()).isCloseTo(19.648201421159953, within(1e-9));
    assertThat(found.get(1).factor()).isCloseTo(16.250202847237524, within(1e-9));
    assertThat(found.get(2).factor()).isCloseTo(2.262422856580853, within(1e-9));
  }

  private static double[][] correlations() {
    List<double[]> columns =
        List.of(
            new double[] {1, 2.5, 3, 4.5, 5, 6},
            new double[] {2, 1, 4, 3, 7, 5},
            new double[] {9, 7.5, 8, 4, 3.5, 1});
    double[][] r = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        r[i][j] = new PearsonsCorrelation().correlation(columns.get(i), columns.get(j));
      }
    }
    return r;
  }

  @Test
  void aCopyIsInflatedWithoutEndAndOthersAreNot() {
    double[][] r = {{1, 1, 0.5}, {1, 1, 0.5}, {0.5, 0.5, 1}};
    List<Inflation> found = Inflations.of(List.of("a", "copy", "b"), r);
    assertThat(found.get(0).factor()).isInfinite();
    assertThat(found.get(1).factor()).isInfinite();
    assertThat(found.get(2).factor()).isCloseTo(1 / 0.75, within(1e-12));
    assertThat(Inflations.of(List.of("a"), new double[][] {{1}})).isEmpty();
  }
}
