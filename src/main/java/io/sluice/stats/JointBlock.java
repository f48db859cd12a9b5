package io.sluice.stats;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Some rows of what a {@link Joint.Question} asks of, column by column. */
final class JointBlock {

  private static final int ROWS = 1024;

  final Numbers[] numbers;
  final Codes[] categories;
  int size;

  JointBlock(Joint.Question question) {
    numbers = question.numbers().stream().map(Numbers::new).toArray(Numbers[]::new);
    categories = question.categories().stream().map(Codes::new).toArray(Codes[]::new);
  }

  /** A column of numbers: some of its values, and what follows from them. */
  static final class Numbers {

    final double[] values = new double[ROWS]; // NaN where missing
    final double[] deviations = new double[ROWS]; // from the column's mean; 0 where missing
    final double[] ranks = new double[ROWS]; // from their mean; 0 where missing
    final int[] missingAt = new int[ROWS]; // the rows
    int missing; // how many of them
    double squares; // of the deviations
    double rankSum;
    double rankSquares;
    private final Quantiles quantiles;
    private final double[] ranksByPlace;
    private final double mean;
    private final double meanRank;

    Numbers(ColumnSummary column) {
      quantiles = column.quantiles();
      ranksByPlace = quantiles.ranks();
      mean = column.moments().mean();
      meanRank = RankSums.mean(column.moments().count());
    }

    boolean isMissing(int row) {
      return Double.isNaN(values[row]);
    }

    /** Of tied ones, or of one bucket of the quantiles, the rank is their mean. */
    private void finish(int size) {
      missing = 0;
      squares = 0;
      rankSum = 0;
      rankSquares = 0;
      for (int i = 0; i < size; i++) {
        double value = values[i];
        boolean is = !Double.isNaN(value);
        double deviation = is ? value - mean : 0;
        double rank = is ? quantiles.rank(value, ranksByPlace) - meanRank : 0;
        missingAt[missing] = i;
        missing += is ? 0 : 1;
        deviations[i] = deviation;
        ranks[i] = rank;
        squares += deviation * deviation;
        rankSum += rank;
        rankSquares += rank * rank;
      }
    }
  }

  /** A column of few values: the places of some of them, of a missing one that after the last. */
  static final class Codes {

    final int[] codes = new int[ROWS];
    private final Map<UTF8String, Integer> coding = new HashMap<>();
    private final int none;
    private int missing;

    Codes(Joint.Category category) {
      category.values().forEach(v -> coding.put(UTF8String.fromString(v), coding.size()));
      none = coding.size();
    }

    private void add(InternalRow row, int at, int place) {
      int code = row.isNullAt(at) ? none : coding.getOrDefault(row.getUTF8String(at), none);
      codes[place] = code;
      missing += code == none ? 1 : 0;
    }

    boolean isComplete() {
      return missing == 0;
    }
  }

  boolean isLastMissing(int number) {
    return Double.isNaN(numbers[number].values[size - 1]);
  }

  boolean isFull() {
    return size == ROWS;
  }

  /** Adds a row: first its numbers, then the texts of its categories. */
  void add(InternalRow row) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i].values[size] = row.isNullAt(i) ? Double.NaN : row.getDouble(i);
    }
    for (int i = 0; i < categories.length; i++) {
      categories[i].add(row, numbers.length + i, size);
    }
    size++;
  }

  /** Finds out what follows from the values, column by column. */
  void finish() {
    for (Numbers its : numbers) {
      its.finish(size);
    }
  }

  void clear() {
    size = 0;
    for (Codes its : categories) {
      its.missing = 0;
    }
  }
}
