package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.result.Run.LearningPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LearningCurvesTest {

  private static Page page(List<LearningPoint> points, String... findings) {
    return Page.of(
        Runs.of(
            "job",
            "learned",
            "learningCurve",
            new Run.LearningCurve("aucRoc", true, "validation", points, List.of(findings))));
  }

  @Test
  void showsThePointsAndWhatFollows() {
    Page page =
        page(
            List.of(
                new LearningPoint(1_000, 0.9, 0.6),
                new LearningPoint(2_000, null, 0.65),
                new LearningPoint(4_000, 0.8, 0.7)),
            "more rows help",
            "variance <it is>");

    assertThat(page.findings()).containsExactly("more rows help");
    assertThat(page.html())
        .contains("variance &lt;it is&gt;", "4,000", "0.650", "\u2013")
        .contains("AUC-ROC on validation goes from 0.600 to 0.700");
  }

  @Test
  void drawsNothingOfOnePoint() {
    Page page = page(List.of(new LearningPoint(1_000, 0.9, 0.6)));

    assertThat(page.findings()).containsExactly("AUC-ROC by the number of training rows");
    assertThat(page.html()).doesNotContain("id=\"learning-curve", "goes from");
  }
}
