package io.sluice.features;

import java.nio.charset.StandardCharsets;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The slot of a term in a hashed vector, as spark.ml's HashingTF and FeatureHasher give it: murmur3
 * (x86, 32 bits, seed 42) of its UTF-8 bytes, modulo the number of slots.
 */
final class Murmur {

  /** What {@code sluice steps} says of hashing. */
  static final String COLLISIONS =
      """
      The share of n different values (or words) that fall into a slot of another one is about
      1 - (1 - 1/numFeatures)^(n - 1), those of all columns of the vector counted together:

            values   1,024 slots  16,384 slots  262,144 slots  1,048,576 slots
             1,000         62.3%          5.9%           0.4%             0.1%
            10,000        100.0%         45.7%           3.7%             0.9%
           100,000        100.0%         99.8%          31.7%             9.1%

      The report of a run says how many slots are used and how many are shared.""";

  private static final int SEED = 42;

  private Murmur() {}

  static int slot(String term, int slots) {
    return slot(term.getBytes(StandardCharsets.UTF_8), slots);
  }

  static int slot(UTF8String term, int slots) {
    return slot(term.getBaseObject(), term.getBaseOffset(), term.numBytes(), slots);
  }

  /** Of the prefix and the value, one after the other. */
  static int slot(byte[] prefix, UTF8String value, int slots) {
    byte[] term = new byte[prefix.length + value.numBytes()];
    System.arraycopy(prefix, 0, term, 0, prefix.length);
    value.writeToMemory(term, Platform.BYTE_ARRAY_OFFSET + (long) prefix.length);
    return slot(term, slots);
  }

  /** Of a term that lies where Spark keeps its strings. */
  static int slot(Object base, long offset, int bytes, int slots) {
    return Math.floorMod(Murmur3_x86_32.hashUnsafeBytes2(base, offset, bytes, SEED), slots);
  }

  private static int slot(byte[] term, int slots) {
    return slot(term, Platform.BYTE_ARRAY_OFFSET, term.length, slots);
  }
}
