package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.NGram;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TokenizeTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Tokenize()
        .setAnalyzer("english")
        .setStopWords("default")
        .setStem(true)
        .setNgrams(2)
        .setColumns("remarks", "species");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "remarks STRING, species STRING, other STRING",
        row("The birds were flying over O'Hare's runways", "Canada goose", "a"),
        row(null, null, null),
        row("", "?!", "b"));
  }

  @Test
  void replacesTextByItsWords() {
    assertThat(words(new Tokenize(), "Two red-tailed Hawks, 32.3 feet up; can't say."))
        .containsExactly("two", "red", "tailed", "hawks", "32.3", "feet", "up", "can't", "say");
  }

  @Test
  void leavesNullAndEmptyTextWithoutWords() {
    Dataset<Row> rows =
        table("text STRING", row((Object) null), row(""), row(" \t\n"), row("... !"), row("x"));
    Dataset<Row> cut = new Tokenize().setColumns("text").fit(rows).transform(rows);
    assertThat(Values.texts(cut, "text"))
        .containsExactly(List.of(), List.of(), List.of(), List.of(), List.of("x"));
    assertThat(cut.schema().apply("text").nullable()).isFalse();
  }

  @Test
  void leavesOutNoStopWordsUnlessToldTo() {
    String text = "the gull and the kite";
    assertThat(words(new Tokenize(), text)).containsExactly("the", "gull", "and", "the", "kite");
    assertThat(words(new Tokenize().setStopWords("default"), text)).containsExactly("gull", "kite");
    assertThat(words(new Tokenize().setStopWords("GULL"), text))
        .containsExactly("the", "and", "the", "kite");
    assertThat(words(new Tokenize().setStopWords("default", "gull"), text)).containsExactly("kite");
    assertThat(words(new Tokenize().setStopWords("none", "kite"), "none kite gull"))
        .containsExactly("gull");
  }

  @Test
  void knowsTheStopWordsAndStemsOfALanguage() {
    Tokenize dutch = new Tokenize().setAnalyzer("dutch").setStopWords("default").setStem(true);
    assertThat(words(dutch, "De vogels en de vliegtuigen botsen"))
        .containsExactly("vogel", "vliegtuig", "bots");
  }

  @Test
  void cutsAsSparksRegexTokenizerWherePatternsAgree() {
    Dataset<Row> rows =
        table("text STRING", row("Gull, GULL;herring  b737"), row(",a"), row("a,"), row(""));
    Dataset<Row> theirs =
        new RegexTokenizer()
            .setPattern("[,; ]+")
            .setInputCol("text")
            .setOutputCol("words")
            .transform(rows);
    Tokenize ours = new Tokenize().setAnalyzer("regex").setPattern("[,; ]+");
    Dataset<Row> cut = ours.setColumns("text").fit(rows).transform(rows);
    assertThat(Values.texts(cut, "text")).isEqualTo(Values.texts(theirs, "words"));
  }

  @Test
  void joinsNeighboursAndLeavesOutShortWords() {
    assertThat(words(new Tokenize().setNgrams(2).setMinLength(3), "a red red kite"))
        .containsExactly("red", "red", "kite", "red red", "red kite");
    assertThat(words(new Tokenize().setLowercase(false), "Red KITE"))
        .containsExactly("Red", "KITE");
  }

  @Test
  void keepsItsPlaceInTheTable() {
    Dataset<Row> rows = table("a INT, text STRING, b INT", row(1, "x y", 2));
    Dataset<Row> cut = new Tokenize().setColumns("text").fit(rows).transform(rows);
    assertThat(cut.schema().simpleString()).isEqualTo("struct<a:int,text:array<string>,b:int>");
  }

  @Test
  void mayBeFollowedByStagesOfSpark() {
    Dataset<Row> rows = table("text STRING", row("red red kite"), row((Object) null));
    Dataset<Row> cut = new Tokenize().setColumns("text").fit(rows).transform(rows);
    Dataset<Row> pairs = new NGram().setInputCol("text").setOutputCol("pairs").transform(cut);
    Dataset<Row> counted =
        new HashingTF().setInputCol("pairs").setOutputCol("counts").transform(pairs);
    assertThat(Values.vectors(counted, "counts"))
        .extracting(v -> v.numNonzeros())
        .containsExactly(2, 0);
  }

  @Test
  void learnsNothing() {
    Dataset<Row> rows = table("text STRING", row("x"));
    FeatureStep<Tokenize.Fitted> step = new Tokenize().setColumns("text");
    assertThat(step.learns(step.chosen(rows.schema()))).isFalse();
    assertThat(step.fit(rows.limit(0)).transform(rows).count()).isEqualTo(1);
  }

  @Test
  void refusesAnAnalyzerThatIsNotThere() {
    assertThat(FromYaml.problems(new Tokenize(), "{columns: text, analyzer: dutsch}"))
        .singleElement()
        .asString()
        .startsWith(
            "job.yaml:1 step.analyzer: 'dutsch' is not one of standard, whitespace, regex, arabic,")
        .endsWith("thai, turkish. Did you mean 'dutch'?");
  }

  @Test
  void refusesAPatternThatCannotBeUsed() {
    assertThatThrownBy(() -> check(new Tokenize().setAnalyzer("regex").setPattern("a(b")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("pattern: 'a(b' is no regular expression: Unclosed group.");
    assertThatThrownBy(() -> check(new Tokenize().setPattern(",")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "pattern: analyzer: standard has no pattern. Use analyzer: regex, or leave pattern out.");
  }

  @Test
  void refusesStemsWhereALanguageHasNone() {
    assertThatThrownBy(() -> check(new Tokenize().setAnalyzer("thai").setStem(true)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("stem: analyzer: thai has no stems. Leave stem out.");
  }

  @Test
  void takesTextOnly() {
    StructType rows = StructType.fromDDL("text STRING, n INT, a ARRAY<STRING>");
    assertThatThrownBy(() -> new Tokenize().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'n' is of type int; tokenize takes text.\n"
                + "column 'a' is of type array<string>; tokenize takes text.");
  }

  private static void check(Tokenize step) {
    step.setColumns("text").transformSchema(StructType.fromDDL("text STRING"));
  }

  private static List<String> words(Tokenize step, String text) {
    Dataset<Row> rows = table("text STRING", row(text));
    return Values.texts(step.setColumns("text").fit(rows).transform(rows), "text").get(0);
  }
}
