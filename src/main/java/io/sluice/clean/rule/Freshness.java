package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.unix_micros;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * The latest date or time of a column is not too long ago. A date is its midnight, and what names
 * no time zone is in UTC. A latest time after {@code now} is fresh; no time at all is not.
 */
@About(
    value = "The latest date or time of a column is not too long ago.",
    rows = "of the whole table: no row goes",
    example = "freshness: {column: updated, maxAgeHours: 48, onFailure: warn}")
public final class Freshness extends TableRule {

  private static final String COLUMN = "column";
  private static final String NOW = "now";
  private static final double MICROS_PER_HOUR = 3.6e9;

  public Freshness() {
    setDefault(now(), "");
  }

  public Param<String> column() {
    return new Param<>(this, COLUMN, "a column of dates or times");
  }

  public DoubleParam maxAgeHours() {
    return new DoubleParam(
        this, "maxAgeHours", "hours since the latest, at most", ParamValidators.gtEq(0));
  }

  public Param<String> now() {
    return new Param<>(this, NOW, "the time to count from; that of the run if not given");
  }

  @Override
  public Column measure(Dataset<Row> rows) {
    String name = getOrDefault(column());
    if (!Columns.has(rows.schema(), name)) {
      throw ProblemException.inJob(COLUMN, Columns.missing(rows.schema(), name));
    }
    DataType type = rows.schema().apply(name).dataType();
    if (!Columns.isTime(type)) {
      throw ProblemException.inJob(
          COLUMN,
          "column '%s' is %s; freshness takes dates and times."
              .formatted(name, Columns.inWords(type)));
    }
    reference();
    return unix_micros(max(Columns.col(name)).cast("timestamp"));
  }

  @Override
  public Verdict judge(OptionalLong measured) {
    if (measured.isEmpty()) {
      return new Verdict(false, "no " + getOrDefault(column()) + " at all");
    }
    double hours = (reference() - measured.getAsLong()) / MICROS_PER_HOUR;
    Instant latest = Instant.EPOCH.plus(measured.getAsLong(), ChronoUnit.MICROS);
    return new Verdict(
        hours <= ParamValue.of(this, maxAgeHours()),
        String.format(Locale.ROOT, "the latest is %s, %,.1f hours ago", latest, hours));
  }

  /** In microseconds since 1970. */
  private long reference() {
    String now = getOrDefault(now());
    if (now.isEmpty()) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
    return Values.micros(now)
        .orElseThrow(
            () ->
                ProblemException.inJob(
                    NOW, "'%s' is not a time such as 2024-05-31T12:00:00Z.".formatted(now)));
  }

  @Override
  public String inWords() {
    double hours = ParamValue.of(this, maxAgeHours());
    String shown = hours == Math.rint(hours) ? Long.toString((long) hours) : Double.toString(hours);
    return "the latest " + getOrDefault(column()) + " is at most " + shown + " hours old";
  }
}
