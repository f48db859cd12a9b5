package io.sluice.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static Run.Variant variant(String name, Double value, double seconds) {
    return new Run.Variant(
        name,
        "",
        List.of(),
        seconds,
        0,
        List.of(),
        List.of(new Run.Metric("rmse", value)),
        List.of());
  }

  private static Run.Pair pair(String first, String second, Double p) {
    return new Run.Pair(first, second, 0.1, 0.0, 0.2, p, p, null, null, null, null);
  }

  @Test
  void theFindingSaysWhichIsBestOrThatTheRowsCannotTell() {
    List<Run.Variant> variants =
        List.of(variant("a", 2.0, 9), variant("b", 1.0, 5), variant("c", 1.5, 1));
    Run.Comparison sure =
        Verdict.of(
            "rmse",
            "test",
            1_200,
            variants,
            List.of(pair("a", "b", 0.01), pair("a", "c", 0.9), pair("b", "c", 0.04)));
    assertThat(sure.best()).isEqualTo("b");
    assertThat(sure.finding())
        .isEqualTo(
            "b is the best: rmse 1.0000 on 1,200 test rows. b is better than a and c (p < 0.05).");
    assertThat(
            Verdict.of(
                    "rmse",
                    "test",
                    1_200,
                    variants,
                    List.of(pair("a", "b", 0.01), pair("a", "c", 0.9), pair("b", "c", 0.06)))
                .finding())
        .isEqualTo(
            "b has the best rmse 1.0000, but 1,200 test rows cannot tell it from c; of these, c was"
                + " trained fastest. b is better than a (p < 0.05).");
    assertThat(Verdict.of("rmse", "test", 0, List.of(variant("a", null, 1)), List.of()).finding())
        .isEqualTo("rmse is not defined on the test rows.");
  }
}
