package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

  private static Dataset<Row> rows(String x) {
    return SPARK.range(0, 5_000, 1, 3).selectExpr(x + " AS x");
  }

  private static List<Run.Bin> bins(String x) {
    Need need = Need.numbers("x");
    return Histogram.of(Summary.of(rows(x), List.of(need)).of(need));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"randn(1) * 3 + 1", "int(id % 90)", "exp(randn(2) * 2)", "id % 30 / 4", "id - 7"})
  void countsAsCountingWould(String x) {
    Dataset<Row> rows = rows(x);
    List<Run.Bin> bins = bins(x);
    assertThat(bins).hasSizeBetween(Histogram.BINS / 2, Histogram.BINS);
    for (int i = 0; i < bins.size(); i++) {
      Run.Bin bin = bins.get(i);
      boolean isLast = i == bins.size() - 1;
      String to = isLast ? " AND x <= " : " AND x < ";
      assertThat(bin.count())
          .as("%s", bin)
          .isEqualTo(rows.where("x >= " + bin.from() + "D" + to + bin.to() + "D").count());
      assertThat(isLast ? bin.to() : bins.get(i + 1).from()).isEqualTo(bin.to());
    }
    assertThat(bins.stream().mapToLong(Run.Bin::count).sum()).isEqualTo(5_000);
  }

  @Test
  void fewNumbersHaveABinEach() {
    assertThat(bins("int(id % 3) * 5"))
        .containsExactly(
            new Run.Bin(0, 0, 1_667), new Run.Bin(5, 5, 1_667), new Run.Bin(10, 10, 1_666));
    assertThat(bins("cast(NULL AS DOUBLE)")).isEmpty();
  }

  /** One far number does not make all others share a bin. */
  @Test
  void farNumbersAreInTheEndsBins() {
    List<Run.Bin> bins = bins("IF(id = 77, 1e6, id % 1000 / 10)");
    Run.Bin last = bins.get(bins.size() - 1);
    assertThat(last.to()).isEqualTo(1e6);
    assertThat(last.count()).isEqualTo(1);
    assertThat(bins.get(0).to() - bins.get(0).from()).isLessThan(20);
  }

  @Test
  void wholeNumbersFillBinsEvenly() {
    List<Run.Bin> bins = bins("id % 50");
    assertThat(bins).allMatch(b -> b.from() == Math.rint(b.from()));
    assertThat(bins.subList(0, bins.size() - 1)).allMatch(b -> b.to() - b.from() == 3);
    assertThat((double) bins.get(0).count()).isCloseTo(300, within(0.0));
  }
}
