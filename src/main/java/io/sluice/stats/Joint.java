package io.sluice.stats;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.stage.Columns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What columns have to do with each other, from one pass over rows of whose columns each is known
 * by itself: correlations of ranks, how often values come together, how numbers differ between
 * values, where points lie, and which columns are missing together. Bounded by the columns, not by
 * the rows. The same on any partitioning of the same rows, the last bits of sums aside.
 */
public final class Joint implements Serializable {

  private static final int BLOCK = 1024;
  private static final int MOST_PATTERNS = 10_000;
  private static final long BYTES = 1L << 22; // of a part, roughly

  /**
   * What to look at.
   *
   * @param numbers columns of numbers, each summarised with quantiles
   * @param categories columns of few values
   * @param missing columns of whose missing values the patterns are counted, {@value Long#SIZE} at
   *     most
   * @param recodings pairs of columns of which it is asked whether one says the same as the other
   * @param grids pairs of numbers whose points are counted in hexagons
   */
  public record Question(
      List<ColumnSummary> numbers,
      List<Category> categories,
      List<String> missing,
      List<Recoding> recodings,
      List<HexGrid> grids)
      implements Serializable {

    public Question {
      numbers = List.copyOf(numbers);
      categories = List.copyOf(categories);
      missing = List.copyOf(missing);
      recodings = List.copyOf(recodings);
      grids = List.copyOf(grids);
    }

    /** Where a column is among the numbers; -1 of others. */
    private int number(String column) {
      for (int i = 0; i < numbers.size(); i++) {
        if (numbers.get(i).name().equals(column)) {
          return i;
        }
      }
      return -1;
    }

    /** For each column of whose missing values the patterns are counted, its {@link #number}. */
    private int[] missingNumbers() {
      return missing.stream().mapToInt(this::number).toArray();
    }
  }

  /** A column and all its values, as text. */
  public record Category(String column, List<String> values) implements Serializable {

    public Category {
      values = List.copyOf(values);
    }
  }

  /**
   * Two columns of equally many values, missing ones too.
   *
   * @param values how many each has
   */
  public record Recoding(String first, String second, long values) implements Serializable {}

  private final Question question;
  private final PairMoments[] ranks; // of the numbers i < j at j (j - 1) / 2 + i
  private final long[][] tables; // of the categories likewise
  private final Between[] between; // of number i and category j at i * categories + j
  private final long[][] points; // of each grid
  private final List<Set<Long>> pairs; // of each recoding, no more than it can have and one
  private final Map<Long, Long> patterns = new HashMap<>(); // rows by the bits of missing columns
  private boolean hasTooManyPatterns;

  private Joint(Question question) {
    this.question = question;
    int numbers = question.numbers.size();
    int categories = question.categories.size();
    ranks = new PairMoments[numbers * (numbers - 1) / 2];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = new PairMoments();
    }
    tables = new long[categories * (categories - 1) / 2][];
    for (int j = 0; j < categories; j++) {
      for (int i = 0; i < j; i++) {
        tables[place(i, j)] = new long[values(i) * values(j)];
      }
    }
    between = new Between[numbers * categories];
    for (int i = 0; i < between.length; i++) {
      between[i] = new Between(values(i % categories));
    }
    points = question.grids.stream().map(grid -> new long[grid.cells()]).toArray(long[][]::new);
    pairs = new ArrayList<>();
    question.recodings.forEach(r -> pairs.add(new HashSet<>()));
  }

  /** The answer, in one pass. */
  public static Joint of(Dataset<Row> rows, Question question) {
    JavaRDD<Joint> parts =
        rows.select(columns(rows.schema(), question))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(its -> List.of(new Joint(question).fold(its)).iterator());
    Joint merged = new Joint(question);
    InOrder.collect(parts, BYTES, Joint::merge).forEach(merged::merge);
    return merged;
  }

  private static Column[] columns(StructType table, Question question) {
    List<Column> columns = new ArrayList<>();
    for (ColumnSummary number : question.numbers) {
      Column column = Columns.col(number.name());
      columns.add(Columns.number(column, table.apply(number.name()).dataType()).cast("double"));
    }
    question.categories.forEach(c -> columns.add(Columns.col(c.column).cast("string")));
    question.missing.stream()
        .filter(c -> question.number(c) < 0) // of numbers it is seen
        .forEach(c -> columns.add(isMissing(table, c)));
    question.recodings.forEach(
        r -> columns.add(xxhash64(Columns.col(r.first), Columns.col(r.second))));
    return columns.toArray(new Column[0]);
  }

  private static Column isMissing(StructType table, String name) {
    Column column = Columns.col(name);
    return Columns.isNumeric(table.apply(name).dataType())
        ? column.isNull().or(isnan(column))
        : column.isNull();
  }

  private static int place(int i, int j) {
    return j * (j - 1) / 2 + i;
  }

  private int values(int category) {
    return question.categories.get(category).values.size();
  }

  private Joint fold(Iterator<InternalRow> rows) {
    Block block = new Block(question);
    int[] missing = question.missingNumbers();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      block.add(row);
      int at = count(row, block, missing);
      for (int i = 0; i < pairs.size(); i++) {
        Set<Long> its = pairs.get(i);
        if (its.size() <= question.recodings.get(i).values) {
          its.add(row.getLong(at + i));
        }
      }
      if (block.isFull()) {
        addAll(block);
      }
    }
    addAll(block);
    return this;
  }

  /** Counts the pattern of the row that the block took last; says what place is read next. */
  private int count(InternalRow row, Block block, int[] missing) {
    int at = question.numbers.size() + question.categories.size();
    long pattern = 0;
    for (int i = 0; i < missing.length; i++) {
      boolean is = missing[i] < 0 ? row.getBoolean(at++) : block.isLastMissing(missing[i]);
      pattern |= is ? 1L << i : 0;
    }
    count(pattern, 1);
    return at;
  }

  private void count(long pattern, long rows) {
    if (!hasTooManyPatterns) {
      patterns.merge(pattern, rows, Long::sum);
      hasTooManyPatterns = patterns.size() > MOST_PATTERNS;
    }
  }

  private void addAll(Block block) {
    block.rank();
    int numbers = question.numbers.size();
    int categories = question.categories.size();
    for (int j = 0; j < numbers; j++) {
      for (int i = 0; i < j; i++) {
        ranks[place(i, j)].addAll(block.ranks[i], block.ranks[j], block.size);
      }
      for (int c = 0; c < categories; c++) {
        between[j * categories + c].addAll(block.deviations[j], block.codes[c], block.size);
      }
    }
    for (int j = 0; j < categories; j++) {
      for (int i = 0; i < j; i++) {
        addAll(block.codes[i], block.codes[j], values(j), tables[place(i, j)], block.size);
      }
    }
    for (int g = 0; g < points.length; g++) {
      HexGrid grid = question.grids.get(g);
      int x = question.number(grid.x());
      int y = question.number(grid.y());
      for (int i = 0; i < block.size; i++) {
        int cell = grid.cell(block.values[x][i], block.values[y][i]);
        if (cell >= 0) {
          points[g][cell]++;
        }
      }
    }
    block.size = 0;
  }

  private static void addAll(int[] first, int[] second, int values, long[] table, int n) {
    for (int i = 0; i < n; i++) {
      if (first[i] >= 0 && second[i] >= 0) {
        table[first[i] * values + second[i]]++;
      }
    }
  }

  private void merge(Joint other) {
    for (int i = 0; i < ranks.length; i++) {
      ranks[i].merge(other.ranks[i]);
    }
    for (int i = 0; i < between.length; i++) {
      between[i].merge(other.between[i]);
    }
    for (int i = 0; i < tables.length; i++) {
      addTo(tables[i], other.tables[i]);
    }
    for (int i = 0; i < points.length; i++) {
      addTo(points[i], other.points[i]);
    }
    for (int i = 0; i < pairs.size(); i++) {
      pairs.get(i).addAll(other.pairs.get(i));
    }
    other.patterns.forEach(this::count);
    hasTooManyPatterns |= other.hasTooManyPatterns;
  }

  private static void addTo(long[] counts, long[] others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others[i];
    }
  }

  /** Of the ranks of two numbers, i before j, over the rows that have both. */
  public PairMoments ranks(int i, int j) {
    return ranks[place(i, j)];
  }

  /** In how many rows each value of category i comes with each of category j, i before j. */
  public long[][] table(int i, int j) {
    long[] its = tables[place(i, j)];
    int values = values(j);
    long[][] table = new long[values(i)][values];
    for (int c = 0; c < its.length; c++) {
      table[c / values][c % values] = its[c];
    }
    return table;
  }

  /** How a number differs between the values of a category. */
  public Between between(int number, int category) {
    return between[number * question.categories.size() + category];
  }

  /** How many points lie in each cell of a grid. */
  public long[] points(int grid) {
    return points[grid].clone();
  }

  /** Whether one column of a recoding says the same as the other, value for value. */
  public boolean isRecoding(int recoding) {
    return pairs.get(recoding).size() == question.recodings.get(recoding).values;
  }

  /**
   * The rows by which columns are missing, a bit for each; empty where there are more than {@value
   * #MOST_PATTERNS} such patterns.
   */
  public Map<Long, Long> patterns() {
    return hasTooManyPatterns ? Map.of() : Map.copyOf(patterns);
  }

  /** Counts, and sums of deviations, of a number for each value of a category. */
  public static final class Between implements Serializable {

    private final long[] counts;
    private final double[] sums;
    private double squares;

    private Between(int values) {
      counts = new long[values];
      sums = new double[values];
    }

    private void addAll(double[] deviations, int[] codes, int n) {
      for (int i = 0; i < n; i++) {
        double d = deviations[i];
        if (codes[i] >= 0 && !Double.isNaN(d)) {
          counts[codes[i]]++;
          sums[codes[i]] += d;
          squares += d * d;
        }
      }
    }

    private void merge(Between other) {
      addTo(counts, other.counts);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += other.sums[i];
      }
      squares += other.squares;
    }

    /** Rows with both. */
    public long rows() {
      long rows = 0;
      for (long count : counts) {
        rows += count;
      }
      return rows;
    }

    /** Values with a number. */
    public int groups() {
      int groups = 0;
      for (long count : counts) {
        groups += count > 0 ? 1 : 0;
      }
      return groups;
    }

    /**
     * The share of the number's variance that lies between the values (eta squared, Pearson 1911);
     * NaN where the number does not vary.
     */
    public double share() {
      double all = 0;
      double between = 0;
      for (int i = 0; i < counts.length; i++) {
        all += sums[i];
        between += counts[i] > 0 ? sums[i] * sums[i] / counts[i] : 0;
      }
      double ofMean = rows() > 0 ? all * all / rows() : 0;
      double total = squares - ofMean;
      return total > 0 ? Math.max(0, Math.min(1, (between - ofMean) / total)) : Double.NaN;
    }
  }

  /** Some rows, column by column. */
  private static final class Block {

    private final double[][] values; // of the numbers; NaN where missing
    private final double[][] deviations; // from their means
    private final double[][] ranks;
    private final double[] means;
    private final int[][] codes; // of the categories; -1 where missing
    private final List<Ranks> rankings = new ArrayList<>();
    private final List<Map<UTF8String, Integer>> codings = new ArrayList<>();
    private int size;

    Block(Question question) {
      int numbers = question.numbers.size();
      values = new double[numbers][BLOCK];
      deviations = new double[numbers][BLOCK];
      ranks = new double[numbers][BLOCK];
      means = question.numbers.stream().mapToDouble(n -> n.moments().mean()).toArray();
      codes = new int[question.categories.size()][BLOCK];
      question.numbers.forEach(n -> rankings.add(Ranks.of(n)));
      for (Category category : question.categories) {
        Map<UTF8String, Integer> coding = new HashMap<>();
        category.values.forEach(v -> coding.put(UTF8String.fromString(v), coding.size()));
        codings.add(coding);
      }
    }

    boolean isLastMissing(int number) {
      return Double.isNaN(values[number][size - 1]);
    }

    /** Column by column, so that what is known of one stays in the cache. */
    void rank() {
      for (int i = 0; i < values.length; i++) {
        Ranks ranking = rankings.get(i);
        for (int r = 0; r < size; r++) {
          deviations[i][r] = values[i][r] - means[i];
          ranks[i][r] = ranking.of(values[i][r]);
        }
      }
    }

    boolean isFull() {
      return size == BLOCK;
    }

    void add(InternalRow row) {
      for (int i = 0; i < values.length; i++) {
        values[i][size] = row.isNullAt(i) ? Double.NaN : row.getDouble(i);
      }
      for (int i = 0; i < codes.length; i++) {
        int at = values.length + i;
        codes[i][size] =
            row.isNullAt(at) ? -1 : codings.get(i).getOrDefault(row.getUTF8String(at), -1);
      }
      size++;
    }
  }

  /** The ranks of numbers whose quantiles are known, of tied ones, or of one bucket, their mean. */
  private record Ranks(Quantiles quantiles, double[] byPlace) {

    static Ranks of(ColumnSummary column) {
      return new Ranks(column.quantiles(), column.quantiles().ranks());
    }

    double of(double value) {
      return Double.isNaN(value) ? value : quantiles.rank(value, byPlace);
    }
  }
}
