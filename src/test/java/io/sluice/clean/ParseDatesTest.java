package io.sluice.clean;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParseDatesTest {

  private static final String TWO = "columns: d, formats: [dd/MM/yyyy, MM/dd/yyyy]";

  private static Dataset<Row> rows() {
    return table(
        "id INT, d STRING",
        row(1, "31/12/2020"),
        row(2, "12/31/2020"),
        row(3, "01/02/2020"),
        row(4, " 05/05/2020\u00a0"),
        row(5, null),
        row(6, ""),
        row(7, "30/02/2021"),
        row(8, "1/2/2020"));
  }

  @Test
  void takesTheFirstFormatThatFits() {
    Cleaned cleaned = parse(TWO).apply(rows());
    assertThat(cleaned.rows().schema().toDDL()).isEqualTo("id INT,d DATE");
    assertThat(texts(cleaned.rows()))
        .containsExactly(
            "[1,2020-12-31]", "[2,2020-12-31]", "[3,2020-02-01]", "[4,2020-05-05]", "[5,null]");
    assertThat(texts(cleaned.quarantined().orElseThrow()))
        .containsExactly(
            "[6,,column 'd': '' fits none of dd/MM/yyyy, MM/dd/yyyy]",
            "[7,30/02/2021,column 'd': '30/02/2021' fits none of dd/MM/yyyy, MM/dd/yyyy]",
            "[8,1/2/2020,column 'd': '1/2/2020' fits none of dd/MM/yyyy, MM/dd/yyyy]");
    assertThat(Counted.of(cleaned))
        .isEqualTo(
            Outcome.NOTHING
                .reason("a text that fits no format of dates", Run.Fate.QUARANTINED, 3)
                .warning(
                    "d: 1 of 7 values fit dd/MM/yyyy and MM/dd/yyyy differently; read as"
                        + " dd/MM/yyyy, which comes first.")
                .finding(
                    new Run.Finding(
                        "Formats of dates",
                        List.of(found("dd/MM/yyyy", 3), found("MM/dd/yyyy", 1)))));
  }

  @Test
  void theOrderOfFormatsDecides() {
    Cleaned cleaned = parse("columns: d, formats: [MM/dd/yyyy, dd/MM/yyyy]").apply(rows());
    assertThat(texts(cleaned.rows().where("id = 3"))).containsExactly("[3,2020-01-02]");
  }

  @Test
  void theAmbiguousBecomeNull() {
    Cleaned cleaned = parse(TWO + ", ambiguous: setNull, onFailure: setNull").apply(rows());
    assertThat(texts(cleaned.rows()))
        .containsExactly(
            "[1,2020-12-31]",
            "[2,2020-12-31]",
            "[3,null]",
            "[4,2020-05-05]",
            "[5,null]",
            "[6,null]",
            "[7,null]",
            "[8,null]");
    assertThat(cleaned.quarantined()).isEmpty();
    assertThat(Counted.of(cleaned).changedValues()).isEqualTo(4);
    assertThat(texts(cleaned.changed().orElseThrow().drop("row")))
        .containsExactly(
            "[d,,null]", "[d,01/02/2020,null]", "[d,1/2/2020,null]", "[d,30/02/2021,null]");
  }

  @Test
  void eachRowGoesForOneReason() {
    Dataset<Row> rows =
        table(
            "d STRING, e STRING",
            row("01/02/2020", "x"),
            row("01/02/2020", "31/12/2020"),
            row("31/12/2020", "01/01/2020"));
    String both = "columns: [d, e], formats: [dd/MM/yyyy, MM/dd/yyyy], ambiguous: quarantine";
    Cleaned cleaned = parse(both + ", onFailure: drop").apply(rows);
    assertThat(texts(cleaned.rows())).containsExactly("[2020-12-31,2020-01-01]");
    assertThat(texts(cleaned.dropped().orElseThrow()))
        .containsExactly(
            "[01/02/2020,x,column 'd': '01/02/2020' fits dd/MM/yyyy and MM/dd/yyyy differently;"
                + " column 'e': 'x' fits none of dd/MM/yyyy, MM/dd/yyyy]");
    assertThat(texts(cleaned.quarantined().orElseThrow()))
        .containsExactly(
            "[01/02/2020,31/12/2020,column 'd': '01/02/2020' fits dd/MM/yyyy and MM/dd/yyyy"
                + " differently]");
    assertThat(Counted.reasons(cleaned))
        .containsExactlyInAnyOrder(
            "DROPPED 1: a text that fits no format of dates",
            "QUARANTINED 1: a text that two formats read as different dates");
    Cleaned out = parse(both).apply(rows);
    assertThat(out.quarantined().orElseThrow().count()).isEqualTo(2);
    assertThat(Counted.of(out).warnings())
        .containsExactly(
            "d: 2 of 3 values fit dd/MM/yyyy and MM/dd/yyyy differently; their rows go to the"
                + " quarantine.");
    // what becomes null in a row that goes has not changed
    Cleaned nulls = parse(both + ", onFailure: setNull").apply(rows);
    assertThat(Counted.of(nulls).changedValues()).isZero();
    assertThat(texts(nulls.changed().orElseThrow())).isEmpty();
  }

  @Test
  void failsTheJob() {
    Cleaned cleaned = parse("columns: d, formats: dd/MM/yyyy, onFailure: fail").apply(rows());
    assertThat(Counted.of(cleaned))
        .isEqualTo(
            Outcome.NOTHING.problem("", "4 of 8 rows have a text that fits none of dd/MM/yyyy."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // text | format | moment in UTC, where the clock is that of Oslo; from java.time
        "2020-07-01 12:00           | yyyy-MM-dd HH:mm           | 2020-07-01T10:00:00Z",
        "2020-07-01T12:00:00Z       | yyyy-MM-dd'T'HH:mm:ssX     | 2020-07-01T12:00:00Z",
        "2020-07-01T12:00:00-05:00  | yyyy-MM-dd'T'HH:mm:ssXXX   | 2020-07-01T17:00:00Z",
        "2020-07-01 12 America/Lima | yyyy-MM-dd HH VV           | 2020-07-01T17:00:00Z",
        "2021-03-28 02:30           | yyyy-MM-dd HH:mm           | 2021-03-28T01:30:00Z",
        "2021-10-31 02:30           | yyyy-MM-dd HH:mm           | 2021-10-31T00:30:00Z",
        "JUL 4, 2020 1:05 pm        | MMM d, yyyy h:mm a         | 2020-07-04T11:05:00Z",
        "4 july 1950 00:00:00.1234567|d MMMM uuuu HH:mm:ss.SSSSSSS| 1950-07-03T23:00:00.123456Z",
        "07/20 09                   | MM/yy HH                   | 2020-07-01T07:00:00Z",
      })
  void readsMoments(String text, String format, String moment) {
    Dataset<Row> out =
        parse("columns: d, timeZone: Europe/Oslo, formats: [\"" + format + "\"]")
            .apply(table("d STRING", row(text)))
            .rows();
    assertThat(out.schema().toDDL()).isEqualTo("d TIMESTAMP");
    Instant expected = Instant.parse(moment);
    assertThat(out.selectExpr("unix_micros(d)").first().getLong(0))
        .isEqualTo(expected.getEpochSecond() * 1_000_000 + expected.getNano() / 1_000);
  }

  @Test
  void aMomentIsTheDayThatItHasInTheTimeZone() {
    String text = "2020-01-01T23:30:00-05:00";
    Dataset<Row> out =
        parse("columns: d, to: date, timeZone: Asia/Tokyo, formats: [\"yyyy-MM-dd'T'HH:mm:ssXXX\"]")
            .apply(table("d STRING", row(text)))
            .rows();
    LocalDate expected =
        OffsetDateTime.parse(text).atZoneSameInstant(ZoneId.of("Asia/Tokyo")).toLocalDate();
    assertThat(texts(out)).containsExactly("[" + expected + "]");
    assertThat(expected).hasToString("2020-01-02");
  }

  @Test
  void readingTheSameIsNotAmbiguous() {
    Cleaned cleaned =
        parse("columns: d, formats: [d/M/yyyy, dd/MM/yyyy, yyyy]")
            .apply(table("d STRING", row("01/02/2020")));
    assertThat(Counted.of(cleaned).warnings()).isEmpty();
    assertThat(texts(cleaned.rows())).containsExactly("[2020-02-01]");
  }

  @Test
  void isStrict() {
    Row[] wrong =
        List.of(
                "2021-02-29",
                "2021-2-1",
                "2021-13-01",
                "2021-02-01x",
                "02021-02-01",
                "2021-00-10",
                "x")
            .stream()
            .map(t -> row(t))
            .toArray(Row[]::new);
    Cleaned cleaned = parse("columns: d, formats: yyyy-MM-dd").apply(table("d STRING", wrong));
    assertThat(texts(cleaned.rows())).isEmpty();
    assertThat(cleaned.quarantined().orElseThrow().count()).isEqualTo(wrong.length);
  }

  @Test
  void theSessionDoesNotCount() {
    String yaml =
        TWO.replace("yyyy]", "yyyy, dd/MM/yyyy HH:mm]")
            + ", timeZone: Europe/Oslo, onFailure: setNull";
    Map<String, String> odd =
        Map.of(
            "spark.sql.ansi.enabled", "true",
            "spark.sql.legacy.timeParserPolicy", "LEGACY",
            "spark.sql.session.timeZone", "America/Los_Angeles");
    List<String> expected = micros(yaml);
    Map<String, String> before =
        odd.keySet().stream().collect(Collectors.toMap(k -> k, k -> SPARK.conf().get(k)));
    odd.forEach((k, v) -> SPARK.conf().set(k, v));
    try {
      assertThat(micros(yaml)).isEqualTo(expected);
    } finally {
      before.forEach((k, v) -> SPARK.conf().set(k, v));
    }
    assertThat(expected).contains("[1,1609369200000000]", "[7,null]");
  }

  private static List<String> micros(String yaml) {
    return texts(parse(yaml).apply(rows()).rows().selectExpr("id", "unix_micros(d)"));
  }

  @Test
  void theSameOnAnyPartitioningAndWithoutRows() {
    Dataset<Row> many =
        SPARK
            .range(0, 90)
            .selectExpr("concat(lpad(id % 30, 2, '0'), '/0', 1 + id % 9, '/2020') AS d");
    Outcome one = Counted.of(parse(TWO).apply(many.repartition(1)));
    assertThat(one.warnings()).hasSize(1);
    assertThat(one.reasons()).hasSize(1);
    for (int partitions : List.of(3, 7)) {
      assertThat(Counted.of(parse(TWO).apply(many.repartition(partitions)))).isEqualTo(one);
    }
    Cleaned none = parse(TWO).apply(many.limit(0));
    assertThat(Counted.of(none)).isEqualTo(Outcome.NOTHING);
    assertThat(none.rows().schema().toDDL()).isEqualTo("d DATE");
  }

  @Test
  void whatCannotBeReadIsAProblem() {
    problem(
        "columns: d, formats: [dd/MM, \"yyyy-MM-dd'T'HH:mm:ss'Z'\", \"yyyy-MM-dd hh:mm\", yyyy-bb]",
        """
        formats: 'dd/MM' does not say the year, or not which day of it. Write such as dd/MM/yyyy.
        formats: in 'yyyy-MM-dd'T'HH:mm:ss'Z'', 'Z' is a mere letter and no offset. Write X for it.
        formats: 'yyyy-MM-dd hh:mm' has a clock that does not say the hour. Write HH, or hh with a for AM and PM.
        formats: 'yyyy-bb' is no pattern of dates, such as dd/MM/yyyy HH:mm: Unknown pattern letter: b.\
        """);
    problem(
        "columns: d, formats: yyyy, timeZone: Europe/Olso",
        "timeZone: 'Europe/Olso' is not a time zone, such as Europe/Oslo or +02:00. Did you mean"
            + " 'Europe/Oslo'?");
    problem(
        "columns: id, formats: yyyy",
        "columns: column 'id' is of type int; parseDates takes text.");
    problem(
        "columns: dd, formats: yyyy",
        "column 'dd' is not in the table. Did you mean 'd'? Columns: id, d.");
    problem("columns: d, formats: []", "formats: none is given. Name one, such as dd/MM/yyyy.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(parse(TWO).inWords())
        .isEqualTo("d by dd/MM/yyyy or MM/dd/yyyy, in UTC; ambiguous first; on failure quarantine");
  }

  private static Map<String, Object> found(String format, long values) {
    return Map.of("column", "d", "format", format, "values", values);
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml).apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static ParseDates parse(String yaml) {
    return FromYaml.set(new ParseDates(), "{" + yaml + "}");
  }
}
