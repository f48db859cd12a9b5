package io.sluice.clean.near;

/** How similar two sets are: the share of their union that they have in common. */
final class Jaccard {

  private Jaccard() {}

  /** From 0 to 1, of sets in ascending order that are not both empty. */
  static double of(long[] a, long[] b) {
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      long x = a[i];
      long y = b[j];
      common += x == y ? 1 : 0;
      i += x <= y ? 1 : 0;
      j += y <= x ? 1 : 0;
    }
    return common / (double) (a.length + b.length - common);
  }

  /** The most that sets of these sizes can have. */
  static double most(int smaller, int larger) {
    return smaller / (double) larger;
  }
}
