package io.sluice.features;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which slots are left where no two are correlated above a threshold. From the slot of the largest
 * mean absolute correlation with all others down, each goes that is correlated so with one that is
 * still there, as of each pair in caret's findCorrelation; of equal means the later slot goes
 * first. A constant slot is correlated with none.
 */
final class Uncorrelated {

  private final CoMoments moments;
  private final double[] means;

  Uncorrelated(CoMoments moments) {
    this.moments = moments;
    means = new double[moments.size()];
    for (int i = 0; i < means.length; i++) {
      for (int j = 0; j < means.length; j++) {
        means[i] += i == j ? 0 : correlation(i, j) / (means.length - 1);
      }
    }
  }

  /** The mean absolute correlation of each slot with all others. */
  Scores scores() {
    return new Scores(means.clone(), new double[0]);
  }

  int[] kept(double threshold) {
    boolean[] gone = new boolean[means.length];
    // rounded, so that rounding decides nothing
    List<Integer> order =
        IntStream.range(0, means.length)
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> -(float) means[i])
                    .thenComparing(Comparator.reverseOrder()))
            .toList();
    for (int i : order) {
      for (int j = 0; j < means.length && !gone[i]; j++) {
        gone[i] = i != j && !gone[j] && correlation(i, j) > threshold;
      }
    }
    return IntStream.range(0, means.length).filter(i -> !gone[i]).toArray();
  }

  private double correlation(int i, int j) {
    double both = Math.sqrt(moments.product(i, i)) * Math.sqrt(moments.product(j, j));
    return both > 0 ? Math.abs(moments.product(i, j)) / both : 0;
  }
}
