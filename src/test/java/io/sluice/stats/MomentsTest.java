package io.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  @Test
  void agreesWithR() {
    double[] milesPerGallon = {
      21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4,
          10.4,
      14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4
    };
    Moments moments = of(milesPerGallon);
    // R: mean(mtcars$mpg), sd(mtcars$mpg), range(mtcars$mpg)
    assertThat(moments.count()).isEqualTo(32);
    assertThat(moments.mean()).isEqualTo(20.09062, within(1e-5));
    assertThat(moments.standardDeviation()).isEqualTo(6.026948, within(5e-7));
    assertThat(moments.min()).isEqualTo(10.4);
    assertThat(moments.max()).isEqualTo(33.9);
  }

  @Test
  void agreesWithTheCertifiedValuesOfNumAcc4() {
    // NIST Statistical Reference Datasets, NumAcc4: mean 10000000.2 and standard deviation 0.1
    List<Double> values = new ArrayList<>(List.of(10000000.2));
    for (int i = 0; i < 500; i++) {
      values.add(10000000.1);
      values.add(10000000.3);
    }
    Moments moments = of(values.stream().mapToDouble(v -> v).toArray());
    assertThat(moments.mean()).isEqualTo(10000000.2, within(1e-8));
    assertThat(moments.standardDeviation()).isEqualTo(0.1, within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -3, 1e9, -1e12})
  void agreesWithExactArithmetic(double offset) {
    double[] values = new Random(1).doubles(2_000).map(v -> offset + v).toArray();
    Moments moments = of(values);
    assertThat(moments.mean())
        .isEqualTo(exactMean(values), within(1e-14 * Math.max(1, Math.abs(offset))));
    double exact = exactVariance(values);
    // a stable method loses digits in proportion to mean / standard deviation, not to its square
    double lost = 1e-15 * Math.max(10, Math.abs(offset) / Math.sqrt(exact));
    assertThat(moments.variance()).isEqualTo(exact, within(exact * lost));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e9})
  void mergesToTheMomentsOfTheWhole(double offset) {
    double[] values = new Random(2).doubles(3_000).map(v -> offset + v).toArray();
    Moments whole = of(values);
    for (int parts : new int[] {2, 3, 7, 100}) {
      Moments merged = new Moments();
      for (int part = 0; part < parts; part++) {
        Moments its = new Moments();
        for (int i = part; i < values.length; i += parts) {
          its.add(values[i]);
        }
        merged.merge(its);
      }
      assertThat(merged.count()).isEqualTo(whole.count());
      assertThat(merged.min()).isEqualTo(whole.min());
      assertThat(merged.max()).isEqualTo(whole.max());
      assertThat(merged.mean()).isEqualTo(whole.mean(), within(1e-14 * Math.max(1, offset)));
      assertThat(merged.variance()).isEqualTo(exactVariance(values), within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1e200, -1e300, 1e-320})
  void mergingNothingChangesNothing(double unit) {
    double[] values = {unit, 2 * unit, 4 * unit};
    Moments before = of(values);
    before.merge(new Moments());
    Moments after = new Moments();
    after.merge(of(values));
    for (Moments merged : List.of(before, after)) {
      assertThat(merged.count()).isEqualTo(3);
      assertThat(merged.mean()).isEqualTo(of(values).mean());
      assertThat(merged.variance()).isEqualTo(of(values).variance());
      assertThat(merged.min()).isEqualTo(of(values).min());
      assertThat(merged.max()).isEqualTo(of(values).max());
    }
  }

  @Test
  void hasNoMomentsOfNothing() {
    Moments none = new Moments();
    none.merge(new Moments());
    assertThat(none.count()).isZero();
    assertThat(
            List.of(none.mean(), none.variance(), none.standardDeviation(), none.min(), none.max()))
        .containsOnly(Double.NaN);
  }

  @Test
  void oneValueDoesNotVary() {
    Moments one = of(1e9);
    assertThat(one.mean()).isEqualTo(1e9);
    assertThat(one.variance()).isZero();
  }

  @Test
  void aConstantHasAVarianceOfExactlyZero() {
    assertThat(of(DoubleStream.generate(() -> 0.1).limit(1_000).toArray()).variance()).isZero();
  }

  @Test
  void anInfinityMakesTheMeanInfiniteAndTheVarianceUndefined() {
    double infinity = Double.POSITIVE_INFINITY;
    for (Moments moments :
        List.of(of(1, infinity, 2), merged(of(1, infinity), of(2)), merged(of(1), of(infinity)))) {
      assertThat(moments.mean()).isEqualTo(infinity);
      assertThat(moments.variance()).isNaN();
      assertThat(moments.min()).isEqualTo(1);
      assertThat(moments.max()).isEqualTo(infinity);
    }
    assertThat(of(infinity, -infinity, 1).mean()).isNaN();
    assertThat(merged(of(infinity), of(-infinity)).mean()).isNaN();
  }

  private static Moments of(double... values) {
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return moments;
  }

  private static Moments merged(Moments one, Moments other) {
    one.merge(other);
    return one;
  }

  private static double exactMean(double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
    }
    return sum.divide(BigDecimal.valueOf(values.length), MathContext.DECIMAL128).doubleValue();
  }

  private static double exactVariance(double[] values) {
    BigDecimal n = BigDecimal.valueOf(values.length);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : values) {
      BigDecimal exact = new BigDecimal(value);
      sum = sum.add(exact);
      squares = squares.add(exact.multiply(exact));
    }
    BigDecimal m2 = squares.multiply(n).subtract(sum.multiply(sum));
    return m2.divide(n.multiply(n.subtract(BigDecimal.ONE)), new MathContext(50)).doubleValue();
  }
}
