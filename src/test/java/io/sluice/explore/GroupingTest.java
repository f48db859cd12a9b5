package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Groups;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Summary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class GroupingTest {

  private static Groups of(Dataset<Row> rows, String by) {
    return Grouping.of(Summary.of(rows, Grouping.needs(rows.schema(), by)), rows.schema(), by);
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
    assertThat(x.etaSquared()).isCloseTo(0.3939814814814816, within(1e-12));
    assertThat(x.p()).isCloseTo(0.3672584447873798, within(1e-12));
    assertThat(x.groups()).extracting(Groups.Group::value).containsExactly("a", "b", null);
    Groups.Group b = x.groups().get(1);
    assertThat(b.rows()).isEqualTo(3);
    assertThat(b.missing()).isEqualTo(1);
    assertThat(b.mean()).isEqualTo(6);
    assertThat(b.standardDeviation()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(b.histogram()).hasSize(2);
    assertThat(groups.columns().get(1).etaSquared()).isNull();
    assertThat(groups.columns().get(1).p()).isNull();
  }

  @Test
  void groupsOfOneRowSayNothingOfChance() {
    Groups.Column x = of(table("k INT, x INT", row(1, 1), row(2, 5)), "k").columns().get(0);
    assertThat(x.etaSquared()).isEqualTo(1);
    assertThat(x.p()).isNull();
    Groups.Column one = of(table("k INT, x INT", row(1, 1), row(1, 5)), "k").columns().get(0);
    assertThat(one.etaSquared()).isNull();
    Groups.Column apart =
        of(table("k INT, x INT", row(1, 1), row(1, 1), row(2, 5), row(2, 5)), "k").columns().get(0);
    assertThat(apart.p()).isZero();
    Groups.Column none =
        of(table("k INT, x INT", row(1, null), row(2, null)), "k").columns().get(0);
    assertThat(none.etaSquared()).isNull();
    assertThat(none.groups().get(0).mean()).isNull();
  }

  @Test
  void tooManyValuesAreRefused() {
    Dataset<Row> rows = SPARK.range(0, 3_000, 1, 2).selectExpr("id AS k", "id % 7 AS x");
    assertThatThrownBy(() -> of(rows, "k"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'k' has more than 2,000 values: too many to look at each.");
  }
}
