package io.sluice.features;

import io.sluice.stage.ProblemException;
import java.util.Arrays;

/** The slots that are kept of a vector. */
final class Selection {

  private final int size;
  private final int[] kept;
  private final Scores scores;

  Selection(int size, int[] kept, Scores scores) {
    this.size = size;
    this.kept = kept;
    this.scores = scores;
  }

  /** The slots whose variance is above a threshold. */
  static Selection byVariance(SlotMoments moments, double threshold) {
    double[] variances = new double[moments.size()];
    Arrays.setAll(variances, moments::variance);
    Scores scores = new Scores(variances, new double[0]);
    int[] kept = scores.above(threshold);
    if (kept.length == 0) {
      throw ProblemException.inData(
          "no slot is left: the largest variance of the chosen columns is %s, not above the threshold %s. Lower it, or drop the columns."
              .formatted(Arrays.stream(variances).max().orElse(0), threshold));
    }
    return new Selection(moments.size(), kept, scores);
  }

  /** Slots of which no two are correlated above a threshold. */
  static Selection byCorrelation(CoMoments moments, double threshold) {
    Uncorrelated uncorrelated = new Uncorrelated(moments);
    return new Selection(moments.size(), uncorrelated.kept(threshold), uncorrelated.scores());
  }

  /** The slots that differ most between the classes of a label. */
  static Selection byClass(ClassMoments moments, String label, int most) {
    int classes = moments.classes().size();
    if (classes < 2) {
      throw constant(label);
    } else if (moments.rows() <= classes) {
      throw tooFew(label);
    }
    return top(moments.size(), moments.scores(), most);
  }

  /** The slots that a label depends on most. */
  static Selection byNumber(LabelMoments moments, String label, int most) {
    if (moments.isConstant()) {
      throw constant(label);
    } else if (moments.rows() <= 2) {
      throw tooFew(label);
    }
    return top(moments.size(), moments.scores(), most);
  }

  private static Selection top(int size, Scores scores, int most) {
    return new Selection(size, scores.top(most), scores);
  }

  private static ProblemException constant(String label) {
    return ProblemException.inData(
        "cannot learn from the label '%s': it is the same in all training rows.".formatted(label));
  }

  private static ProblemException tooFew(String label) {
    return ProblemException.inData(
        "cannot learn from the label '%s': there are too few training rows for an F statistic."
            .formatted(label));
  }

  double[] keptScores() {
    return kept(scores.scores());
  }

  /** Empty where they are not known. */
  double[] keptPValues() {
    return scores.pValues().length == 0 ? new double[0] : kept(scores.pValues());
  }

  private double[] kept(double[] all) {
    return Arrays.stream(kept).mapToDouble(i -> all[i]).toArray();
  }

  /** Number of slots of the whole vector. */
  int size() {
    return size;
  }

  /** The slots, rising. */
  int[] kept() {
    return kept;
  }
}
