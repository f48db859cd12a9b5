package io.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.stats.ValueCounts.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueCountsTest {

  @Test
  void ordersByFrequencyThenByText() {
    ValueCounts counts = of("b", "a", "c", "b", "", "C", "a", "c", "b");
    assertThat(counts.mostFrequentFirst())
        .containsExactly(
            new Count("b", 3),
            new Count("a", 2),
            new Count("c", 2),
            new Count("", 1),
            new Count("C", 1));
    assertThat(counts.distinct()).isEqualTo(5);
  }

  @Test
  void countsAsManyValuesAsItSays() {
    ValueCounts counts = numbered(0, ValueCounts.MAX_VALUES);
    assertThat(counts.hasTooMany()).isFalse();
    assertThat(counts.distinct()).isEqualTo(ValueCounts.MAX_VALUES);
    counts.add("0", 1);
    assertThat(counts.hasTooMany()).isFalse();
    assertThat(counts.mostFrequentFirst().get(0)).isEqualTo(new Count("0", 2));
  }

  @Test
  void givesUpAtOneValueMore() {
    ValueCounts counts = numbered(0, ValueCounts.MAX_VALUES + 1);
    counts.add("0", 1);
    assertThat(counts.hasTooMany()).isTrue();
    assertThat(counts.distinct()).isZero();
    assertThat(counts.mostFrequentFirst()).isEmpty();
  }

  @Test
  void givesUpWhereOnlyTheWholeHasTooMany() {
    ValueCounts counts = numbered(0, ValueCounts.MAX_VALUES);
    counts.merge(numbered(1, ValueCounts.MAX_VALUES + 1));
    assertThat(counts.hasTooMany()).isTrue();
  }

  @Test
  void givesUpWhereAPartDid() {
    ValueCounts counts = of("a");
    counts.merge(numbered(0, ValueCounts.MAX_VALUES + 1));
    assertThat(counts.hasTooMany()).isTrue();
    ValueCounts other = numbered(0, ValueCounts.MAX_VALUES + 1);
    other.merge(of("a"));
    assertThat(other.hasTooMany()).isTrue();
    assertThat(other.mostFrequentFirst()).isEmpty();
  }

  @Test
  void mergesToTheCountsOfTheWhole() {
    Random random = new Random(1);
    Map<String, Long> expected = new TreeMap<>();
    List<ValueCounts> parts = new ArrayList<>(List.of(of(), of(), of()));
    for (int i = 0; i < 5_000; i++) {
      String value = "v" + (int) (200 * random.nextDouble() * random.nextDouble());
      expected.merge(value, 1L, Long::sum);
      parts.get(random.nextInt(3)).add(value, 1);
    }
    ValueCounts whole = of();
    parts.forEach(whole::merge);
    Map<String, Long> counted = new TreeMap<>();
    whole.mostFrequentFirst().forEach(c -> counted.put(c.value(), c.count()));
    assertThat(counted).isEqualTo(expected);
    assertThat(whole.mostFrequentFirst())
        .isSortedAccordingTo((a, b) -> Long.compare(b.count(), a.count()));
  }

  @Test
  void mergingNothingChangesNothing() {
    ValueCounts counts = of("a", "b", "a");
    counts.merge(new ValueCounts());
    ValueCounts other = new ValueCounts();
    other.merge(of("a", "b", "a"));
    assertThat(counts.mostFrequentFirst())
        .containsExactly(new Count("a", 2), new Count("b", 1))
        .isEqualTo(other.mostFrequentFirst());
  }

  @Test
  void boundsHowOftenFrequentValuesComeBeyondTheLimit() {
    List<ValueCounts> parts = new ArrayList<>(List.of(of(), of(), of()));
    Map<String, Long> expected = new TreeMap<>();
    for (int i = 0; i < 90_000; i++) {
      String value = i % 3 == 0 ? "often " + i % 4 : "once " + i;
      expected.merge(value, 1L, Long::sum);
      parts.get(i * 7 % 3).add(value, 1);
    }
    ValueCounts whole = of();
    parts.forEach(whole::merge);
    assertThat(whole.isExact()).isFalse();
    assertThat(whole.total()).isEqualTo(90_000);
    assertThat(whole.frequentError()).isBetween(1L, 9L);
    assertThat(whole.frequent())
        .hasSizeLessThanOrEqualTo(ValueCounts.MAX_VALUES)
        .allSatisfy(f -> assertThat(expected.get(f.value())).isBetween(f.atLeast(), f.atMost()));
    assertThat(whole.frequent().subList(0, 4))
        .extracting(ValueCounts.Frequent::value)
        .containsExactlyInAnyOrder("often 0", "often 1", "often 2", "often 3");
  }

  private static ValueCounts of(String... values) {
    ValueCounts counts = new ValueCounts();
    for (String value : values) {
      counts.add(value, 1);
    }
    return counts;
  }

  private static ValueCounts numbered(int from, int to) {
    ValueCounts counts = new ValueCounts();
    for (int i = from; i < to; i++) {
      counts.add(Integer.toString(i), 1);
    }
    return counts;
  }
}
