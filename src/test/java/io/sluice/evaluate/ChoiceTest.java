package io.sluice.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

  private static final double[] SCORES = {0.9, 0.8, 0.7, 0.6, 0.55, 0.4, 0.3, 0.1};
  private static final double[] LABELS = {1, 0, 1, 1, 0, 0, 1, 0};

  @Test
  void takesTheLeastCost() {
    Threshold missesAreDear =
        choose("{threshold: cost, falsePositiveCost: 1, falseNegativeCost: 5}");
    assertThat(missesAreDear.value()).isEqualTo(0.2, within(1e-12)); // 3 alarms too many
    assertThat(missesAreDear.from())
        .isEqualTo(
            "least cost on the validation rows, 1 for a false alarm and 5 for a row not found");
    assertThat(choose("{threshold: cost, falsePositiveCost: 10, falseNegativeCost: 1}").value())
        .isEqualTo(0.85, within(1e-12)); // finds one of four
    assertThat(choose("{threshold: cost, falsePositiveCost: 0.5, falseNegativeCost: 0}").value())
        .isEqualTo(0.95, within(1e-12)); // raises no alarm at all
  }

  @Test
  void takesTheBestRecallAtAPrecision() {
    Threshold threshold = choose("{threshold: recallAtPrecision, atLeast: 0.7}");
    assertThat(threshold.value()).isEqualTo(0.575, within(1e-12));
    assertThat(threshold.from())
        .isEqualTo("best recall at a precision of at least 0.7 on the validation rows");
    assertThat(choose("{threshold: recallAtPrecision, atLeast: 1}").value())
        .isEqualTo(0.85, within(1e-12));
  }

  @Test
  void takesTheBestPrecisionAtARecall() {
    Threshold threshold = choose("{threshold: precisionAtRecall, atLeast: 0.75}");
    assertThat(threshold.value()).isEqualTo(0.575, within(1e-12));
    assertThat(threshold.from())
        .isEqualTo("best precision at a recall of at least 0.75 on the validation rows");
    assertThat(choose("{threshold: precisionAtRecall, atLeast: 1}").value())
        .isEqualTo(0.2, within(1e-12));
  }

  @Test
  void saysWhereNoThresholdServes() {
    double[] labels = {0, 1, 0, 1, 0, 0, 0, 0};
    assertThatThrownBy(
            () -> choose("{threshold: recallAtPrecision, atLeast: 0.8}", SCORES, labels, true))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "no threshold has a precision of 0.8 on the validation rows; the best has 0.5000. Lower"
                + " atLeast.");
  }

  /** Against every threshold that tells rows apart, tried one by one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noOtherThresholdIsBetter(long seed) {
    Random random = new Random(seed);
    double[] scores = random.doubles(150).map(s -> Math.round(s * 40) / 40.0).toArray();
    double[] labels = Arrays.stream(scores).map(s -> random.nextDouble() < s ? 1 : 0).toArray();
    DoubleUnaryOperator cost =
        t -> 3 * count(scores, labels, t, 0, true) + 7.5 * count(scores, labels, t, 1, false);
    double chosen =
        choose(
                "{threshold: cost, falsePositiveCost: 3, falseNegativeCost: 7.5}",
                scores,
                labels,
                false)
            .value();
    assertThat(cost.applyAsDouble(chosen))
        .isEqualTo(thresholds(scores).map(cost).min().orElseThrow());

    DoubleUnaryOperator recall =
        t -> {
          double found = count(scores, labels, t, 1, true);
          return found / (found + count(scores, labels, t, 0, true)) >= 0.8 ? found : -1;
        };
    double precise =
        choose("{threshold: recallAtPrecision, atLeast: 0.8}", scores, labels, false).value();
    assertThat(recall.applyAsDouble(precise))
        .isEqualTo(thresholds(scores).map(recall).max().orElseThrow())
        .isPositive();
  }

  @Test
  void takesNoSettingThatTheAimDoesNotUse() {
    assertThat(
            settings("{threshold: cost, falsePositiveCost: 1, atLeast: 0.5}")
                .problems(new StructType()))
        .containsExactly(new Problem("atLeast", "threshold: cost does not use it. Leave it out."));
    assertThat(settings("{threshold: recallAtPrecision}").problems(new StructType())).isEmpty();
    assertThat(settings("{threshold: precisionAtRecall, atLeast: 0.5}").problems(new StructType()))
        .isEmpty();
    assertThat(settings("{falsePositiveCost: 1}").problems(new StructType()))
        .containsExactly(
            new Problem("falsePositiveCost", "threshold: 0.5 does not use it. Leave it out."));
  }

  private static DoubleStream thresholds(double[] scores) {
    return DoubleStream.concat(DoubleStream.of(-1), Arrays.stream(scores));
  }

  private static double count(
      double[] scores, double[] labels, double threshold, double label, boolean above) {
    int rows = 0;
    for (int i = 0; i < scores.length; i++) {
      rows += labels[i] == label && scores[i] > threshold == above ? 1 : 0;
    }
    return rows;
  }

  private static Threshold choose(String yaml) {
    return choose(yaml, SCORES, LABELS, true);
  }

  private static Threshold choose(
      String yaml, double[] scores, double[] labels, boolean probability) {
    Curve curve = CurveTest.curve(Scored.rows(scores, labels));
    return new Choice(settings(yaml), curve, probability).threshold();
  }

  private static Evaluate settings(String yaml) {
    return FromYaml.set(new Evaluate(), yaml);
  }
}
