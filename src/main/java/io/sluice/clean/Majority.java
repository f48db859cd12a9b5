package io.sluice.clean;

import java.io.Serializable;
import java.util.List;

/**
 * The label with most votes; of several, the one with more votes over all items, then the first.
 */
final class Majority implements Serializable {

  private final long[] votes;

  /**
   * By the votes that each label has over all items.
   *
   * @param votes at the label's index
   */
  Majority(long[] votes) {
    this.votes = votes.clone();
  }

  int of(Ballot ballot) {
    List<Integer> most = ballot.mostFrequent(votes.length);
    int best = most.get(0);
    for (int label : most) {
      best = votes[label] > votes[best] ? label : best;
    }
    return best;
  }
}
