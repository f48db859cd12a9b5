package io.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.testing.LocalSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {

  private static final Need NEED = Need.distinct("x");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 10_000, 300_000})
  void isWithinFourStandardErrors(int n) {
    Dataset<Row> rows = numbers(n, 2);
    assertThat((double) count(rows)).isEqualTo(n, within(4 * 0.0081 * n));
  }

  @Test
  void isTheSameOnAnyPartitioning() {
    long one = count(numbers(50_000, 1));
    assertThat(count(numbers(50_000, 3))).isEqualTo(one);
    assertThat(count(numbers(50_000, 70))).isEqualTo(one);
  }

  @Test
  void doesNotCountWhatIsMissing() {
    Dataset<Row> rows =
        LocalSpark.table(
            "x DOUBLE",
            LocalSpark.row(0.0),
            LocalSpark.row(-0.0),
            LocalSpark.row((Object) null),
            LocalSpark.row(Double.NaN));
    assertThat(count(rows)).isEqualTo(1);
  }

  private static long count(Dataset<Row> rows) {
    return Summary.of(rows, List.of(NEED)).distinct(NEED).estimate();
  }

  private static Dataset<Row> numbers(int n, int partitions) {
    return LocalSpark.SPARK
        .range(0, 2L * n, 1, partitions)
        .selectExpr("(id % " + Math.max(1, n) + ") * 0.37 x");
  }
}
