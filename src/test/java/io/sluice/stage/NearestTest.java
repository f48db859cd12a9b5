package io.sluice.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NearestTest {

  @Test
  void findsTheWordWithTheFewestChangedLetters() {
    assertThat(Nearest.to("stratgey", List.of("indicator", "strategy", "columns")))
        .contains("strategy");
    assertThat(Nearest.to("agee", List.of("wage", "age"))).contains("age");
  }

  @Test
  void doesNotMindCapitals() {
    assertThat(Nearest.to("logisticregression", List.of("LinearRegression", "LogisticRegression")))
        .contains("LogisticRegression");
  }

  @Test
  void takesTheFirstInTheAlphabetOfTwoThatAreEquallyNear() {
    assertThat(Nearest.to("bat", List.of("rat", "cat"))).contains("cat");
  }

  @Test
  void saysNothingWhereMoreThanAThirdOfTheLettersDiffer() {
    assertThat(Nearest.to("average", List.of("median", "mode"))).isEmpty();
    assertThat(Nearest.to("speed", List.of("airport"))).isEmpty();
  }

  @Test
  void saysNothingWhereNoLetterIsLeft() {
    assertThat(Nearest.to("ab", List.of("xy"))).isEmpty();
    assertThat(Nearest.to("", List.of("id"))).isEmpty();
    assertThat(Nearest.to("id", List.of())).isEmpty();
  }

  @Test
  void endsASentence() {
    assertThat(Nearest.hint("agee", List.of("age"))).isEqualTo(" Did you mean 'age'?");
    assertThat(Nearest.hint("region", List.of("age"))).isEmpty();
  }

  @Test
  void listsThirtyWordsAndSaysHowManyMoreThereAre() {
    List<String> thirty = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
    List<String> more = IntStream.range(0, 42).mapToObj(i -> "c" + i).toList();
    assertThat(Nearest.list(thirty)).isEqualTo(String.join(", ", thirty));
    assertThat(Nearest.list(more)).isEqualTo(String.join(", ", thirty) + " and 12 more");
    assertThat(Nearest.list(List.of())).isEmpty();
  }
}
