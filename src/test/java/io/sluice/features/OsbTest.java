package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class OsbTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Osb().setWindow(3).setColumns("remarks", "words");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "remarks STRING, words ARRAY<STRING>, other STRING",
        row("Gull and kite", new String[] {"a", "b", null, "c"}, "a"),
        row(null, null, null),
        row("", new String[] {}, "b"));
  }

  @Test
  void pairsWordsAsAmazonsDocumentationShows() {
    // Amazon Machine Learning, Developer Guide, Data Transformations Reference, OSB
    assertThat(pairs(new Osb(), "The quick brown fox jumps over the lazy dog"))
        .containsExactly(
            "The_quick",
            "The__brown",
            "The___fox",
            "quick_brown",
            "quick__fox",
            "quick___jumps",
            "brown_fox",
            "brown__jumps",
            "brown___over",
            "fox_jumps",
            "fox__over",
            "fox___the",
            "jumps_over",
            "jumps__the",
            "jumps___lazy",
            "over_the",
            "over__lazy",
            "over___dog",
            "the_lazy",
            "the__dog",
            "lazy_dog");
  }

  @Test
  void pairsNeighboursAloneInTheSmallestWindow() {
    assertThat(pairs(new Osb().setWindow(2), " \u00e9t\u00e9\tRed,\n\ud83d\ude00 "))
        .containsExactly("\u00e9t\u00e9_Red,", "Red,_\ud83d\ude00");
    assertThat(pairs(new Osb().setWindow(10), "a b c")).containsExactly("a_b", "a__c", "b_c");
  }

  @Test
  void hasNoPairsWhereThereAreFewerThanTwoWords() {
    for (String text : new String[] {null, "", " ", "word"}) {
      assertThat(pairs(new Osb(), text)).isEmpty();
    }
  }

  @Test
  void takesAnArrayAsWordsThatAreCutAlready() {
    assertThat(Values.texts(((Osb) stage()).fit(data()).transform(data()), "words"))
        .containsExactly(List.of("a_b", "a__c", "b_c"), List.of(), List.of());
  }

  @Test
  void standsBetweenTokensAndHashesWithoutAPass() {
    Dataset<Row> rows = table("text STRING", row("Red, KITES!"), row("red kites"), row("gull"));
    List<PipelineStage> steps =
        List.of(
            new Tokenize().setColumns("text"),
            new Osb().setColumns("text"),
            new HashTokens().setNumFeatures(64).setColumns("text"),
            new Idf().setColumns("text"));
    Learned learned = Learning.learn(steps, rows);
    assertThat(learned.passes()).isEqualTo(1);
    List<?> vectors = Values.vectors(learned.transform(rows), "text");
    assertThat(vectors.get(0)).isEqualTo(vectors.get(1)).isNotEqualTo(vectors.get(2));
  }

  @Test
  void takesWindowsOfTwoToTen() {
    assertThat(FromYaml.problems(new Osb(), "{columns: text, window: 11}"))
        .containsExactly(
            "job.yaml:1 step.window: '11' is not allowed: number of words in a row of which the"
                + " first is paired with each other; 2 to 10.");
  }

  @Test
  void takesTextOnly() {
    StructType rows = StructType.fromDDL("text STRING, n INT, a ARRAY<INT>");
    assertThatThrownBy(() -> new Osb().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'n' is of type int; osb takes text or arrays of text.\n"
                + "column 'a' is of type array<int>; osb takes text or arrays of text.");
  }

  private static List<String> pairs(Osb step, String text) {
    Dataset<Row> rows = table("text STRING", row(text));
    return Values.texts(step.setColumns("text").fit(rows).transform(rows), "text").get(0);
  }
}
