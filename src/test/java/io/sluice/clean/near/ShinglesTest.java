package io.sluice.clean.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

final class ShinglesTest {

  private static final Shingling WORDS = new Shingling(Shingling.Unit.WORD, 3, 1);
  private static final Shingling CHARACTERS = new Shingling(Shingling.Unit.CHARACTER, 4, 1);
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}\\p{M}]+");

  @Test
  void areSetsOfWordNGrams() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      String a = randomText(random);
      String b = random.nextBoolean() ? randomText(random) : a + " " + randomText(random);
      assertThat(similarity(WORDS, a, b)).isEqualTo(jaccard(nGrams(a, 3), nGrams(b, 3)));
    }
  }

  @Test
  void areSetsOfCharacterNGramsOfTheWordsWithASpaceBetween() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      String a = randomText(random);
      String b = random.nextBoolean() ? randomText(random) : a + " " + randomText(random);
      assertThat(similarity(CHARACTERS, a, b))
          .isEqualTo(jaccard(characterNGrams(a, 4), characterNGrams(b, 4)));
    }
  }

  @Test
  void capitalsSpacesAndPunctuationDoNotCount() {
    same(WORDS, "The Plan, as agreed: 20 GB!", "  the plan as\tagreed\n20 gb");
    same(WORDS, "ÉTÉ À LA MER", "été à la mer");
    same(WORDS, "ΑΒΓ ДЕЖ Ⱥ 𐐀", "αβγ деж ⱥ 𐐨");
    other(WORDS, "one two three", "one two thre e");
  }

  @Test
  void combiningMarksArePartOfAWord() {
    assertThat(read(WORDS, "cafe\u0301 a b").size()).isEqualTo(1);
    other(WORDS, "cafe\u0301 a b", "cafe a b");
    assertThat(read(WORDS, "नमस्ते दुनिया आज").size()).isEqualTo(1);
  }

  @Test
  void aShorterTextIsLikeOneOfTheSameWordsOnly() {
    same(WORDS, "thank you", "Thank you!");
    other(WORDS, "thank you", "you thank");
    other(WORDS, "thank you", "thank you thank");
    other(CHARACTERS, "abc", "abd");
    same(CHARACTERS, "Abc", "abc ");
  }

  @Test
  void soIsOneOfTooFewNGrams() {
    Shingling five = new Shingling(Shingling.Unit.WORD, 3, 5);
    assertThat(read(five, "a b c d e f").size()).isEqualTo(1);
    assertThat(read(five, "a b c d e f g").size()).isEqualTo(5);
    other(five, "a b c d e f", "f a b c d e");
    other(five, "ha ha ha ha", "ha ha ha"); // the same 3-gram
    same(WORDS, "ha ha ha ha", "ha ha ha");
  }

  @Test
  void aTextWithoutAWordHasNone() {
    for (String text : List.of("", " ", "!?", "\u2014 \u2026", "😀")) {
      assertThat(read(WORDS, text).size()).isZero();
      assertThat(read(CHARACTERS, text).size()).isZero();
    }
  }

  @Test
  void bytesThatAreNotUtf8PartWords() {
    byte[] bytes = "ab cd ef".getBytes(StandardCharsets.UTF_8);
    byte[] broken = {
      'a', 'b', (byte) 0xff, 'c', 'd', (byte) 0xe2, (byte) 0x82, 'e', 'f', (byte) 0xc3
    };
    Shingles shingles = new Shingles(WORDS);
    shingles.read(UTF8String.fromBytes(broken));
    long[] found = shingles.sorted();
    shingles.read(UTF8String.fromBytes(bytes));
    assertThat(found).isEqualTo(shingles.sorted());
  }

  @Test
  void theIdIsThatOfTheSet() {
    String[] words = IntStream.range(0, 400).mapToObj(i -> "w" + i).toArray(String[]::new);
    Shingling one = new Shingling(Shingling.Unit.WORD, 1, 1);
    Shingles forth = read(one, String.join(" ", words));
    List<String> turned = new ArrayList<>(List.of(words));
    java.util.Collections.reverse(turned);
    turned.add("w7");
    Shingles back = read(one, String.join(" ", turned));
    assertThat(back.hi()).isEqualTo(forth.hi());
    assertThat(back.lo()).isEqualTo(forth.lo());
    Set<Long> his = new HashSet<>();
    Set<Long> los = new HashSet<>();
    Shingles shingles = new Shingles(one);
    for (int i = 0; i < 10_000; i++) {
      shingles.read(UTF8String.fromString("w" + i + " w" + i / 2));
      his.add(shingles.hi());
      los.add(shingles.lo());
    }
    assertThat(his).hasSize(10_000);
    assertThat(los).hasSize(10_000);
  }

  @Test
  void longTextsFollowShortOnes() {
    Shingles shingles = new Shingles(WORDS);
    for (int words : new int[] {3, 20_000, 5, 40_000, 3}) {
      String text =
          IntStream.range(0, words).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
      shingles.read(UTF8String.fromString(text));
      assertThat(shingles.size()).isEqualTo(words - 2);
      assertThat(shingles.sorted()).isSorted().doesNotHaveDuplicates();
    }
  }

  private static void same(Shingling shingling, String a, String b) {
    assertThat(similarity(shingling, a, b)).isEqualTo(1);
  }

  private static void other(Shingling shingling, String a, String b) {
    assertThat(similarity(shingling, a, b)).isZero();
  }

  private static double similarity(Shingling shingling, String a, String b) {
    return Jaccard.of(read(shingling, a).sorted(), read(shingling, b).sorted());
  }

  private static Shingles read(Shingling shingling, String text) {
    Shingles shingles = new Shingles(shingling);
    shingles.read(UTF8String.fromString(text));
    return shingles;
  }

  private static String randomText(Random random) {
    String[] words = {"a", "Be", "see", "dé", "E", "ж", "42", "Straße", "字"};
    String[] between = {" ", ", ", "  ", "\u00a0", "-", "…"};
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(25); i > 0; i--) {
      text.append(words[random.nextInt(words.length)]);
      text.append(between[random.nextInt(between.length)]);
    }
    return text.toString();
  }

  private static List<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(r -> r.group()).toList();
  }

  private static Set<Object> nGrams(String text, int n) {
    List<String> words = words(text);
    return words.size() < n
        ? Set.of(words)
        : IntStream.rangeClosed(0, words.size() - n)
            .mapToObj(i -> words.subList(i, i + n))
            .collect(Collectors.toSet());
  }

  private static Set<Object> characterNGrams(String text, int n) {
    String all = String.join(" ", words(text));
    return all.length() < n
        ? Set.of(List.of(all))
        : IntStream.rangeClosed(0, all.length() - n)
            .mapToObj(i -> all.substring(i, i + n))
            .collect(Collectors.toSet());
  }

  private static double jaccard(Set<Object> a, Set<Object> b) {
    Set<Object> common = new HashSet<>(a);
    common.retainAll(b);
    return common.size() / (double) (a.size() + b.size() - common.size());
  }
}
