package io.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantilesTest {

  private static final double[] SHARES = {
    0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.55, 0.75, 0.9, 0.99, 0.999, 1
  };

  /** Shapes of columns as they come. */
  enum Shape {
    NORMAL,
    LOGNORMAL,
    OFFSET,
    MANY_TIES,
    SIGNED_WIDE,
    WITH_INFINITIES;

    double[] draw(int n, long seed) {
      Random random = new Random(seed);
      return IntStream.range(0, n).mapToDouble(i -> next(random)).toArray();
    }

    private double next(Random random) {
      double z = random.nextGaussian();
      return switch (this) {
        case NORMAL -> z;
        case LOGNORMAL -> Math.exp(3 * z);
        case OFFSET -> 1e9 + z;
        case MANY_TIES -> random.nextInt(4) == 0 ? z : random.nextInt(3) * -0.0;
        case SIGNED_WIDE -> Math.signum(z) * Math.exp(100 * random.nextGaussian());
        case WITH_INFINITIES ->
            switch (random.nextInt(10)) {
              case 0 -> Double.POSITIVE_INFINITY;
              case 1 -> Double.NEGATIVE_INFINITY;
              case 2 -> 0.0;
              case 3 -> -0.0;
              default -> z;
            };
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void isExactUpToTheMostBuckets(Shape shape) {
    double[] values = shape.draw(Quantiles.MAX_BUCKETS, 1);
    Quantiles quantiles = of(values);
    assertThat(quantiles.isExact()).isTrue();
    assertThat(quantiles.rankError()).isZero();
    assertThat(quantiles.count()).isEqualTo(Quantiles.MAX_BUCKETS);
    assertThat(quantiles.quantiles(SHARES)).isEqualTo(sortedQuantiles(values));
  }

  @Test
  void staysExactForManyRowsOfFewValues() {
    double[] values = new Random(2).ints(200_000, -4_000, 4_000).asDoubleStream().toArray();
    Quantiles quantiles = of(values);
    assertThat(quantiles.isExact()).isTrue();
    assertThat(quantiles.quantiles(SHARES)).isEqualTo(sortedQuantiles(values));
  }

  @Test
  void isNoLongerExactWithOneValueMore() {
    double[] values = IntStream.rangeClosed(0, Quantiles.MAX_BUCKETS).asDoubleStream().toArray();
    Quantiles quantiles = of(values);
    assertThat(quantiles.isExact()).isFalse();
    assertThat(quantiles.buckets()).isLessThanOrEqualTo(Quantiles.MAX_BUCKETS);
    assertThat(quantiles.rankError()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinTheRankErrorThatItStates(Shape shape) {
    double[] values = shape.draw(60_000, 3);
    Quantiles quantiles = of(values);
    assertThat(quantiles.isExact()).isFalse();
    assertThat(quantiles.buckets()).isLessThanOrEqualTo(Quantiles.MAX_BUCKETS);
    double[] sorted = sorted(values);
    for (double share : SHARES) {
      double found = quantiles.quantile(share);
      double below = (double) below(sorted, found) / sorted.length;
      double upTo = (double) upTo(sorted, found) / sorted.length;
      assertThat(found).as("quantile %s", share).isNotNaN();
      assertThat(below - share).isLessThanOrEqualTo(quantiles.rankError());
      assertThat(share - upTo).isLessThanOrEqualTo(quantiles.rankError());
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheRankErrorSmall(Shape shape) {
    Quantiles quantiles = of(shape.draw(60_000, 4));
    double most = shape == Shape.MANY_TIES ? 0.76 : shape == Shape.WITH_INFINITIES ? 0.22 : 0.01;
    assertThat(quantiles.rankError()).isLessThan(most);
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameInAnyOrder(Shape shape) {
    double[] values = shape.draw(30_000, 5);
    List<Double> shuffled = new ArrayList<>(DoubleStream.of(values).boxed().toList());
    Collections.shuffle(shuffled, new Random(6));
    assertSame(of(sorted(values)), of(values));
    assertSame(of(shuffled.stream().mapToDouble(v -> v).toArray()), of(values));
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameOnAnyPartitioning(Shape shape) {
    double[] values = shape.draw(30_000, 7);
    Quantiles whole = of(values);
    for (int parts : new int[] {2, 3, 7, 100}) {
      Quantiles merged = new Quantiles();
      parts(values, parts, new Random(parts)).forEach(merged::merge);
      assertSame(merged, whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameOverAnyTreeOfMerges(Shape shape) {
    double[] values = shape.draw(30_000, 8);
    Quantiles whole = of(values);
    for (long seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      List<Quantiles> left = new ArrayList<>(parts(values, 12, random));
      while (left.size() > 1) {
        Quantiles one = left.remove(random.nextInt(left.size()));
        left.get(random.nextInt(left.size())).merge(one);
      }
      assertSame(left.get(0), whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameInBlocksOfAnySize(Shape shape) {
    double[] values = shape.draw(30_000, 14);
    Quantiles whole = of(values);
    for (int size : new int[] {1, 100, 1024, 30_000}) {
      Quantiles blocks = new Quantiles();
      for (int from = 0; from < values.length; from += size) {
        int n = Math.min(size, values.length - from);
        blocks.addAll(Arrays.copyOfRange(values, from, from + n), n);
      }
      assertSame(blocks, whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isAtTheLeastLevelThatFits(Shape shape) {
    double[] values = shape.draw(30_000, 15);
    int level = 0;
    while (bucketsAt(level, values) > Quantiles.MAX_BUCKETS) {
      level++;
    }
    Quantiles quantiles = of(values);
    assertThat(quantiles.level()).isEqualTo(level);
    assertThat((long) quantiles.buckets()).isEqualTo(bucketsAt(level, values));
  }

  @Test
  void blocksSkipNaNAndWhatIsBeyondTheirEnd() {
    Quantiles quantiles = new Quantiles();
    quantiles.addAll(new double[] {Double.NaN, 3, 1, Double.NaN, 1, 99}, 5);
    quantiles.addAll(new double[] {99}, 0);
    assertSame(quantiles, of(1, 1, 3));
  }

  @Test
  void copiesCountAsOftenAsTheyAre() {
    Quantiles copies = new Quantiles();
    copies.add(2, 3);
    copies.add(9, 0);
    copies.add(-1, 1);
    assertSame(copies, of(2, -1, 2, 2));
  }

  @Test
  void mapsEachValueWhereItIsExact() {
    Quantiles quantiles = of(-4, 0, 1, 4, 4, 9);
    Quantiles roots = quantiles.mapped(Math::sqrt).orElseThrow();
    assertSame(roots, of(0, 1, 2, 2, 3)); // the root of -4 is NaN
    assertThat(quantiles.count() - roots.count()).isEqualTo(1);
    assertSame(quantiles.mapped(v -> v * v).orElseThrow(), of(16, 0, 1, 16, 16, 81));
    assertSame(new Quantiles().mapped(v -> v + 1).orElseThrow(), new Quantiles());
    assertThat(of(Shape.NORMAL.draw(10_000, 16)).mapped(Math::exp)).isEmpty();
  }

  @Test
  void mergesAnExactPartWithACoarseOneEitherWay() {
    double[] wide = Shape.SIGNED_WIDE.draw(50_000, 9);
    double[] few = {-1, 0, 1, 1e9};
    Quantiles coarseFirst = of(wide);
    coarseFirst.merge(of(few));
    Quantiles exactFirst = of(few);
    exactFirst.merge(of(wide));
    assertSame(coarseFirst, exactFirst);
    double[] all = DoubleStream.concat(DoubleStream.of(wide), DoubleStream.of(few)).toArray();
    assertSame(exactFirst, of(all));
  }

  @Test
  void mergingNothingChangesNothing() {
    double[] values = Shape.LOGNORMAL.draw(20_000, 10);
    Quantiles before = of(values);
    before.merge(new Quantiles());
    Quantiles after = new Quantiles();
    after.merge(of(values));
    assertSame(before, of(values));
    assertSame(after, of(values));
  }

  @Test
  void hasNoQuantilesOfNothing() {
    Quantiles none = new Quantiles();
    none.merge(new Quantiles());
    assertThat(none.count()).isZero();
    assertThat(none.quantiles(0, 0.5, 1)).containsExactly(Double.NaN, Double.NaN, Double.NaN);
    assertThat(none.rankError()).isZero();
  }

  @Test
  void takesTheLowerOfTwoMiddleValues() {
    assertThat(of(1, 2, 3, 4).quantile(0.5)).isEqualTo(2.0);
    assertThat(of(7).quantiles(0, 0.5, 1)).containsExactly(7.0, 7.0, 7.0);
  }

  @Test
  void agreesWithRsTypeOne() {
    double[] milesPerGallon = {
      21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4,
          10.4,
      14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4
    };
    // R's mtcars$mpg; numpy.quantile(x, q, method="inverted_cdf"), which is R's quantile(type = 1)
    assertThat(of(milesPerGallon).quantiles(0.05, 0.25, 0.5, 0.75, 0.95))
        .containsExactly(10.4, 15.2, 19.2, 22.8, 32.4);
  }

  @Test
  void isNotMovedByTheRoundingOfShareTimesCount() {
    double[] oneToTwenty = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();
    // 0.55 * 20 is 11.000000000000002; R's quantile(1:20, 0.55, type = 1) is 11
    assertThat(of(oneToTwenty).quantile(0.55)).isEqualTo(11.0);
  }

  @Test
  void holdsZeroOfEitherSignAsOneValue() {
    Quantiles zeros = of(0.0, -0.0, -0.0);
    assertThat(zeros.buckets()).isEqualTo(1);
    assertThat(zeros.quantile(0.5)).isEqualTo(0.0);
  }

  @Test
  void ordersNegativesInfinitiesAndTheSmallestNumbers() {
    Quantiles quantiles =
        of(
            Double.POSITIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            -1,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE,
            0,
            -Double.MAX_VALUE);
    assertThat(quantiles.middles()[0])
        .containsExactly(
            Double.NEGATIVE_INFINITY,
            -Double.MAX_VALUE,
            -1,
            -Double.MIN_VALUE,
            0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY);
  }

  @Test
  void keepsInfinitiesWhereItIsNotExact() {
    Quantiles quantiles = of(Shape.WITH_INFINITIES.draw(60_000, 11));
    assertThat(quantiles.isExact()).isFalse();
    assertThat(quantiles.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(quantiles.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void keepsTheSignificantBitsThatItPromises() {
    double[] values = Shape.LOGNORMAL.draw(60_000, 12);
    double[] sorted = sorted(values);
    int powers = Math.getExponent(sorted[sorted.length - 1]) - Math.getExponent(sorted[0]) + 1;
    double bits = Math.log(1.0 * Quantiles.MAX_BUCKETS / powers) / Math.log(2) - 1;
    double[] exact = sortedQuantiles(values);
    double[] found = of(values).quantiles(SHARES);
    for (int i = 0; i < exact.length; i++) {
      assertThat(Math.abs(found[i] / exact[i] - 1)).isLessThan(Math.pow(2, -bits));
    }
  }

  @Test
  void comesBackFromItsBuckets() {
    Quantiles before = of(Shape.SIGNED_WIDE.draw(50_000, 13));
    Quantiles after =
        Quantiles.of(
            before.maxBuckets(), before.level(), before.bucketKeys(), before.bucketCounts());
    assertSame(after, before);
    assertThat(after.count()).isEqualTo(before.count());
  }

  @ParameterizedTest
  @EnumSource
  void comesBackFromAnotherProcess(Shape shape) {
    for (int n : new int[] {0, 1, 1_000, 50_000}) {
      Quantiles before = of(shape.draw(n, 14));
      Quantiles after = SerializationUtils.deserialize(SerializationUtils.serialize(before));
      assertSame(after, before);
      assertThat(after.maxBuckets()).isEqualTo(before.maxBuckets());
    }
  }

  @Test
  void isSentInATenthOfItsTable() {
    byte[] sent = SerializationUtils.serialize(of(Shape.NORMAL.draw(250_000, 15)));
    assertThat(sent).hasSizeLessThan(Quantiles.MAX_BUCKETS * 2 * 2 * Long.BYTES / 10);
  }

  @Test
  void isSentAsTheSameBytesInAnyOrder() {
    double[] values = Shape.SIGNED_WIDE.draw(50_000, 16);
    byte[] sent = SerializationUtils.serialize(of(values));
    assertThat(SerializationUtils.serialize(of(sorted(values)))).isEqualTo(sent);
  }

  private static void assertSame(Quantiles actual, Quantiles expected) {
    assertThat(actual.level()).isEqualTo(expected.level());
    assertThat(actual.bucketKeys()).isEqualTo(expected.bucketKeys());
    assertThat(actual.bucketCounts()).isEqualTo(expected.bucketCounts());
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.quantiles(SHARES)).isEqualTo(expected.quantiles(SHARES));
  }

  private static Quantiles of(double... values) {
    Quantiles quantiles = new Quantiles();
    for (double value : values) {
      quantiles.add(value);
    }
    return quantiles;
  }

  private static long bucketsAt(int level, double[] values) {
    return DoubleStream.of(values)
        .mapToLong(v -> Double.doubleToRawLongBits(v + 0.0))
        .map(bits -> (bits < 0 ? bits ^ Long.MAX_VALUE : bits) >> level)
        .distinct()
        .count();
  }

  private static List<Quantiles> parts(double[] values, int parts, Random random) {
    List<Quantiles> made = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      made.add(new Quantiles());
    }
    for (double value : values) {
      made.get(random.nextInt(parts)).add(value);
    }
    return made;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = DoubleStream.of(values).map(v -> v + 0.0).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double[] sortedQuantiles(double[] values) {
    double[] sorted = sorted(values);
    return DoubleStream.of(SHARES)
        .map(
            share -> {
              int rank = 1;
              while ((double) rank / sorted.length < share) {
                rank++;
              }
              return sorted[rank - 1];
            })
        .toArray();
  }

  private static long below(double[] sorted, double value) {
    return DoubleStream.of(sorted).filter(v -> v < value).count();
  }

  private static long upTo(double[] sorted, double value) {
    return DoubleStream.of(sorted).filter(v -> v <= value).count();
  }
}
