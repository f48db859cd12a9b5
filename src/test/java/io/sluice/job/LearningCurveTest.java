package io.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

  private static List<String> findings(String metric, boolean larger, double... scores) {
    return LearningCurve.findings(
        metric,
        larger,
        List.of(
            new Run.LearningPoint(1_000, 0.9, scores[0]),
            new Run.LearningPoint(2_000, scores[1], scores[2])),
        "test");
  }

  @Test
  void aScoreThatStillRisesAsksForRows() {
    assertThat(findings("aucRoc", true, 0.7, 0.9, 0.75))
        .containsExactly(
            "From 1,000 to 2,000 training rows, aucRoc on test went from 0.7000 to 0.7500: more"
                + " labelled rows are likely to help",
            "aucRoc is 0.9000 on the rows learned from and 0.7500 on test: variance; regularise"
                + " more, take fewer features, or get more rows");
  }

  @Test
  void aScoreThatStaysAsksForAnotherModel() {
    assertThat(findings("aucRoc", true, 0.75, 0.76, 0.752))
        .containsExactly(
            "From 1,000 to 2,000 training rows, aucRoc on test went from 0.7500 to 0.7520: more"
                + " rows of this kind will hardly help",
            "aucRoc is 0.7600 on the rows learned from and 0.7520 on test: no variance to speak of;"
                + " a stronger model or better features could gain, more regularisation not");
  }

  @Test
  void ofAnErrorLessIsBetter() {
    assertThat(findings("rmse", false, 12, 5, 10))
        .satisfiesExactly(
            rows -> assertThat(rows).endsWith("more labelled rows are likely to help"),
            gap -> assertThat(gap).contains(": variance;"));
    assertThat(findings("rmse", false, 9, 10, 10))
        .satisfiesExactly(
            rows -> assertThat(rows).endsWith("will hardly help"),
            gap -> assertThat(gap).contains("no variance"));
  }

  @Test
  void nothingIsSaidOfWhatIsNotDefined() {
    List<Run.LearningPoint> one = List.of(new Run.LearningPoint(10, 0.5, 0.5));
    assertThat(LearningCurve.findings("aucRoc", true, one, "test")).hasSize(1);
    assertThat(
            LearningCurve.findings(
                "aucRoc", true, List.of(new Run.LearningPoint(10, 0.5, null)), "test"))
        .isEmpty();
    assertThat(
            LearningCurve.findings(
                "aucRoc",
                true,
                List.of(new Run.LearningPoint(5, 0.5, null), new Run.LearningPoint(10, 0.5, 0.5)),
                "test"))
        .hasSize(1);
  }
}
