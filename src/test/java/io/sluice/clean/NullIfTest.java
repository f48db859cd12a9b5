package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.math.BigDecimal;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class NullIfTest {

  @Test
  void textIsComparedAsItIs() {
    Dataset<Row> rows =
        table("a STRING, b STRING", row("Unknown", ""), row("unknown", "x"), row(null, " "));
    Cleaned cleaned = nullIf("{columns: category, values: [Unknown, \"\"]}").apply(rows);
    assertThat(texts(cleaned.rows())).containsExactly("[null, ]", "[null,null]", "[unknown,x]");
  }

  @Test
  void numbersAreComparedAsNumbersAndKeepTheirTypes() {
    Dataset<Row> rows =
        table(
            "a INT, b DOUBLE, c DECIMAL(5,1), d BIGINT",
            row(-999, -999.0, new BigDecimal("-999.0"), -999L),
            row(0, Double.NaN, new BigDecimal("1.5"), 7L));
    Cleaned cleaned = nullIf("{columns: numeric, values: [-999, NaN]}").apply(rows);
    assertThat(cleaned.rows().schema()).isEqualTo(rows.schema());
    assertThat(texts(cleaned.rows())).containsExactly("[0,null,1.5,7]", "[null,null,null,null]");
  }

  @Test
  void countsTheValuesReplaced() {
    Dataset<Row> rows =
        table("a STRING, `b c` STRING", row("x", "x"), row("x", null), row(null, "y"));
    Cleaned cleaned = nullIf("{columns: all, values: x}").apply(rows);
    assertThat(Counted.of(cleaned)).isEqualTo(Outcome.NOTHING.changed(3));
    assertThat(texts(cleaned.changed().orElseThrow()))
        .containsExactly(
            "[{\"a\":\"x\",\"b c\":\"x\"},a,x,null]",
            "[{\"a\":\"x\",\"b c\":\"x\"},b c,x,null]",
            "[{\"a\":\"x\"},a,x,null]");
    assertThat(cleaned.quarantined()).isEmpty();
  }

  @Test
  void otherColumnsStayAsTheyAre() {
    Dataset<Row> rows = table("a STRING, b STRING", row("x", "x"));
    assertThat(texts(nullIf("{columns: a, values: x}").apply(rows).rows()))
        .containsExactly("[null,x]");
  }

  @Test
  void aTextForNumbersIsAProblem() {
    problem(
        "{columns: n, values: [-999, Unknown]}",
        "values: 'Unknown' is not a number, but column 'n' is int.");
  }

  @Test
  void aColumnOfAnotherTypeIsAProblem() {
    problem(
        "{columns: day, values: x}",
        "columns: column 'day' is date; nullIf takes text and numbers.");
    problem(
        "{columns: nn, values: x}",
        "column 'nn' is not in the table. Did you mean 'n'? Columns: n, day.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(nullIf("{columns: [a, b], values: [x, \"\"]}").inWords())
        .isEqualTo("null for 'x', '' in a, b");
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> nullIf(yaml).apply(table("n INT, day DATE")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static NullIf nullIf(String yaml) {
    return FromYaml.set(new NullIf(), yaml);
  }
}
