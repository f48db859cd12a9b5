package io.sluice.result;

/**
 * How far two columns go together.
 *
 * @param measure of two columns of numbers {@code pearson} and {@code spearman}, from -1 to 1; of
 *     two of few values {@code cramersV}, of a number and one of few values {@code
 *     correlationRatio}, from 0 to 1
 * @param rows that have both
 * @param p the chance of one so strong between independent columns
 * @param adjusted the same, of all that are looked at together (Benjamini and Hochberg 1995): of
 *     those up to it, no more than this share are expected to be chance
 */
public record Association(
    String first,
    String second,
    String measure,
    long rows,
    double strength,
    double p,
    double adjusted) {

  /** With a corrected chance. */
  public Association adjusted(double corrected) {
    return new Association(first, second, measure, rows, strength, p, corrected);
  }
}
