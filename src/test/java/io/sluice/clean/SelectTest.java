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

final class SelectTest {

  @Test
  void keepsTheChosenColumnsInTheOrderChosen() {
    Dataset<Row> rows = table("a INT, cost_x INT, `odd.na``me` INT", row(1, 2, 3), row(4, 5, null));
    Dataset<Row> kept = select("columns: [\"odd*\", a]").apply(rows).rows();
    assertThat(kept.schema().fieldNames()).containsExactly("odd.na`me", "a");
    assertThat(texts(kept)).containsExactly("[3,1]", "[null,4]");
  }

  @Test
  void keepsEveryRowOfEqualOnes() {
    Dataset<Row> rows = table("a INT, b INT", row(1, 2), row(1, 3));
    assertThat(texts(select("columns: a").apply(rows).rows())).containsExactly("[1]", "[1]");
  }

  @Test
  void aMissingColumnIsAProblem() {
    assertThatThrownBy(() -> select("columns: [agee]").apply(table("age INT, b INT")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'agee' is not in the table. Did you mean 'age'? Columns: age, b.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(select("columns: [a, \"c_*\"]").inWords()).isEqualTo("keep a, c_*");
  }

  private static Select select(String yaml) {
    return FromYaml.set(new Select(), yaml);
  }
}
