package io.sluice.features;

import io.sluice.stage.Loop;
import io.sluice.stage.VectorRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The products of up to so many of some numbers, a number as often as wanted: by degree, within one
 * in the order of their factors. Each is one of a degree less times its last factor.
 *
 * @param columns how many numbers; they are the first terms
 * @param shorter of each term after them, the term without its last factor
 * @param factors of each term after them, its last factor
 */
record Monomials(int columns, int[] shorter, int[] factors) implements Loop.RowToVector {

  /** The most terms of a vector. */
  static final int MOST = 10_000;

  /** The number of terms from the second degree on. */
  static long count(int columns, int degree) {
    double all = 1; // (columns + degree) over degree
    for (int d = 1; d <= degree; d++) {
      all = all * (columns + d) / d;
    }
    return Math.round(all) - columns - 1;
  }

  static Monomials of(int columns, int degree) {
    int size = Math.toIntExact(count(columns, degree));
    Monomials terms = new Monomials(columns, new int[size], new int[size]);
    int filled = 0;
    int from = 0;
    int to = columns;
    for (int d = 2; d <= degree; d++) {
      for (int term = from; term < to; term++) {
        int last = term < columns ? term : terms.factors[term - columns];
        for (int factor = last; factor < columns; factor++) {
          terms.shorter[filled] = term;
          terms.factors[filled++] = factor;
        }
      }
      from = to;
      to = columns + filled;
    }
    return terms;
  }

  /** {@code a^2}, {@code a*b}, ... */
  List<String> names(List<String> columnNames) {
    List<String> names = new ArrayList<>();
    for (int t = columns; t < columns + factors.length; t++) {
      int[] powers = new int[columns];
      int term = t;
      for (; term >= columns; term = shorter[term - columns]) {
        powers[factors[term - columns]]++;
      }
      powers[term]++;
      List<String> parts = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        if (powers[c] > 0) {
          parts.add(columnNames.get(c) + (powers[c] > 1 ? "^" + powers[c] : ""));
        }
      }
      names.add(String.join("*", parts));
    }
    return names;
  }

  @Override
  public InternalRow apply(InternalRow numbers) {
    double[] values = new double[factors.length];
    for (int t = 0; t < values.length; t++) {
      int term = shorter[t];
      double rest = term < columns ? numbers.getDouble(term) : values[term - columns];
      values[t] = rest * numbers.getDouble(factors[t]);
    }
    return VectorRow.dense(values);
  }
}
