package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void shortensByCharactersAndNotWithinOne() {
    assertThat(Texts.shorten("abc", 3)).isEqualTo("abc");
    assertThat(Texts.shorten("abcd", 3)).isEqualTo("ab\u2026");
    assertThat(Texts.shorten("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 2))
        .isEqualTo("\uD83D\uDE00\u2026");
  }

  @Test
  void enumerates() {
    assertThat(Texts.enumerate(List.of())).isEmpty();
    assertThat(Texts.enumerate(List.of("a"))).isEqualTo("a");
    assertThat(Texts.enumerate(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}
