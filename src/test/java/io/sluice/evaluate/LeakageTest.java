package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.stage.Roles;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.testing.FromYaml;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class LeakageTest {

  private static final int SIZE = 2000;

  private static List<String> warnings(String column) {
    Dataset<Row> rows =
        SPARK
            .range(0, SIZE, 1, 3)
            .selectExpr("double(pmod(hash(id), 10) = 0) AS damaged", "id", column + " AS x")
            .drop("id");
    Roles roles = FromYaml.set(new Roles(), "{label: damaged}");
    Dataset<Row> marked = roles.mark(rows);
    boolean isText = rows.schema().apply("x").dataType().simpleString().equals("string");
    Summary summary = Summary.of(marked, List.of(isText ? Need.values("x") : Need.numbers("x")));
    return Leakage.warnings(marked, "damaged", summary);
  }

  @Test
  void aNumberThatComesWithTheLabelGivesItAway() {
    assertThat(warnings("CASE WHEN pmod(hash(id), 10) = 0 THEN 100 + id ELSE 0 END"))
        .containsExactly(
            "'x' alone tells damaged (AUC 1.000 on the training rows): is it known before damaged"
                + " is? If not, drop it.");
  }

  @Test
  void soDoesAValueThatIsMissingOrNot() {
    assertThat(warnings("CASE WHEN pmod(hash(id), 10) = 0 THEN id % 7 END")).hasSize(1);
    assertThat(warnings("CASE WHEN pmod(hash(id), 10) > 0 THEN 'none' END")).hasSize(1);
  }

  @Test
  void soDoesACategoryWhoseEveryValueHasOneLabel() {
    assertThat(warnings("concat(pmod(hash(id), 10) = 0, id % 20)")).hasSize(1);
  }

  @Test
  void aGoodColumnIsNoLeak() {
    // 0.9 of the positive rows and 0.1 of the others: an area of 0.9
    assertThat(warnings("IF(id % 10 = 9, 1, 0) = IF(pmod(hash(id), 10) = 0, 0, 1)")).isEmpty();
  }

  @Test
  void nearlyUniqueValuesAreNoLeak() {
    assertThat(warnings("string(id % 990)")).isEmpty();
    assertThat(warnings("string(id)")).isEmpty(); // more than are looked at
    assertThat(warnings("id")).isEmpty();
  }

  @Test
  void chanceIsNoLeak() {
    assertThat(warnings("string(id * 7919 % 13)")).isEmpty();
    assertThat(warnings("id * 7919 % 1013")).isEmpty();
  }
}
