package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LossesTest {

  @Test
  void saysHowFarAndHowSoonTheLossFell() {
    assertThat(Losses.markup(List.of(1.0, 0.4, 0.14, 0.11, 0.1)).html())
        .contains(
            "the loss fell from 1 to 0.1 in 4 iterations, nine tenths of it in the first 2",
            "<svg");
  }

  @Test
  void isNothingWithoutIterations() {
    assertThat(Losses.markup(null)).isEqualTo(Markup.NONE);
    assertThat(Losses.markup(List.of(0.5, 0.4))).isEqualTo(Markup.NONE);
    assertThat(Losses.markup(List.of(0.5, Double.NaN, 0.4))).isEqualTo(Markup.NONE);
  }

  @Test
  void drawsALossThatDoesNotFall() {
    assertThat(Losses.markup(List.of(0.5, 0.5, 0.5)).html()).contains("<svg");
  }
}
