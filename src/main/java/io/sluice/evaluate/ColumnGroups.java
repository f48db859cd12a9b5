package io.sluice.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import io.sluice.stage.Roles;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * The rows of a table by what each of its columns says alone: by value, or by {@value #BINS}
 * quantiles of a number, missing ones by themselves. Texts of more than {@value #MOST_VALUES}
 * values are left out.
 *
 * @param names of the columns
 * @param columns a group for each of them: a struct of its place among the names and its value
 */
record ColumnGroups(List<String> names, List<Column> columns) {

  /** The place among the names that a group is of. */
  static final String PLACE = "place";

  /** What tells the groups of a column apart. */
  static final String VALUE = "value";

  private static final int BINS = 20;
  private static final int MOST_VALUES = 1000;

  /**
   * The groups of the columns without a role.
   *
   * @param summary what is known of them: the values of texts and the quantiles of numbers
   */
  static ColumnGroups of(Dataset<Row> rows, Summary summary) {
    List<String> names = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (StructField field : Roles.withoutRole(rows.schema())) {
      group(field, summary)
          .ifPresent(
              group -> {
                columns.add(struct(lit(names.size()).as(PLACE), group.as(VALUE)));
                names.add(field.name());
              });
    }
    return new ColumnGroups(names, columns);
  }

  /** One row for each column of each row: place, value, and something else of the row. */
  Dataset<Row> exploded(Dataset<Row> rows, Column other) {
    return rows.select(other, explode(array(columns.toArray(new Column[0]))).as("group"))
        .select(col("group." + PLACE), col("group." + VALUE), col(Curve.LABEL));
  }

  /** In which of the quantiles a number lies, from 0; null where there is none. */
  static Optional<Column> bin(StructField field, Summary summary) {
    String name = field.name();
    if (!summary.knows(Need.numbers(name))) {
      return Optional.empty();
    }
    double[] ends = Arrays.stream(ends(summary.of(Need.numbers(name)), BINS)).distinct().toArray();
    Column number = Columns.number(Columns.col(name), field.dataType());
    return Optional.of(when(number.isNotNull().and(not(isnan(number))), place(number, ends)));
  }

  /** The quantiles that part a column into so many bins. */
  static double[] ends(ColumnSummary column, int bins) {
    return column.quantiles(IntStream.range(1, bins).mapToDouble(i -> (double) i / bins).toArray());
  }

  /** How many of these ends a number is above. */
  static Column place(Column number, double[] ends) {
    Column place = lit(0);
    for (double end : ends) {
      place = place.plus(number.gt(end).cast("int"));
    }
    return place;
  }

  private static Optional<Column> group(StructField field, Summary summary) {
    if (Columns.isNumberLike(field.dataType()) || Columns.isTime(field.dataType())) {
      return bin(field, summary).map(bin -> bin.cast("string"));
    }
    boolean isLookedAt =
        summary.knows(Need.values(field.name()))
            && summary.values(field.name()).isExact()
            && summary.values(field.name()).distinct() <= MOST_VALUES;
    return isLookedAt ? Optional.of(Columns.col(field.name()).cast("string")) : Optional.empty();
  }
}
