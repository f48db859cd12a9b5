package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class CastTest {

  private static Dataset<Row> rows() {
    return table(
        "id INT, speed STRING, day STRING",
        row(1, "1.5", "2020-02-29"),
        row(2, "fast", "2020-01-01"),
        row(3, null, null),
        row(4, "", "2021-02-29"),
        row(5, " 7 ", "2020-01-02"));
  }

  @Test
  void changesTypesAndKeepsNulls() {
    Cleaned cleaned = cast("{speed: double, day: date}").apply(rows());
    assertThat(cleaned.rows().schema().toDDL()).isEqualTo("id INT,speed DOUBLE,day DATE");
    assertThat(texts(cleaned.rows()))
        .containsExactly("[1,1.5,2020-02-29]", "[3,null,null]", "[5,7.0,2020-01-02]");
  }

  @Test
  void rowsThatCannotBeConvertedGoToTheQuarantineAsTheyWereWithAllReasons() {
    Cleaned cleaned = cast("{speed: double, day: date}").apply(rows());
    Dataset<Row> quarantined = cleaned.quarantined().orElseThrow();
    assertThat(quarantined.schema().fieldNames()).containsExactly("id", "speed", "day", "reason");
    assertThat(texts(quarantined))
        .containsExactly(
            "[2,fast,2020-01-01,column 'speed': 'fast' is no double]",
            "[4,,2021-02-29,column 'speed': '' is no double; column 'day': '2021-02-29' is no"
                + " date]");
    assertThat(Counted.reasons(cleaned))
        .containsExactly("QUARANTINED 2: a value cannot be converted");
  }

  @Test
  void dropsThem() {
    Cleaned cleaned = cast("{speed: double, onFailure: drop}").apply(rows());
    assertThat(texts(cleaned.rows().select("id"))).containsExactly("[1]", "[3]", "[5]");
    assertThat(cleaned.quarantined()).isEmpty();
    assertThat(texts(cleaned.dropped().orElseThrow()))
        .containsExactly(
            "[2,fast,2020-01-01,column 'speed': 'fast' is no double]",
            "[4,,2021-02-29,column 'speed': '' is no double]");
    assertThat(Counted.reasons(cleaned)).containsExactly("DROPPED 2: a value cannot be converted");
  }

  @Test
  void setsNullAndCountsTheValues() {
    Cleaned cleaned = cast("{speed: double, day: date, onFailure: setNull}").apply(rows());
    assertThat(texts(cleaned.rows()))
        .containsExactly(
            "[1,1.5,2020-02-29]",
            "[2,null,2020-01-01]",
            "[3,null,null]",
            "[4,null,null]",
            "[5,7.0,2020-01-02]");
    assertThat(cleaned.quarantined()).isEmpty();
    assertThat(Counted.of(cleaned)).isEqualTo(Outcome.NOTHING.changed(3));
    assertThat(texts(cleaned.changed().orElseThrow().drop("row")))
        .containsExactly("[day,2021-02-29,null]", "[speed,,null]", "[speed,fast,null]");
  }

  @Test
  void countsTheRowsForWhichTheJobShallFail() {
    Cleaned cleaned = cast("{speed: double, day: date, onFailure: fail}").apply(rows());
    assertThat(Counted.of(cleaned))
        .isEqualTo(
            Outcome.NOTHING.problem("", "2 of 5 rows have a value that cannot be converted."));
    assertThat(cleaned.quarantined()).isEmpty();
  }

  @Test
  void neverMakesANullInSilence() {
    Dataset<Row> odd =
        table(
            "v STRING",
            row("2147483648"),
            row("1.5"),
            row("1e3"),
            row("NaN"),
            row("yes"),
            row("2020-13-01"),
            row("99:99"),
            row("x"),
            row((Object) null));
    for (String type :
        List.of(
            "tinyint",
            "int",
            "bigint",
            "float",
            "double",
            "boolean",
            "date",
            "timestamp",
            "timestamp_ntz",
            "decimal(3,1)",
            "string",
            "binary")) {
      Cleaned cleaned = cast("{v: \"" + type + "\"}").apply(odd);
      long nulls = cleaned.rows().where("v IS NULL").count();
      long kept = cleaned.rows().count();
      long quarantined = cleaned.quarantined().orElseThrow().count();
      assertThat(nulls).as(type).isEqualTo(1);
      assertThat(kept + quarantined).as(type).isEqualTo(9);
      assertThat(Counted.of(cleaned))
          .as(type)
          .isEqualTo(
              Outcome.NOTHING.reason(
                  "a value cannot be converted", Run.Fate.QUARANTINED, quarantined));
    }
  }

  @Test
  void numbersThatDoNotFitAreNotCutOff() {
    Dataset<Row> rows = table("v DOUBLE", row(300.0), row(Double.NaN), row(1.9), row(-3.0));
    Cleaned cleaned = cast("{v: tinyint}").apply(rows);
    assertThat(texts(cleaned.rows())).containsExactly("[-3]", "[1]");
    assertThat(texts(cleaned.quarantined().orElseThrow()))
        .containsExactly(
            "[300.0,column 'v': '300.0' is no tinyint]", "[NaN,column 'v': 'NaN' is no tinyint]");
  }

  @Test
  void aNestedTypeIsAProblem() {
    problem(
        "{tags: array<int>}",
        "tags: 'array<int>' is nested, so that a value inside could become null in silence. Use"
            + " derive.");
  }

  @Test
  void takesColumnsOfOddNames() {
    Dataset<Row> rows = table("`a.b` STRING, `c ``'d` STRING", row("1", "2"), row("x", "y"));
    Cleaned cleaned = cast("{a.b: int, \"c `'d\": int}").apply(rows);
    assertThat(cleaned.rows().schema().fieldNames()).containsExactly("a.b", "c `'d");
    assertThat(texts(cleaned.rows())).containsExactly("[1,2]");
    assertThat(texts(cleaned.quarantined().orElseThrow()))
        .containsExactly("[x,y,column 'a.b': 'x' is no int; column 'c `'d': 'y' is no int]");
  }

  @Test
  void aColumnCalledReasonSurvivesInTheQuarantine() {
    Cleaned cleaned = cast("{v: int}").apply(table("v STRING, reason STRING", row("x", "mine")));
    Dataset<Row> quarantined = cleaned.quarantined().orElseThrow();
    assertThat(quarantined.schema().fieldNames()).containsExactly("v", "reason", "reason_");
    assertThat(texts(quarantined)).containsExactly("[x,mine,column 'v': 'x' is no int]");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    problem(
        "{spead: double, id: numbr, tags: date}",
        """
        spead: column 'spead' is not in the table. Did you mean 'speed'? Columns: id, speed, tags.
        id: 'numbr' is not a type of Spark SQL, such as int, double, date.
        tags: Cannot resolve "TRY_CAST(tags AS DATE)" due to data type mismatch: cannot cast "ARRAY<STRING>" to "DATE".\
        """);
  }

  @Test
  void saysWhatItDoes() {
    assertThat(cast("{speed: double, day: date}").inWords())
        .isEqualTo("speed to double, day to date; on failure quarantine");
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> cast(yaml).apply(table("id INT, speed STRING, tags ARRAY<STRING>")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static Cast cast(String yaml) {
    return FromYaml.set(new Cast(), yaml);
  }
}
