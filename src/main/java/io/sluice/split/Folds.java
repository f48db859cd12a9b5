package io.sluice.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.ProblemException;
import io.sluice.stage.RowHash;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Training rows in folds for cross-validation: a row lies in one by what decides its part of the
 * split, so that rows of one key lie together and strata have the same share of each. Of a split by
 * time there is one block more than folds, each later than the one before; fold k trains on the
 * first k blocks, without what lies less than the gap before the next, and judges on that.
 */
public final class Folds implements AutoCloseable {

  /** The column that says a row's fold, from 0; of a split by time its block. */
  public static final String FOLD = "sluice_fold";

  private static final String TIME = "sluice_time";

  private final Dataset<Row> rows;
  private final double[] starts; // of the blocks of time; none otherwise
  private final double gap;

  private Folds(Dataset<Row> rows, double[] starts, double gap) {
    this.rows = rows;
    this.starts = starts;
    this.gap = gap;
  }

  /**
   * Rows in so many folds, kept in memory and on disk until they are closed.
   *
   * @param split how the job parts its rows
   * @param numRows how many rows there are
   * @param defaultKey what tells rows apart where the split has no key
   * @throws ProblemException where a fold is left without rows
   */
  public static Folds of(
      Split split, Dataset<Row> rows, int folds, long numRows, List<String> defaultKey, long seed) {
    Folds made =
        split
            .time(rows.schema())
            .map(time -> byTime(time, rows, folds, numRows))
            .orElseGet(() -> byHash(split, rows, folds, numRows, defaultKey, seed));
    if (made.leavesOneWithoutRows(folds)) {
      made.close();
      throw ProblemException.inData(
          "a fold of the %,d training rows is left without rows. Take fewer folds."
              .formatted(numRows));
    }
    return made;
  }

  private static Folds byHash(
      Split split, Dataset<Row> rows, int folds, long numRows, List<String> key, long seed) {
    Dataset<Row> folded =
        split.byShare(
            rows,
            key,
            foldSeed(seed),
            FOLD,
            share -> floor(share.multiply(folds)).cast(DataTypes.IntegerType));
    return new Folds(kept(folded, numRows), new double[0], 0);
  }

  private static Folds byTime(ByTime by, Dataset<Row> rows, int folds, long numRows) {
    int blocks = folds + 1;
    double[] ends =
        by.times(rows)
            .quantiles(IntStream.range(1, blocks).mapToDouble(i -> (double) i / blocks).toArray());
    Column block = lit(0);
    for (double end : ends) {
      block = block.plus(when(col(TIME).gt(end), 1).otherwise(0));
    }
    Dataset<Row> timed = rows.withColumn(TIME, by.axis(rows.schema()));
    Dataset<Row> folded = kept(timed.withColumn(FOLD, block), numRows);
    double[] starts = new double[blocks];
    folded
        .groupBy(FOLD)
        .agg(min(col(TIME)))
        .collectAsList() // a row for each block
        .forEach(row -> starts[row.getInt(0)] = row.getDouble(1));
    return new Folds(folded, starts, by.gap());
  }

  /** Lest a fold be a part of a part: the same hash has decided that these are training rows. */
  private static long foldSeed(long seed) {
    return ~seed;
  }

  private static Dataset<Row> kept(Dataset<Row> rows, long numRows) {
    return Split.inOrderOfContent(rows, numRows).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** All rows, with the column {@value #FOLD}. */
  public Dataset<Row> rows() {
    return rows.drop(TIME);
  }

  private boolean leavesOneWithoutRows(int folds) {
    Column none = lit(false);
    for (int fold = 0; fold < folds; fold++) {
      none = none.or(count_if(isTraining(fold)).equalTo(0)).or(count_if(isJudged(fold)).equalTo(0));
    }
    return rows.agg(none).first().getBoolean(0);
  }

  private Column isTraining(int fold) {
    return starts.length == 0
        ? col(FOLD).notEqual(fold)
        : col(FOLD).leq(fold).and(col(TIME).leq(starts[fold + 1] - gap));
  }

  private Column isJudged(int fold) {
    return col(FOLD).equalTo(starts.length == 0 ? fold : fold + 1);
  }

  /** The rows to train on. */
  public Dataset<Row> training(int fold) {
    return without(rows.where(isTraining(fold)));
  }

  /** So large a share of the rows to train on; a larger share holds the smaller ones. */
  public Dataset<Row> training(int fold, double share) {
    Dataset<Row> all = training(fold);
    Column chance = RowHash.uniform(RowHash.of(RowHash.hashable(all.schema()), 0, "share"));
    return share == 1 ? all : all.where(chance.lt(share));
  }

  /** The rows to judge by. */
  public Dataset<Row> judged(int fold) {
    return without(rows.where(isJudged(fold)));
  }

  @Override
  public void close() {
    rows.unpersist();
  }

  private static Dataset<Row> without(Dataset<Row> rows) {
    return rows.drop(FOLD, TIME);
  }
}
