package io.sluice.features;

import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructField;

/**
 * Sums and numbers of the labels by category and fold, of one column after the other. Of each
 * column first those of the rows without a category, then those of its categories in the order of
 * their text.
 */
final class LabelSums {

  private final StructField label;
  private final int folds;
  private final List<String> categories = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<double[]> sums = new ArrayList<>();
  private final List<double[]> counts = new ArrayList<>();

  LabelSums(StructField label, int folds) {
    this.label = label;
    this.folds = folds;
  }

  /** Adds a column, by category and fold. */
  void add(String column, Map<List<String>, ColumnSummary> groups) {
    double[] all = new double[folds];
    double[] ofNull = new double[folds];
    double[] countsOfNull = new double[folds];
    Map<String, double[]> sumsOf = new TreeMap<>();
    Map<String, double[]> countsOf = new TreeMap<>();
    groups.forEach(
        (key, group) -> {
          String category = key.get(0);
          int fold = Integer.parseInt(key.get(1));
          Moments labels = group.moments();
          if (labels.count() > 0) {
            double[] sum =
                category == null
                    ? ofNull
                    : sumsOf.computeIfAbsent(category, c -> new double[folds]);
            double[] count =
                category == null
                    ? countsOfNull
                    : countsOf.computeIfAbsent(category, c -> new double[folds]);
            sum[fold] = sum(labels);
            count[fold] = labels.count();
            all[fold] += labels.count();
          }
        });
    requireLabels(all);
    if (sumsOf.isEmpty()) {
      throw Category.allMissing(column);
    }
    categories.addAll(sumsOf.keySet());
    sizes.add(sumsOf.size());
    sums.add(ofNull);
    sums.addAll(sumsOf.values());
    counts.add(countsOfNull);
    counts.addAll(countsOf.values());
  }

  /** Whole labels have whole sums, whatever the rounding of their mean. */
  private double sum(Moments labels) {
    double sum = labels.mean() * labels.count();
    if (!Double.isFinite(sum)) {
      throw ProblemException.inData(
          "cannot learn from label '%s': its training values are not all finite. Make infinite values null in clean."
              .formatted(label.name()));
    }
    boolean whole =
        !(label.dataType() instanceof DoubleType || label.dataType() instanceof FloatType);
    return whole ? Math.rint(sum) : sum;
  }

  private void requireLabels(double[] all) {
    long filled = Arrays.stream(all).filter(count -> count > 0).count();
    if (filled == 0) {
      throw ProblemException.inData(
          "cannot learn from label '%s': all of its training values are missing."
              .formatted(label.name()));
    }
    if (filled == 1) {
      throw ProblemException.inData(
          "all training rows fall into one of %d folds, so that none can be encoded by others. Rows need an id or columns to tell them apart, and more than one is needed."
              .formatted(folds));
    }
  }

  String[] categories() {
    return categories.toArray(new String[0]);
  }

  int[] sizes() {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  double[] sums() {
    return joined(sums.stream());
  }

  double[] counts() {
    return joined(counts.stream());
  }

  private static double[] joined(Stream<double[]> parts) {
    return parts.flatMapToDouble(Arrays::stream).toArray();
  }
}
