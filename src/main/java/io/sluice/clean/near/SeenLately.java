package io.sluice.clean.near;

/**
 * Remembers ids in memory of a fixed size, the latest at each place, so that what comes very often
 * passes few times.
 */
final class SeenLately {

  private static final int PLACES = 1 << 16;

  private final long[] his = new long[PLACES];
  private final long[] los = new long[PLACES];

  /** Whether the id was seen and not forgotten since; from now on it was. */
  boolean again(long hi, long lo) {
    int place = (int) lo & (PLACES - 1);
    boolean again = his[place] == hi && los[place] == lo;
    his[place] = hi;
    los[place] = lo;
    return again;
  }
}
