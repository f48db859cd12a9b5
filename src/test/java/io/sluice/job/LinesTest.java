package io.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.result.Run.Change;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void ofSlicesTheWorstAndTheBestAreSaid() {
    Run.Evaluation evaluation =
        new Run.Evaluation(
            "twoClasses",
            "y",
            0.5,
            "given",
            List.of(),
            List.of(
                slice("size", "small", 1_200, 0.75),
                slice("size", null, 3, null),
                slice("size", "large", 10, 0.625),
                slice("month", null, 7, 0.5),
                slice("empty", "x", 1, null)),
            List.of(),
            List.of());
    assertThat(Lines.slices(evaluation))
        .containsExactly(
            "by size, aucRoc from 0.6250 (large, 10 rows) to 0.7500 (small, 1,200 rows)",
            "by month, aucRoc from 0.5000 (missing, 7 rows) to 0.5000 (missing, 7 rows)");
  }

  private static Run.Slice slice(String column, String value, long rows, Double auc) {
    return new Run.Slice(
        column, value, rows, List.of(new Run.Metric("aucRoc", auc)), List.of(), List.of());
  }

  @Test
  void aPartSaysWhatIsWrongWithItsSize() {
    assertThat(
            Lines.split(
                List.of(
                    new Run.Part("train", 70, 7L, null),
                    new Run.Part("test", 1_030, null, "test has 1,030 rows."))))
        .containsExactly("train 70 (10.0 % positive), test 1,030", "warning: test has 1,030 rows.");
  }

  @Test
  void oneReasonIsSaidByTheStepItself() {
    assertThat(lines(0, dropped("equal to another row in all columns", 24)))
        .containsExactly("1,234 rows", "clean[2] step  -24 rows");
    assertThat(lines(0, quarantined("a value cannot be converted", 1)))
        .containsExactly("1,234 rows", "clean[2] step  -1 row (quarantined)");
    assertThat(lines(0, new Reason("explode", Fate.ADDED, 1_234)))
        .containsExactly("1,234 rows", "clean[2] step  +1,234 rows");
  }

  @Test
  void severalReasonsAreSaidTheLargestFirst() {
    assertThat(
            lines(0, quarantined("speed out of range", 11), quarantined("name is missing", 2_000)))
        .containsExactly(
            "1,234 rows",
            "clean[2] step  -2,011 rows: 2,000 name is missing, 11 speed out of range"
                + " (quarantined)");
  }

  @Test
  void theRestOfManyReasonsIsSummedUp() {
    assertThat(
            lines(
                0,
                quarantined("a", 1),
                quarantined("b", 5),
                quarantined("c", 3),
                quarantined("d", 4)))
        .containsExactly(
            "1,234 rows", "clean[2] step  -13 rows: 5 b, 4 d, 4 for 2 other reasons (quarantined)");
  }

  @Test
  void eachFateHasItsReasons() {
    assertThat(
            lines(
                0,
                dropped("a", 2),
                quarantined("b", 3),
                new Reason("c", Fate.ADDED, 7),
                quarantined("b2", 4)))
        .containsExactly(
            "1,234 rows",
            "clean[2] step  -9 +7 rows: 2 a (dropped); 4 b2, 3 b (quarantined); 7 c (added)");
  }

  @Test
  void aLongReasonIsOneShortLine() {
    assertThat(lines(0, dropped("a\n  b" + "c".repeat(80), 2), dropped("d", 1)).get(1))
        .isEqualTo("clean[2] step  -3 rows: 2 a b" + "c".repeat(54) + "..., 1 d (dropped)");
  }

  @Test
  void changedValuesAndWarningsHaveWordsOfTheirOwn() {
    assertThat(lines(0)).containsExactly("1,234 rows");
    assertThat(lines(1)).containsExactly("1,234 rows", "clean[2] step  1 value changed");
    assertThat(lines(5_000, dropped("a", 2)))
        .containsExactly("1,234 rows", "clean[2] step  -2 rows; 5,000 values changed");
    Change warns =
        new Change(
            "clean[0] check",
            "about",
            1,
            1,
            0,
            List.of(),
            List.of(),
            List.of("40 % of names are missing", "old data"));
    assertThat(Lines.clean(List.of(warns)))
        .containsExactly(
            "1 row",
            "clean[0] check  warning: 40 % of names are missing",
            "clean[0] check  warning: old data");
  }

  private static Reason dropped(String why, long rows) {
    return new Reason(why, Fate.DROPPED, rows);
  }

  private static Reason quarantined(String why, long rows) {
    return new Reason(why, Fate.QUARANTINED, rows);
  }

  private static List<String> lines(long changedValues, Reason... reasons) {
    return Lines.clean(
        List.of(
            new Change(
                "clean[2] step",
                "about",
                9_999,
                1_234,
                changedValues,
                Arrays.asList(reasons),
                List.of(),
                List.of())));
  }

  @Test
  void ofAComparisonTheBestIsSaidBesideEachOther() {
    Run.Comparison comparison =
        new Run.Comparison(
            "rmse",
            false,
            "test",
            10,
            List.of(variant("a", 2.0), variant("other", null)),
            List.of(
                pair("a", "other", 0.25, 0.0004),
                pair("other", "c", 0.5, 0.5),
                pair("c", "a", null, null)),
            "a",
            "a has it; or b. It is so.");
    assertThat(Lines.compare(comparison))
        .containsExactly(
            "a has it;",
            "or b.",
            "It is so.",
            "             rmse       95% of test    on train    training     model",
            "a          2.0000    1.000 to 3.000           -       1.5 s      2 KB",
            "other           -                 -           -       1.5 s      2 KB",
            "a less other  +0.2500 (+0.1000 to +0.3000), p < 0.001");
  }

  private static Run.Variant variant(String name, Double rmse) {
    return new Run.Variant(
        name,
        "",
        List.of(),
        1.5,
        1025,
        List.of(),
        List.of(new Run.Metric("rmse", rmse)),
        rmse == null ? List.of() : List.of(new Run.Interval("rmse", rmse - 1, rmse + 1)));
  }

  private static Run.Pair pair(String first, String second, Double difference, Double p) {
    return new Run.Pair(first, second, difference, 0.1, 0.3, p, p, null, null, null, null);
  }

  @Test
  void ofClustersPartsSizesAndTheirNumberAreSaid() {
    Run.Clustering clustering =
        new Run.Clustering(
            List.of(
                new Run.ClusterScores("train", 1_000, 2, 0.5, 1, 4),
                new Run.ClusterScores("test", 9, 1, null, 0, 0)),
            List.of(
                new Run.Cluster("all", 1_000, Map.of()),
                new Run.Cluster("0", 990, Map.of()),
                new Run.Cluster("1", 10, Map.of())),
            List.of(new Run.ClusterChoice(1, 4, null, 1.0)),
            null);
    assertThat(Lines.clusters(clustering))
        .containsExactly(
            "train  1,000 rows in 2 clusters, silhouette 0.5000, 75.0 % of the squares between"
                + " clusters",
            "test  9 rows in 1 clusters, silhouette -, 0.0 % of the squares between clusters",
            "sizes  0: 990, 1: 10",
            "no number of clusters up to 1 stands out");
  }

  @Test
  void ofAnExperimentTheFindingAndBothVariantsAreSaid() {
    Run.AbTest test =
        new Run.AbTest(
            "page",
            "bought",
            "rate",
            new Run.Arm("old", 1_000, 0.12, 0.3),
            new Run.Arm("new", 1_010, 0.15, 0.4),
            0.03,
            0.01,
            0.05,
            0.004,
            0.82,
            0.025,
            0.02,
            0.66,
            "new is higher",
            List.of("too few"));
    assertThat(Lines.abTest(test))
        .containsExactly(
            "new is higher",
            "old  1,000 rows, rate of bought 0.1200",
            "new  1,010 rows, rate of bought 0.1500",
            "a difference of 0.02000 is found with a power of 0.66",
            "warning: too few");
  }

  @Test
  void ofALearningCurveTheFindingsAndThePointsAreSaid() {
    Run.LearningCurve curve =
        new Run.LearningCurve(
            "aucRoc",
            true,
            "test",
            List.of(new Run.LearningPoint(500, 0.9, null), new Run.LearningPoint(1_000, 0.8, 0.7)),
            List.of("more rows help"));
    assertThat(Lines.learningCurve(curve))
        .containsExactly(
            "more rows help",
            "      500 rows  aucRoc 0.9000 on these, - on test",
            "    1,000 rows  aucRoc 0.8000 on these, 0.7000 on test");
  }

  @Test
  void ofShuffledColumnsTheFirstAreSaid() {
    assertThat(
            Lines.permutation(
                new Run.Permutation(
                    "aucRoc",
                    "test",
                    100,
                    3,
                    0.8,
                    List.of(
                        new Run.Importance("size", 0.125, 0), new Run.Importance("b", -0.01, 0)))))
        .containsExactly("aucRoc lost on test without  size 0.1250, b -0.0100");
    assertThat(Lines.permutation(new Run.Permutation("aucRoc", "test", 100, 3, null, List.of())))
        .containsExactly("aucRoc is not defined on test");
  }
}
