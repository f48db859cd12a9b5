package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Association;
import io.sluice.result.Explored;
import io.sluice.result.Groups;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AssociationsTest {

  private static final Dataset<Row> ROWS =
      SPARK
          .range(0, 600, 1, 3)
          .selectExpr(
              "id % 50 AS x",
              "IF(id % 10 = 0, NULL, exp(id % 50)) AS y",
              "elt(int(id % 50 / 25) + 1, 'low', 'high') AS half",
              "id % 3 = 0 AS third",
              "int(id % 2) AS even",
              "IF(id % 10 = 0, NULL, 'w' || id) AS many",
              "date_add(date '2025-11-20', int(id % 90)) AS day",
              "named_struct('a', id) AS nested");

  private static Associations of(Dataset<Row> rows, String by) {
    List<Need> needs = new ArrayList<>(Profiles.needs(rows.schema()));
    needs.addAll(Correlations.needs(rows.schema()));
    return Associations.of(rows, Summary.of(rows, needs), Optional.ofNullable(by));
  }

  private static final Explored EXPLORED = of(ROWS, null).explored();

  private static Association find(String first, String second, String measure) {
    return EXPLORED.associations().stream()
        .filter(a -> a.first().equals(first) && a.second().equals(second))
        .filter(a -> a.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachPairHasTheMeasureOfItsKinds() {
    assertThat(EXPLORED.associations())
        .extracting(Association::first, Association::second, Association::measure)
        .containsExactlyInAnyOrder(
            tuple("x", "y", "pearson"),
            tuple("x", "even", "pearson"),
            tuple("y", "even", "pearson"),
            tuple("x", "y", "spearman"),
            tuple("x", "even", "spearman"),
            tuple("y", "even", "spearman"),
            tuple("half", "third", "cramersV"),
            tuple("x", "half", "correlationRatio"),
            tuple("x", "third", "correlationRatio"),
            tuple("y", "half", "correlationRatio"),
            tuple("y", "third", "correlationRatio"),
            tuple("even", "half", "correlationRatio"),
            tuple("even", "third", "correlationRatio"));
    assertThat(find("x", "y", "spearman").strength()).isCloseTo(1, within(1e-3));
    assertThat(find("x", "y", "spearman").rows()).isEqualTo(540);
    assertThat(find("x", "y", "pearson").strength()).isBetween(0.2, 0.6);
    // of numbers 0 to 49 in two halves: 25^2 / 4 of (50^2 - 1) / 12
    assertThat(find("x", "half", "correlationRatio").strength())
        .isCloseTo(Math.sqrt(25 * 25 / 4.0 / ((50 * 50 - 1) / 12.0)), within(1e-12));
    assertThat(find("half", "third", "cramersV").strength()).isLessThan(0.05);
  }

  @Test
  void chancesAreCorrectedForTheNumberOfPairs() {
    double[] p = EXPLORED.associations().stream().mapToDouble(Association::p).toArray();
    assertThat(EXPLORED.associations().stream().mapToDouble(Association::adjusted).toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(Discoveries.adjusted(p));
    assertThat(EXPLORED.associations())
        .isSortedAccordingTo(
            (a, b) -> Double.compare(Math.abs(b.strength()), Math.abs(a.strength())));
  }

  @Test
  void whatIsMissingTogetherIsToldWithTheMostFrequentFirst() {
    assertThat(EXPLORED.missing())
        .containsExactly(
            new Explored.Missing(List.of(), 540), new Explored.Missing(List.of("y", "many"), 60));
  }

  @Test
  void theNumbersThatGoTogetherMostAreDrawn() {
    assertThat(EXPLORED.points()).isNotEmpty().hasSizeLessThanOrEqualTo(3);
    for (Explored.Points points : EXPLORED.points()) {
      long drawn = points.hexagons().stream().mapToLong(Explored.Hexagon::count).sum();
      long both =
          ROWS.where(points.x() + " IS NOT NULL AND " + points.y() + " IS NOT NULL").count();
      assertThat(drawn + points.outside()).isEqualTo(both);
    }
  }

  @Test
  void inflationsAreOfAllNumbers() {
    assertThat(EXPLORED.inflations())
        .extracting(Explored.Inflation::column)
        .containsExactlyInAnyOrder("x", "y", "even");
  }

  @Test
  void rowsAreCountedByCalendar() {
    assertThat(EXPLORED.series()).hasSize(1);
    Explored.Series series = EXPLORED.series().get(0);
    assertThat(series.column()).isEqualTo("day");
    assertThat(series.unit()).isEqualTo("week");
    assertThat(series.exact()).isTrue();
    assertThat(series.periods().get(0).from()).isEqualTo("2025-11-17T00:00:00Z"); // a Monday
    assertThat(series.periods().stream().mapToLong(Explored.Period::count).sum()).isEqualTo(600);
  }

  @Test
  void numbersOfFewValuesGoWithOthersWhereTheyAreAskedFor() {
    List<Groups.Category> found = of(ROWS, "even").by("even");
    assertThat(found).extracting(Groups.Category::name).containsExactly("half", "third");
    assertThat(found.get(0).tests()).extracting(Groups.Test::name).containsExactly("chiSquared");
    assertThat(of(ROWS, "x").by("third")).hasSize(2);
    assertThat(of(ROWS, "many").by("many")).isEmpty();
    assertThat(of(ROWS, "even").explored().associations())
        .anyMatch(a -> a.second().equals("even") && a.measure().equals("correlationRatio"))
        .noneMatch(a -> a.first().equals(a.second()));
  }

  @Test
  void nothingIsSaidOfNoRows() {
    Explored none = of(ROWS.limit(0), null).explored();
    assertThat(none.associations()).isEmpty();
    assertThat(none.missing()).isEmpty();
    assertThat(none.points()).isEmpty();
    assertThat(none.series()).isEmpty();
    assertThat(none.inflations()).isEmpty();
  }
}
