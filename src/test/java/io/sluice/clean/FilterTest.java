package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import io.sluice.testing.Said;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class FilterTest {

  private static Dataset<Row> rows() {
    return table(
        "speed DOUBLE, `time of.day` STRING",
        row(3.0, "Day"),
        row(0.0, "Night"),
        row(null, "Day"),
        row(Double.NaN, null));
  }

  @Test
  void keepsTheRowsForWhichItIsTrue() {
    assertThat(texts(filter("speed > 1").apply(rows()).rows()))
        .containsExactly("[3.0,Day]", "[NaN,null]"); // to Spark NaN is above all numbers
  }

  @Test
  void nullIsNotTrue() {
    assertThat(texts(filter("NOT (speed > 1)").apply(rows()).rows()))
        .containsExactly("[0.0,Night]");
  }

  @Test
  void readsColumnsOfOddNames() {
    assertThat(texts(filter("`time of.day` = 'Day'").apply(rows()).rows()))
        .containsExactly("[3.0,Day]", "[null,Day]");
  }

  @Test
  void whatIsNotTrueOrFalseIsAProblem() {
    problem("speed + 1", "where: 'speed + 1' is of type double, not true or false.");
  }

  @Test
  void whatIsAlwaysNullIsAProblem() {
    problem("null", "where: 'null' is of type void, not true or false.");
  }

  @Test
  void whatSparkDoesNotUnderstandIsAProblem() {
    problem(
        "sped > 1",
        "where: column 'sped' is not in the table. Did you mean 'speed'? Columns: speed, time"
            + " of.day.");
    problem("speed >", "where: Syntax error at or near end of input");
  }

  @Test
  void whatLooksAtOtherRowsIsAProblem() {
    assertThatThrownBy(() -> filter("count(*) > 1").apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("where: ");
    assertThatThrownBy(() -> filter("row_number() OVER (ORDER BY speed) = 1").apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("where: ");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(filter("speed > 1").inWords()).isEqualTo("keep where speed > 1");
  }

  private static void problem(String where, String message) {
    assertThatThrownBy(() -> filter(where).apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessageMatching(Said.pattern(message));
  }

  private static Filter filter(String where) {
    return FromYaml.set(new Filter(), "where: \"" + where + "\"");
  }
}
