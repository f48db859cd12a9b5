package io.sluice.features;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.feature.HashingTF;

/** Which terms fall into which slot of a hashed vector; slots as spark.ml's murmur3 gives them. */
final class HashedTerms {

  private final String vector;
  private final HashingTF hashing;
  private final Map<String, Map<String, Long>> counts = new HashMap<>();

  HashedTerms(String vector, int numFeatures) {
    this.vector = vector;
    this.hashing = new HashingTF().setNumFeatures(numFeatures);
  }

  /** Counts a term, under the name that a reader knows it by. */
  void add(String term, String name, long count) {
    String slot = vector + "#" + hashing.indexOf(term);
    counts.computeIfAbsent(slot, s -> new TreeMap<>()).merge(name, count, Long::sum);
  }

  /** The names of each slot's terms, most frequent first. */
  Map<String, List<String>> bySlot() {
    Map<String, List<String>> terms = new HashMap<>();
    counts.forEach(
        (slot, its) ->
            terms.put(
                slot,
                its.entrySet().stream()
                    .sorted(Comparator.comparingLong((Map.Entry<String, Long> e) -> -e.getValue()))
                    .map(Map.Entry::getKey)
                    .toList()));
    return terms;
  }
}
