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

/**
 * What columns have to do with each other, from one pass over rows of whose columns each is known
 * by itself: correlations of ranks, how often values come together, how numbers differ between
 * values, where points lie, and which columns are missing together. Bounded by the columns, not by
 * the rows. The same on any partitioning of the same rows, the last bits of sums aside.
 */
public final class Joint implements Serializable {

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
  private final RankSums[] ranks; // of the numbers i < j at j (j - 1) / 2 + i
  private final long[][] tables; // of the categories likewise, a missing value being the last
  private final Between[] between; // of number i and category j at i * categories + j
  private final long[][] points; // of each grid
  private final List<Set<Long>> pairs; // of each recoding, no more than it can have and one
  private final Map<Long, Long> patterns = new HashMap<>(); // rows by the bits of missing columns
  private boolean hasTooManyPatterns;

  private Joint(Question question) {
    this.question = question;
    int numbers = question.numbers.size();
    int categories = question.categories.size();
    ranks = new RankSums[numbers * (numbers - 1) / 2];
    for (int j = 0; j < numbers; j++) {
      for (int i = 0; i < j; i++) {
        ranks[place(i, j)] = new RankSums(meanRank(i), meanRank(j));
      }
    }
    tables = new long[categories * (categories - 1) / 2][];
    for (int j = 0; j < categories; j++) {
      for (int i = 0; i < j; i++) {
        tables[place(i, j)] = new long[(values(i) + 1) * (values(j) + 1)];
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

  private double meanRank(int number) {
    return RankSums.mean(question.numbers.get(number).moments().count());
  }

  private int values(int category) {
    return question.categories.get(category).values.size();
  }

  private Joint fold(Iterator<InternalRow> rows) {
    JointBlock block = new JointBlock(question);
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
  private int count(InternalRow row, JointBlock block, int[] missing) {
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

  private void addAll(JointBlock block) {
    block.finish();
    int numbers = question.numbers.size();
    int categories = question.categories.size();
    for (int j = 0; j < numbers; j++) {
      for (int i = 0; i < j; i++) {
        ranks[place(i, j)].add(block, i, j);
      }
      for (int c = 0; c < categories; c++) {
        between[j * categories + c].add(block, j, c);
      }
    }
    for (int j = 0; j < categories; j++) {
      for (int i = 0; i < j; i++) {
        addAll(
            block.categories[i].codes,
            block.categories[j].codes,
            values(j) + 1,
            tables[place(i, j)],
            block.size);
      }
    }
    for (int g = 0; g < points.length; g++) {
      HexGrid grid = question.grids.get(g);
      int x = question.number(grid.x());
      int y = question.number(grid.y());
      for (int i = 0; i < block.size; i++) {
        int cell = grid.cell(block.numbers[x].values[i], block.numbers[y].values[i]);
        if (cell >= 0) {
          points[g][cell]++;
        }
      }
    }
    block.clear();
  }

  private static void addAll(int[] first, int[] second, int values, long[] table, int n) {
    for (int i = 0; i < n; i++) {
      table[first[i] * values + second[i]]++;
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

  static void addTo(long[] counts, long[] others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others[i];
    }
  }

  /** Of the ranks of two numbers, i before j, over the rows that have both. */
  public PairMoments ranks(int i, int j) {
    return ranks[place(i, j)].moments();
  }

  /** In how many rows each value of category i comes with each of category j, i before j. */
  public long[][] table(int i, int j) {
    long[] its = tables[place(i, j)];
    int values = values(j);
    long[][] table = new long[values(i)][values];
    for (int c = 0; c < table.length; c++) {
      System.arraycopy(its, c * (values + 1), table[c], 0, values);
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
}
