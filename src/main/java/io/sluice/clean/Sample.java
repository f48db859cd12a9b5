package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.rank;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stage.RowHash;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps a share of the rows, chosen by a hash of {@code key} and {@code seed}: the same in every
 * run and on any partitioning. Rows with one key, the id or all columns by default, stay or go
 * together. Without {@code by} nothing else decides, not even the other rows, and the fraction
 * holds on average. With it each value of that column keeps its least hashes, at least one; the
 * fraction holds there to the row, but for rows with one key, which are all kept where the first of
 * them is. Nulls are a value of their own. The choice goes with that of no other section: a split
 * by the same key and seed parts the sample as it would part any rows.
 */
@About(
    value = "Keeps a share of the rows, chosen by a hash: the same in every run.",
    rows = "drops the rows that are not chosen",
    example = "sample: {fraction: 0.1, by: plan, key: customer, seed: 7}")
public final class Sample extends CleanStep {

  private static final String HASH = "sluice_hash";
  private static final String SHARE = "sluice_share";

  public Sample() {
    setDefault(by(), "");
    setDefault(key(), new String[0]);
    setDefault(seed(), 42L);
  }

  public DoubleParam fraction() {
    return new DoubleParam(
        this,
        "fraction",
        "the share of the rows to keep; above 0, at most 1",
        ParamValidators.inRange(0, 1, false, true));
  }

  public Param<String> by() {
    return new Param<>(this, "by", "a column each of whose values keeps this share of its rows");
  }

  public StringArrayParam key() {
    return new StringArrayParam(
        this, "key", "columns that decide whether a row stays; the id, or all, where not given");
  }

  public LongParam seed() {
    return new LongParam(this, "seed", "another seed is another sample");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    StructType table = rows.schema();
    requireColumns(table);
    Column hash = RowHash.of(keys(table), ParamValue.of(this, seed()), "sample");
    Dataset<Row> shared =
        getOrDefault(by()).isEmpty()
            ? rows.withColumn(SHARE, RowHash.uniform(hash))
            : rows.withColumn(HASH, hash).withColumn(SHARE, ranked()).drop(HASH);
    Column stays = col(SHARE).lt(ParamValue.of(this, fraction()));
    return Cleaned.of(shared.where(stays).drop(SHARE))
        .dropping(Reasons.beside(shared.where(not(stays)).drop(SHARE), lit(why())));
  }

  /** The share of the rows of one value with a lower hash. */
  private Column ranked() {
    WindowSpec value = Window.partitionBy(Columns.col(getOrDefault(by())));
    Column lower = rank().over(value.orderBy(col(HASH))).minus(1).cast("double");
    return lower.divide(count(lit(1)).over(value));
  }

  private List<String> keys(StructType table) {
    String[] given = getOrDefault(key());
    return given.length > 0
        ? List.of(given)
        : Roles.columnOf(table, "id").map(List::of).orElseGet(() -> RowHash.hashable(table));
  }

  private void requireColumns(StructType table) {
    List<Problem> problems = new ArrayList<>();
    String by = getOrDefault(by());
    if (!by.isEmpty() && !Columns.has(table, by)) {
      problems.add(new Problem("by", Columns.missing(table, by)));
    } else if (!by.isEmpty() && !RowOrdering.isOrderable(table.apply(by).dataType())) {
      problems.add(new Problem("by", "column '%s' cannot be compared.".formatted(by)));
    }
    for (String key : getOrDefault(key())) {
      if (!Columns.has(table, key)) {
        problems.add(new Problem("key", Columns.missing(table, key)));
      } else if (table.apply(key).dataType() instanceof MapType) {
        problems.add(new Problem("key", "column '%s' cannot be compared.".formatted(key)));
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
  }

  @Override
  public String why() {
    return "not in the sample";
  }

  @Override
  public String inWords() {
    return "keep %s of the rows%s"
        .formatted(
            getOrDefault(fraction()),
            getOrDefault(by()).isEmpty() ? "" : " of each " + getOrDefault(by()));
  }
}
