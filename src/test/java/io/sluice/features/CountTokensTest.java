package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.CountVectorizer;
import org.apache.spark.ml.feature.CountVectorizerModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CountTokensTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new CountTokens().setVocabSize(3).setColumns("remarks", "words");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "remarks STRING, words ARRAY<STRING>, other STRING",
        row("Gull and kite; gull", new String[] {"a", "B", null}, "a"),
        row(null, null, null),
        row("", new String[] {}, "b"),
        row("a kite", new String[] {"B", "a", "c", "d"}, "b"));
  }

  @Test
  void learnsTheMostFrequentWordsEquallyFrequentOnesInTheOrderOfTheirText() {
    CountTokens.Fitted fitted =
        new CountTokens().setVocabSize(3).setColumns("remarks", "words").fit(data());
    assertThat(fitted.getOrDefault(fitted.vocabulary()))
        .containsExactly("gull", "kite", "a", "B", "a", "c");
    assertThat(fitted.getOrDefault(fitted.sizes())).containsExactly(3, 3);
    assertThat(Values.vectors(fitted.transform(data()), "remarks"))
        .containsExactly(
            Vectors.dense(2, 1, 0), Vectors.zeros(3), Vectors.zeros(3), Vectors.dense(0, 1, 1));
    assertThat(Values.vectors(fitted.transform(data()), "words"))
        .containsExactly(
            Vectors.dense(1, 1, 0), Vectors.zeros(3), Vectors.zeros(3), Vectors.dense(1, 1, 1));
  }

  @Test
  void agreesWithSparksCountVectorizer() {
    Random random = new Random(3);
    Row[] documents = new Row[300];
    Arrays.setAll(
        documents,
        i ->
            row(
                (Object)
                    IntStream.range(0, random.nextInt(40))
                        .mapToObj(
                            k ->
                                "w\u00e9\ud83d\ude00" + (int) Math.abs(random.nextGaussian() * 100))
                        .toArray(String[]::new)));
    Dataset<Row> rows = table("words ARRAY<STRING>", documents);
    for (double least : new double[] {0, 1, 5, 0.05}) {
      for (boolean binary : new boolean[] {false, true}) {
        CountVectorizer theirs = new CountVectorizer().setMinDF(least).setBinary(binary);
        CountVectorizerModel model = theirs.setInputCol("words").setOutputCol("counts").fit(rows);
        CountTokens ours = new CountTokens().setMinDocFreq(least).setBinary(binary);
        CountTokens.Fitted fitted = ours.setColumns("words").fit(rows);
        List<String> vocabulary = List.of(fitted.getOrDefault(fitted.vocabulary()));
        assertThat(vocabulary).containsExactlyInAnyOrder(model.vocabulary());
        // equally frequent words may have other slots
        int[] order = Arrays.stream(model.vocabulary()).mapToInt(vocabulary::indexOf).toArray();
        List<Vector> actual = Values.vectors(fitted.transform(rows), "words");
        List<Vector> expected = Values.vectors(model.transform(rows), "counts");
        for (int i = 0; i < documents.length; i++) {
          Vector its = actual.get(i);
          assertThat(Arrays.stream(order).mapToDouble(its::apply).toArray())
              .isEqualTo(expected.get(i).toArray());
        }
      }
    }
  }

  @Test
  void keepsWordsOfEnoughRows() {
    Dataset<Row> rows =
        table("text STRING", row("a a a b"), row("b c"), row("c b"), row((Object) null));
    assertThat(vocabulary(new CountTokens().setMinDocFreq(2), rows)).containsExactly("b", "c");
    assertThat(vocabulary(new CountTokens().setMinDocFreq(0.9), rows)).containsExactly("b");
    assertThat(vocabulary(new CountTokens().setMinDocFreq(0.3), rows))
        .containsExactly("a", "b", "c");
  }

  @Test
  void countsNothingForWordsItHasNotLearned() {
    Dataset<Row> rows = table("text STRING", row("red kite"));
    Dataset<Row> unseen = table("text STRING", row("red gull red"), row("gull"));
    assertThat(
            Values.vectors(
                new CountTokens().setColumns("text").fit(rows).transform(unseen), "text"))
        .containsExactly(Vectors.dense(0, 2), Vectors.zeros(2));
  }

  @Test
  void namesTheSlotsByTheirWordsWhereTheyAreFew() {
    Dataset<Row> rows = table("text STRING, other INT", row("red kite", 1));
    Dataset<Row> counted = new CountTokens().setColumns("text").fit(rows).transform(rows);
    assertThat(counted.columns()).containsExactly("text", "other");
    assertThat(Slots.names(counted.schema().apply("text"), 2))
        .containsExactly("text:kite", "text:red");

    int many = CountTokens.MOST_NAMED + 1;
    String[] words = IntStream.range(0, many).mapToObj(i -> "w" + i).toArray(String[]::new);
    Dataset<Row> wide = table("text ARRAY<STRING>", row((Object) words));
    Dataset<Row> numbered = new CountTokens().setColumns("text").fit(wide).transform(wide);
    assertThat(Slots.names(numbered.schema().apply("text"), many)).startsWith("text#0");
    assertThat(Values.vectors(numbered, "text").get(0).numNonzeros()).isEqualTo(many);
  }

  @Test
  void learnsInAPassOfItsOwnAndIdfInTheNext() {
    Dataset<Row> rows = table("text STRING", row("red kite"), row("gull"), row("red gull"));
    List<PipelineStage> steps =
        List.of(
            new Tokenize().setColumns("text"),
            new CountTokens().setColumns("text"),
            new Idf().setColumns("text"));
    Learned learned = Learning.learn(steps, rows);
    assertThat(learned.passes()).isEqualTo(2);
    assertThat(Values.vectors(learned.transform(rows), "features").get(1).toArray())
        .containsExactly(Math.log(4 / 3.0), 0, 0);
  }

  @Test
  void leavesNoTableBehind() {
    SparkContext spark = LocalSpark.SPARK.sparkContext();
    int before = spark.getPersistentRDDs().size();
    new CountTokens().setColumns("words").fit(data());
    assertThat(spark.getPersistentRDDs().size()).isEqualTo(before);
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = table("x STRING", row("red kite")).toDF("a b.c`d");
    Dataset<Row> counted = new CountTokens().setColumns("a b.c`d").fit(rows).transform(rows);
    assertThat(Values.vectors(counted, "a b.c`d")).containsExactly(Vectors.dense(1, 1));
  }

  @Test
  void cannotLearnFromNothing() {
    assertThatThrownBy(() -> vocabulary(new CountTokens(), table("text STRING")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
    assertThatThrownBy(
            () -> vocabulary(new CountTokens(), table("text STRING", row((Object) null))))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'text': all of its training values are missing. Drop it.");
    assertThatThrownBy(
            () ->
                vocabulary(
                    new CountTokens().setMinDocFreq(2), table("text STRING", row("a"), row(""))))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'text': no word is in 2 of its training rows. Lower"
                + " minDocFreq, or drop the column.");
  }

  @Test
  void takesTextOnly() {
    StructType rows = StructType.fromDDL("text STRING, n INT, a ARRAY<INT>");
    assertThatThrownBy(() -> new CountTokens().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'n' is of type int; countTokens takes text or arrays of text.\n"
                + "column 'a' is of type array<int>; countTokens takes text or arrays of text.");
  }

  private static String[] vocabulary(CountTokens step, Dataset<Row> rows) {
    CountTokens.Fitted fitted = step.setColumns("text").fit(rows);
    return fitted.getOrDefault(fitted.vocabulary());
  }
}
