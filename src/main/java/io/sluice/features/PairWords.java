package io.sluice.features;

import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Pairs each word with those that follow it within a window: {@code word_next}, with an underscore
 * more for each word between. Text is cut at whitespace.
 */
final class PairWords implements Loop.TextToTexts, Loop.TextsToTexts {

  private static final long serialVersionUID = 1L;

  private final TextAnalysis analysis =
      new TextAnalysis(
          new TextSettings("whitespace", TextSettings.NO_WORD, false, List.of(), false, 1, 1));
  private final int window;

  PairWords(int window) {
    this.window = window;
  }

  /** The pairs of a column of text or of arrays of words. */
  Column of(StructField column) {
    Column value = Columns.col(column.name());
    return Columns.isText(column.dataType())
        ? Loop.of((Loop.TextToTexts) this, value)
        : Loop.of((Loop.TextsToTexts) this, value);
  }

  @Override
  public ArrayData apply(UTF8String text) {
    return apply(analysis.tokens(text));
  }

  @Override
  public ArrayData apply(ArrayData texts) {
    UTF8String[] words = texts == null ? new UTF8String[0] : words(texts);
    Object[] pairs = new Object[count(words.length)];
    int filled = 0;
    for (int first = 0; first < words.length; first++) {
      int end = Math.min(words.length, first + window);
      for (int second = first + 1; second < end; second++) {
        pairs[filled++] = pair(words[first], second - first, words[second]);
      }
    }
    return new GenericArrayData(pairs);
  }

  private static UTF8String[] words(ArrayData texts) {
    UTF8String[] words = new UTF8String[texts.numElements()];
    int filled = 0;
    for (int i = 0; i < words.length; i++) {
      if (!texts.isNullAt(i)) {
        words[filled++] = texts.getUTF8String(i);
      }
    }
    return Arrays.copyOf(words, filled);
  }

  private int count(int words) {
    int count = 0;
    for (int distance = 1; distance < window; distance++) {
      count += Math.max(0, words - distance);
    }
    return count;
  }

  private static UTF8String pair(UTF8String first, int underscores, UTF8String second) {
    int middle = first.numBytes();
    byte[] pair = new byte[middle + underscores + second.numBytes()];
    first.writeToMemory(pair, Platform.BYTE_ARRAY_OFFSET);
    for (int i = 0; i < underscores; i++) {
      pair[middle + i] = '_';
    }
    second.writeToMemory(pair, Platform.BYTE_ARRAY_OFFSET + (long) middle + underscores);
    return UTF8String.fromBytes(pair);
  }
}
