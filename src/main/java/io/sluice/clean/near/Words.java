package io.sluice.clean.near;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The words of a text: its runs of letters, digits and combining marks, in lower case, with one
 * space between. Works on bytes of UTF-8 and makes no object a word; bytes that are not UTF-8 part
 * words as a space does. For one thread; what it holds is good until the next text.
 */
final class Words {

  private static final byte[] LOWER = lower();

  private byte[] bytes = new byte[4096];
  private int[] starts = new int[1024];
  private int length;
  private int count;
  private boolean inWord;

  /** Cuts a text. */
  void read(UTF8String text) {
    byte[] from = text.getBytes();
    length = 0;
    count = 0;
    inWord = false;
    if (bytes.length < 2 * from.length + 8) { // a letter may be longer in lower case, by half
      bytes = new byte[2 * from.length + 8];
    }
    int i = 0;
    while (i < from.length) {
      int b = from[i];
      if (b < 0) {
        i += other(from, i);
      } else {
        byte lower = LOWER[b];
        if (lower == 0) {
          inWord = false;
        } else {
          begin();
          bytes[length++] = lower;
        }
        i++;
      }
    }
  }

  /** How many words. */
  int count() {
    return count;
  }

  /** Where a word starts in the bytes. */
  int start(int word) {
    return starts[word];
  }

  /** Where a word ends, the byte after its last. */
  int end(int word) {
    return word + 1 < count ? starts[word + 1] - 1 : length;
  }

  /** All words with one space between; only the first {@link #length} bytes count. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  private void begin() {
    if (!inWord) {
      inWord = true;
      if (count > 0) {
        bytes[length++] = ' ';
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = length;
    }
  }

  /** A character beyond ASCII; returns how many bytes it takes. */
  private int other(byte[] from, int at) {
    int lead = from[at] & 0xff;
    int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc0 || at + size > from.length) {
      inWord = false;
      return 1;
    }
    int character = lead & (0xff >> (size + 1));
    for (int k = 1; k < size; k++) {
      if ((from[at + k] & 0xc0) != 0x80) {
        inWord = false;
        return 1;
      }
      character = character << 6 | (from[at + k] & 0x3f);
    }
    if (isPartOfAWord(character)) {
      begin();
      append(Character.toLowerCase(character));
    } else {
      inWord = false;
    }
    return size;
  }

  private static boolean isPartOfAWord(int character) {
    if (Character.isLetterOrDigit(character)) {
      return true;
    }
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private void append(int character) {
    if (character < 0x80) {
      bytes[length++] = (byte) character;
    } else if (character < 0x800) {
      bytes[length++] = (byte) (0xc0 | character >> 6);
      follow(character);
    } else if (character < 0x10000) {
      bytes[length++] = (byte) (0xe0 | character >> 12);
      follow(character >> 6);
      follow(character);
    } else {
      bytes[length++] = (byte) (0xf0 | character >> 18);
      follow(character >> 12);
      follow(character >> 6);
      follow(character);
    }
  }

  private void follow(int bits) {
    bytes[length++] = (byte) (0x80 | (bits & 0x3f));
  }

  private static byte[] lower() {
    byte[] lower = new byte[128];
    for (char c = 0; c < 128; c++) {
      lower[c] = Character.isLetterOrDigit(c) ? (byte) Character.toLowerCase(c) : 0;
    }
    return lower;
  }
}
