package io.sluice.clean;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The votes that some items have in common.
 *
 * @param votes a vote each: the annotator's index times the number of labels, plus the label's;
 *     rising, and as often as it was given
 * @param items how many items have just these votes
 */
record Ballot(int[] votes, long items) implements Serializable {

  /** How many votes each label has. */
  int[] byLabel(int labels) {
    int[] counts = new int[labels];
    for (int vote : votes) {
      counts[vote % labels]++;
    }
    return counts;
  }

  /** The labels that have most votes, rising. */
  List<Integer> mostFrequent(int labels) {
    int[] counts = byLabel(labels);
    int most = Arrays.stream(counts).max().orElseThrow();
    return IntStream.range(0, labels).filter(i -> counts[i] == most).boxed().toList();
  }
}
