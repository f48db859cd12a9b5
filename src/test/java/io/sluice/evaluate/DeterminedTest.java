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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are made of the label, and such as are not. */
final class DeterminedTest {

  private static final String SKEWED = "exp(randn(1) * 2)";

  /** Of 2,000 rows with a label, and a column x made of it and of others. */
  private static List<String> warnings(String kind, String label, String column) {
    Dataset<Row> rows =
        SPARK
            .range(0, 2_000, 1, 3)
            .selectExpr("id", label + " AS y", "randn(2) AS noise")
            .selectExpr("y", column + " AS x");
    Roles roles = FromYaml.set(new Roles(), "{label: y}");
    Dataset<Row> marked = roles.mark(rows);
    boolean isText = rows.schema().apply("x").dataType().simpleString().equals("string");
    Summary summary =
        Summary.of(
            marked, List.of(isText ? Need.values("x") : Need.numbers("x"), Need.numbers("y")));
    return Leakage.warnings(kind, marked, "y", summary);
  }

  @Test
  void aNumberInAnotherUnitIsTold() {
    assertThat(warnings("number", SKEWED, "y * 1.1 + 3"))
        .containsExactly(
            "'x' alone tells y (R2 1.000 of ranks on the training rows): is it known before y is?"
                + " If not, drop it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-log(y)", "string(int(least(log(y) * 10, 60)))", "abs(y - 1e9)"})
  void soIsWhatIsMadeOfANumber(String column) {
    assertThat(warnings("number", SKEWED, column)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"log(y) + noise", "noise", "string(id)", "string(id % 990)", "7", "string(y > 1)"})
  void aGoodColumnIsNotTold(String column) {
    assertThat(warnings("number", SKEWED, column)).isEmpty();
  }

  @Test
  void aLabelThatDoesNotVaryIsToldByNothing() {
    assertThat(warnings("number", "1.5D", "y * 2")).isEmpty();
  }

  @Test
  void aNameOfTheClassIsTold() {
    assertThat(warnings("classes", "double(id * id % 7)", "concat('class ', y, id % 9)"))
        .containsExactly(
            "'x' alone tells y of 100.0 % of the training rows: is it known before y is? If not,"
                + " drop it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"noise", "string(id)", "string(y = 1)", "IF(id % 10 = 0, 'other', string(y))"})
  void whatTellsSomeClassesIsNot(String column) {
    assertThat(warnings("classes", "double(id * id % 7)", column)).isEmpty();
  }

  /** All rows but one in a hundred have one class, which a constant tells as well. */
  @Test
  void theMostFrequentClassIsNothingToTell() {
    String rare = "double(IF(id % 100 < 3, id % 100, 3))";
    assertThat(warnings("classes", rare, "string(7)")).isEmpty();
    assertThat(warnings("classes", rare, "string(int(y))")).hasSize(1);
  }
}
