package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PermutationsTest {

  private static Page page(List<Run.Importance> importances) {
    return Page.of(
        Runs.of(
            "job",
            "shuffled",
            "permutation",
            new Run.Permutation("aucRoc", "validation", 1_995, 3, 0.8, importances)));
  }

  @Test
  void showsWhatEachColumnIsWorth() {
    Page page =
        page(
            List.of(
                new Run.Importance("<size>", 0.125, 0.01), new Run.Importance("noise", -0.002, 0)));

    assertThat(page.findings())
        .containsExactly("The model takes most from <size>: without it, AUC-ROC is worse by 0.125");
    assertThat(page.html())
        .contains("AUC-ROC lost on 1,995 rows of validation", "\u22120.002", "Mean of 3 shuffles.")
        .doesNotContain("<size>");
  }

  @Test
  void isLeftOutWhereNothingIsKnown() {
    assertThat(page(List.of()).findings()).isEmpty();
  }
}
