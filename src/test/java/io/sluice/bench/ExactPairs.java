package io.sluice.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All pairs of texts whose sets of word 3-grams have a Jaccard similarity of at least a threshold,
 * by an index from each 3-gram to its texts, in memory: the truth that both sides are held to.
 */
final class ExactPairs {

  /** Two texts by their numbers, the lesser first. */
  record Pair(int a, int b) {}

  private static final int WORD_BITS = 21;

  private ExactPairs() {}

  static Set<Pair> of(List<String> texts, double threshold) {
    long[][] sets = sets(texts);
    Map<Long, int[]> index = new HashMap<>(); // the first number is how many follow
    Set<Pair> pairs = new HashSet<>();
    int[] common = new int[sets.length];
    for (int b = 0; b < sets.length; b++) {
      for (long gram : sets[b]) {
        int[] before = index.get(gram);
        if (before != null) {
          for (int i = 1; i <= before[0]; i++) {
            common[before[i]]++;
          }
        }
        index.put(gram, with(before, b));
      }
      for (int a = 0; a < b; a++) {
        double union = sets[a].length + sets[b].length - common[a];
        if (common[a] / union >= threshold) {
          pairs.add(new Pair(a, b));
        }
        common[a] = 0;
      }
    }
    return pairs;
  }

  private static long[][] sets(List<String> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    return texts.stream()
        .map(
            text -> {
              long[] words =
                  Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\W+"))
                      .filter(w -> !w.isEmpty())
                      .mapToLong(w -> numbers.computeIfAbsent(w, x -> numbers.size()))
                      .toArray();
              long[] grams = new long[Math.max(0, words.length - 2)];
              for (int i = 0; i < grams.length; i++) {
                grams[i] =
                    (words[i] << (2 * WORD_BITS)) | (words[i + 1] << WORD_BITS) | words[i + 2];
              }
              return Arrays.stream(grams).distinct().toArray();
            })
        .toArray(long[][]::new);
  }

  private static int[] with(int[] before, int text) {
    int[] after = before == null ? new int[2] : before;
    if (after[0] + 1 == after.length) {
      after = Arrays.copyOf(after, 2 * after.length);
    }
    after[++after[0]] = text;
    return after;
  }
}
