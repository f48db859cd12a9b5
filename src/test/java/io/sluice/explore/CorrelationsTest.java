package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Association;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CorrelationsTest {

  private static List<Association> of(Dataset<Row> rows) {
    return Correlations.of(Summary.of(rows, Correlations.needs(rows.schema())), rows.schema());
  }

  /** R: cor.test(x, y), cor.test(x, z), cor.test(y, z). */
  @Test
  void areThoseOfR() {
    List<Association> found =
        of(
            table(
                "x DOUBLE, name STRING, y INT, z DOUBLE, flag BOOLEAN",
                row(1.0, "a", 2, 9.0, true),
                row(2.5, "b", 1, 7.5, false),
                row(3.0, "c", 4, 8.0, true),
                row(4.5, "d", 3, 4.0, true),
                row(5.0, null, 7, 3.5, null),
                row(6.0, "f", 5, null, true)));
    assertThat(found).hasSize(3);
    Association first = found.get(0);
    assertThat(List.of(first.first(), first.second())).containsExactly("x", "z");
    assertThat(first.rows()).isEqualTo(5);
    assertThat(first.strength()).isCloseTo(-0.94982925940794, within(1e-12));
    assertThat(first.p()).isCloseTo(0.013387948592781536, within(1e-12));
    Association second = found.get(1);
    assertThat(List.of(second.first(), second.second())).containsExactly("x", "y");
    assertThat(second.rows()).isEqualTo(6);
    assertThat(second.strength()).isCloseTo(0.7232255268304092, within(1e-12));
    assertThat(second.p()).isCloseTo(0.10430513254214098, within(1e-12));
  }

  @Test
  void areNoneWhereNothingVariesOrIsThere() {
    assertThat(of(table("x DOUBLE, y DOUBLE", row(1.0, 2.0), row(1.0, 3.0), row(1.0, 4.0))))
        .isEmpty();
    assertThat(of(table("x DOUBLE, y DOUBLE", row(1.0, 2.0), row(2.0, 3.0)))).isEmpty();
    assertThat(of(table("x DOUBLE, y DOUBLE"))).isEmpty();
    assertThat(of(table("x DOUBLE, s STRING", row(1.0, "a")))).isEmpty();
  }

  @Test
  void areCertainOfCopies() {
    List<Association> found =
        of(
            table(
                "x DOUBLE, y DOUBLE",
                row(1.0, -2.0),
                row(2.0, -4.0),
                row(3.0, -6.0),
                row(4., -8.)));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).strength()).isCloseTo(-1, within(1e-12));
    assertThat(found.get(0).p()).isCloseTo(0, within(1e-12));
  }

  @Test
  void areOfTheFirstColumnsAlone() {
    StructType wide =
        StructType.fromDDL(
            IntStream.range(0, 40)
                .mapToObj(i -> "c" + i + " INT")
                .collect(Collectors.joining(",")));
    int most = Correlations.MOST_COLUMNS;
    assertThat(Correlations.needs(wide)).hasSize(most * (most - 1) / 2);
  }

  private static Map<String, List<String>> doubts(String... columns) {
    Dataset<Row> rows = SPARK.range(0, 1_000, 1, 3).selectExpr(columns);
    List<Need> needs = new ArrayList<>(Profiles.needs(rows.schema()));
    needs.addAll(Correlations.needs(rows.schema()));
    Summary summary = Summary.of(rows, needs);
    return Correlations.doubts(summary, rows.schema(), Correlations.of(summary, rows.schema()));
  }

  @Test
  void whatSaysTheSameIsTold() {
    assertThat(doubts("id % 40 AS a", "sin(id) AS b", "7 - 2 * (id % 40) AS c"))
        .isEqualTo(
            Map.of(
                "c",
                List.of("goes along with 'a' (correlation -1.000): one of them may be enough")));
    assertThat(doubts("id AS a", "id + 12 * sin(id) AS b")).hasSize(1);
    assertThat(doubts("id AS a", "id + 50 * sin(id) AS b")).isEmpty();
  }

  @Test
  void whatIsMissingInTheSameRowsIsTold() {
    assertThat(
            doubts(
                "IF(id % 20 = 0, NULL, id) AS a",
                "IF(id % 20 = 1, NULL, sin(id)) AS b",
                "IF(id % 20 = 0, double('NaN'), cos(id)) AS c"))
        .isEqualTo(Map.of("c", List.of("missing in the same rows as 'a' (50 of them)")));
    // too few, or only some of them
    assertThat(doubts("IF(id < 9, NULL, id) AS a", "IF(id < 9, NULL, sin(id)) AS b")).isEmpty();
    assertThat(doubts("IF(id < 50, NULL, id) AS a", "IF(id < 60, NULL, sin(id)) AS b")).isEmpty();
  }
}
