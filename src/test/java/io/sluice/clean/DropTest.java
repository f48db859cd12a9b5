package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class DropTest {

  @Test
  void dropsTheChosenColumns() {
    Dataset<Row> rows =
        table("a INT, cost_x INT, `cost_y.z` INT, b STRING", row(1, 2, 3, "x"), row(1, 3, 4, "x"));
    Dataset<Row> kept = drop("columns: [\"cost_*\"]").apply(rows).rows();
    assertThat(kept.schema().fieldNames()).containsExactly("a", "b");
    assertThat(texts(kept)).containsExactly("[1,x]", "[1,x]");
  }

  @Test
  void dropsColumnsOfOddNamesAndNoOthers() {
    Dataset<Row> rows =
        table("a STRUCT<b: INT>, `a.b` INT, `c d` INT, `e``f` INT", row(row(9), 1, 2, 3));
    Dataset<Row> kept = drop("columns: [a.b, c d, \"e`f\"]").apply(rows).rows();
    assertThat(texts(kept)).containsExactly("[[9]]");
  }

  @Test
  void aMissingColumnIsAProblem() {
    assertThatThrownBy(() -> drop("columns: [agee]").apply(table("age INT, b INT")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'agee' is not in the table. Did you mean 'age'? Columns: age, b.");
  }

  @Test
  void somethingMustBeLeft() {
    assertThatThrownBy(() -> drop("columns: all").apply(table("age INT, b INT")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("columns: no column would be left. Columns: age, b.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(drop("columns: [a, \"c_*\"]").inWords()).isEqualTo("drop columns a, c_*");
  }

  private static Drop drop(String yaml) {
    return FromYaml.set(new Drop(), yaml);
  }
}
