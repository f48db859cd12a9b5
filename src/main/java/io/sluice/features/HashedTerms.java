package io.sluice.features;

import io.sluice.result.Run;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which terms of the training rows fall into which slot of a hashed vector. */
final class HashedTerms {

  private final String vector;
  private final int slots;
  private final Map<Integer, Map<String, Long>> counts = new HashMap<>();
  private final List<String> notCounted = new ArrayList<>();

  HashedTerms(String vector, int slots) {
    this.vector = vector;
    this.slots = slots;
  }

  /** The values of a column, or none and a note that they were not counted. */
  List<ValueCounts.Count> of(String column, ValueCounts values) {
    if (!values.isExact()) {
      notCounted.add(column);
    }
    return values.mostFrequentFirst();
  }

  /** Counts a term, under the name that a reader knows it by. */
  void add(String term, String name, long count) {
    counts
        .computeIfAbsent(Murmur.slot(term, slots), s -> new TreeMap<>())
        .merge(name, count, Long::sum);
  }

  /** The names of each slot's terms, most frequent first, by the slot's name. */
  Map<String, List<String>> bySlot() {
    Map<String, List<String>> terms = new HashMap<>();
    counts.forEach(
        (slot, its) ->
            terms.put(
                vector + "#" + slot,
                its.entrySet().stream()
                    .sorted(Comparator.comparingLong((Map.Entry<String, Long> e) -> -e.getValue()))
                    .map(Map.Entry::getKey)
                    .toList()));
    return terms;
  }

  /** How full the vector is. */
  Run.Hashed filling() {
    long shared = counts.values().stream().filter(names -> names.size() > 1).count();
    return new Run.Hashed(vector, slots, counts.size(), (int) shared, List.copyOf(notCounted));
  }
}
