package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.special.Erf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final String TWO =
      "sluice_group BIGINT, sluice_truth DOUBLE, sluice_score0 DOUBLE, sluice_prediction0 DOUBLE,"
          + " sluice_score1 DOUBLE, sluice_prediction1 DOUBLE";

  /** Rows of two models' scores; a score above 0.5 predicts the positive class. */
  private static Row scored(long group, double truth, double first, double second) {
    return row(group, truth, first, first > 0.5 ? 1.0 : 0.0, second, second > 0.5 ? 1.0 : 0.0);
  }

  private static Run.Pair pair(String kind, Row... rows) {
    List<Run.Pair> pairs = pairs(kind, table(TWO, rows));
    assertThat(pairs).hasSize(1);
    return pairs.get(0);
  }

  private static List<Run.Pair> pairs(String kind, Dataset<Row> rows) {
    return new Comparison(kind, List.of("a", "b"), rows).pairs();
  }

  /** The same rows as in R: i from 0 to 119, of which (7 i) mod 10 < 4 are positive. */
  private static Row[] waves() {
    Row[] rows = new Row[120];
    for (int i = 0; i < rows.length; i++) {
      double y = i * 7 % 10 < 4 ? 1 : 0;
      double a = Math.rint(100 * ((0.5 + 0.5 * Math.sin(i * 1.3)) * 0.6 + 0.4 * y)) / 100;
      double b = Math.rint(100 * ((0.5 + 0.5 * Math.sin(i * 1.3 + 0.8)) * 0.8 + 0.2 * y)) / 100;
      rows[i] = scored(i, y, a, b);
    }
    return rows;
  }

  @Test
  void aDifferenceOfAreasVariesAsDeLongSays() {
    Run.Pair pair = pair("twoClasses", waves());
    // R: pROC::roc.test(a, b, method = "delong", paired = TRUE)
    assertThat(pair.difference()).isCloseTo(0.896846064815 - 0.703125, within(1e-11));
    double deviation = (pair.high() - pair.low()) / 2 / 1.959964;
    assertThat(deviation).isCloseTo(0.0378799050126, within(0.1 * 0.0378799050126));
    assertThat(pair.p()).isBetween(1e-9, 1e-4); // DeLong: 3e-7
  }

  @Test
  void ofClassesADifferenceOfAccuraciesVariesAsItsFormulaSays() {
    Row[] rows = new Row[400]; // of which 30 only the first predicts right, 18 only the second
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row((long) i, 2.0, 0.0, i < 330 ? 2.0 : 1.0, 0.0, i >= 30 && i < 348 ? 2.0 : 0.0);
    }
    Run.Pair pair = pair("classes", rows);
    assertThat(pair.difference()).isCloseTo(12 / 400.0, within(1e-12));
    assertThat(List.of(pair.firstOnly(), pair.secondOnly())).containsExactly(30L, 18L);
    double deviation = Math.sqrt((30 + 18) / 400.0 - 0.03 * 0.03) / Math.sqrt(400);
    double p = Erf.erfc(0.03 / deviation / Math.sqrt(2));
    assertThat(pair.p()).isCloseTo(p, within(0.02));
    assertThat(pair.mcNemar()).isCloseTo(0.1114, within(5e-4)); // R: binom.test(c(30, 18))
  }

  @Test
  void ofNumbersTheMeanSquaresAreCompared() {
    Random random = new Random(3);
    Row[] rows = new Row[300];
    for (int i = 0; i < rows.length; i++) {
      double truth = random.nextGaussian();
      double hard = 3 * random.nextGaussian(); // for both alike
      rows[i] =
          row((long) i, truth, 0.0, truth + hard, 0.0, truth + hard + 0.5 * random.nextGaussian());
    }
    Run.Pair pair = pair("number", rows);
    assertThat(pair.difference()).isNegative();
    assertThat(pair.high() - pair.low()).isLessThan(0.2); // unpaired, each has one of 0.5
    assertThat(pair.firstOnly()).isNull();
    assertThat(pair.mcNemar()).isNull();
  }

  @Test
  void rowsThatAModelPredictsNothingForAreLeftOut() {
    Run.Pair pair =
        pair(
            "number",
            row(1L, 1.0, 0.0, 3.0, 0.0, 2.0),
            row(2L, 1.0, 0.0, Double.NaN, 0.0, 9.0),
            row(3L, 1.0, 0.0, 9.0, 0.0, Double.NaN));
    assertThat(pair.difference()).isEqualTo(1);
  }

  @Test
  void equalModelsDifferByNothing() {
    Run.Pair pair =
        pair("twoClasses", scored(1, 1, 0.9, 0.9), scored(2, 0, 0.2, 0.2), scored(3, 0, 0.9, 0.9));
    assertThat(pair.difference()).isZero();
    assertThat(pair.p()).isEqualTo(1);
    assertThat(pair.mcNemar()).isEqualTo(1);
  }

  @Test
  void modelsThatNeverVaryAreNotSureBeyondTheSamples() {
    Row[] rows = new Row[40];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = scored(i, i % 2, i % 2, 0.3);
    }
    Run.Pair pair = pair("twoClasses", rows);
    assertThat(pair.difference()).isEqualTo(0.5);
    assertThat(pair.p()).isEqualTo(1.0 / 501);
  }

  @Test
  void whereTheMetricIsNotDefinedNothingIsSaid() {
    Run.Pair pair = pair("twoClasses", scored(1, 1, 0.9, 0.1), scored(2, 1, 0.8, 0.2));
    assertThat(pair.difference()).isNull();
    assertThat(pair.p()).isNull();
    assertThat(pair.adjusted()).isNull();
    assertThat(pair.firstOnly()).isEqualTo(2);
    assertThat(pair("number").difference()).isNull();
  }

  @Test
  void theSameOnAnyNumberOfPartitions() {
    Dataset<Row> rows = table(TWO, waves());
    Run.Pair one = pairs("twoClasses", rows.coalesce(1)).get(0);
    Run.Pair many = pairs("twoClasses", rows.repartition(7)).get(0);
    assertThat(many.difference()).isEqualTo(one.difference());
    assertThat(many.p()).isCloseTo(one.p(), within(1e-12));
  }
}
