package io.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.testing.LocalSpark;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
  void agreesWithScipyOnSkewnessAndKurtosis() {
    double[] milesPerGallon = {
      21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4,
          10.4,
      14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4
    };
    // R's mtcars$mpg; scipy.stats.skew(x), scipy.stats.kurtosis(x)
    for (Moments moments : List.of(of(milesPerGallon), inBlocks(milesPerGallon, 32))) {
      assertThat(moments.skewness()).isEqualTo(0.6404398640318834, within(1e-13));
      assertThat(moments.kurtosis()).isEqualTo(-0.20053320971549793, within(1e-13));
    }
  }

  @Test
  void agreesWithSpark() {
    Dataset<Row> rows = LocalSpark.SPARK.range(5_000).selectExpr("exp(sin(id)) * 1000 + id x");
    Row spark =
        rows.selectExpr("avg(x)", "var_samp(x)", "skewness(x)", "kurtosis(x)")
            .collectAsList()
            .get(0);
    double[] values = rows.collectAsList().stream().mapToDouble(row -> row.getDouble(0)).toArray();
    for (Moments moments : List.of(of(values), inBlocks(values, 1024))) {
      assertThat(moments.mean()).isEqualTo(spark.getDouble(0), within(1e-9));
      assertThat(moments.variance() / spark.getDouble(1)).isEqualTo(1, within(1e-12));
      assertThat(moments.skewness()).isEqualTo(spark.getDouble(2), within(1e-12));
      assertThat(moments.kurtosis()).isEqualTo(spark.getDouble(3), within(1e-12));
    }
  }

  @Test
  void hasNoSkewnessWhereSparkHasNone() {
    Row spark =
        LocalSpark.SPARK
            .sql("SELECT skewness(x), kurtosis(x) FROM VALUES (3D), (3D), (3D) AS t(x)")
            .collectAsList()
            .get(0);
    assertThat(spark.isNullAt(0) && spark.isNullAt(1)).isTrue();
    assertThat(of(3, 3, 3).skewness()).isNaN();
    assertThat(of(3, 3, 3).kurtosis()).isNaN();
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
  @ValueSource(doubles = {0, -3, 1e9, -1e12})
  void blocksAgreeWithExactArithmetic(double offset) {
    Random random = new Random(3);
    double[] values =
        random.doubles(20_000).map(v -> offset + Math.round(v * v * 4096) / 4096.0).toArray();
    double variance = exactVariance(values);
    // multiples of 1 / 4096 less their offset are exact even at 1e12
    double[] centred = DoubleStream.of(values).map(v -> v - offset).toArray();
    for (int size : new int[] {1, 7, 1000, 1024}) {
      Moments moments = inBlocks(values, size);
      assertThat(moments.count()).isEqualTo(values.length);
      assertThat(moments.mean()).isEqualTo(exactMean(values));
      assertThat(moments.variance() / variance).isEqualTo(1, within(1e-13));
      assertThat(moments.skewness()).isEqualTo(of(centred).skewness(), within(1e-11));
      assertThat(moments.kurtosis()).isEqualTo(of(centred).kurtosis(), within(1e-11));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e9, -1e12})
  void isTheSameOverAnyTreeOfMerges(double offset) {
    double[] values = new Random(4).doubles(6_000).map(v -> offset + Math.exp(3 * v)).toArray();
    Moments whole = inBlocks(values, values.length);
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double[][] parts = new double[12][0];
      for (double value : values) {
        int part = random.nextInt(parts.length);
        parts[part] =
            DoubleStream.concat(DoubleStream.of(parts[part]), DoubleStream.of(value)).toArray();
      }
      List<Moments> left = new ArrayList<>();
      for (double[] part : parts) {
        left.add(inBlocks(part, 1 + random.nextInt(300)));
      }
      while (left.size() > 1) {
        Moments one = left.remove(random.nextInt(left.size()));
        left.get(random.nextInt(left.size())).merge(one);
      }
      Moments merged = left.get(0);
      assertThat(merged.count()).isEqualTo(whole.count());
      assertThat(merged.min()).isEqualTo(whole.min());
      assertThat(merged.max()).isEqualTo(whole.max());
      assertThat(merged.mean()).isEqualTo(whole.mean(), within(Math.ulp(whole.mean())));
      assertThat(merged.variance() / whole.variance()).isEqualTo(1, within(1e-13));
      assertThat(merged.skewness()).isEqualTo(whole.skewness(), within(1e-12));
      assertThat(merged.kurtosis()).isEqualTo(whole.kurtosis(), within(1e-12));
    }
  }

  @Test
  void blocksSkipNaN() {
    Moments moments = inBlocks(new double[] {Double.NaN, 4, Double.NaN, 2, 9, Double.NaN}, 6);
    assertThat(moments.count()).isEqualTo(3);
    assertThat(moments.mean()).isEqualTo(5.0);
    assertThat(moments.variance()).isEqualTo(13.0, within(1e-14));
    assertThat(moments.min()).isEqualTo(2.0);
    assertThat(moments.max()).isEqualTo(9.0);
    assertThat(inBlocks(new double[] {Double.NaN, Double.NaN}, 2).count()).isZero();
  }

  @Test
  void blocksTakeOnlyAsManyValuesAsAreSaid() {
    Moments moments = new Moments();
    moments.addAll(new double[] {1, 2, 3, 1e300, Double.NaN}, 3);
    moments.addAll(new double[] {1e300}, 0);
    assertThat(moments.count()).isEqualTo(3);
    assertThat(moments.max()).isEqualTo(3.0);
  }

  @Test
  void blocksKeepInfinities() {
    double infinity = Double.POSITIVE_INFINITY;
    for (int size = 1; size < 5; size++) {
      Moments moments = inBlocks(new double[] {1, Double.NaN, infinity, 2}, size);
      assertThat(moments.count()).isEqualTo(3);
      assertThat(moments.mean()).isEqualTo(infinity);
      assertThat(List.of(moments.variance(), moments.skewness(), moments.kurtosis()))
          .containsOnly(Double.NaN);
      assertThat(moments.min()).isEqualTo(1.0);
      assertThat(moments.max()).isEqualTo(infinity);
      assertThat(inBlocks(new double[] {1, infinity, -infinity}, size).mean()).isNaN();
    }
  }

  @Test
  void blocksMayAddUpToMoreThanADouble() {
    double[] values = {1.5e308, 1.5e308, 1.2e308, 1.2e308};
    assertThat(inBlocks(values, 4).mean()).isEqualTo(1.35e308, within(1e293));
    double[] bothSigns = {1.5e308, -1.5e308, Double.NaN};
    assertThat(inBlocks(bothSigns, 3).min()).isEqualTo(-1.5e308);
  }

  @Test
  void copiesCountAsOftenAsTheyAre() {
    Moments copies = new Moments();
    copies.add(3, 1_000);
    copies.add(7, 0);
    copies.add(5, 500);
    Moments oneByOne = new Moments();
    for (int i = 0; i < 1_500; i++) {
      oneByOne.add(i % 3 == 0 ? 5 : 3);
    }
    assertThat(copies.count()).isEqualTo(1_500);
    assertThat(copies.max()).isEqualTo(5.0);
    assertThat(copies.mean()).isEqualTo(oneByOne.mean(), within(1e-15));
    assertThat(copies.variance()).isEqualTo(oneByOne.variance(), within(1e-13));
    assertThat(copies.skewness()).isEqualTo(oneByOne.skewness(), within(1e-12));
    assertThat(copies.kurtosis()).isEqualTo(oneByOne.kurtosis(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {2.5, -0.1, 1e-6, -1e6})
  void scalesAsTheValuesScale(double factor) {
    double[] values = new Random(5).doubles(3_000).map(v -> 1e6 + Math.exp(v)).toArray();
    double[] scaledValues = DoubleStream.of(values).map(v -> (v - 1e6) * factor + 7).toArray();
    Moments scaled = inBlocks(values, 1024).scaled(1e6, factor, 7);
    Moments expected = inBlocks(scaledValues, 1024);
    assertThat(scaled.count()).isEqualTo(expected.count());
    assertThat(scaled.min()).isEqualTo(expected.min());
    assertThat(scaled.max()).isEqualTo(expected.max());
    assertThat(scaled.mean() / expected.mean()).isEqualTo(1, within(1e-13));
    // the scaled values themselves are rounded where 7 is far above their spread
    assertThat(scaled.variance() / expected.variance()).isEqualTo(1, within(1e-9));
    assertThat(scaled.skewness()).isEqualTo(expected.skewness(), within(1e-9));
    assertThat(scaled.kurtosis()).isEqualTo(expected.kurtosis(), within(1e-9));
    assertThat(new Moments().scaled(1, 2, 3).mean()).isNaN();
  }

  @Test
  void zeroHasNoSign() {
    assertThat(Double.doubleToRawLongBits(of(0.0, -0.0).min())).isZero();
    assertThat(Double.doubleToRawLongBits(inBlocks(new double[] {-0.0, -0.0}, 2).max())).isZero();
  }

  @Test
  void comesBackFromItsSums() {
    Moments before = inBlocks(new Random(6).doubles(999).toArray(), 100);
    Moments after =
        new Moments(
            before.count(),
            before.mean(),
            before.meanRest(),
            before.m2(),
            before.m3(),
            before.m4(),
            before.min(),
            before.max());
    assertThat(after).usingRecursiveComparison().isEqualTo(before);
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
            List.of(
                none.mean(),
                none.variance(),
                none.standardDeviation(),
                none.skewness(),
                none.kurtosis(),
                none.min(),
                none.max()))
        .containsOnly(Double.NaN);
  }

  @Test
  void oneValueDoesNotVary() {
    Moments one = of(1e9);
    assertThat(one.mean()).isEqualTo(1e9);
    assertThat(one.variance()).isZero();
    assertThat(one.skewness()).isNaN();
    assertThat(one.kurtosis()).isNaN();
  }

  @Test
  void aConstantHasAVarianceOfExactlyZero() {
    double[] constant = DoubleStream.generate(() -> 0.1).limit(1_000).toArray();
    assertThat(of(constant).variance()).isZero();
    Moments moments = inBlocks(constant, 7);
    assertThat(moments.mean()).isEqualTo(0.1);
    assertThat(moments.variance()).isZero();
    assertThat(moments.skewness()).isNaN();
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

  private static Moments inBlocks(double[] values, int size) {
    Moments moments = new Moments();
    for (int from = 0; from < values.length; from += size) {
      int n = Math.min(size, values.length - from);
      moments.addAll(Arrays.copyOfRange(values, from, from + n), n);
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
