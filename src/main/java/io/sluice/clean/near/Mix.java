package io.sluice.clean.near;

/** Scatters the bits of a number over all 64 of its own: the finaliser of SplitMix64. */
final class Mix {

  private Mix() {}

  /** One to one, so that no two numbers become the same. */
  static long of(long number) {
    long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
