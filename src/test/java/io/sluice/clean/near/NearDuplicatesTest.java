package io.sluice.clean.near;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.clean.near.NearDuplicates.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Against all pairs, on texts of 60 words in families of six, each with some words replaced. */
final class NearDuplicatesTest {

  private static final Shingling WORDS = new Shingling(Shingling.Unit.WORD, 3, 5);
  private static final double THRESHOLD = 0.6;

  private record Pair(long a, long b) {}

  @Test
  void everyPairIsExactAndAsManyAreFoundAsTheBandsPromise() {
    List<String> all = planted(80, new Random(11));
    Bands bands = Bands.choose(THRESHOLD, 40, 0.8).orElseThrow(); // so that some are missed
    Map<Pair, Double> truth = bruteForce(all);
    double promised = truth.values().stream().mapToDouble(bands::chance).sum();
    double variance =
        truth.values().stream().mapToDouble(bands::chance).map(p -> p * (1 - p)).sum();
    int found = 0;
    int seeds = 3;
    for (long seed = 0; seed < seeds; seed++) {
      try (NearDuplicates near =
          new NearDuplicates(source(all, 3), new Search(WORDS, bands, THRESHOLD, 1000, seed))) {
        Map<Pair, Double> pairs = pairs(near);
        found += pairs.size();
        assertThat(near.pairs().count()).isEqualTo(pairs.size());
        assertThat(truth).containsAllEntriesOf(pairs);
        assertThat(clusters(near)).isEqualTo(components(pairs.keySet(), all.size()));
      }
    }
    assertThat(truth.size()).isGreaterThan(250);
    assertThat(promised).isLessThan(truth.size() - 5.0);
    // members of a family share what was replaced, so that their pairs are not independent: wide
    assertThat((double) found / seeds).isCloseTo(promised, within(8 * Math.sqrt(variance / seeds)));
  }

  @Test
  void theSameOnAnyPartitionsInAnyOrderAndByStars() {
    List<String> all = planted(25, new Random(5));
    Search search =
        new Search(WORDS, Bands.choose(THRESHOLD, 128, 0.99).orElseThrow(), THRESHOLD, 1000, 1);
    List<String> expected = null;
    for (int partitions : new int[] {1, 3, 7}) {
      for (long mostOnDriver : new long[] {1000, 0}) {
        try (NearDuplicates near =
            new NearDuplicates(source(all, partitions), search, new Components(mostOnDriver))) {
          List<String> now = new ArrayList<>(texts(near.members().rows()));
          now.addAll(texts(near.pairs().rows()));
          assertThat(now).isEqualTo(expected == null ? now : expected);
          expected = now;
        }
      }
    }
    assertThat(expected).hasSizeGreaterThan(100);
  }

  @Test
  void manyCellsGiveTheSameSimilarities() {
    List<String> all = planted(10, new Random(2));
    List<Row> sets = new ArrayList<>();
    List<Row> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      sets.add(row(0L, (long) i, shingles(all.get(i)).sorted()));
      for (int j = i + 1; j < all.size(); j++) {
        pairs.add(row(0L, (long) i, 0L, (long) j));
      }
    }
    Dataset<Row> given = SPARK.createDataFrame(pairs, Stars.SCHEMA);
    Dataset<Row> known = SPARK.createDataFrame(sets, SortedShingles.SCHEMA);
    Map<Pair, Double> truth = bruteForce(all);
    for (int groups : new int[] {1, 4, 13}) {
      Map<Pair, Double> found = new HashMap<>();
      new Verification(THRESHOLD, groups, pairs.size())
          .of(given, known)
          .collectAsList()
          .forEach(r -> found.put(new Pair(r.getLong(1), r.getLong(3)), r.getDouble(4)));
      assertThat(found).isEqualTo(truth);
    }
  }

  @Test
  void holdsNothingWhenClosed() {
    int before = SPARK.sparkContext().getPersistentRDDs().size();
    try (NearDuplicates near =
        new NearDuplicates(
            source(planted(3, new Random(1)), 2),
            new Search(WORDS, new Bands(8, 4), THRESHOLD, 10, 1))) {
      assertThat(near.numCuts()).isZero();
      assertThat(SPARK.sparkContext().getPersistentRDDs().size()).isGreaterThan(before);
    }
    assertThat(SPARK.sparkContext().getPersistentRDDs().size()).isEqualTo(before);
  }

  private static List<String> planted(int families, Random random) {
    List<String> all = new ArrayList<>();
    for (int family = 0; family < families; family++) {
      String[] words = new String[60];
      for (int i = 0; i < words.length; i++) {
        words[i] = "w" + random.nextInt(5000);
      }
      for (int member = 0; member < 6; member++) {
        String[] edited = words.clone();
        for (int edits = 1 + random.nextInt(7); edits > 0; edits--) {
          edited[random.nextInt(60)] = "e" + random.nextInt(100_000);
        }
        all.add(String.join(" ", edited));
      }
    }
    return all;
  }

  /** The number of a text is the second half of its key. */
  private static Dataset<Row> source(List<String> all, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      rows.add(row(all.get(i), 0L, (long) i, null, null, false));
    }
    Collections.shuffle(rows, new Random(partitions));
    return SPARK.createDataFrame(rows, Sketch.SOURCE).repartition(partitions);
  }

  private static Shingles shingles(String text) {
    Shingles shingles = new Shingles(WORDS);
    shingles.read(UTF8String.fromString(text));
    return shingles;
  }

  private static Map<Pair, Double> bruteForce(List<String> all) {
    List<Set<List<String>>> sets =
        all.stream()
            .map(
                text -> {
                  List<String> words = List.of(text.split(" "));
                  Set<List<String>> set = new HashSet<>();
                  for (int i = 0; i + 3 <= words.size(); i++) {
                    set.add(words.subList(i, i + 3));
                  }
                  return set;
                })
            .toList();
    Map<Pair, Double> pairs = new HashMap<>();
    for (int i = 0; i < sets.size(); i++) {
      for (int j = i + 1; j < sets.size(); j++) {
        Set<List<String>> common = new HashSet<>(sets.get(i));
        common.retainAll(sets.get(j));
        double union = sets.get(i).size() + sets.get(j).size() - common.size();
        if (common.size() / union >= THRESHOLD && !sets.get(i).equals(sets.get(j))) {
          pairs.put(new Pair(i, j), common.size() / union);
        }
      }
    }
    return pairs;
  }

  /** By the numbers of the texts; each set of these texts is of one text. */
  private static Map<Pair, Double> pairs(NearDuplicates near) {
    Map<List<Long>, Long> numbers = new HashMap<>();
    near.members()
        .rows()
        .collectAsList()
        .forEach(
            r ->
                numbers.merge(
                    List.of(r.<Long>getAs("hi"), r.<Long>getAs("lo")),
                    r.<Long>getAs("keyLo"),
                    Math::min));
    Map<Pair, Double> pairs = new HashMap<>();
    for (Row r : near.pairs().rows().collectAsList()) {
      long a = numbers.get(List.of(r.getLong(0), r.getLong(1)));
      long b = numbers.get(List.of(r.getLong(2), r.getLong(3)));
      assertThat(pairs.put(new Pair(Math.min(a, b), Math.max(a, b)), r.getDouble(4))).isNull();
    }
    return pairs;
  }

  private static Set<Set<Long>> clusters(NearDuplicates near) {
    Map<List<Long>, Set<Long>> clusters = new HashMap<>();
    for (Row r : near.members().rows().collectAsList()) {
      clusters
          .computeIfAbsent(
              List.of(r.<Long>getAs("rootHi"), r.<Long>getAs("rootLo")), root -> new HashSet<>())
          .add(r.<Long>getAs("keyLo"));
    }
    return new HashSet<>(clusters.values());
  }

  private static Set<Set<Long>> components(Set<Pair> pairs, int size) {
    long[] roots = new long[size];
    for (int i = 0; i < size; i++) {
      roots[i] = i;
    }
    for (int round = 0; round < size; round++) {
      for (Pair p : pairs) {
        long least = Math.min(roots[(int) p.a], roots[(int) p.b]);
        roots[(int) p.a] = least;
        roots[(int) p.b] = least;
      }
    }
    Map<Long, Set<Long>> sets = new HashMap<>();
    for (long i = 0; i < size; i++) {
      sets.computeIfAbsent(roots[(int) i], root -> new HashSet<>()).add(i);
    }
    Set<Set<Long>> clusters = new HashSet<>(sets.values());
    clusters.removeIf(c -> c.size() == 1);
    return clusters;
  }
}
