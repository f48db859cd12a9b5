package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExperimentTest {

  private static Page page(String statistic, Double effect, Double power) {
    Run.AbTest test =
        new Run.AbTest(
            "page",
            "bought",
            statistic,
            new Run.Arm("<old>", 1_000, 0.12, 0.3),
            new Run.Arm("new", 1_010, 0.15, 0.4),
            0.03,
            0.01,
            0.05,
            0.004,
            0.82,
            0.025,
            effect,
            power,
            "new is higher",
            List.of("too few met <old>"));
    return Page.of(Runs.of("job", "test", "abTest", test));
  }

  @Test
  void showsRatesInPercentAndThePower() {
    Page page = page("rate", 0.02, 0.66);

    assertThat(page.findings()).containsExactly("new is higher");
    assertThat(page.html())
        .contains("too few met &lt;old&gt;", "&lt;old&gt; (control)", "12.0%", "15.0%", "0.004")
        .contains("find a difference of 0.02", "0.660", "Difference 0.03, from 0.01 to 0.05.")
        .doesNotContain("Standard deviation", "<old>");
  }

  @Test
  void showsMeansWithTheirDeviation() {
    assertThat(page("mean", null, null).html())
        .contains("Standard deviation", "0.3", "Mean of ")
        .doesNotContain("Power");
  }
}
