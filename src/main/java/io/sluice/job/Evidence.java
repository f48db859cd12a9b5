package io.sluice.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.sluice.explore.Profiles;
import io.sluice.read.Loaded;
import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.Roles;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructField;

/**
 * What a table holds, for the rules that may be made of it: a summary in one pass, and in a second
 * one what must be exact and is not there: the ends of ranges, and where values are too many to be
 * counted, whether all are different and of one shape.
 */
final class Evidence {

  private static final double MAY_BE_ALL = 0.95; // the estimate of different values is off by 0.8 %

  private static final double EXACT_DOUBLES = 0x1p53;

  private final Map<String, Column> wanted = new LinkedHashMap<>();
  private final Summary summary;
  private final List<Run.ColumnProfile> columns;
  private final Row exact;
  private final long corrupt;

  private Evidence(Loaded table) {
    Dataset<Row> rows = table.rows();
    summary = Summary.of(rows, Profiles.needs(rows.schema()));
    columns = Profiles.of(summary, rows.schema(), new Roles(), Instant.now());
    columns.forEach(column -> want(column, rows.schema().apply(column.name())));
    Dataset<Row> aggregated = rows.agg(count(lit(1)), wanted.values().toArray(new Column[0]));
    exact = aggregated.collectAsList().get(0);
    corrupt = table.counts().in(aggregated).getLong(1);
  }

  static Evidence of(Loaded table) {
    return new Evidence(table);
  }

  private void want(Run.ColumnProfile column, StructField field) {
    Column value = Columns.col(field.name());
    if (Columns.isNumeric(field.dataType())) {
      Column number = isReal(field.dataType()) ? when(not(value.isNaN()), value) : value;
      wanted.put("min " + field.name(), min(number).cast("string"));
      wanted.put("max " + field.name(), max(number).cast("string"));
    }
    boolean unsure = !column.counted() && mayBeDifferent(column);
    if (canBeKey(field.dataType()) && (unsure || isBeyondDoubles(column))) {
      wanted.put("distinct " + field.name(), count_distinct(value));
    }
    if (Columns.isText(field.dataType())) {
      wanted.put("length " + field.name(), coalesce(max(length(value)), lit(0)));
      if (!column.counted()) {
        Shape.ALL.stream()
            .filter(s -> values(column).frequent().stream().allMatch(f -> s.fits(f.value())))
            .forEach(s -> wanted.put(s.words() + " " + field.name(), count_if(s.fits(value))));
      }
    }
  }

  private static boolean isReal(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }

  /** A text or a whole number; that fractions are all different is no wonder. */
  private static boolean canBeKey(DataType type) {
    return Columns.isText(type)
        || type.equals(DataTypes.LongType)
        || type.equals(DataTypes.IntegerType);
  }

  /** Whole numbers that a summary, which holds doubles, may not tell apart. */
  private static boolean isBeyondDoubles(Run.ColumnProfile column) {
    return column.max() != null
        && Math.max(Math.abs(column.min()), Math.abs(column.max())) >= EXACT_DOUBLES;
  }

  private static boolean mayBeDifferent(Run.ColumnProfile column) {
    return column.distinct() >= MAY_BE_ALL * there(column);
  }

  long rows() {
    return summary.rows();
  }

  /** Rows that do not fit the schema and are not among {@link #rows}. */
  long corrupt() {
    return corrupt;
  }

  /** The columns that are not nested. */
  List<Run.ColumnProfile> columns() {
    return columns;
  }

  /** Values of a column that are not missing. */
  static long there(Run.ColumnProfile column) {
    return column.rows() - column.missing();
  }

  /** Whether no two values are the same, by exact count. */
  boolean isDifferent(Run.ColumnProfile column) {
    long counted = column.counted() ? column.distinct() : -1;
    return find("distinct " + column.name()).map(Long.class::cast).orElse(counted) == there(column);
  }

  /** Whether a column holds texts, or whole numbers. */
  boolean canBeKey(Run.ColumnProfile column) {
    return isText(column) || column.type().equals("bigint") || column.type().equals("int");
  }

  boolean isText(Run.ColumnProfile column) {
    return wanted.containsKey("length " + column.name());
  }

  boolean isNumber(Run.ColumnProfile column) {
    return wanted.containsKey("min " + column.name());
  }

  /** The length of the longest text. */
  int longest(Run.ColumnProfile column) {
    return find("length " + column.name()).map(Integer.class::cast).orElse(0);
  }

  /** The least number, or the greatest, as text; nothing where there is none or it is infinite. */
  Optional<String> end(String which, Run.ColumnProfile column) {
    return find(which + " " + column.name())
        .map(String.class::cast)
        .filter(number -> !number.endsWith("Infinity"));
  }

  /** The counts of a text column's values. */
  ValueCounts values(Run.ColumnProfile column) {
    return summary.of(Need.values(column.name())).values();
  }

  /** The most special shape that all texts of a column have. */
  Optional<Shape> shape(Run.ColumnProfile column) {
    if (there(column) == 0) {
      return Optional.empty();
    }
    return Shape.ALL.stream()
        .filter(
            s ->
                column.counted()
                    ? values(column).frequent().stream().allMatch(f -> s.fits(f.value()))
                    : find(s.words() + " " + column.name())
                        .filter(fitting -> fitting.equals(there(column)))
                        .isPresent())
        .findFirst();
  }

  private Optional<Object> find(String key) {
    int place = new ArrayList<>(wanted.keySet()).indexOf(key);
    return place < 0 ? Optional.empty() : Optional.ofNullable(exact.get(place + 1));
  }
}
