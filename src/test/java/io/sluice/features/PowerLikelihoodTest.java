package io.sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stats.ColumnSummary;
import io.sluice.stats.ColumnSummary.Weighted;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

class PowerLikelihoodTest {

  private static final int MANY = 100_000;

  @Test
  void isThatOfTheTransformedNumbersUpToAConstant() {
    List<Weighted> numbers = numbers(-3, -1, 0, 0.5, 2, 7, 30);
    PowerLikelihood likelihood = PowerLikelihood.ofYeoJohnson(numbers);
    // scipy 1.10.1: stats.yeojohnson_llf(l, x) / 7
    for (double[] expected :
        new double[][] {
          {-1, -3.419352138938117},
          {0, -1.8940602541290719},
          {0.5, -1.7359935593029008},
          {1, -2.358748091090708},
          {2, -4.4085421216968275}
        }) {
      assertThat(likelihood.at(expected[0])).isEqualTo(expected[1], within(1e-9));
    }
  }

  @Test
  void countsEachRow() {
    List<Weighted> counted = List.of(new Weighted(1, 3), new Weighted(4, 2), new Weighted(9, 1));
    assertThat(PowerLikelihood.ofBoxCox(counted).best())
        .isEqualTo(PowerLikelihood.ofBoxCox(numbers(1, 1, 1, 4, 4, 9)).best(), within(1e-7));
  }

  @Test
  void findsTheRootOfSquares() {
    double[] squares = normal(5_000).map(x -> Math.pow(100 + x, 2)).toArray();
    assertThat(PowerLikelihood.ofBoxCox(numbers(squares)).best()).isEqualTo(0.5, within(0.01));
  }

  @Test
  void keepsItsDigitsFarFromZeroAndAtTheEndsOfDoubles() {
    double[] far = normal(1_000).map(x -> 1e9 + x).toArray();
    assertThat(PowerLikelihood.ofYeoJohnson(numbers(far)).best()).isBetween(-5.0, 5.0);
    double[] wide = {-1e300, -1, 1, 1e10, 1e300};
    assertThat(PowerLikelihood.ofYeoJohnson(numbers(wide)).best()).isEqualTo(1, within(0.01));
    double[] tiny = {1e-300, 1, 1e300};
    assertThat(PowerLikelihood.ofBoxCox(numbers(tiny)).best()).isEqualTo(0, within(1e-6));
    double[] apart = {1e16, 1e16 + 2};
    assertThat(PowerLikelihood.ofYeoJohnson(numbers(apart)).best()).isEqualTo(1);
  }

  @Test
  void hardlyMovesWhereValuesAreRounded() {
    for (double[] values :
        List.of(
            normal(MANY).toArray(),
            normal(MANY).map(Math::exp).toArray(),
            normal(MANY).map(x -> 1000 + 30 * x).toArray(),
            uniform(MANY).map(u -> -10 * Math.log(u)).toArray())) {
      Dataset<Double> rows =
          LocalSpark.SPARK.createDataset(Arrays.stream(values).boxed().toList(), Encoders.DOUBLE());
      Need need = Need.numbers("value");
      ColumnSummary summary = Summary.of(rows, List.of(need)).of(need);
      assertThat(summary.weighted()).hasSizeLessThan(values.length);
      assertThat(PowerLikelihood.ofYeoJohnson(summary.weighted()).best())
          .isEqualTo(PowerLikelihood.ofYeoJohnson(numbers(values)).best(), within(1e-4));
    }
  }

  private static DoubleStream normal(int size) {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    return uniform(size).map(normal::inverseCumulativeProbability);
  }

  private static DoubleStream uniform(int size) {
    return IntStream.range(0, size).mapToDouble(i -> (i + 0.5) / size);
  }

  private static List<Weighted> numbers(double... values) {
    return Arrays.stream(values).mapToObj(v -> new Weighted(v, 1)).toList();
  }
}
