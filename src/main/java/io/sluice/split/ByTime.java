package io.sluice.split;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.IntervalUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Parts rows by their time: the earliest train, the latest test. The cuts are quantiles of the
 * column, so that rows of one time lie in one part; exact up to 8,192 different times, and beyond
 * that near the fractions, with every row of a part still later than all rows of the part before.
 *
 * @param column a date, a timestamp or a number
 * @param gap in the column's unit: microseconds, where it is no number
 */
record ByTime(String column, double gap) {

  private static final String TIME = "sluice_time";

  /** Whether the column tells a time. */
  static boolean suits(DataType type) {
    return type instanceof NumericType || isCalendar(type);
  }

  private static boolean isCalendar(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  /** A gap as its column measures it; empty where it is none. */
  static Optional<Double> gap(String text, DataType type) {
    try {
      if (!isCalendar(type)) {
        double gap = Double.parseDouble(text);
        return gap >= 0 && Double.isFinite(gap) ? Optional.of(gap) : Optional.empty();
      }
      CalendarInterval interval = IntervalUtils.stringToInterval(UTF8String.fromString(text));
      double micros =
          (double) interval.days * TimeUnit.DAYS.toMicros(1) + (double) interval.microseconds;
      return interval.months == 0 && micros >= 0 ? Optional.of(micros) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The rows with their part; a row less than the gap before the next part's first one is in none,
   * but in {@link Split#GAP}. Two passes over the column.
   *
   * @param train the share of rows for train
   * @param seen the share of rows for train and validation
   */
  Dataset<Row> apply(Dataset<Row> rows, double train, double seen) {
    Column time = axis(rows.schema());
    ColumnSummary times = times(rows);
    if (times.missing() > 0) {
      String there = times.nans() > 0 ? "NOT isnan(nvl(`%s`, 'NaN'))" : "`%s` IS NOT NULL";
      throw ProblemException.inData(
          List.of(
              new Problem(
                  "time",
                  "%,d rows have no '%s'. Take them out in clean: filter: {where: \"%s\"}."
                      .formatted(times.missing(), column, there.formatted(column)))));
    }
    if (train == 1) {
      return rows.withColumn(Split.PART, lit(Split.TRAIN));
    }
    double[] ends = times.quantiles(train, seen);
    Row next =
        rows.agg(min(when(time.gt(ends[0]), time)), min(when(time.gt(ends[1]), time))).first();
    Column part =
        when(time.leq(ends[0]), unlessNear(time, next.get(0), Split.TRAIN))
            .when(lit(seen < 1).and(time.gt(ends[1])), Split.TEST)
            .otherwise(unlessNear(time, next.get(1), Split.VALIDATION));
    return rows.withColumn(Split.PART, part);
  }

  /** The times of all rows, in one pass. */
  ColumnSummary times(Dataset<Row> rows) {
    Need need = Need.numbers(TIME);
    return Summary.of(rows.select(axis(rows.schema()).as(TIME)), List.of(need)).of(need);
  }

  /** The part, but for rows that the gap takes out before the next part's first time. */
  private Column unlessNear(Column time, Object next, String part) {
    return next == null
        ? lit(part)
        : when(time.leq((Double) next - gap), part).otherwise(Split.GAP);
  }

  /** The column as a number; a date or timestamp in microseconds. */
  Column axis(StructType table) {
    DataType type = table.apply(column).dataType();
    Column value = Columns.col(column);
    if (type instanceof DateType) {
      return unix_date(value)
          .cast(DataTypes.DoubleType)
          .multiply((double) TimeUnit.DAYS.toMicros(1));
    }
    return (type instanceof NumericType ? value : unix_micros(value.cast(DataTypes.TimestampType)))
        .cast(DataTypes.DoubleType);
  }
}
