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

final class RenameTest {

  @Test
  void renamesAllAtOnceSoThatTwoCanChangeNames() {
    Dataset<Row> rows = table("a INT, b INT, c INT", row(1, 2, 3));
    Dataset<Row> renamed = rename("{a: b, b: a}").apply(rows).rows();
    assertThat(renamed.schema().fieldNames()).containsExactly("b", "a", "c");
    assertThat(texts(renamed)).containsExactly("[1,2,3]");
  }

  @Test
  void takesNamesOfAnyCharacters() {
    Dataset<Row> rows = table("`a.b` INT, `c d` INT, `e``f` INT", row(1, 2, 3));
    Dataset<Row> renamed = rename("{a.b: x.y, c d: \"q r\", \"e`f\": e}").apply(rows).rows();
    assertThat(renamed.schema().fieldNames()).containsExactly("x.y", "q r", "e");
    assertThat(texts(renamed)).containsExactly("[1,2,3]");
  }

  @Test
  void changesCapitals() {
    assertThat(rename("{Age: age}").apply(table("Age INT")).rows().schema().fieldNames())
        .containsExactly("age");
  }

  @Test
  void twoColumnsOfOneNameAreAProblem() {
    problem("{a: b}", "two columns would be called 'b'.");
    problem("{a: c, b: c}", "two columns would be called 'c'.");
  }

  @Test
  void namesThatDifferInCapitalsAloneAreOneName() {
    problem("{a: B}", "two columns would be called 'b'.");
  }

  @Test
  void everyMissingColumnIsAProblem() {
    problem(
        "{agee: x, bb: y}",
        """
        agee: column 'agee' is not in the table. Columns: a, b.
        bb: column 'bb' is not in the table. Did you mean 'b'? Columns: a, b.""");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(rename("{a: x, b: y}").inWords()).isEqualTo("rename a to x, b to y");
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> rename(yaml).apply(table("a INT, b INT")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static Rename rename(String yaml) {
    return FromYaml.set(new Rename(), yaml);
  }
}
