package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TextStatisticsTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new TextStatistics().setColumns("remarks", "species");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "remarks STRING, species STRING, other STRING",
        row("Engine 2 ate a GULL.", "gull", "a"),
        row(null, null, null),
        row("", " ", "b"));
  }

  @Test
  void measuresATextAndKeepsIt() {
    Dataset<Row> rows = table("t STRING", row("Ate 2 GULLS!!  (no cost, $5)"));
    Dataset<Row> measured = new TextStatistics().setColumns("t").fit(rows).transform(rows);
    assertThat(measured.columns())
        .containsExactly(
            "t",
            "t_chars",
            "t_words",
            "t_mean_word_length",
            "t_upper_share",
            "t_digit_share",
            "t_punctuation_share");
    assertThat(measured.first())
        .isEqualTo(
            row("Ate 2 GULLS!!  (no cost, $5)", 28.0, 6.0, 22 / 6.0, 6 / 28.0, 2 / 28.0, 5 / 28.0));
  }

  @Test
  void countsCharactersOfAnyScript() {
    assertThat(measured("\u00c9t\u00e9 \u0663\ud83d\ude00\u00a0\u00abx\u00bb"))
        .containsExactly(10, 3, 8 / 3.0, 0.1, 0.1, 0.2);
  }

  @Test
  void isZeroForNullAndForTextWithoutCharacters() {
    assertThat(measured(null)).containsExactly(0, 0, 0, 0, 0, 0);
    assertThat(measured("")).containsExactly(0, 0, 0, 0, 0, 0);
    assertThat(measured(" \t")).containsExactly(2, 0, 0, 0, 0, 0);
  }

  @Test
  void addsNumbersWithoutNulls() {
    StructType table = ((TextStatistics) stage()).fit(data()).transform(data()).schema();
    assertThat(table.apply("remarks_chars")).isEqualTo(Schemas.number("remarks_chars"));
    assertThat(stage().transformSchema(data().schema())).isEqualTo(table);
  }

  @Test
  void letsOtherStepsReadTheTextAndItsStatisticsInTheSamePass() {
    Learned learned =
        Learning.learn(
            List.of(
                new TextStatistics().setColumns("remarks"),
                new Scale().setColumns("remarks_*"),
                new HashTokens().setNumFeatures(8).setColumns("remarks"),
                new Idf().setColumns("remarks")),
            data().select("remarks"));
    assertThat(learned.passes()).isEqualTo(1);
    assertThat(learned.columns())
        .containsExactly(
            "remarks",
            "remarks_chars",
            "remarks_words",
            "remarks_mean_word_length",
            "remarks_upper_share",
            "remarks_digit_share",
            "remarks_punctuation_share");
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = table("x STRING", row("red kite")).toDF("a b.c`d");
    Dataset<Row> measured = new TextStatistics().setColumns("a b.c`d").fit(rows).transform(rows);
    assertThat(Values.numbers(measured, "a b.c`d_chars")).containsExactly(8);
  }

  @Test
  void overwritesNoColumn() {
    StructType rows = StructType.fromDDL("t STRING, t_words INT");
    assertThatThrownBy(() -> new TextStatistics().setColumns("t").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("the table has a column 't_words' already. Rename it in clean.");
  }

  @Test
  void takesTextOnly() {
    StructType rows = StructType.fromDDL("text STRING, n INT, a ARRAY<STRING>");
    assertThatThrownBy(() -> new TextStatistics().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'n' is of type int; textStatistics takes text.\n"
                + "column 'a' is of type array<string>; textStatistics takes text.");
  }

  private static double[] measured(String text) {
    Dataset<Row> rows = table("t STRING", row(text));
    Row measured = new TextStatistics().setColumns("t").fit(rows).transform(rows).first();
    return MeasureText.NAMES.stream().mapToDouble(n -> measured.<Double>getAs("t_" + n)).toArray();
  }
}
