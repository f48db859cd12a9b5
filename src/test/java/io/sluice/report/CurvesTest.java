package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {

  @Test
  void readsACurveBetweenItsPoints() {
    List<Point> curve = List.of(new Point(0, 0), new Point(0.2, 0.6), new Point(1, 1));
    assertThat(Curves.at(curve, 0.1)).isEqualTo(0.3);
    assertThat(Curves.at(curve, 0.2)).isEqualTo(0.6);
    assertThat(Curves.at(curve, 0.6)).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void readsACurveThatRunsFromRightToLeft() {
    assertThat(Curves.at(List.of(new Point(1, 0), new Point(0, 1)), 0.25)).isEqualTo(0.75);
  }

  @Test
  void readsBesideTheEndsTheEnds() {
    List<Point> curve = List.of(new Point(0.2, 0.9), new Point(0.4, 0.5));
    assertThat(Curves.at(curve, 0.1)).isEqualTo(0.9);
    assertThat(Curves.at(curve, 0.5)).isEqualTo(0.5);
    assertThat(Curves.at(List.of(), 0.5)).isNaN();
  }

  @Test
  void drawsAMillionPointsSmall() {
    List<Point> curve = new ArrayList<>();
    for (int i = 0; i <= 1_000_000; i++) {
      curve.add(new Point(i / 1e6, Math.sqrt(i / 1e6)));
    }
    assertThat(Curves.roc(curve, List.of(), null).svg("ROC").html()).hasSizeLessThan(20_000);
  }
}
