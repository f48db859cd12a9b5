package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Groups;
import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class GroupingTest {

  private static Groups of(Dataset<Row> rows, String by) {
    List<Need> needs = new ArrayList<>(Profiles.needs(rows.schema()));
    needs.addAll(Grouping.needs(rows.schema(), by));
    return Grouping.of(Summary.of(rows, needs), rows.schema(), by, List.of());
  }

  /** R: summary(aov(x ~ kind)), sums of squares and Pr(>F). */
  @Test
  void isTheAnalysisOfVarianceOfR() {
    Groups groups =
        of(
            table(
                "kind STRING, x DOUBLE, flat INT",
                row("a", 1.0, 1),
                row("a", 2.0, 1),
                row("a", 4.0, 1),
                row("b", 5.0, 1),
                row("b", 7.0, 1),
                row("b", null, 1),
                row(null, 2.0, 1),
                row(null, 9.0, 1)),
            "kind");
    assertThat(groups.values()).isEqualTo(3);
    assertThat(groups.columns()).extracting(Groups.Column::name).containsExactly("x", "flat");
    Groups.Column x = groups.columns().get(0);
    assertThat(x.tests()).extracting(Groups.Test::name).containsExactly("anova");
    assertThat(x.tests().get(0).effect()).isCloseTo(0.3939814814814816, within(1e-12));
    assertThat(x.tests().get(0).p()).isCloseTo(0.3672584447873798, within(1e-12));
    assertThat(x.groups()).extracting(Groups.Group::value).containsExactly("a", "b", null);
    Groups.Group b = x.groups().get(1);
    assertThat(b.rows()).isEqualTo(3);
    assertThat(b.missing()).isEqualTo(1);
    assertThat(b.mean()).isEqualTo(6);
    assertThat(b.standardDeviation()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(b.histogram()).hasSize(2);
    assertThat(groups.columns().get(1).tests()).isEmpty();
    assertThat(groups.shares())
        .containsExactly(new Run.Top("a", 3), new Run.Top("b", 3), new Run.Top(null, 2));
  }

  @Test
  void groupsOfOneRowSayNothingOfChance() {
    assertThat(tests(row(1, 1), row(2, 5))).isEmpty();
    assertThat(tests(row(1, 1), row(1, 5))).isEmpty();
    assertThat(tests(row(1, null), row(2, null))).isEmpty();
    assertThat(tests(row(1, 1), row(1, 1), row(2, 5), row(2, 5)).get(0).p()).isZero();
    Groups.Column none =
        of(table("k INT, x INT", row(1, null), row(2, null)), "k").columns().get(0);
    assertThat(none.groups().get(0).mean()).isNull();
  }

  private static List<Groups.Test> tests(Row... rows) {
    return of(table("k INT, x INT", rows), "k").columns().get(0).tests();
  }

  @Test
  void twoGroupsAreComparedInSeveralWaysCorrectedForTheirNumber() {
    Dataset<Row> rows =
        SPARK
            .range(0, 200, 1, 3)
            .selectExpr("IF(id % 2 = 0, 'a', 'b') AS k", "id % 2 * 3 + id % 7 AS x", "id AS y");
    Groups groups = of(rows, "k");
    assertThat(groups.columns()).extracting(Groups.Column::name).containsExactly("x", "y");
    List<Groups.Test> tests = groups.columns().get(0).tests();
    assertThat(tests)
        .extracting(Groups.Test::name)
        .containsExactly("anova", "welch", "mannWhitney", "kolmogorovSmirnov");
    double[] p =
        groups.columns().stream()
            .flatMap(c -> c.tests().stream())
            .mapToDouble(Groups.Test::p)
            .toArray();
    assertThat(groups.columns().stream().flatMap(c -> c.tests().stream()))
        .extracting(Groups.Test::adjusted)
        .containsExactly(Arrays.stream(Discoveries.adjusted(p)).boxed().toArray(Double[]::new));
  }

  @Test
  void whatTellsTheValueByItselfAndRareValuesAreTold() {
    Dataset<Row> rows =
        SPARK
            .range(0, 1_000, 1, 3)
            .selectExpr(
                "IF(id % 50 = 0, 'yes', 'no') AS k",
                "IF(id % 50 = 0, 1000, 0) + id % 100 AS cause",
                "id % 100 + IF(id % 50 = 0, 9, 0) AS other");
    assertThat(Grouping.doubts(of(rows, "k")))
        .isEqualTo(
            Map.of(
                "k",
                List.of("imbalanced: 'yes' in 20 of 1,000 rows; accuracy will say little"),
                "cause",
                List.of("tells 'k' nearly by itself: is it known when that is to be predicted?")));
    assertThat(Grouping.doubts(of(rows.where("k = 'no'"), "k"))).isEmpty();
  }

  @Test
  void tooManyValuesAreRefused() {
    Dataset<Row> rows = SPARK.range(0, 3_000, 1, 2).selectExpr("id AS k", "id % 7 AS x");
    assertThatThrownBy(() -> of(rows, "k"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'k' has more than 2,000 values: too many to look at each.");
  }
}
