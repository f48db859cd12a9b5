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
    return Leakage.warnings("twoClasses", marked, "damaged", summary);
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
  void soDoesATime() {
    String day = "date_add(date'2024-01-01', IF(pmod(hash(id), 10) = 0, 400, int(id % 30)))";
    assertThat(warnings(day)).hasSize(1);
    assertThat(warnings("timestamp(" + day + ")")).hasSize(1);
    assertThat(warnings("date_add(date'2024-01-01', int(id % 30))")).isEmpty();
  }

  @Test
  void soDoesACategoryWhoseEveryValueHasOneLabel() {
    assertThat(warnings("concat(pmod(hash(id), 10) = 0, id % 20)")).hasSize(1);
  }

  @Test
  void soDoesANumberThatComesWithSomeRowsOfTheRarerClass() {
    // of 10 % positive rows, every fifth has one
    String cost = "CASE WHEN pmod(hash(id), 50) = 0 OR id % 500 = 7 THEN 10 + id ELSE 0 END";
    assertThat(warnings(cost))
        .singleElement()
        .asString()
        .startsWith("'x' has values with which ")
        .contains(" training rows have damaged 1, of all rows ")
        .endsWith("is it known before damaged is? If not, drop it.");
    // too many others have it, too; or too few rows of the class
    assertThat(warnings("CASE WHEN pmod(hash(id), 50) < 2 THEN 10 + id ELSE 0 END")).isEmpty();
    assertThat(warnings("CASE WHEN pmod(hash(id), 990) = 0 THEN 10 + id ELSE 0 END")).isEmpty();
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

  /** Of 200 rows, 100 of them training rows, those of the other part whose x a training row has. */
  private static List<String> copies(String x) {
    Dataset<Row> rows =
        SPARK
            .range(0, 200, 1, 3)
            .selectExpr(
                "id AS key",
                "id % 2 AS y",
                x + " AS x",
                "CASE WHEN id < 50 THEN NULL ELSE 'z' END AS z",
                "IF(id < 100, 'train', 'test') AS part");
    Roles roles = FromYaml.set(new Roles(), "{label: y, id: key}");
    return Leakage.copies(roles.mark(rows), "y", "part", "train");
  }

  @Test
  void copiesOfTrainingRowsAreTold() {
    assertThat(copies("IF(id >= 190, id - 120, id)"))
        .containsExactly(
            "10 of 100 rows to be judged by (10.0 %) equal a training row in all columns: they tell"
                + " how well the model remembers. dropDuplicates in clean.");
    assertThat(copies("IF(id >= 190, id - 121, id)")).isEmpty(); // the label differs
    assertThat(copies("IF(id >= 190, 0, id)")).isEmpty(); // z differs
    assertThat(copies("IF(id = 199, 60, id)")).isEmpty(); // one in a hundred is chance
    assertThat(copies("id")).isEmpty();
  }
}
