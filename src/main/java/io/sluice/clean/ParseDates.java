package io.sluice.clean;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Zones;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/**
 * Makes dates or timestamps of texts, by the first of {@code formats} that each fits. The formats
 * are patterns of java.time, read strictly: no 30 February, nothing left over but white space at
 * the ends. Month and day names are English, in any case; a year of two digits is of 2000 to 2099;
 * a month or day that a format leaves out is the first, a clock midnight; less than a microsecond
 * is cut off. A null stays null; an empty text is no date.
 *
 * <p>A text with an offset or zone of its own keeps its moment; any other is of {@code timeZone},
 * whatever the session's: an hour that the clock skips there is read as so much later, one that
 * comes twice as the first. As a date, a moment is the day that it has there.
 *
 * <p>A text that a later format reads as something else is ambiguous: the first format counts, or
 * it becomes null, or its row goes to the quarantine; all are counted and reported. A text that
 * fits no format takes its row to the quarantine, or drops it, or becomes null, or fails the job. A
 * row that has both goes for the latter.
 */
@About(
    value = "Makes dates or timestamps of texts in one of several formats.",
    rows =
        "rows with a text that fits no format go to the quarantine, or as onFailure says; ambiguous"
            + " ones are counted",
    example =
        "parseDates: {columns: opened, formats: [yyyy-MM-dd, dd/MM/yyyy, \"MMM d, yyyy\"],"
            + " ambiguous: quarantine}")
public final class ParseDates extends CleanStep {

  private static final String QUARANTINE = "quarantine";
  private static final String SET_NULL = "setNull";
  private static final String NO_DATE = "a text that fits no format of dates";
  private static final String TWO_DATES = "a text that two formats read as different dates";

  public ParseDates() {
    setDefault(timeZone(), "UTC");
    setDefault(to(), "auto");
    setDefault(ambiguous(), "first");
    setDefault(onFailure(), QUARANTINE);
  }

  public StringArrayParam columns() {
    return new StringArrayParam(this, "columns", "columns of text");
  }

  public StringArrayParam formats() {
    return new StringArrayParam(
        this, "formats", "patterns of java.time, such as dd/MM/yyyy HH:mm, in the order to try");
  }

  public Param<String> timeZone() {
    return new Param<>(
        this,
        "timeZone",
        "where the clock was read, for texts that do not say; Europe/Oslo, +02:00");
  }

  public Choice to() {
    return new Choice(
        this,
        "to",
        "the type to make; auto is timestamp where a format has a clock, else date",
        "auto",
        "date",
        "timestamp");
  }

  public Choice ambiguous() {
    return new Choice(
        this,
        "ambiguous",
        "what becomes of a text that two formats read differently; first is as the first does",
        "first",
        SET_NULL,
        QUARANTINE);
  }

  public Choice onFailure() {
    return new Choice(
        this,
        "onFailure",
        "what becomes of a row with a text that fits no format",
        QUARANTINE,
        "drop",
        SET_NULL,
        "fail");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    List<StructField> fields =
        TextColumns.choose(rows.schema(), getOrDefault(columns()), "parseDates");
    DateTexts reader = reader();
    Map<String, Column> read = new LinkedHashMap<>();
    for (StructField field : fields) {
      read.put(field.name(), Loop.of(reader, reader.fields(), Columns.col(field.name())));
    }
    return part(new Replaced(rows, read));
  }

  private DateTexts reader() {
    List<String> patterns = List.of(getOrDefault(formats()));
    List<Problem> problems = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        DateFormat.require("formats", pattern);
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (patterns.isEmpty()) {
      problems.add(new Problem("formats", "none is given. Name one, such as dd/MM/yyyy."));
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    ZoneId zone = Zones.of("timeZone", getOrDefault(timeZone()));
    boolean toTimestamps =
        switch (getOrDefault(to())) {
          case "auto" -> patterns.stream().anyMatch(DateFormat::hasClock);
          case "timestamp" -> true;
          default -> false;
        };
    return toTimestamps
        ? DateTexts.toTimestamps(patterns, zone)
        : DateTexts.toDates(patterns, zone);
  }

  private Cleaned part(Replaced read) {
    boolean nullsTwo = getOrDefault(ambiguous()).equals(SET_NULL);
    boolean nullsNone = getOrDefault(onFailure()).equals(SET_NULL);
    Column noDate = any(read, ParseDates::isNone);
    Column twoDates = any(read, ParseDates::isTwo);
    boolean failing = Stream.of(QUARANTINE, "drop").anyMatch(getOrDefault(onFailure())::equals);
    Column fails = failing ? noDate : lit(false);
    Column doubtful =
        getOrDefault(ambiguous()).equals(QUARANTINE) ? twoDates.and(not(fails)) : lit(false);
    Column stays = not(fails.or(doubtful));

    Map<String, Column> after = new LinkedHashMap<>();
    Map<String, Column> nulls = new LinkedHashMap<>();
    read.all()
        .forEach(
            (name, value) -> {
              Column made = value.getField("value");
              after.put(name, nullsTwo ? when(not(isTwo(value)), made) : made);
              Column lost = nullsNone ? isNone(value) : lit(false);
              lost = nullsTwo ? lost.or(isTwo(value)) : lost;
              nulls.put(name, when(not(lost), Columns.col(name)));
            });

    List<Column> counts =
        new ArrayList<>(
            List.of(
                count_if(noDate), count_if(doubtful), Changes.count(nulls, stays), count(lit(1))));
    DateFormats tally = new DateFormats(List.of(getOrDefault(formats())), read.all().keySet());
    counts.addAll(tally.counts(read.all()));
    Account account = Account.of(c -> tell(tally, c), counts.toArray(new Column[0]));
    Dataset<Row> kept = account.on(read.rows()).where(stays);
    Cleaned cleaned =
        Cleaned.of(read.inPlace(kept, after), account)
            .changing(read.changes(read.rows().where(stays), nulls));
    return aside(cleaned, read, fails, doubtful);
  }

  private Cleaned aside(Cleaned cleaned, Replaced read, Column fails, Column doubtful) {
    boolean drops = getOrDefault(onFailure()).equals("drop");
    Cleaned all = cleaned;
    if (drops) {
      all = all.dropping(read.beside(read.rows().where(fails), reasons(read)));
    }
    Column toQuarantine = drops ? doubtful : fails.or(doubtful);
    boolean quarantines =
        getOrDefault(onFailure()).equals(QUARANTINE)
            || getOrDefault(ambiguous()).equals(QUARANTINE);
    return quarantines
        ? all.quarantining(read.beside(read.rows().where(toQuarantine), reasons(read)))
        : all;
  }

  private Outcome tell(DateFormats tally, Row counts) {
    long[] n = Account.numbers(counts);
    Outcome outcome = Outcome.NOTHING.reason(TWO_DATES, Run.Fate.QUARANTINED, n[1]).changed(n[2]);
    outcome =
        switch (getOrDefault(onFailure())) {
          case QUARANTINE -> outcome.reason(NO_DATE, Run.Fate.QUARANTINED, n[0]);
          case "drop" -> outcome.reason(NO_DATE, Run.Fate.DROPPED, n[0]);
          case "fail" ->
              n[0] == 0
                  ? outcome
                  : outcome.problem(
                      "",
                      "%,d of %,d rows have a text that fits none of %s."
                          .formatted(n[0], n[3], String.join(", ", getOrDefault(formats()))));
          default -> outcome;
        };
    return tally.tell(outcome, n, 4, then());
  }

  private String then() {
    return switch (getOrDefault(ambiguous())) {
      case SET_NULL -> "set to null";
      case QUARANTINE -> "their rows go to the quarantine";
      default -> "read as %s, which comes first";
    };
  }

  private Column reasons(Replaced read) {
    boolean quarantinesTwo = getOrDefault(ambiguous()).equals(QUARANTINE);
    String[] patterns = getOrDefault(formats());
    Column names = array(Stream.of(patterns).map(p -> lit(p)).toArray(Column[]::new));
    List<Column> reasons = new ArrayList<>();
    read.all()
        .forEach(
            (name, value) -> {
              Column text = concat(lit("column '" + name + "': '"), Columns.col(name));
              Column why =
                  when(
                      isNone(value),
                      concat(text, lit("' fits none of " + String.join(", ", patterns))));
              reasons.add(
                  !quarantinesTwo
                      ? why
                      : why.when(
                          isTwo(value),
                          concat(
                              text,
                              lit("' fits "),
                              functions.get(names, value.getField("format")),
                              lit(" and "),
                              functions.get(names, value.getField("other")),
                              lit(" differently"))));
            });
    return concat_ws("; ", filter(array(reasons.toArray(new Column[0])), Column::isNotNull));
  }

  private static Column any(Replaced read, UnaryOperator<Column> is) {
    return read.all().values().stream().map(is).reduce(lit(false), Column::or);
  }

  /** Whether a text, if there is one, fits no format. */
  private static Column isNone(Column read) {
    return read.isNotNull().and(read.getField("format").equalTo(-1));
  }

  private static Column isTwo(Column read) {
    return read.isNotNull().and(read.getField("other").geq(0));
  }

  @Override
  public String inWords() {
    return "%s by %s, in %s; ambiguous %s; on failure %s"
        .formatted(
            String.join(", ", getOrDefault(columns())),
            String.join(" or ", getOrDefault(formats())),
            getOrDefault(timeZone()),
            getOrDefault(ambiguous()),
            getOrDefault(onFailure()));
  }
}
