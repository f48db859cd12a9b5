package io.sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.LocalSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.feature.NGram;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class TextAnalysisTest {

  @Test
  void cutsAtTheWordBoundariesOfUnicode() {
    assertThat(standard("The quick (\"brown\") fox can't jump 32.3 feet, right?"))
        .containsExactly("the", "quick", "brown", "fox", "can't", "jump", "32.3", "feet", "right");
    assertThat(standard("snake_case e-mail a.b:c 1,234;56 x@y.org C++ AT&T"))
        .containsExactly(
            "snake_case", "e", "mail", "a.b:c", "1,234;56", "x", "y.org", "c", "at", "t");
  }

  @Test
  void keepsCombiningMarksWithTheirLetter() {
    assertThat(standard("re\u0301sume\u0301 nai\u0308ve"))
        .containsExactly("re\u0301sume\u0301", "nai\u0308ve");
  }

  @Test
  void takesAnEmojiAsAWordWhateverItIsMadeOf() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    String thumb = "\uD83D\uDC4D\uD83C\uDFFD";
    String flag = "\uD83C\uDDEB\uD83C\uDDF7";
    assertThat(standard("great" + family + " " + thumb + flag + "!"))
        .containsExactly("great", family, thumb, flag);
  }

  @Test
  void cutsChineseIntoCharactersAndLeavesThaiWhole() {
    assertThat(standard("我爱北京 Beijing")).containsExactly("我", "爱", "北", "京", "beijing");
    assertThat(standard("ภาษาไทย")).containsExactly("ภาษาไทย");
    assertThat(tokens(settings("thai"), "ภาษาไทย")).containsExactly("ภาษา", "ไทย");
    assertThat(tokens(settings("cjk"), "我爱北京")).containsExactly("我爱", "爱北", "北京");
  }

  @Test
  void givesNoTermsForNullAndEmptyText() {
    for (String analyzer : TextAnalysis.analyzers()) {
      TextAnalysis analysis = new TextAnalysis(settings(analyzer));
      assertThat(analysis.tokens(null).numElements()).isZero();
      assertThat(visited(analysis, null)).isEmpty();
      for (String text : List.of("", " ", " \t\n ")) {
        assertThat(tokens(settings(analyzer), text)).as("%s '%s'", analyzer, text).isEmpty();
      }
    }
  }

  @Test
  void cutsAtWhitespaceAlone() {
    assertThat(tokens(settings("whitespace"), " Red-tailed\thawk,\nB737! "))
        .containsExactly("red-tailed", "hawk,", "b737!");
  }

  @Test
  void cutsWhereThePatternMatches() {
    assertThat(tokens(settings("regex"), "\u00c4rzte, Stra\u00dfe_5 d'\u00e9t\u00e9"))
        .containsExactly("\u00e4rzte", "stra\u00dfe_5", "d", "\u00e9t\u00e9");
    TextSettings commas = new TextSettings("regex", "\\s*,\\s*", false, List.of(), false, 1, 1);
    assertThat(tokens(commas, "Red kite , Gull,,x")).containsExactly("Red kite", "Gull", "x");
  }

  @Test
  void leavesOutStopWordsWhateverTheirCase() {
    for (String analyzer : List.of("standard", "whitespace", "regex", "english")) {
      List<String> words = TextAnalysis.stopWords(analyzer);
      assertThat(words).hasSize(33).startsWith("a", "an", "and").endsWith("will", "with");
      assertThat(tokens(with(analyzer, true, words, false, 1, 1), "The gull AND this kite"))
          .containsExactly("gull", "kite");
      assertThat(tokens(with(analyzer, false, words, false, 1, 1), "The Gull AND this kite"))
          .containsExactly("Gull", "kite");
    }
    assertThat(tokens(with("standard", true, List.of("GULL"), false, 1, 1), "The gull"))
        .containsExactly("the");
  }

  @Test
  void spellsOwnStopWordsAsTheTextIsSpelled() {
    List<String> own = List.of("τις", "Ώρα");
    assertThat(tokens(with("greek", true, own, false, 1, 1), "τις ώρα καλός"))
        .containsExactly("καλοσ");
  }

  @Test
  void leavesOutShortWordsBeforeTheyAreStemmed() {
    assertThat(
            tokens(
                with("standard", true, List.of(), false, 1, 3),
                "a an ant \uD83D\uDE00\uD83D\uDE00"))
        .containsExactly("ant");
    assertThat(tokens(with("english", true, List.of(), true, 1, 4), "ties tie tied"))
        .containsExactly("ti", "ti");
  }

  @Test
  void stemsWithPorterWhereNoLanguageIsNamed() {
    for (String analyzer : List.of("standard", "whitespace", "regex", "english")) {
      assertThat(
              tokens(with(analyzer, true, List.of(), true, 1, 1), "relational hopes flying gulls"))
          .containsExactly("relat", "hope", "fly", "gull");
    }
  }

  @Test
  void cutsARunWithoutABoundaryAfter255Characters() {
    for (String analyzer : List.of("standard", "whitespace", "german")) {
      assertThat(tokens(settings(analyzer), "x".repeat(600)).stream().map(String::length))
          .containsExactly(255, 255, 90);
    }
    assertThat(tokens(settings("regex"), "x".repeat(600))).containsExactly("x".repeat(600));
  }

  @Test
  void joinsNeighboursAsSparksNGramDoes() {
    List<String> texts =
        List.of("red kites and gulls fly over \u00e9t\u00e9", "one", "one two", "");
    Dataset<Row> words =
        LocalSpark.table("text STRING", texts.stream().map(LocalSpark::row).toArray(Row[]::new))
            .selectExpr("text", "filter(split(text, ' '), w -> w != '') AS words");
    NGram pairs = new NGram().setN(2).setInputCol("words").setOutputCol("pairs");
    NGram triples = new NGram().setN(3).setInputCol("words").setOutputCol("triples");
    List<List<String>> expected =
        triples
            .transform(pairs.transform(words))
            .selectExpr("concat(words, pairs, triples)")
            .collectAsList()
            .stream()
            .map(row -> row.<String>getList(0))
            .toList();
    TextSettings upToThree = with("standard", true, List.of(), false, 3, 1);
    assertThat(texts).map(text -> tokens(upToThree, text)).isEqualTo(expected);
  }

  @Test
  void takesWordsForNeighboursOnceTheStopWordsAreGone() {
    assertThat(tokens(with("english", true, List.of("and"), true, 2, 1), "Kites and gulls"))
        .containsExactly("kite", "gull", "kite gull");
  }

  @Test
  void writesWhatJavaWritesAsUtf8() {
    String text = "a \u00e9 \u20ac x\uD835\uDD04y \uD83D\uDE00 \u6211";
    List<byte[]> written = new ArrayList<>();
    new TextAnalysis(settings("whitespace"))
        .forEach(
            UTF8String.fromString(text),
            (bytes, offset, length) ->
                written.add(Arrays.copyOfRange(bytes, offset, offset + length)));
    assertThat(written)
        .containsExactly(
            Stream.of(text.toLowerCase(Locale.ROOT).split(" ", -1))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
  }

  @Test
  void visitsTheTermsOfTheArray() {
    String text = "Many words " + "of a long \u00fcber text ".repeat(2000);
    TextSettings settings = with("standard", true, List.of("of"), true, 3, 1);
    assertThat(visited(new TextAnalysis(settings), UTF8String.fromString(text)))
        .isEqualTo(tokens(settings, text))
        .hasSize(3 * 8002 - 3);
  }

  @Test
  void readsTextThatLiesInsideALargerArray() {
    byte[] page = "xxRed kitexx".getBytes(StandardCharsets.UTF_8);
    ArrayData terms =
        new TextAnalysis(settings("standard")).tokens(UTF8String.fromBytes(page, 2, 8));
    assertThat(strings(terms)).containsExactly("red", "kite");
  }

  @Test
  void survivesBeingSentToAnExecutor() throws IOException, ClassNotFoundException {
    TextAnalysis analysis =
        new TextAnalysis(with("german", true, TextAnalysis.stopWords("german"), true, 2, 2));
    UTF8String text = UTF8String.fromString("Die H\u00e4user und die B\u00e4ume");
    List<String> before = strings(analysis.tokens(text));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(analysis);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TextAnalysis copy = (TextAnalysis) in.readObject();
      assertThat(strings(copy.tokens(text)))
          .isEqualTo(before)
          .containsExactly("haus", "baum", "haus baum");
    }
  }

  @Test
  void servesThreadsAtOnce() throws Exception {
    TextAnalysis analysis = new TextAnalysis(with("english", true, List.of(), true, 2, 1));
    List<UTF8String> texts =
        IntStream.range(0, 500)
            .mapToObj(i -> UTF8String.fromString("word" + i + " gulls ".repeat(i % 17) + "\u00e9"))
            .toList();
    List<List<String>> alone = texts.stream().map(t -> strings(analysis.tokens(t))).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<List<String>>>> together = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        together.add(threads.submit(() -> texts.stream().map(t -> visited(analysis, t)).toList()));
      }
      for (Future<List<List<String>>> each : together) {
        assertThat(each.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void refusesAnAnalyzerThatIsNotThere() {
    assertThatThrownBy(() -> TextAnalysis.stopWords("klingon"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no language is named klingon");
    assertThat(TextAnalysis.analyzers())
        .hasSize(42)
        .startsWith("standard", "whitespace", "regex", "arabic")
        .doesNotHaveDuplicates();
  }

  private static List<String> standard(String text) {
    return tokens(settings("standard"), text);
  }

  private static TextSettings settings(String analyzer) {
    return with(analyzer, true, List.of(), false, 1, 1);
  }

  private static TextSettings with(
      String analyzer, boolean lower, List<String> stops, boolean stem, int ngrams, int min) {
    return new TextSettings(analyzer, TextSettings.NO_WORD, lower, stops, stem, ngrams, min);
  }

  private static List<String> tokens(TextSettings settings, String text) {
    return strings(new TextAnalysis(settings).tokens(UTF8String.fromString(text)));
  }

  private static List<String> strings(ArrayData terms) {
    return Stream.of(terms.toObjectArray(DataTypes.StringType))
        .map(Object::toString)
        .collect(Collectors.toList());
  }

  private static List<String> visited(TextAnalysis analysis, UTF8String text) {
    List<String> terms = new ArrayList<>();
    analysis.forEach(
        text,
        (bytes, offset, length) ->
            terms.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
    return terms;
  }
}
