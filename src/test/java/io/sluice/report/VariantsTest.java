package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VariantsTest {

  private static Run.Variant variant(String name, Double auc, boolean sure) {
    return new Run.Variant(
        name,
        "Algorithm<" + name + ">",
        List.of(new Run.Setting("depth", "3")),
        2.5,
        3 << 20,
        List.of(new Run.Metric("aucRoc", 0.99)),
        List.of(new Run.Metric("aucRoc", auc)),
        sure ? List.of(new Run.Interval("aucRoc", auc - 0.1, auc + 0.1)) : List.of());
  }

  private static Page page(List<Run.Variant> variants, Run.Pair pair) {
    return Page.of(
        Runs.of(
            "job",
            "compared",
            "comparison",
            new Run.Comparison(
                "aucRoc", true, "test", 1_234, variants, List.of(pair), "a", "a is the best.")));
  }

  @Test
  void showsVariantsAndPairs() {
    Page page =
        page(
            List.of(variant("a", 0.8, true), variant("b", 0.7, false)),
            new Run.Pair("a", "b", 0.1, -0.0004, 0.2, 0.0001, 0.0002, 12L, 3_456L, 0.5, 0.75));

    assertThat(page.findings()).contains("a is the best.");
    assertThat(page.html())
        .contains(
            "AUC-ROC of each variant on 1,234 rows of test",
            "AUC-ROC: a 0.800; b 0.700.",
            "Algorithm&lt;a&gt;",
            "depth 3",
            "3.0 MB",
            "2.5 s",
            "+0.100",
            "\u22120.000 to +0.200",
            "&lt;0.001",
            "3,456",
            "0.750");
  }

  @Test
  void showsWhatIsNotDefinedByADash() {
    Page page =
        page(
            List.of(variant("a", null, false), variant("b", null, false)),
            new Run.Pair("a", "b", null, null, null, null, null, null, null, null, null));

    assertThat(page.html())
        .contains("<td class=\"number\">\u2013</td>")
        .doesNotContain("McNemar", "<svg");
  }
}
