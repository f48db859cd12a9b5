package io.sluice.explore;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.Roles;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Moments;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table as a profile shows them, from one summary of them all: one pass. Times are
 * numbers, seconds since 1970 UTC. Nested columns are left out.
 */
public final class Profiles {

  private static final int MOST_TOP = 5;

  private Profiles() {}

  /** What must be known of a table's columns; nothing of nested ones. */
  public static List<Need> needs(StructType table) {
    List<Need> needs = new ArrayList<>();
    for (StructField field : table.fields()) {
      if (!isNested(field)) {
        needs.add(need(field));
        if (isNumeric(field)) { // a boolean has two values at most
          needs.add(Need.distinct(field.name()));
        }
      }
    }
    return needs;
  }

  /**
   * The columns.
   *
   * @param summary that knows what {@link #needs} says
   * @param now what lies after it lies in the future
   */
  public static List<Run.ColumnProfile> of(
      Summary summary, StructType table, Roles roles, Instant now) {
    List<Run.ColumnProfile> profiles = new ArrayList<>();
    for (StructField field : table.fields()) {
      if (!isNested(field)) {
        profiles.add(profile(summary, field, role(field.name(), roles), now));
      }
    }
    return profiles;
  }

  private static Run.ColumnProfile profile(
      Summary summary, StructField field, String role, Instant now) {
    ColumnSummary column = summary.of(need(field));
    Moments m = column.moments();
    ValueCounts values = column.values();
    boolean numbers = column.kind() == Need.Kind.NUMBERS && m.count() > 0;
    long distinct = distinct(summary, column);
    double[] q = numbers ? column.quantiles(0.25, 0.5, 0.75) : new double[3];
    return new Run.ColumnProfile(
        field.name(),
        field.dataType().simpleString(),
        role,
        summary.rows(),
        column.missing(),
        distinct,
        isCounted(column),
        numbers ? m.mean() : null,
        numbers ? m.standardDeviation() : null,
        numbers ? m.min() : null,
        numbers ? q[0] : null,
        numbers ? q[1] : null,
        numbers ? q[2] : null,
        numbers ? m.max() : null,
        values.frequent().stream()
            .limit(MOST_TOP)
            .map(f -> new Run.Top(f.value(), f.atLeast()))
            .toList(),
        numbers ? Histogram.of(column) : List.of(),
        Doubts.of(column, field.dataType(), distinct, summary.rows(), now));
  }

  private static long distinct(Summary summary, ColumnSummary column) {
    if (column.kind() == Need.Kind.VALUES) {
      return column.values().distinct();
    }
    return column.quantiles().isExact()
        ? column.quantiles().buckets()
        : summary.distinct(Need.distinct(column.name())).estimate();
  }

  private static boolean isCounted(ColumnSummary column) {
    return column.kind() == Need.Kind.VALUES
        ? column.values().isExact()
        : column.quantiles().isExact();
  }

  static Need need(StructField field) {
    return isNumeric(field) || Columns.isNumberLike(field.dataType())
        ? Need.numbers(field.name())
        : Need.values(field.name());
  }

  private static boolean isNumeric(StructField field) {
    return Columns.isNumeric(field.dataType()) || Columns.isTime(field.dataType());
  }

  static boolean isNested(StructField field) {
    return field.dataType() instanceof StructType
        || field.dataType() instanceof ArrayType
        || field.dataType() instanceof MapType;
  }

  private static String role(String column, Roles roles) {
    return roles.named().entrySet().stream()
        .filter(e -> e.getValue().equals(column))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
