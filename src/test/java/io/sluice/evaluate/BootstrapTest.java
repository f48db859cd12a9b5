package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.split.Split;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final int CASES = 500;

  @Test
  void intervalsOfTwoClassesCoverTheTruthAsOftenAsTheySay() {
    // scores of the classes are normal, their means 1.2 apart, so that the truth is known
    double auc = new NormalDistribution().cumulativeProbability(1.2 / Math.sqrt(2));
    double recall = new NormalDistribution().cumulativeProbability(0.6);
    int[] covered = new int[2];
    for (int seed = 0; seed < CASES; seed++) {
      List<Curve.Group> groups = drawn(new Random(seed), 60, 90, 1.2);
      Curve curve = new Curve(groups);
      long[] found = {
        groups.stream().filter(g -> g.score() > 0.6).mapToLong(Curve.Group::positives).sum(),
        groups.stream().filter(g -> g.score() > 0.6).mapToLong(Curve.Group::negatives).sum()
      };
      Run.Confusion confusion = new Run.Confusion(found[0], found[1], 90 - found[1], 60 - found[0]);
      Run.Scores scores =
          new TwoClasses(confusion, null, null, curve, curve.areas()).scores("test", confusion);
      covered[0] += covers(scores.interval("aucRoc"), auc);
      covered[1] += covers(scores.interval("recall"), recall);
    }
    assertThat(covered[0] / (double) CASES).isBetween(0.93, 0.97);
    assertThat(covered[1] / (double) CASES).isBetween(0.93, 0.97);
  }

  @Test
  void intervalsOfMeansCoverTheTruthAsOftenAsTheySay() {
    double truth = Math.sqrt(2 / Math.PI); // of the absolute value of a standard normal
    int covered = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      double[] errors =
          IntStream.range(0, 100).mapToDouble(i -> Math.abs(random.nextGaussian())).toArray();
      List<Run.Interval> intervals =
          Bootstrap.intervals(
              List.of(new Run.Metric("mae", 0.0)),
              draw -> {
                double sum = 0;
                long rows = 0;
                for (double error : errors) {
                  long times = draw.of(1);
                  sum += times * error;
                  rows += times;
                }
                return List.of(new Run.Metric("mae", sum / rows));
              });
      covered += covers(intervals.get(0), truth);
    }
    assertThat(covered / (double) CASES).isBetween(0.93, 0.97);
  }

  @Test
  void drawsEqualRowsTogetherAsOftenAsOneByOne() {
    for (int rows : new int[] {1, 5, 1_000}) {
      Bootstrap.Draw draw = new Bootstrap.Draw(new Well19937c(rows));
      double[] sums = IntStream.range(0, 4_000).mapToDouble(i -> draw.of(rows)).toArray();
      double mean = Arrays.stream(sums).average().orElseThrow();
      double variance = Arrays.stream(sums).map(s -> (s - mean) * (s - mean)).sum() / 4_000;
      assertThat(mean).isEqualTo(rows, within(0.06 * Math.sqrt(rows)));
      assertThat(variance / rows).isEqualTo(1, within(0.1));
    }
    assertThat(new Bootstrap.Draw(new Well19937c(1)).of(0)).isZero();
  }

  @Test
  void aMetricThatManySamplesDoNotDefineHasNoInterval() {
    Curve onePositive =
        new Curve(List.of(new Curve.Group(0.9, 1, 0), new Curve.Group(0.1, 0, 100)));
    Run.Confusion confusion = new Run.Confusion(1, 0, 100, 0);
    Run.Scores scores =
        new TwoClasses(confusion, 0.1, 0.01, onePositive, onePositive.areas())
            .scores("test", confusion);
    assertThat(scores.metric("aucRoc")).isEqualTo(1.0);
    assertThat(scores.interval("aucRoc")).isNull(); // 37 % of the samples have no positive row
    assertThat(scores.interval("accuracy")).isEqualTo(new Run.Interval("accuracy", 1, 1));
    assertThat(scores.interval("brier").low()).isEqualTo(0.01, within(1e-12));
    Run.Scores none = TwoClasses.NONE.scores("test", confusion);
    assertThat(none.intervals()).isEmpty();
  }

  @Test
  void aSampleOfGroupsVariesAsOneOfRows() {
    Random random = new Random(1);
    Row[] rows = new Row[20_000];
    Arrays.setAll(rows, i -> row(i, random.nextGaussian(), 0.0));
    Dataset<Row> table = table("id INT, label DOUBLE, prediction DOUBLE", rows);
    Run.Scores scores = NumbersTest.scores("test", Bootstrap.grouped(table), 0);
    Run.Interval mae = scores.interval("mae");
    double expected = 1.96 * Math.sqrt((1 - 2 / Math.PI) / rows.length);
    assertThat((mae.high() - mae.low()) / 2).isEqualTo(expected, within(0.1 * expected));
    assertThat(scores.metric("mae")).isBetween(mae.low(), mae.high());
    Dataset<Row> ordered = Split.inOrderOfContent(table, 200_000);
    Dataset<Row> reordered = Split.inOrderOfContent(table.repartition(5), 200_000);
    assertThat(NumbersTest.scores("test", Bootstrap.grouped(ordered), 0).intervals())
        .isEqualTo(NumbersTest.scores("test", Bootstrap.grouped(reordered), 0).intervals());
  }

  @Test
  void equalRowsAreDrawnEachByItself() {
    Row[] rows = new Row[2_000];
    Arrays.setAll(rows, i -> row(i % 2 * 2.0, 0.0)); // errors of 0 and 2, half each
    Dataset<Row> table = table("label DOUBLE, prediction DOUBLE", rows);
    Run.Interval mae = NumbersTest.scores("test", Bootstrap.grouped(table), 0).interval("mae");
    double expected = 1.96 * Math.sqrt(1.0 / rows.length);
    assertThat((mae.high() - mae.low()) / 2).isEqualTo(expected, within(0.1 * expected));
  }

  private static int covers(Run.Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  private static List<Curve.Group> drawn(
      Random random, int positives, int negatives, double apart) {
    return IntStream.range(0, positives + negatives)
        .mapToObj(
            i ->
                i < positives
                    ? new Curve.Group(apart + random.nextGaussian(), 1, 0)
                    : new Curve.Group(random.nextGaussian(), 0, 1))
        .sorted(Comparator.comparingDouble((Curve.Group g) -> -g.score()))
        .toList();
  }
}
