package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.result.Run.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TuningTrialsTest {

  private static Trial trial(int number, Double score, String failure) {
    return new Trial(
        number,
        Map.of("LogisticRegression.<b>", "0." + number),
        1,
        score == null ? Collections.singletonList(null) : List.of(score - 0.1, score + 0.1),
        score,
        1.5,
        failure);
  }

  private static Page page(boolean largerIsBetter, int best, List<Trial> trials) {
    Run.Tuning tuning =
        new Run.Tuning(
            "grid", "aucRoc", largerIsBetter, 2, best, trials, List.of("the end is near"));
    return Page.of(Runs.of("job", "tuned", "tuning", tuning));
  }

  @Test
  void showsTheBestFirst() {
    Page page =
        page(true, 1, List.of(trial(0, 0.5, null), trial(1, 0.7, null), trial(2, 0.6, null)));

    assertThat(page.findings()).contains("3 trials of 2 folds: AUC-ROC from 0.500 to 0.700");
    assertThat(page.html())
        .containsSubsequence("0.600 to 0.800", "0.500 to 0.700", "0.400 to 0.600");
    assertThat(page.html()).contains("the end is near").doesNotContain("<b>");
  }

  @Test
  void showsTheLeastFirstWhereLessIsBetter() {
    Page page = page(false, 0, List.of(trial(0, 0.5, null), trial(1, 0.7, null)));

    assertThat(page.findings()).contains("2 trials of 2 folds: AUC-ROC from 0.700 to 0.500");
    assertThat(page.html()).containsSubsequence("0.400 to 0.600", "0.600 to 0.800");
  }

  @Test
  void saysWhatFailed() {
    Page page =
        page(
            true,
            0,
            List.of(trial(0, 0.5, null), trial(1, null, "no <row>"), trial(2, null, "no <row>")));

    assertThat(page.html()).contains("2 trials failed: no &lt;row&gt;");
  }

  @Test
  void showsNoMoreThanTwenty() {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      trials.add(trial(i, 0.5 + i / 100.0, null));
    }
    assertThat(page(true, 29, trials).html())
        .contains("The best 20; all are in the table of trials.");
  }
}
