package io.sluice.result;

import java.util.List;

/**
 * How far the values of a column are distributed otherwise than they were.
 *
 * @param psi population stability index over tenths of the earlier numbers, or over values, missing
 *     ones by themselves
 * @param p the chance of such a difference between samples of one distribution
 * @param distance the largest difference of the two distribution functions (Kolmogorov-Smirnov); of
 *     values the share that would have to change (total variation)
 * @param missingBefore share of the rows
 * @param missingNow share of the rows
 * @param meanBefore null of what is no number
 * @param meanNow null of what is no number
 * @param added of the frequent values now, those that were not there before
 * @param gone of the frequent values before, those that are there no more
 */
public record Drift(
    String column,
    String type,
    double psi,
    double p,
    double distance,
    double missingBefore,
    double missingNow,
    Double meanBefore,
    Double meanNow,
    List<String> added,
    List<String> gone) {

  /** From where on an index is worth speaking of. */
  public static final double CHANGED = 0.1;

  private static final double SURE = 0.01;

  /** Whether the column changed, beyond what samples differ in. */
  public boolean isChanged() {
    return psi >= CHANGED && p < SURE;
  }
}
