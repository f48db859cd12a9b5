package io.sluice.explore;

import io.sluice.result.Run;
import io.sluice.stats.ColumnSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many numbers lie in each of {@value #BINS} bins of equal width, from the values that a
 * summary has counted: no pass over the rows. Numbers far from most of them, beyond Tukey's outer
 * fences, are counted in the first bin or the last, whose end says how far they go: the bins
 * between stay as narrow as most numbers need. Where the summary has joined neighbouring values, as
 * it does of more than 8,192 different ones, all of them are where their middle is.
 */
final class Histogram {

  static final int BINS = 20;
  private static final double OUTER_FENCE = 3;

  private Histogram() {}

  /** The bins, rising; one for each number where there are no more of these; none of no numbers. */
  static List<Run.Bin> of(ColumnSummary column) {
    List<ColumnSummary.Weighted> numbers = column.weighted();
    if (numbers.size() <= BINS) {
      return numbers.stream().map(n -> new Run.Bin(n.value(), n.value(), n.count())).toList();
    }
    double least = column.moments().min();
    double greatest = column.moments().max();
    double[] quartiles = column.quantiles(0.25, 0.75);
    double fence = OUTER_FENCE * (quartiles[1] - quartiles[0]);
    double from = fence > 0 ? Math.max(least, quartiles[0] - fence) : least;
    double to = fence > 0 ? Math.min(greatest, quartiles[1] + fence) : greatest;
    boolean whole = numbers.stream().allMatch(n -> n.value() == Math.rint(n.value()));
    double width = (to - from) / BINS;
    if (whole) { // else some bins have one number more than others
      from = Math.floor(from);
      width = Math.max(1, Math.ceil((to - from + 1) / BINS));
    }
    double[] edges = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      edges[i] = from + i * width;
    }
    long[] counts = new long[BINS];
    int last = 0;
    for (ColumnSummary.Weighted number : numbers) {
      int found = Arrays.binarySearch(edges, number.value());
      int bin = Math.max(0, found >= 0 ? found : -found - 2); // before where it would be put
      counts[bin] += number.count();
      last = Math.max(last, bin);
    }
    List<Run.Bin> bins = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      bins.add(
          new Run.Bin(
              i == 0 ? Math.min(least, edges[0]) : edges[i],
              i == last ? Math.max(greatest, edges[i]) : edges[i + 1],
              counts[i]));
    }
    return bins;
  }
}
