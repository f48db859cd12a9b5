package io.sluice.features;

import io.sluice.stage.VectorRow;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Counts the terms of one text after another by slot; for one thread at a time. */
final class TermCounter implements TermSink {

  private final TermSlots slots;
  private final Terms words = new Terms();
  private int[] found = new int[512];
  private double[] counts = new double[512];
  private int size;

  TermCounter(TermSlots slots) {
    this.slots = slots;
  }

  @Override
  public void accept(byte[] bytes, int offset, int length) {
    add(slots.of(bytes, Platform.BYTE_ARRAY_OFFSET + (long) offset, length));
  }

  /** Counts words that are cut already, and up to {@code ngrams} of them in a row; no nulls. */
  void addAll(ArrayData array, int ngrams) {
    words.clear();
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        continue;
      }
      UTF8String word = array.getUTF8String(i);
      if (ngrams == 1) {
        add(slots.of(word.getBaseObject(), word.getBaseOffset(), word.numBytes()));
      } else {
        words.add(word);
      }
    }
    words.forEach(ngrams, this);
  }

  private void add(int slot) {
    if (slot == TermSlots.NONE) {
      return;
    }
    if (size == found.length) {
      found = Arrays.copyOf(found, 2 * size);
    }
    found[size++] = slot;
  }

  /** How often each slot was met, or 1 if {@code binary}; begins the next text. */
  InternalRow vector(boolean binary) {
    Arrays.sort(found, 0, size);
    if (counts.length < size) {
      counts = new double[found.length];
    }
    int filled = 0;
    for (int i = 0; i < size; ) {
      int slot = found[i];
      int from = i;
      while (i < size && found[i] == slot) {
        i++;
      }
      found[filled] = slot;
      counts[filled++] = binary ? 1 : i - from;
    }
    size = 0;
    return VectorRow.sparse(slots.size(), found, counts, filled);
  }
}
