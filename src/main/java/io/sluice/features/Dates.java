package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.Nearest;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Zones;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Replaces dates and timestamps by their parts, a double each: of {@code placed} the columns {@code
 * placed_year}, {@code placed_month} and so on. Keeps every row; the parts of a null are null.
 *
 * <ul>
 *   <li>{@code year}; {@code quarter} 1 to 4; {@code month} 1 to 12;
 *   <li>{@code weekOfYear} 1 to 53 and {@code dayOfWeek} 1 (Monday) to 7, by ISO 8601;
 *   <li>{@code dayOfYear} 1 to 366; {@code dayOfMonth} 1 to 31;
 *   <li>{@code isWeekend} 1 on Saturday and Sunday, else 0;
 *   <li>{@code epochDays}, the days since 1970-01-01;
 *   <li>{@code hour} 0 to 23 and {@code minute} 0 to 59, which a date has not.
 * </ul>
 *
 * <p>With {@code cyclic}, a part p that comes round becomes two columns, {@code placed_month_sin}
 * and {@code placed_month_cos}: sine and cosine of 2 pi p / period, so that December is next to
 * January. The periods: quarter 4, month 12, weekOfYear 365.25 / 7, dayOfYear 365.25, dayOfMonth
 * 31, dayOfWeek 7, hour 24, minute 60. A timestamp is read in {@code timeZone}, or in the session's
 * when the step was fitted: a fitted step gives the same parts in every session. No pass.
 */
@About(
    value = "Replaces dates and timestamps by their parts, such as month, dayOfWeek and hour.",
    rows = "keeps every row",
    example = "dates: {columns: timestamp, parts: [month, dayOfWeek], cyclic: true}")
public final class Dates extends SummaryStep<Dates.Fitted> {

  private static final String[] USUAL = {"year", "month", "dayOfWeek", "hour"};

  public Dates() {
    this(Identifiable.randomUID("dates"));
  }

  public Dates(String uid) {
    super(uid);
    setDefault(parts(), USUAL);
    setDefault(cyclic(), false);
    setDefault(timeZone(), "");
  }

  public StringArrayParam parts() {
    return new StringArrayParam(
        this,
        "parts",
        "any of "
            + String.join(", ", DatePart.names())
            + "; by default a date, which has no hour, has the others");
  }

  public BooleanParam cyclic() {
    return new BooleanParam(
        this,
        "cyclic",
        "makes sine and cosine of each part that comes round, x_month_sin and _cos");
  }

  public Param<String> timeZone() {
    return new Param<>(
        this,
        "timeZone",
        "where the clock is read, such as Europe/Oslo; the session's where empty");
  }

  public Dates setParts(String... parts) {
    set(parts(), parts);
    return this;
  }

  public Dates setCyclic(boolean on) {
    set(cyclic(), on);
    return this;
  }

  public Dates setTimeZone(String zone) {
    set(timeZone(), zone);
    return this;
  }

  public static MLReader<Dates> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    if (column.dataType() instanceof DateType) {
      return isSet(parts())
          ? DatePart.known(getOrDefault(parts())).stream()
              .filter(DatePart::isOfClock)
              .findFirst()
              .map(
                  part ->
                      "column '%s' is of type date and has no %s. Give it a dates of its own, without %2$s."
                          .formatted(column.name(), part))
          : Optional.empty();
    }
    return Columns.isTime(column.dataType())
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; dates takes dates and timestamps."
                .formatted(column.name(), Columns.inWords(column.dataType())));
  }

  @Override
  StructType output(Chosen chosen) {
    checkParts();
    checkZone();
    StructType out = chosen.table();
    for (StructField column : chosen.columns()) {
      out = Schemas.without(out, column.name());
    }
    for (StructField column : chosen.columns()) {
      for (DatePart part : parts(column)) {
        for (String name : part.outputs(column.name(), ParamValue.of(this, cyclic()))) {
          out = Schemas.added(out, "", Schemas.numberOrNull(name));
        }
      }
    }
    return out;
  }

  private void checkParts() {
    List<Problem> problems = new ArrayList<>();
    for (String part : getOrDefault(parts())) {
      if (!DatePart.names().contains(part)) {
        problems.add(
            new Problem(
                "parts",
                "'%s' is not one of %s.%s"
                    .formatted(
                        part,
                        String.join(", ", DatePart.names()),
                        Nearest.hint(part, DatePart.names()))));
      }
    }
    if (getOrDefault(parts()).length == 0) {
      problems.add(
          new Problem(
              "parts",
              "none is chosen. Name some of %s.".formatted(String.join(", ", DatePart.names()))));
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
  }

  private void checkZone() {
    String zone = getOrDefault(timeZone());
    Zones.of("timeZone", zone.isEmpty() ? "UTC" : zone);
  }

  private List<DatePart> parts(StructField column) {
    return DatePart.known(getOrDefault(parts())).stream()
        .filter(part -> !part.isOfClock() || !(column.dataType() instanceof DateType))
        .toList();
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.parts(), getOrDefault(parts()));
    fitted.set(fitted.cyclic(), ParamValue.of(this, cyclic()));
    fitted.set(fitted.timeZone(), zone());
    return fitted;
  }

  private String zone() {
    return getOrDefault(timeZone()).isEmpty()
        ? SparkSession.active().conf().get("spark.sql.session.timeZone")
        : getOrDefault(timeZone());
  }

  /** The parts, and the time zone of the session; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public StringArrayParam parts() {
      return new StringArrayParam(this, "parts", "the parts of each column");
    }

    public BooleanParam cyclic() {
      return new BooleanParam(this, "cyclic", "whether parts that come round are sine and cosine");
    }

    public Param<String> timeZone() {
      return new Param<>(this, "timeZone", "where the clock is read");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      List<Column> columns = new ArrayList<>();
      for (String name : rows.columns()) {
        if (!chosen().contains(name)) {
          columns.add(Columns.col(name));
        }
      }
      for (String name : chosen()) {
        boolean isDate = rows.schema().apply(name).dataType() instanceof DateType;
        boolean isZoned = rows.schema().apply(name).dataType() instanceof TimestampType;
        Column time = Columns.col(name);
        Column local = isZoned ? Loop.localTime(time, getOrDefault(timeZone())) : time;
        for (DatePart part : DatePart.known(getOrDefault(parts()))) {
          if (!part.isOfClock() || !isDate) {
            columns.addAll(part.of(local, name, ParamValue.of(this, cyclic())));
          }
        }
      }
      return rows.select(columns.toArray(new Column[0]));
    }
  }
}
