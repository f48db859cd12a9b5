package io.sluice.sample;

/**
 * Numbers that look random and follow from a seed: SplitMix64 (Steele, Lea and Flood, "Fast
 * Splittable Pseudorandom Number Generators", OOPSLA 2014). Written out, and with StrictMath, since
 * the same seed must give the same bytes on any JVM.
 */
final class Dice {

  /** What numbers are drawn for, so that a change in one place does not move the others. */
  enum Use {
    KIND(1),
    ORIGINAL(2),
    TICKET(3),
    LETTER(4),
    FAULTS(5),
    EDITS(6),
    ANNOTATIONS(7),
    CORRUPTION(8),
    DAMAGE(9);

    private final int salt;

    Use(int salt) {
      this.salt = salt;
    }
  }

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long state) {
    this.state = state;
  }

  /** Those of one row for one use. */
  static Dice of(long seed, long index, Use use) {
    return new Dice(mix(mix(seed + use.salt * GOLDEN) + index * GOLDEN));
  }

  static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** 0 to bound - 1. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Both ends included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** From 0 to below 1. */
  double uniform() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Mean 0, standard deviation 1 (Box and Muller). */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** Its logarithm is normal. */
  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }

  /** Knuth's way, for small means. */
  int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = uniform(); product > limit; product *= uniform()) {
      count++;
    }
    return count;
  }

  String digits(int count) {
    StringBuilder out = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      out.append((char) ('0' + below(10)));
    }
    return out.toString();
  }

  <T> T pick(T[] values) {
    return values[below(values.length)];
  }
}
