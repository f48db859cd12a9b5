package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RecodingsTest {

  private static final String LAND = "elt(int(id % 3) + 1, 'France', 'Spain', NULL) AS land";

  private static Map<String, List<String>> doubts(String... columns) {
    Dataset<Row> rows = SPARK.range(0, 90, 1, 3).selectExpr(columns);
    List<Need> needs = new ArrayList<>(Profiles.needs(rows.schema()));
    needs.addAll(Correlations.needs(rows.schema()));
    return Associations.of(rows, Summary.of(rows, needs), Optional.empty()).doubts();
  }

  @Test
  void aCodeOfAnotherColumnIsTold() {
    assertThat(
            doubts(
                LAND,
                "id AS n",
                "elt(int(id % 3) + 1, 'FR', 'ES', NULL) AS code",
                "elt(int(id % 3) + 1, 'f', 'e', 'missing') AS other"))
        .isEqualTo(
            Map.of(
                "code", List.of("says the same as 'land', value for value"),
                "other", List.of("says the same as 'land', value for value")));
  }

  @Test
  void whatComesEquallyOftenNeedNotSayTheSame() {
    assertThat(doubts(LAND, "elt(int(id / 30) + 1, 'FR', 'ES', 'IT') AS code")).isEmpty();
    assertThat(doubts(LAND, "elt(int(id % 4) + 1, 'FR', 'ES', 'IT', 'PT') AS code")).isEmpty();
    assertThat(doubts("IF(id < 9, 'a', 'b') AS x", "IF(id < 9, 'c', 'd') AS y")).isEmpty();
    assertThat(doubts(LAND)).isEmpty();
  }
}
