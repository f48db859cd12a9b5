package io.sluice.features;

import io.sluice.stage.Loop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The smoothed mean labels of a column's categories, null among them, by the fold left out; the
 * last of each list leaves none out.
 *
 * @param means of each category
 * @param all of all rows, for categories not seen
 */
record MeanLabels(Map<UTF8String, List<Double>> means, List<Double> all)
    implements Loop.TextAndIndexToNumber {

  /**
   * From sums and numbers of labels by category and fold.
   *
   * @param from where those of the column begin
   */
  static MeanLabels of(
      List<String> categories,
      double[] sums,
      double[] counts,
      int from,
      int folds,
      double smoothing) {
    int to = from + (categories.size() + 1) * folds;
    double[] sumOfAll = new double[folds];
    double[] countOfAll = new double[folds];
    for (int at = from; at < to; at++) {
      sumOfAll[(at - from) % folds] += sums[at];
      countOfAll[(at - from) % folds] += counts[at];
    }
    List<Double> all = new ArrayList<>();
    for (int fold = 0; fold <= folds; fold++) {
      all.add(without(fold, sumOfAll) / without(fold, countOfAll));
    }
    Map<UTF8String, List<Double>> means = new HashMap<>();
    for (int at = from; at < to; at += folds) {
      double[] sum = Arrays.copyOfRange(sums, at, at + folds);
      double[] count = Arrays.copyOfRange(counts, at, at + folds);
      List<Double> smoothed = new ArrayList<>();
      for (int fold = 0; fold <= folds; fold++) {
        double rows = without(fold, count);
        double mean = all.get(fold);
        smoothed.add(
            rows == 0 ? mean : (without(fold, sum) + smoothing * mean) / (rows + smoothing));
      }
      int category = (at - from) / folds - 1;
      means.put(category < 0 ? null : UTF8String.fromString(categories.get(category)), smoothed);
    }
    return new MeanLabels(means, all);
  }

  /** Adds up what is left, as taking away would leave a trace of it in the last digits. */
  private static double without(int fold, double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += i == fold ? 0 : values[i];
    }
    return sum;
  }

  @Override
  public double apply(UTF8String category, int leftOut) {
    return means.getOrDefault(category, all).get(leftOut);
  }
}
