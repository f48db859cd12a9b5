package io.sluice.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void findsEachOfManyTermsAndNoOther() {
    List<String> terms = IntStream.range(0, 50_000).mapToObj(i -> "\u00fc" + i).toList();
    Vocabulary vocabulary = new Vocabulary(terms);
    assertThat(terms.stream().mapToInt(term -> slot(vocabulary, term)))
        .containsExactlyElementsOf(IntStream.range(0, 50_000).boxed().toList());
    assertThat(terms.stream().mapToInt(term -> slot(vocabulary, term + "x")))
        .containsOnly(TermSlots.NONE);
  }

  @Test
  void holdsTheEmptyTermAndNoneAtAll() {
    assertThat(slot(new Vocabulary(List.of("a", "")), "")).isEqualTo(1);
    assertThat(slot(new Vocabulary(List.of()), "")).isEqualTo(TermSlots.NONE);
    assertThat(new Vocabulary(List.of()).size()).isZero();
  }

  private static int slot(Vocabulary vocabulary, String term) {
    byte[] page = ("xx" + term).getBytes(StandardCharsets.UTF_8);
    return vocabulary.of(page, Platform.BYTE_ARRAY_OFFSET + 2L, page.length - 2);
  }
}
