package io.sluice.features;

import dev.ludovic.netlib.blas.BLAS;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Folds vectors into their co-moments in one pass. Slots that are mostly not zero are shifted by
 * their mean over the first vectors, so that large offsets do not cancel and the others stay
 * sparse; vectors with few values add the products of these alone, the others go in blocks through
 * BLAS.
 */
final class CoMomentsFold {

  /** About what the products are taken. */
  enum About {
    MEANS,
    ZERO
  }

  private static final int FIRST = 64;
  private static final int BLOCK = 256;

  private final About about;
  private final String remedy;
  private final List<Cells> first = new ArrayList<>();
  private int size = -1;
  private long count;
  private double[] shifts;
  private int[] shifted;
  private double[] sums;
  private double[] square;
  private double[] block;
  private int filled;
  private int[] slots;
  private double[] values;

  /**
   * Begins with no vectors.
   *
   * @param remedy what to do about more than {@link CoMoments#MAX_SLOTS}
   */
  CoMomentsFold(About about, String remedy) {
    this.about = about;
    this.remedy = remedy;
  }

  CoMoments fold(Iterator<Cells> all) {
    while (all.hasNext()) {
      add(all.next());
    }
    if (size < 0) {
      return new CoMoments();
    }
    start();
    flush();
    return result();
  }

  /** Fails where slots are too many. */
  static void requireFew(int size, String remedy) {
    if (size > CoMoments.MAX_SLOTS) {
      throw ProblemException.inJob(
          String.format(
              Locale.ROOT,
              "the chosen columns have %,d slots, more than the %,d of which every pair is looked at. %s",
              size,
              CoMoments.MAX_SLOTS,
              remedy));
    }
  }

  private void add(Cells cells) {
    requireFew(cells.size(), remedy);
    size = Cells.sameSize(size, cells.size());
    count++;
    if (shifts != null) {
      addShifted(cells);
      return;
    }
    first.add(cells);
    if (first.size() == FIRST) {
      start();
    }
  }

  private void start() {
    if (shifts != null) {
      return;
    }
    shifts = about == About.MEANS ? means(first, size) : new double[size];
    shifted = java.util.stream.IntStream.range(0, size).filter(i -> shifts[i] != 0).toArray();
    sums = new double[size];
    square = new double[size * size];
    block = new double[size * BLOCK];
    slots = new int[size];
    values = new double[size];
    first.forEach(this::addShifted);
    first.clear();
  }

  /** The means of slots that are mostly not zero, over where they are not; exact of constants. */
  private static double[] means(List<Cells> vectors, int size) {
    double[] means = new double[size];
    int[] counts = new int[size];
    for (Cells cells : vectors) {
      for (int k = 0; k < cells.filled(); k++) {
        double value = cells.values()[k];
        if (value != 0) {
          int slot = cells.slot(k);
          means[slot] += (value - means[slot]) / ++counts[slot];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      means[i] = 2 * counts[i] > vectors.size() ? means[i] : 0;
    }
    return means;
  }

  private void addShifted(Cells cells) {
    if (cells.indices() == null || 2 * (cells.filled() + shifted.length) >= size) {
      addToBlock(cells);
    } else {
      addProducts(merged(cells));
    }
  }

  private void addToBlock(Cells cells) {
    int from = filled * size;
    for (int i = 0; i < size; i++) {
      block[from + i] = -shifts[i];
    }
    for (int k = 0; k < cells.filled(); k++) {
      block[from + cells.slot(k)] += cells.values()[k];
    }
    for (int i = 0; i < size; i++) {
      sums[i] += block[from + i];
    }
    filled++;
    if (filled == BLOCK) {
      flush();
    }
  }

  private void flush() {
    if (filled > 0) {
      BLAS.getInstance().dsyrk("U", "N", size, filled, 1.0, block, size, 1.0, square, size);
    }
    filled = 0;
  }

  /** Puts the shifted values of a sparse vector's slots into place; how many there are. */
  private int merged(Cells cells) {
    int n = 0;
    int s = 0;
    for (int k = 0; k < cells.filled(); k++) {
      int slot = cells.slot(k);
      for (; s < shifted.length && shifted[s] < slot; s++, n++) {
        slots[n] = shifted[s];
        values[n] = -shifts[shifted[s]];
      }
      if (s < shifted.length && shifted[s] == slot) {
        s++;
      }
      slots[n] = slot;
      values[n++] = cells.values()[k] - shifts[slot];
    }
    for (; s < shifted.length; s++, n++) {
      slots[n] = shifted[s];
      values[n] = -shifts[shifted[s]];
    }
    return n;
  }

  private void addProducts(int n) {
    for (int b = 0; b < n; b++) {
      int column = slots[b] * size;
      for (int a = 0; a <= b; a++) {
        square[column + slots[a]] += values[a] * values[b];
      }
      sums[slots[b]] += values[b];
    }
  }

  private CoMoments result() {
    double[] products = new double[size * (size + 1) / 2];
    double[] means = new double[size];
    boolean centred = about == About.MEANS;
    for (int j = 0, at = 0; j < size; j++) {
      for (int i = 0; i <= j; i++, at++) {
        double off = centred ? sums[i] * (sums[j] / count) : 0;
        products[at] = square[j * size + i] - off;
      }
      products[at - 1] =
          Math.max(0, products[at - 1]); // rounding must not make a variance negative
      means[j] = centred ? shifts[j] + sums[j] / count : 0;
    }
    return new CoMoments(size, count, means, products);
  }
}
