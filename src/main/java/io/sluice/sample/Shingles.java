package io.sluice.sample;

import java.util.Arrays;

/** How alike two texts are. A word is a run of letters and digits, without regard to case. */
final class Shingles {

  private Shingles() {}

  /**
   * Jaccard's index of the sets of three words in a row; of single words where a text has fewer
   * than three.
   */
  static double similarity(String a, String b) {
    long[] wordsA = words(a);
    long[] wordsB = words(b);
    int n = Math.min(wordsA.length, wordsB.length) < 3 ? 1 : 3;
    long[] setA = set(grams(wordsA, n));
    long[] setB = set(grams(wordsB, n));
    int common = common(setA, setB);
    int union = setA.length + setB.length - common;
    return union == 0 ? 1 : (double) common / union;
  }

  /**
   * The share of the words of both texts, each counted as often as it occurs, that the other lacks.
   */
  static double changed(String a, String b) {
    long[] wordsA = words(a);
    long[] wordsB = words(b);
    Arrays.sort(wordsA);
    Arrays.sort(wordsB);
    int all = wordsA.length + wordsB.length;
    return all == 0 ? 0 : 1 - 2.0 * common(wordsA, wordsB) / all;
  }

  private static long[] words(String text) {
    long[] hashes = new long[text.length() / 2 + 1];
    int count = 0;
    long hash = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c)) {
        hash = hash * 31 + Character.toLowerCase(c) + 1;
      } else if (hash != 0) {
        hashes[count++] = Dice.mix(hash);
        hash = 0;
      }
    }
    return Arrays.copyOf(hashes, count);
  }

  private static long[] grams(long[] words, int n) {
    long[] grams = new long[Math.max(0, words.length - n + 1)];
    for (int i = 0; i < grams.length; i++) {
      long hash = 0;
      for (int k = 0; k < n; k++) {
        hash = Dice.mix(hash * 31 + words[i + k]);
      }
      grams[i] = hash;
    }
    return grams;
  }

  /** Sorted, each value once. */
  private static long[] set(long[] values) {
    Arrays.sort(values);
    int count = 0;
    for (long value : values) {
      if (count == 0 || values[count - 1] != value) {
        values[count++] = value;
      }
    }
    return Arrays.copyOf(values, count);
  }

  /** How many values two sorted arrays share. */
  private static int common(long[] a, long[] b) {
    int common = 0;
    for (int i = 0, k = 0; i < a.length && k < b.length; ) {
      if (a[i] == b[k]) {
        common++;
        i++;
        k++;
      } else if (a[i] < b[k]) {
        i++;
      } else {
        k++;
      }
    }
    return common;
  }
}
