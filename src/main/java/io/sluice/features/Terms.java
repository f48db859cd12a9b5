package io.sluice.features;

import java.util.Arrays;
import org.apache.lucene.util.UnicodeUtil;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The words of one text in UTF-8, in their order with a space between two, so that words in a row
 * lie in the buffer as one piece. Used again for the next text; for one thread at a time.
 */
final class Terms {

  private static final int MAX_BYTES_PER_CHAR = UnicodeUtil.MAX_UTF8_BYTES_PER_CHAR;

  private byte[] bytes = new byte[4096];
  private int[] starts = new int[512];
  private int[] ends = new int[512];
  private int size;

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where in the buffer a word begins. */
  int start(int word) {
    return starts[word];
  }

  /** Where in the buffer a word ends. */
  int end(int word) {
    return ends[word];
  }

  void clear() {
    size = 0;
  }

  /** Adds a word, unless it is empty. */
  void add(char[] chars, int length) {
    if (length > 0) {
      int start = begin(MAX_BYTES_PER_CHAR * length);
      ends[size++] = start + encode(chars, length, start);
    }
  }

  /** Adds a word that was cut elsewhere, even an empty one. */
  void add(UTF8String word) {
    int start = begin(word.numBytes());
    word.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + (long) start);
    ends[size++] = start + word.numBytes();
  }

  /** Makes room for a word and says where it begins. */
  private int begin(int mostBytes) {
    int start = size == 0 ? 0 : ends[size - 1] + 1;
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    if (start + mostBytes > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + mostBytes, 2 * bytes.length));
    }
    if (size > 0) {
      bytes[start - 1] = ' ';
    }
    starts[size] = start;
    return start;
  }

  private int encode(char[] chars, int length, int start) {
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      if (c >= 0x80) {
        String rest = new String(chars, i, length - i);
        return UnicodeUtil.UTF16toUTF8(rest, 0, length - i, bytes, start + i) - start;
      }
      bytes[start + i] = (byte) c;
    }
    return length;
  }

  /** All single words, then all pairs of neighbours, and so on up to {@code ngrams} words. */
  void forEach(int ngrams, TermSink sink) {
    for (int n = 1; n <= ngrams; n++) {
      for (int first = 0; first + n <= size; first++) {
        sink.accept(bytes, starts[first], ends[first + n - 1] - starts[first]);
      }
    }
  }

  /** The terms of {@link #forEach} as Spark's strings, which share one copy of the bytes. */
  Object[] strings(int ngrams) {
    byte[] copy = size == 0 ? new byte[0] : Arrays.copyOf(bytes, ends[size - 1]);
    Object[] strings = new Object[count(ngrams)];
    int i = 0;
    for (int n = 1; n <= ngrams; n++) {
      for (int first = 0; first + n <= size; first++) {
        int start = starts[first];
        strings[i++] = UTF8String.fromBytes(copy, start, ends[first + n - 1] - start);
      }
    }
    return strings;
  }

  private int count(int ngrams) {
    int count = 0;
    for (int n = 1; n <= Math.min(ngrams, size); n++) {
      count += size - n + 1;
    }
    return count;
  }
}
