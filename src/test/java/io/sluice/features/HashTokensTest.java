package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.NGram;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class HashTokensTest extends StageTest {

  private static final int SLOTS = 4096;

  @Override
  protected PipelineStage stage() {
    return new HashTokens().setNumFeatures(32).setNgrams(2).setColumns("species", "words");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "species STRING, words ARRAY<STRING>, other STRING",
        row("Canada goose", new String[] {"a", "b"}, "a"),
        row(null, null, null),
        row("", new String[] {}, "b"));
  }

  @Test
  void agreesWithSparksTokenizerAndHashingTf() {
    Dataset<Row> rows = sentences();
    Dataset<Row> cut = new Tokenizer().setInputCol("text").setOutputCol("words").transform(rows);
    assertThat(counts(1, rows)).isEqualTo(hashed(cut, "words"));
  }

  @Test
  void agreesWithSparksNGram() {
    Dataset<Row> rows = sentences();
    Dataset<Row> cut = new Tokenizer().setInputCol("text").setOutputCol("words").transform(rows);
    NGram pairs = new NGram().setN(2).setInputCol("words").setOutputCol("pairs");
    NGram triples = new NGram().setN(3).setInputCol("words").setOutputCol("triples");
    Dataset<Row> all =
        triples
            .transform(pairs.transform(cut))
            .selectExpr("concat(words, pairs, triples) AS grams");
    assertThat(counts(3, rows)).isEqualTo(hashed(all, "grams"));
  }

  @Test
  void putsAnyWordsWhereSparksHashingTfPutsThem() {
    Random random = new Random(2);
    String letters = "aB \u00e9\u4e2d\ud83d\ude00_9";
    for (int slots : new int[] {1, 10, SLOTS, 1 << 18}) {
      Row[] rows = new Row[50];
      Arrays.setAll(
          rows,
          i -> {
            String[] words = new String[random.nextInt(1000)];
            Arrays.setAll(
                words,
                w -> {
                  int from = letters.offsetByCodePoints(0, random.nextInt(5));
                  return letters.substring(from, from + random.nextInt(3)).repeat(w % 4);
                });
            return row((Object) words);
          });
      Dataset<Row> table = table("words ARRAY<STRING>", rows);
      for (boolean binary : new boolean[] {false, true}) {
        HashTokens ours = new HashTokens().setNumFeatures(slots).setBinary(binary);
        HashingTF theirs = new HashingTF().setNumFeatures(slots).setBinary(binary);
        theirs.setInputCol("words").setOutputCol("counts");
        assertThat(Values.vectors(ours.setColumns("words").fit(table).transform(table), "words"))
            .isEqualTo(Values.vectors(theirs.transform(table), "counts"));
      }
    }
  }

  @Test
  void joinsTheWordsOfAnArrayAsSparksNGramDoes() {
    Dataset<Row> rows =
        table(
            "text ARRAY<STRING>",
            row((Object) new String[] {"red", "", "k\u00efte", "x".repeat(5000), "gull"}),
            row((Object) new String[] {""}),
            row((Object) new String[] {}));
    NGram pairs = new NGram().setN(2).setInputCol("text").setOutputCol("pairs");
    Dataset<Row> all = pairs.transform(rows).selectExpr("concat(text, pairs) AS grams");
    assertThat(counts(2, rows)).isEqualTo(hashed(all, "grams"));
  }

  @Test
  void leavesOutNullsAmongWords() {
    Dataset<Row> rows =
        table("text ARRAY<STRING>", row((Object) new String[] {"red", null, "kite", null}));
    for (int ngrams : new int[] {1, 2}) {
      assertThat(counts(ngrams, rows).get(0).numNonzeros()).isEqualTo(1 + ngrams);
    }
    assertThat(counts(2, rows).get(0).apply(slot("red kite"))).isEqualTo(1);
  }

  @Test
  void cutsTextIntoWordsOfLettersAndDigitsInLowerCase() {
    Dataset<Row> rows =
        table(
            "text STRING",
            row("  Gull, GULL (herring)\tB737!"),
            row("gull gull herring b737"),
            row("\u00c4RZTE-\u0394\u03b5\u03bb\u03c4\u03b1"),
            row("\u00e4rzte \u03b4\u03b5\u03bb\u03c4\u03b1"));
    List<Vector> counts = counts(1, rows);
    assertThat(counts.get(0)).isEqualTo(counts.get(1));
    assertThat(counts.get(0).apply(slot("gull"))).isEqualTo(2);
    assertThat(counts.get(0).apply(slot("herring"))).isEqualTo(1);
    assertThat(counts.get(0).apply(slot("b737"))).isEqualTo(1);
    assertThat(counts.get(2)).isEqualTo(counts.get(3));
    assertThat(counts.get(2).numNonzeros()).isEqualTo(2);
  }

  @Test
  void countsPairsOfNeighbours() {
    Vector counts = counts(2, table("text STRING", row("red red kite"))).get(0);
    assertThat(counts.apply(slot("red"))).isEqualTo(2);
    assertThat(counts.apply(slot("kite"))).isEqualTo(1);
    assertThat(counts.apply(slot("red red"))).isEqualTo(1);
    assertThat(counts.apply(slot("red kite"))).isEqualTo(1);
    assertThat(counts.numNonzeros()).isEqualTo(4);
  }

  @Test
  void saysOnlyThatAWordOccurs() {
    Dataset<Row> rows = table("text STRING", row("red red kite"));
    Dataset<Row> hashed =
        new HashTokens().setBinary(true).setColumns("text").fit(rows).transform(rows);
    assertThat(Values.vectors(hashed, "text").get(0).toSparse().values()).containsExactly(1, 1);
  }

  @Test
  void makesZerosOfTextWithoutWords() {
    Dataset<Row> rows = table("text STRING", row(""), row((Object) null), row("  "), row("?!"));
    for (int ngrams : new int[] {1, 3}) {
      assertThat(counts(ngrams, rows))
          .hasSize(4)
          .allSatisfy(v -> assertThat(v.size()).isEqualTo(SLOTS))
          .allSatisfy(v -> assertThat(v.numNonzeros()).isZero());
    }
  }

  @Test
  void takesAnArrayAsWordsThatAreCutAlready() {
    Dataset<Row> rows =
        table(
            "text ARRAY<STRING>", row((Object) new String[] {"Red Kite", "x"}), row((Object) null));
    List<Vector> counts = counts(1, rows);
    assertThat(counts.get(0).apply(slot("Red Kite"))).isEqualTo(1);
    assertThat(counts.get(1).numNonzeros()).isZero();
  }

  @Test
  void makesEachColumnAVectorOfItsOwn() {
    Dataset<Row> rows = table("a STRING, n INT, b STRING", row("x", 1, "y"));
    Dataset<Row> hashed =
        new HashTokens().setNumFeatures(SLOTS).setColumns("a", "b").fit(rows).transform(rows);
    assertThat(hashed.columns()).containsExactly("a", "n", "b");
    assertThat(Values.vectors(hashed, "a").get(0).apply(slot("x"))).isEqualTo(1);
    assertThat(Values.vectors(hashed, "b").get(0).apply(slot("y"))).isEqualTo(1);
    assertThat(Slots.names(hashed.schema().apply("b"), SLOTS))
        .hasSize(SLOTS)
        .startsWith("b#0", "b#1");
  }

  @Test
  void learnsNothingAndSoTakesNoRowsToFit() {
    Dataset<Row> rows = table("text STRING", row("x"));
    FeatureStep<HashTokens.Fitted> step = new HashTokens().setColumns("text");
    assertThat(step.learns(step.chosen(rows.schema()))).isFalse();
    assertThat(step.fit(rows.limit(0)).transform(rows).count()).isEqualTo(1);
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = table("x STRING", row("red kite")).toDF("a b.c`d");
    Dataset<Row> hashed =
        new HashTokens()
            .setNumFeatures(SLOTS)
            .setNgrams(2)
            .setColumns("a b.c`d")
            .fit(rows)
            .transform(rows);
    assertThat(hashed.columns()).containsExactly("a b.c`d");
    assertThat(Values.vectors(hashed, "a b.c`d").get(0).apply(slot("red kite"))).isEqualTo(1);
  }

  @Test
  void takesTextOnly() {
    StructType rows = StructType.fromDDL("text STRING, n INT, a ARRAY<INT>");
    assertThatThrownBy(() -> new HashTokens().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'n' is of type int; hashTokens takes text or arrays of text.\n"
                + "column 'a' is of type array<int>; hashTokens takes text or arrays of text.");
  }

  private static Dataset<Row> sentences() {
    Random random = new Random(1);
    Row[] rows = new Row[100];
    Arrays.setAll(
        rows,
        i -> {
          StringBuilder text = new StringBuilder("W0");
          for (int words = random.nextInt(12); words > 0; words--) {
            text.append(" w").append(random.nextInt(30));
          }
          return row(text.toString());
        });
    return table("text STRING", rows);
  }

  @Test
  void saysHowFullItsVectorsAre() {
    Dataset<Row> rows =
        table(
            "remark STRING, words ARRAY<STRING>",
            row("Red kite!", List.of("a")),
            row("red kite seen", List.of("b")),
            row(null, null));
    HashTokens step = new HashTokens().setNumFeatures(1 << 18).setNgrams(2);
    step.setColumns("remark", "words");
    Summary counted = Summary.of(rows, List.of(Need.values("remark")));
    assertThat(Learning.learn(List.of(step), rows).hashes(counted::values))
        .containsExactly(
            new Run.Hashed("remark", 1 << 18, 5, 0, List.of()), // red, kite, seen, and two pairs
            new Run.Hashed("words", 1 << 18, 0, 0, List.of("words")));
  }

  private static List<Vector> counts(int ngrams, Dataset<Row> rows) {
    HashTokens step = new HashTokens().setNumFeatures(SLOTS).setNgrams(ngrams);
    return Values.vectors(step.setColumns("text").fit(rows).transform(rows), "text");
  }

  private static List<Vector> hashed(Dataset<Row> rows, String words) {
    return Values.vectors(
        new HashingTF()
            .setNumFeatures(SLOTS)
            .setInputCol(words)
            .setOutputCol("counts")
            .transform(rows),
        "counts");
  }

  private static int slot(String term) {
    return new HashingTF().setNumFeatures(SLOTS).indexOf(term);
  }
}
