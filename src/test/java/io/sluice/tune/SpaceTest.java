package io.sluice.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpaceTest {

  private static final Dimension LOG = Dimension.of("reg", List.of("0.001 to 10 log"), false);
  private static final Dimension WHOLE = Dimension.of("depth", List.of("3 to 5"), true);
  private static final Dimension NUMBERS = Dimension.of("slots", List.of("64", "16", "256"), true);
  private static final Dimension WORDS = Dimension.of("family", List.of("b", "a"), false);

  @Test
  void aLogarithmicRangeHasAsManyOfEachOrderOfMagnitude() {
    Well19937c random = new Well19937c(1);
    int[] orders = new int[4];
    for (int i = 0; i < 4000; i++) {
      double value = Double.parseDouble(LOG.at(random.nextDouble()));
      orders[Math.min(3, (int) Math.floor(Math.log10(value) + 3 + 1e-12))]++;
    }
    for (int count : orders) {
      assertThat(count).isBetween(890, 1110); // four standard deviations
    }
  }

  @Test
  void everyWholeNumberHasItsShare() {
    List<String> drawn = IntStream.range(0, 300).mapToObj(i -> WHOLE.at(i / 300.0)).toList();

    for (String value : List.of("3", "4", "5")) {
      assertThat(drawn).filteredOn(value::equals).hasSize(100);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0.001", "0.5, 0.1", "0.25, 0.01", "0.99999999, 10.0"})
  void numbersAreOfFourDigits(double place, String value) {
    assertThat(LOG.at(place)).isEqualTo(value);
    assertThat(LOG.encode(value)[0]).isCloseTo(place, within(1e-4));
  }

  @Test
  void listsOfNumbersAreInOrderAndWordsAsTheyStand() {
    Space space = new Space(List.of(NUMBERS, WORDS));

    assertThat(space.all())
        .containsExactly(
            Map.of("slots", "16", "family", "b"),
            Map.of("slots", "16", "family", "a"),
            Map.of("slots", "64", "family", "b"),
            Map.of("slots", "64", "family", "a"),
            Map.of("slots", "256", "family", "b"),
            Map.of("slots", "256", "family", "a"));
    assertThat(space.encode(Map.of("slots", "64", "family", "a"))).containsExactly(0.5, 0, 1);
    assertThat(space.size()).isEqualTo(6);
    assertThat(new Space(List.of(NUMBERS, LOG)).size()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void drawsDifferentOnesAndNoMoreThanThereAre() {
    Space space = new Space(List.of(NUMBERS, WORDS));

    List<Map<String, String>> four = space.draw(4, new Well19937c(1));
    assertThat(new HashSet<>(four)).hasSize(4);
    assertThat(space.draw(100, new Well19937c(1))).isEqualTo(new ArrayList<>(space.all()));
  }

  @Test
  void knowsWhereNumbersEnd() {
    assertThat(NUMBERS.isAtEnd("256")).isTrue();
    assertThat(NUMBERS.isAtEnd("64")).isFalse();
    assertThat(LOG.isAtEnd("9.9")).isTrue();
    assertThat(LOG.isAtEnd("1.0")).isFalse();
    assertThat(WORDS.isAtEnd("a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 to 1 | false | '1 to 1' holds no number: the lower one first.",
        "0 to 1 log | false | '0 to 1 log' cannot be logarithmic: it begins at or below 0.",
        "0.1 to 1 | true | grid needs the values themselves, a list: [0.01, 0.1, 1]."
      })
  void saysWhatIsWrong(String value, boolean grid, String message) {
    assertThat(Dimension.problem(List.of(value), grid)).hasValue(message);
    assertThat(Dimension.problem(List.of("0.1 to 1e3 log"), false)).isEmpty();
    assertThat(Dimension.problem(List.of("a", "a"), false)).hasValue("a value stands twice.");
  }
}
