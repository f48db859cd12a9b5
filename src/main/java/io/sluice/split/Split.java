package io.sluice.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Problem;
import io.sluice.stage.RowHash;
import io.sluice.stage.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Parts the rows into train, validation and test by a hash of {@code key} and {@code seed}, so that
 * a row lands in the same part in every run and on any partitioning, and rows with the same key lie
 * together. Without {@code stratify} a row's part depends on nothing else, not even on the other
 * rows, and the fractions hold on average; with it they hold in each stratum to the row, by the
 * rank of the hash there. Rows of one key that lie in several strata count as of the least one.
 *
 * <p>With {@code keepTogether} the key of a row is its value there, such as the cluster of near
 * copies that {@code dropNearDuplicates} found; a row without one is parted as if the setting were
 * not there.
 *
 * <p>With {@code time} the earliest rows are train and the latest test, as where a model learns
 * from the past and is used in the future; a {@code gap} before each later part keeps out rows
 * whose label was not known yet at its time, or that tell the next part's. These are in the part
 * {@value #GAP}, from which nothing is learned and by which nothing is judged.
 *
 * <p>The rows come out in an order and in partitions that depend on their content alone, so that
 * algorithms whose result depends on these give the same model in every run.
 */
@About(
    value =
        "Parts the rows into train, validation and test by a hash, the same in every run, or by"
            + " time.",
    rows = "keeps every row; each gets its part in the column split",
    example = "split: {train: 0.7, validation: 0.15, test: 0.15, stratify: damaged, seed: 7}")
public final class Split extends Settings {

  /** The column that says a row's part. */
  public static final String PART = "split";

  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";
  public static final String TEST = "test";

  /** The part of the rows that are too near to a later part to belong to any. */
  public static final String GAP = "gap";

  /** Rows a partition, a number of no deeper meaning: small tables are one task. */
  private static final long ROWS_PER_PARTITION = 100_000;

  private static final String HASH = "sluice_hash";
  private static final String STRATUM = "sluice_stratum";
  private static final double SUM_TOLERANCE = 1e-9;

  public Split() {
    setDefault(train(), 0.7);
    setDefault(validation(), 0.15);
    setDefault(test(), 0.15);
    setDefault(stratify(), "");
    setDefault(key(), new String[0]);
    setDefault(keepTogether(), "");
    setDefault(time(), "");
    setDefault(gap(), "");
    setDefault(seed(), 42L);
  }

  public DoubleParam train() {
    return fraction(TRAIN, "the share of rows to learn from; 0 to 1");
  }

  public DoubleParam validation() {
    return fraction(VALIDATION, "the share of rows to choose by, such as thresholds; 0 to 1");
  }

  public DoubleParam test() {
    return fraction(TEST, "the share of rows to judge by; 0 to 1");
  }

  public Param<String> stratify() {
    return new Param<>(this, "stratify", "a column whose values have the same share in each part");
  }

  public StringArrayParam key() {
    return new StringArrayParam(
        this,
        "key",
        "for what every row has, such as a customer: rows equal in these columns lie in one part;"
            + " the group, the id, or all columns, where not given");
  }

  public Param<String> keepTogether() {
    return new Param<>(
        this,
        "keepTogether",
        "for what only some rows have, such as a cluster of near copies: rows equal in this column"
            + " lie in one part; rows without a value go by the key");
  }

  public Param<String> time() {
    return new Param<>(
        this,
        "time",
        "a date, timestamp or number by which to part instead: the earliest rows train, the latest"
            + " test");
  }

  public Param<String> gap() {
    return new Param<>(
        this,
        "gap",
        "for time: how much lies between parts at least, such as 30 days, or a number where time is"
            + " one; rows nearer to the next part are left out of all");
  }

  public LongParam seed() {
    return new LongParam(this, "seed", "another seed is another split");
  }

  /** What is wrong with the fractions, and with the columns where the table is known. */
  public List<Problem> problems(StructType table) {
    List<Problem> problems = new ArrayList<>();
    double sum = Stream.of(train(), validation(), test()).mapToDouble(p -> value(p)).sum();
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      problems.add(
          new Problem(
              "",
              String.format(
                  Locale.ROOT, "train, validation and test add up to %.4g, not to 1.", sum)));
    }
    if (value(train()) == 0) {
      problems.add(new Problem(TRAIN, "nothing is left to learn from."));
    }
    for (String name : table.fieldNames()) {
      if (name.equalsIgnoreCase(PART)) { // Spark does not tell capitals apart
        problems.add(new Problem("", "the table has a column '" + name + "' already. Rename it."));
      }
    }
    if (!getOrDefault(stratify()).isEmpty()) {
      requireComparable("stratify", getOrDefault(stratify()), table, problems);
    }
    for (String name : getOrDefault(key())) {
      requireComparable("key", name, table, problems);
    }
    if (!getOrDefault(keepTogether()).isEmpty()) {
      requireComparable("keepTogether", getOrDefault(keepTogether()), table, problems);
      if (getOrDefault(key()).length > 0) {
        problems.add(
            new Problem(
                "keepTogether",
                "rows of one key may differ in '%s', so that not both can lie together. Leave key or this out."
                    .formatted(getOrDefault(keepTogether()))));
      }
    }
    problems.addAll(problemsOfTime(table));
    return problems;
  }

  private List<Problem> problemsOfTime(StructType table) {
    List<Problem> problems = new ArrayList<>();
    String time = getOrDefault(time());
    if (time.isEmpty()) {
      if (isSet(gap())) {
        problems.add(new Problem("gap", "lies between times. Say by which column: time."));
      }
      return problems;
    }
    for (Param<?> other : List.of(stratify(), key(), keepTogether(), seed())) {
      if (isSet(other)) {
        problems.add(
            new Problem(other.name(), "the time alone says a row's part. Leave time or this out."));
      }
    }
    if (!Columns.has(table, time)) {
      problems.add(new Problem("time", Columns.missing(table, time)));
      return problems;
    }
    DataType type = table.apply(time).dataType();
    if (!ByTime.suits(type)) {
      problems.add(
          new Problem(
              "time",
              "column '%s' is %s, not a date, timestamp or number."
                  .formatted(time, type.simpleString())));
    } else if (isSet(gap()) && ByTime.gap(getOrDefault(gap()), type).isEmpty()) {
      problems.add(
          new Problem(
              "gap",
              type instanceof NumericType
                  ? "'%s' is not a number that is at least 0, as '%s' needs."
                      .formatted(getOrDefault(gap()), time)
                  : "'%s' is not a length of time, such as 30 days or 12 hours; months differ in length."
                      .formatted(getOrDefault(gap()))));
    }
    return problems;
  }

  private static void requireComparable(
      String setting, String name, StructType table, List<Problem> problems) {
    Columns.incomparable(table, name).ifPresent(why -> problems.add(new Problem(setting, why)));
  }

  /** The parts that have rows, train first. */
  public List<String> parts() {
    return Stream.of(train(), validation(), test())
        .filter(p -> value(p) > 0)
        .map(DoubleParam::name)
        .toList();
  }

  /** Whether a row's time decides its part, not a hash. */
  public boolean isByTime() {
    return !getOrDefault(time()).isEmpty();
  }

  /** The share of all rows that a part is to have. */
  public double share(String part) {
    return value(
        switch (part) {
          case TRAIN -> train();
          case VALIDATION -> validation();
          case TEST -> test();
          default -> throw new IllegalArgumentException(part);
        });
  }

  /** The part to look at a model on before it is judged: validation, else the last one. */
  public String partToLookAt() {
    List<String> parts = parts();
    return parts.contains(VALIDATION) ? VALIDATION : parts.get(parts.size() - 1);
  }

  /** Whether all of a row decides its part where it has no id, so that equal rows lie together. */
  public boolean isByContent() {
    return getOrDefault(key()).length == 0 && getOrDefault(keepTogether()).isEmpty() && !isByTime();
  }

  /**
   * The rows with the column {@value #PART}, in the order and partitions of their content. Two
   * passes over the times, where they are parted by time.
   *
   * @throws io.sluice.stage.ProblemException where rows have no time
   */
  public Dataset<Row> apply(Dataset<Row> rows, long numRows, List<String> defaultKey) {
    return inOrderOfContent(
        time(rows.schema())
            .map(time -> byTime(time, rows))
            .orElseGet(() -> byHash(rows, defaultKey)),
        numRows);
  }

  private Dataset<Row> byTime(ByTime time, Dataset<Row> rows) {
    double train = value(train());
    return time.apply(rows, train, value(test()) == 0 ? 1 : train + value(validation()));
  }

  private Dataset<Row> byHash(Dataset<Row> rows, List<String> defaultKey) {
    double toValidation = value(train());
    double toTest = value(test()) == 0 ? 2 : toValidation + value(validation());
    return byShare(
        rows,
        defaultKey,
        ParamValue.of(this, seed()),
        PART,
        share ->
            when(share.lt(toValidation), TRAIN).when(share.lt(toTest), VALIDATION).otherwise(TEST));
  }

  /**
   * The rows with a column made of a number from 0 to below 1: a hash of the key, or with strata
   * its rank among the stratum's rows.
   */
  Dataset<Row> byShare(
      Dataset<Row> rows,
      List<String> defaultKey,
      long hashSeed,
      String column,
      UnaryOperator<Column> ofShare) {
    String[] given = getOrDefault(key());
    List<String> names = given.length > 0 ? List.of(given) : defaultKey;
    List<String> keys = names.isEmpty() ? RowHash.hashable(rows.schema()) : names;
    Dataset<Row> hashed = rows.withColumn(HASH, hash(keys, hashSeed));
    if (!getOrDefault(stratify()).isEmpty()) {
      hashed = hashed.withColumn(STRATUM, stratumOf(names));
    }
    Column share = getOrDefault(stratify()).isEmpty() ? RowHash.uniform(col(HASH)) : ranked();
    return hashed.withColumn(column, ofShare.apply(share)).drop(HASH, STRATUM);
  }

  /** Parts by time, where the job wants them. */
  Optional<ByTime> time(StructType table) {
    String time = getOrDefault(time());
    return time.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ByTime(
                time,
                isSet(gap())
                    ? ByTime.gap(getOrDefault(gap()), table.apply(time).dataType()).orElseThrow()
                    : 0));
  }

  /** Rows in an order and in partitions that depend on their content alone. */
  public static Dataset<Row> inOrderOfContent(Dataset<Row> rows, long numRows) {
    int partitions = (int) Math.max(1, Math.min(10_000, numRows / ROWS_PER_PARTITION));
    List<Column> order = new ArrayList<>();
    order.add(col(HASH));
    Arrays.stream(rows.schema().fields())
        .filter(f -> RowOrdering.isOrderable(f.dataType()))
        .forEach(f -> order.add(Columns.col(f.name())));
    return rows.withColumn(HASH, RowHash.of(RowHash.hashable(rows.schema()), 0))
        .repartition(partitions, col(HASH))
        .sortWithinPartitions(order.toArray(new Column[0]))
        .drop(HASH);
  }

  /** What decides a row's part: of its value in keepTogether, where it has one; else of its key. */
  private Column hash(List<String> keys, long seed) {
    Column byKey = RowHash.of(keys, seed);
    String together = getOrDefault(keepTogether());
    if (together.isEmpty()) {
      return byKey;
    }
    Column byValue = RowHash.of(List.of(together), seed);
    // hashed once more, lest a value mean the same as an equal key of another row
    return when(Columns.col(together).isNotNull(), xxhash64(byValue)).otherwise(byKey);
  }

  /** A key has one stratum, the least of its rows, lest these fall into several parts. */
  private Column stratumOf(List<String> key) {
    Column stratum = Columns.col(getOrDefault(stratify()));
    String together = getOrDefault(keepTogether());
    boolean decided =
        together.isEmpty()
            ? key.isEmpty() || key.contains(getOrDefault(stratify()))
            : together.equals(getOrDefault(stratify()));
    return decided ? stratum : functions.min(stratum).over(Window.partitionBy(col(HASH)));
  }

  /** The share of the stratum's rows with a lower hash; rows with one key have one rank. */
  private Column ranked() {
    WindowSpec stratum = Window.partitionBy(col(STRATUM));
    Column lower = rank().over(stratum.orderBy(col(HASH))).minus(1).cast("double");
    return lower.divide(functions.count(lit(1)).over(stratum));
  }

  /** A part that is not given is empty, but for a job that gives none. */
  private double value(DoubleParam param) {
    boolean none = Stream.of(train(), validation(), test()).noneMatch(this::isSet);
    return none || isSet(param) ? ParamValue.of(this, param) : 0;
  }

  private DoubleParam fraction(String name, String doc) {
    return new DoubleParam(this, name, doc, ParamValidators.inRange(0, 1));
  }
}
