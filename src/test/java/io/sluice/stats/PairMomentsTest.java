package io.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.testing.LocalSpark;
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

class PairMomentsTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void agreesWithNumpyAndScipy() {
    double[] milesPerGallon = {
      21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4,
          10.4,
      14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4
    };
    double[] horsepower = {
      110, 110, 93, 110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 66, 52, 65,
      97, 150, 150, 245, 175, 66, 91, 113, 264, 175, 335, 109
    };
    // R's mtcars; numpy.cov(mpg, hp)[0, 1], scipy.stats.pearsonr(mpg, hp)
    for (int size : new int[] {1, 5, 32}) {
      PairMoments pair = inBlocks(milesPerGallon, horsepower, size);
      assertThat(pair.count()).isEqualTo(32);
      assertThat(pair.covariance()).isEqualTo(-320.7320564516129, within(1e-11));
      assertThat(pair.correlation()).isEqualTo(-0.7761683718265864, within(1e-14));
    }
  }

  @Test
  void agreesWithSpark() {
    Dataset<Row> rows =
        LocalSpark.SPARK.range(5_000).selectExpr("sin(id) * id x", "sin(id) + cos(3 * id) y");
    Row spark = rows.selectExpr("covar_samp(x, y)", "corr(x, y)").collectAsList().get(0);
    List<Row> collected = rows.collectAsList();
    double[] x = collected.stream().mapToDouble(row -> row.getDouble(0)).toArray();
    double[] y = collected.stream().mapToDouble(row -> row.getDouble(1)).toArray();
    PairMoments pair = inBlocks(x, y, 1024);
    assertThat(pair.covariance() / spark.getDouble(0)).isEqualTo(1, within(1e-11));
    assertThat(pair.correlation()).isEqualTo(spark.getDouble(1), within(1e-13));
  }

  @Test
  void skipsRowsWhereEitherIsMissing() {
    PairMoments pair =
        inBlocks(new double[] {1, NAN, 2, 3, NAN, 5}, new double[] {2, 7, NAN, 4, NAN, 3}, 6);
    PairMoments expected = inBlocks(new double[] {1, 3, 5}, new double[] {2, 4, 3}, 3);
    assertThat(pair).usingRecursiveComparison().isEqualTo(expected);
    assertThat(pair.count()).isEqualTo(3);
    assertThat(pair.meanX()).isEqualTo(3.0);
    assertThat(pair.meanY()).isEqualTo(3.0);
    assertThat(pair.covariance()).isEqualTo(1.0, within(1e-15));
    assertThat(pair.correlation()).isEqualTo(0.5, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e9, -1e12})
  void isTheSameOverAnyTreeOfMergesAtAnyOffset(double offset) {
    Random random = new Random(1);
    int n = 6_000;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Math.rint(1e3 * random.nextGaussian()); // so that the offset rounds nothing
      y[i] = Math.rint(0.6 * x[i] + 1e3 * random.nextGaussian());
    }
    PairMoments centred = inBlocks(x, y, n);
    double[] farX = DoubleStream.of(x).map(v -> v + offset).toArray();
    double[] farY = DoubleStream.of(y).map(v -> v - offset).toArray();
    for (long seed = 0; seed < 20; seed++) {
      PairMoments merged = mergedInAnyTree(farX, farY, new Random(seed));
      assertThat(merged.count()).isEqualTo(n);
      assertThat(merged.meanX()).isEqualTo(centred.meanX() + offset, within(1e-3));
      assertThat(merged.covariance() / centred.covariance()).isEqualTo(1, within(1e-12));
      assertThat(merged.m2X() / centred.m2X()).isEqualTo(1, within(1e-12));
      assertThat(merged.m2Y() / centred.m2Y()).isEqualTo(1, within(1e-12));
      assertThat(merged.correlation()).isEqualTo(centred.correlation(), within(1e-12));
    }
  }

  @Test
  void hasNoCorrelationWithAConstant() {
    double[] constant = DoubleStream.generate(() -> 0.1).limit(1_000).toArray();
    double[] other = new Random(2).doubles(1_000).toArray();
    for (int size : new int[] {3, 1_000}) {
      assertThat(inBlocks(constant, other, size).correlation()).isNaN();
      assertThat(inBlocks(other, constant, size).correlation()).isNaN();
      assertThat(inBlocks(other, constant, size).covariance()).isEqualTo(0, within(1e-17));
    }
  }

  @Test
  void correlatesWithItselfByNoMoreThanOne() {
    for (long seed = 0; seed < 100; seed++) {
      double[] x = new Random(seed).doubles(10).toArray();
      double[] minus = DoubleStream.of(x).map(v -> -v).toArray();
      assertThat(inBlocks(x, x, 4).correlation()).isBetween(1 - 1e-15, 1.0);
      assertThat(inBlocks(x, minus, 4).correlation()).isBetween(-1.0, -1 + 1e-15);
    }
  }

  @Test
  void infinitiesHaveNoCorrelation() {
    for (int size = 1; size < 5; size++) {
      PairMoments pair =
          inBlocks(new double[] {1, INFINITY, 2, NAN}, new double[] {1, 2, 4, 1}, size);
      assertThat(pair.count()).isEqualTo(3);
      assertThat(pair.meanX()).isEqualTo(INFINITY);
      assertThat(pair.meanY()).isEqualTo(7 / 3.0, within(1e-15));
      assertThat(pair.covariance()).isNaN();
      assertThat(pair.correlation()).isNaN();
    }
    double[] bothSigns = {INFINITY, -INFINITY};
    assertThat(inBlocks(bothSigns, new double[] {1, 2}, 2).meanX()).isNaN();
  }

  @Test
  void hasNothingOfNothingAndLittleOfOneRow() {
    PairMoments none = new PairMoments();
    none.merge(new PairMoments());
    none.addAll(new double[] {NAN, 1}, new double[] {1, NAN}, 2);
    assertThat(none.count()).isZero();
    assertThat(List.of(none.meanX(), none.meanY(), none.covariance(), none.correlation()))
        .containsOnly(NAN);
    PairMoments one = inBlocks(new double[] {3}, new double[] {4}, 1);
    assertThat(one.covariance()).isZero();
    assertThat(one.correlation()).isNaN();
  }

  @Test
  void mergingNothingChangesNothing() {
    double[] x = new Random(3).doubles(50).toArray();
    double[] y = new Random(4).doubles(50).toArray();
    PairMoments before = inBlocks(x, y, 50);
    before.merge(new PairMoments());
    PairMoments after = new PairMoments();
    after.merge(inBlocks(x, y, 50));
    assertThat(before).usingRecursiveComparison().isEqualTo(inBlocks(x, y, 50));
    assertThat(after).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void comesBackFromItsSums() {
    PairMoments before =
        inBlocks(new Random(5).doubles(99).toArray(), new Random(6).doubles(99).toArray(), 10);
    PairMoments after =
        new PairMoments(
            before.count(),
            before.meanX(),
            before.restX(),
            before.meanY(),
            before.restY(),
            before.m2X(),
            before.m2Y(),
            before.cXY());
    assertThat(after).usingRecursiveComparison().isEqualTo(before);
  }

  private static PairMoments mergedInAnyTree(double[] x, double[] y, Random random) {
    List<PairMoments> left = new ArrayList<>();
    for (int from = 0; from < x.length; ) {
      int to = Math.min(x.length, from + 1 + random.nextInt(1_000));
      left.add(
          inBlocks(
              Arrays.copyOfRange(x, from, to),
              Arrays.copyOfRange(y, from, to),
              1 + random.nextInt(200)));
      from = to;
    }
    while (left.size() > 1) {
      PairMoments one = left.remove(random.nextInt(left.size()));
      left.get(random.nextInt(left.size())).merge(one);
    }
    return left.get(0);
  }

  private static PairMoments inBlocks(double[] x, double[] y, int size) {
    PairMoments pair = new PairMoments();
    for (int from = 0; from < x.length; from += size) {
      int n = Math.min(size, x.length - from);
      pair.addAll(Arrays.copyOfRange(x, from, from + n), Arrays.copyOfRange(y, from, from + n), n);
    }
    return pair;
  }
}
