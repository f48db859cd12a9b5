package io.sluice.clean;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Rows by their values in some columns. Their sizes are also counted by all of the columns but one,
 * and by each alone, from the groups instead of from the rows.
 */
record Groups(StructType table, List<String> names, Optional<String> sensitive, int k, int l) {

  private static final String SET = "sluice_set";
  private static final String ROWS = "sluice_rows";
  private static final String VALUES = "sluice_values";

  /** The rows of groups that are large enough and, where that is wanted, not too uniform. */
  Dataset<Row> large(Dataset<Row> rows) {
    return rows.join(of(rows).where(isShort()), equal(), "left_anti");
  }

  /** The others, with the reason. */
  Dataset<Row> small(Dataset<Row> rows) {
    Dataset<Row> joined = rows.join(of(rows).where(isShort()), equal());
    Column reason = when(col(ROWS).lt(k), lit(tooSmall())).otherwise(lit(tooUniform()));
    List<String> beside = new ArrayList<>(keys());
    beside.addAll(List.of(ROWS, VALUES));
    return Reasons.beside(joined, reason).drop(beside.toArray(String[]::new));
  }

  String tooSmall() {
    return "in a group of fewer than %d rows by %s".formatted(k, String.join(", ", names));
  }

  String tooUniform() {
    return "in a group with fewer than %d values of %s".formatted(l, sensitive.orElse(""));
  }

  /** One row for each way of grouping is collected: two for each column, and one. */
  GroupSizes sizes(Dataset<Row> rows) {
    int n = names.size();
    List<Column> sets = new ArrayList<>(List.of(set(0, i -> true)));
    for (int one = 0; one < n; one++) {
      int it = one;
      sets.add(set(1 + it, i -> i != it));
      sets.add(set(1 + n + it, i -> i == it));
    }
    Dataset<Row> regrouped =
        of(rows)
            .select(explode(array(sets.toArray(new Column[0]))).as("g"), col(ROWS), col(VALUES))
            .groupBy(col("g"))
            .agg(sum(ROWS).as(ROWS), min(VALUES).as(VALUES));
    List<Column> counts =
        new ArrayList<>(
            List.of(
                min(ROWS),
                sum(ROWS),
                count(when(col(ROWS).lt(k), 1)),
                sum(when(col(ROWS).lt(k), col(ROWS))),
                min(VALUES),
                sum(when(isShort().and(col(ROWS).geq(k)), col(ROWS)))));
    for (GroupSizes.Band band : GroupSizes.BANDS) {
      Column within = col(ROWS).between(band.from(), band.to());
      counts.add(count(when(within, 1)));
      counts.add(sum(when(within, col(ROWS))));
    }
    return new GroupSizes(
        this,
        regrouped
            .groupBy(col("g").getField(SET).as(SET))
            .agg(count(lit(1)), counts.toArray(new Column[0]))
            .collectAsList());
  }

  /** A group a row: its values, how many rows it has, and how many values of {@code sensitive}. */
  private Dataset<Row> of(Dataset<Row> rows) {
    Column[] by =
        IntStream.range(0, names.size())
            .mapToObj(i -> Columns.col(names.get(i)).as(key(i)))
            .toArray(Column[]::new);
    Column values = sensitive.map(s -> count_distinct(Columns.col(s))).orElse(min(lit(l)));
    return rows.groupBy(by).agg(count(lit(1)).as(ROWS), values.cast("bigint").as(VALUES));
  }

  private Column isShort() {
    return col(ROWS).lt(k).or(col(VALUES).lt(l));
  }

  private Column equal() {
    return IntStream.range(0, names.size())
        .mapToObj(i -> Columns.col(names.get(i)).eqNullSafe(col(key(i))))
        .reduce(lit(true), Column::and);
  }

  /** The values of some of the columns, under the number of the set. */
  private Column set(int number, IntPredicate has) {
    List<Column> fields = new ArrayList<>(List.of(lit(number).as(SET)));
    for (int i = 0; i < names.size(); i++) {
      Column key = col(key(i));
      fields.add((has.test(i) ? key : when(lit(false), key)).as(key(i)));
    }
    return struct(fields.toArray(new Column[0]));
  }

  private List<String> keys() {
    return IntStream.range(0, names.size()).mapToObj(Groups::key).toList();
  }

  private static String key(int i) {
    return "sluice_key" + i;
  }
}
