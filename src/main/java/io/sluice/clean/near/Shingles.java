package io.sluice.clean.near;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The set of a text's shingles: each run of so many words (or characters, over the words with one
 * space between), hashed to 64 bits. A text with fewer than {@code minShingles} different ones, or
 * too short for one, has a single shingle of its own, all of its words in their order: it is the
 * same as a text with the same words, and like no other. A text without a word has none.
 *
 * <p>That two of n different shingles have the same hash has a chance of n² / 2^65: among the 1,000
 * of two texts that are compared 3e-14, and then their similarity is off by a thousandth.
 *
 * <p>The set itself has an id of 128 bits, which does not depend on the order of the shingles: two
 * of n different sets have the same one with a chance of n² / 2^129, among a thousand million
 * 2e-21.
 *
 * <p>For one thread; what it holds is good until the next text.
 */
final class Shingles {

  private static final long WHOLE = 0x9e3779b97f4a7c15L;
  private static final long OTHER = 0xd1b54a32d192ed03L;
  private static final int MIN_SLOTS = 64;

  private final Shingling shingling;
  private final Words words = new Words();
  private long[] hashes = new long[1024]; // of words; then of whatever is read next
  private long[] slots = new long[MIN_SLOTS];
  private long[] values = new long[512];
  private int mask;
  private int size;
  private long hi;
  private long lo;

  Shingles(Shingling shingling) {
    this.shingling = shingling;
  }

  /** Takes in a text. */
  void read(UTF8String text) {
    words.read(text);
    if (shingling.unit() == Shingling.Unit.WORD) {
      words();
    } else {
      characters();
    }
    if (size < shingling.minShingles() && words.count() > 0) {
      clear(1);
      byte[] bytes = words.bytes();
      add(XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, words.length(), WHOLE));
    }
  }

  /** How many different shingles; 0 where the text has no word. */
  int size() {
    return size;
  }

  /** The shingles; only the first {@link #size} count. */
  long[] values() {
    return values;
  }

  /** A copy of the shingles in ascending order. */
  long[] sorted() {
    long[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The first half of the set's id. */
  long hi() {
    return Mix.of(hi + size);
  }

  /** The second half of the set's id. */
  long lo() {
    return Mix.of(lo ^ OTHER);
  }

  private void words() {
    int n = shingling.ngrams();
    int count = words.count();
    clear(count - n + 1);
    if (hashes.length < count) {
      hashes = new long[2 * count];
    }
    byte[] bytes = words.bytes();
    for (int i = 0; i < count; i++) {
      int start = words.start(i);
      hashes[i] =
          XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET + start, words.end(i) - start, n);
    }
    for (int i = 0; i + n <= count; i++) {
      long hash = n;
      for (int k = 0; k < n; k++) {
        hash = Mix.of(hash * OTHER + hashes[i + k]);
      }
      add(hash);
    }
  }

  private void characters() {
    byte[] bytes = words.bytes();
    int n = shingling.ngrams();
    int count = 0;
    if (hashes.length <= words.length()) {
      hashes = new long[2 * words.length()];
    }
    for (int i = 0; i < words.length(); i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        hashes[count++] = i;
      }
    }
    hashes[count] = words.length();
    clear(count - n + 1);
    for (int i = 0; i + n <= count; i++) {
      int start = (int) hashes[i];
      int length = (int) hashes[i + n] - start;
      add(XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET + start, length, n));
    }
  }

  private void clear(int most) {
    int capacity = Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, most)) * 4);
    if (slots.length < capacity) {
      slots = new long[capacity];
    } else {
      Arrays.fill(slots, 0, capacity, 0);
    }
    if (values.length < most) {
      values = new long[2 * most];
    }
    mask = capacity - 1;
    size = 0;
    hi = 0;
    lo = 0;
  }

  private void add(long hash) {
    long value = hash == 0 ? WHOLE : hash; // 0 marks an empty slot
    int slot = (int) (value >>> 32) & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == value) {
        return;
      }
      slot = slot + 1 & mask;
    }
    slots[slot] = value;
    values[size++] = value;
    hi += Mix.of(value + WHOLE);
    lo += Mix.of(value ^ OTHER);
  }
}
