package io.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.stats.ValueCounts.Count;
import io.sluice.stats.ValueCounts.Frequent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(counts.isExact()).isTrue();
    assertThat(counts.distinct()).isEqualTo(ValueCounts.MAX_VALUES);
    counts.add("0", 1);
    assertThat(counts.isExact()).isTrue();
    assertThat(counts.mostFrequentFirst().get(0)).isEqualTo(new Count("0", 2));
  }

  @Test
  void estimatesFromOneValueMore() {
    ValueCounts counts = numbered(0, ValueCounts.MAX_VALUES + 1);
    counts.add("0", 1);
    assertThat(counts.isExact()).isFalse();
    assertThat(counts.total()).isEqualTo(ValueCounts.MAX_VALUES + 2);
    assertThat(counts.distinct()).isGreaterThan(ValueCounts.MAX_VALUES);
    assertThat(counts.mostFrequentFirst()).isEmpty();
    assertThat(counts.mapped(v -> v)).isEmpty();
  }

  @Test
  void isExactOrNotByTheValuesAlone() {
    ValueCounts most = numbered(0, ValueCounts.MAX_VALUES / 2);
    most.merge(numbered(0, ValueCounts.MAX_VALUES));
    assertThat(most.isExact()).isTrue();
    ValueCounts more = numbered(0, ValueCounts.MAX_VALUES);
    more.merge(numbered(1, ValueCounts.MAX_VALUES + 1));
    assertThat(more.isExact()).isFalse();
    ValueCounts part = of("a");
    part.merge(numbered(0, ValueCounts.MAX_VALUES + 1));
    assertThat(part.isExact()).isFalse();
    ValueCounts other = numbered(0, ValueCounts.MAX_VALUES + 1);
    other.merge(of("a"));
    assertThat(other.isExact()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {20_001, 50_000, 200_000})
  void estimatesDifferentValuesWithinFourStandardErrors(int distinct) {
    ValueCounts counts = numbered(0, distinct);
    double off = Math.abs(counts.distinct() - distinct) / (double) distinct;
    assertThat(counts.distinctError()).isEqualTo(0.008125);
    assertThat(off).isLessThan(4 * counts.distinctError());
  }

  @Test
  void estimatesDifferentValuesTheSameInAnyOrderAndOnAnyPartitioning() {
    List<String> values = skewed(60_000, 1);
    ValueCounts whole = of(values.toArray(new String[0]));
    assertThat(whole.isExact()).isFalse();
    for (long seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      Collections.shuffle(values, random);
      ValueCounts merged = mergedInAnyTree(parts(values, 1 + (int) seed, random), random);
      assertThat(merged.distinct()).isEqualTo(whole.distinct());
      assertThat(merged.total()).isEqualTo(60_000);
    }
  }

  @Test
  void countsExactlyTheSameInAnyOrderAndOnAnyPartitioning() {
    List<String> values = skewed(15_000, 2);
    ValueCounts whole = of(values.toArray(new String[0]));
    assertThat(whole.isExact()).isTrue();
    for (long seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      Collections.shuffle(values, random);
      ValueCounts merged = mergedInAnyTree(parts(values, 1 + (int) seed, random), random);
      assertThat(merged.mostFrequentFirst()).isEqualTo(whole.mostFrequentFirst());
      assertThat(merged.distinct()).isEqualTo(whole.distinct());
      assertThat(merged.distinctError()).isZero();
      assertThat(merged.frequentError()).isZero();
    }
  }

  @Test
  void holdsEveryFrequentValueWithinItsBounds() {
    List<String> values = skewed(150_000, 3);
    Map<String, Long> exact = new HashMap<>();
    values.forEach(v -> exact.merge(v, 1L, Long::sum));
    for (int parts : new int[] {1, 3, 20}) {
      Random random = new Random(parts);
      assertBounds(mergedInAnyTree(parts(values, parts, random), random), exact);
    }
    values.sort(null);
    assertBounds(of(values.toArray(new String[0])), exact);
  }

  @Test
  void forgetsNothingOfPartsWhoseValuesAreAllRare() {
    // each part alone has no frequent value, yet all together have one
    ValueCounts merged = new ValueCounts();
    for (int part = 0; part < 30; part++) {
      ValueCounts counts = of("common");
      for (int i = 0; i < ValueCounts.MAX_VALUES; i++) {
        counts.add(part + "/" + i, 1);
      }
      merged.merge(counts);
    }
    assertThat(merged.total()).isEqualTo(30L * (ValueCounts.MAX_VALUES + 1));
    assertThat(merged.frequentError()).isGreaterThanOrEqualTo(30);
    assertThat(merged.frequentError()).isLessThanOrEqualTo(merged.total() / 10_001);
  }

  @Test
  void boundsAreTheCountsWhereExact() {
    assertThat(of("a", "b", "a").frequent())
        .containsExactly(new Frequent("a", 2, 2), new Frequent("b", 1, 1));
  }

  @Test
  void emptyTextIsAValueLikeAnyOther() {
    ValueCounts with = numbered(0, 100_000);
    with.add("", 5_000);
    assertThat(with.frequent().get(0).value()).isEmpty();
    assertThat(of("", "a", "").mostFrequentFirst())
        .containsExactly(new Count("", 2), new Count("a", 1));
  }

  @Test
  void mapsEachValueWhereItIsExact() {
    ValueCounts counts = of("a", "b", "A", "drop", "a");
    ValueCounts mapped =
        counts.mapped(v -> v.equals("drop") ? null : v.toUpperCase(Locale.ROOT)).orElseThrow();
    assertThat(mapped.mostFrequentFirst()).containsExactly(new Count("A", 3), new Count("B", 1));
    assertThat(counts.total() - mapped.total()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 50_000})
  void comesBackFromBytes(int distinct) throws Exception {
    ValueCounts before = numbered(0, distinct);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(before);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertSame((ValueCounts) in.readObject(), before);
    }
  }

  @Test
  void comesBackFromItsParts() {
    ValueCounts before = of(skewed(60_000, 4).toArray(new String[0]));
    Map<String, Long> atLeast = new HashMap<>();
    before.frequent().forEach(f -> atLeast.put(f.value(), f.atLeast()));
    ValueCounts after =
        ValueCounts.of(before.total(), before.frequentError(), atLeast, before.distinctSketch());
    assertSame(after, before);
    assertThat(after.distinctSketch()).isEqualTo(before.distinctSketch());
    before.merge(numbered(0, 30_000));
    after.merge(numbered(0, 30_000));
    assertSame(after, before);
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

  private static void assertBounds(ValueCounts counts, Map<String, Long> exact) {
    assertThat(counts.isExact()).isFalse();
    assertThat(counts.frequentError()).isPositive();
    assertThat(counts.frequentError()).isLessThanOrEqualTo(counts.total() / 10_001);
    Map<String, Frequent> held = new HashMap<>();
    counts.frequent().forEach(f -> held.put(f.value(), f));
    assertThat(held).hasSizeLessThanOrEqualTo(ValueCounts.MAX_VALUES);
    exact.forEach(
        (value, count) -> {
          Frequent frequent = held.get(value);
          if (frequent == null) {
            assertThat(count).isLessThanOrEqualTo(counts.frequentError());
          } else {
            assertThat(count).isBetween(frequent.atLeast(), frequent.atMost());
          }
        });
    assertThat(exact.keySet().containsAll(held.keySet())).isTrue();
    assertThat(counts.frequent())
        .isSortedAccordingTo((a, b) -> Long.compare(b.atLeast(), a.atLeast()));
  }

  private static void assertSame(ValueCounts actual, ValueCounts expected) {
    assertThat(actual.isExact()).isEqualTo(expected.isExact());
    assertThat(actual.total()).isEqualTo(expected.total());
    assertThat(actual.distinct()).isEqualTo(expected.distinct());
    assertThat(actual.frequentError()).isEqualTo(expected.frequentError());
    assertThat(actual.frequent()).isEqualTo(expected.frequent());
  }

  /** Some values very often, most but once. */
  private static List<String> skewed(int rows, long seed) {
    Random random = new Random(seed);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add("v" + (long) Math.exp(16 * random.nextDouble()));
    }
    return values;
  }

  private static List<ValueCounts> parts(List<String> values, int parts, Random random) {
    List<ValueCounts> made = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      made.add(new ValueCounts());
    }
    values.forEach(value -> made.get(random.nextInt(parts)).add(value, 1));
    return made;
  }

  private static ValueCounts mergedInAnyTree(List<ValueCounts> parts, Random random) {
    while (parts.size() > 1) {
      ValueCounts one = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).merge(one);
    }
    return parts.get(0);
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
