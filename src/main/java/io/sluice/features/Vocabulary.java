package io.sluice.features;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;

/**
 * A slot for each of some terms, in their order. A hash table of three arrays, because it is sent
 * with every task: a quarter of a million strings would take longer to read than a task takes.
 */
final class Vocabulary implements TermSlots {

  private static final long serialVersionUID = 1L;

  /** All terms in UTF-8, one after the other. */
  private final byte[] bytes;

  /** Where the terms end. */
  private final int[] ends;

  /** Slot + 1 at the place of the term's hash, or at the next that was free; 0 where free. */
  private final int[] table;

  Vocabulary(List<String> terms) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    this.ends = new int[terms.size()];
    for (int slot = 0; slot < ends.length; slot++) {
      all.writeBytes(terms.get(slot).getBytes(StandardCharsets.UTF_8));
      ends[slot] = all.size();
    }
    this.bytes = all.toByteArray();
    this.table = new int[(int) ByteArrayMethods.nextPowerOf2(2L * ends.length + 1)];
    for (int slot = 0; slot < ends.length; slot++) {
      table[place(bytes, start(slot), ends[slot] - begin(slot))] = slot + 1;
    }
  }

  @Override
  public int size() {
    return ends.length;
  }

  @Override
  public int of(Object base, long offset, int length) {
    return table[place(base, offset, length)] - 1; // 0 - 1 is NONE
  }

  /** Where the term is in the table, or where it would be. */
  private int place(Object base, long offset, int length) {
    int at = Murmur.slot(base, offset, length, table.length);
    while (table[at] != 0 && !is(table[at] - 1, base, offset, length)) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private boolean is(int slot, Object base, long offset, int length) {
    return ends[slot] - begin(slot) == length
        && ByteArrayMethods.arrayEquals(bytes, start(slot), base, offset, length);
  }

  private int begin(int slot) {
    return slot == 0 ? 0 : ends[slot - 1];
  }

  private long start(int slot) {
    return Platform.BYTE_ARRAY_OFFSET + (long) begin(slot);
  }
}
