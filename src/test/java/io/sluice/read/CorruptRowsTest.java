package io.sluice.read;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.FromYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorruptRowsTest {

  private static final String CSV =
      """
      n,day,s
      1,2020-01-02,x
      2,2020-01-02
      3,2020-01-02,x,y
      four,2020-01-02,x
      5,2020-13-02,x
      six,never,x
      ,,
      """;
  private static final String CSV_SCHEMA = "schema: \"n INT, day DATE, s STRING\"";

  private static final String JSON =
      """
      {"n": 1, "day": "2020-01-02", "more": true}
      {"n": 2
      {"n": "three", "day": "2020-01-02"}
      {"day": "2020-13-02", "n": 4}
      {}
      """;
  private static final String JSON_SCHEMA = "schema: \"n INT, day DATE\"";

  @TempDir private Path folder;

  @Test
  void csvRowsThatFitGoOn() throws IOException {
    Loaded loaded = open("format: csv, " + CSV_SCHEMA, file("a.csv", CSV));
    assertThat(loaded.rows().schema().toDDL()).isEqualTo("n INT,day DATE,s STRING");
    assertThat(texts(loaded.rows())).containsExactly("[1,2020-01-02,x]", "[null,null,null]");
  }

  @Test
  void csvRowsThatDoNotFitHaveTheirLineFileAndReason() throws IOException {
    String file = file("a.csv", CSV);
    Dataset<Row> corrupt = open("format: csv, " + CSV_SCHEMA, file).corrupt().orElseThrow();
    assertThat(corrupt.schema().fieldNames()).containsExactly("line", "file", "reason");
    assertThat(corrupt.select("line", "reason").collectAsList())
        .containsExactlyInAnyOrder(
            row("2,2020-01-02", "not 3 fields"),
            row("3,2020-01-02,x,y", "not 3 fields"),
            row("four,2020-01-02,x", "column 'n': 'four' is no INT"),
            row("5,2020-13-02,x", "column 'day': '2020-13-02' is no DATE"),
            row("six,never,x", "column 'n': 'six' is no INT; column 'day': 'never' is no DATE"));
    assertThat(corrupt.select("file").distinct().collectAsList())
        .containsExactly(row("file:" + file));
  }

  @Test
  void jsonRowsThatDoNotFitHaveTheirLineFileAndReason() throws IOException {
    String file = file("a.json", JSON);
    Loaded loaded = open("format: json, " + JSON_SCHEMA, file);
    assertThat(texts(loaded.rows())).containsExactly("[1,2020-01-02]", "[null,null]");
    assertThat(loaded.corrupt().orElseThrow().collectAsList())
        .containsExactlyInAnyOrder(
            row("{\"n\": 2", "file:" + file, "not JSON"),
            row(
                "{\"n\": \"three\", \"day\": \"2020-01-02\"}",
                "file:" + file,
                "column 'n': 'three' is no INT"),
            row(
                "{\"day\": \"2020-13-02\", \"n\": 4}",
                "file:" + file,
                "column 'day': '2020-13-02' is no DATE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "drop", "quarantine"})
  void whateverBecomesOfThemTheyAreNotAmongTheRowsAndAreCounted(String corrupt) throws IOException {
    String csv = "format: csv, " + CSV_SCHEMA + ", corrupt: " + corrupt;
    Source source = source(csv, file("a.csv", CSV));
    assertThat(source.whenCorrupt()).isEqualTo(corrupt);
    counts(source.open(SPARK), "*", row(7L, 5L));
    String json = "format: json, " + JSON_SCHEMA + ", corrupt: " + corrupt;
    counts(open(json, file("a.json", JSON)), "*", row(5L, 3L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "day", "s", "1", "count(1)", "max(n)"})
  void csvCountsDoNotDependOnTheColumnsAskedFor(String asked) throws IOException {
    counts(open("format: csv, " + CSV_SCHEMA, file("a.csv", CSV)), asked, row(7L, 5L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "day", "1", "count(1)", "max(n)"})
  void jsonCountsDoNotDependOnTheColumnsAskedFor(String asked) throws IOException {
    counts(open("format: json, " + JSON_SCHEMA, file("a.json", JSON)), asked, row(5L, 3L));
  }

  @Test
  void countsAreThereWhereNoRowFits() throws IOException {
    counts(open("format: csv, schema: \"a INT\"", file("a.csv", "a\nx\ny\n")), "a", row(2L, 2L));
    counts(open("format: csv, schema: \"a INT\"", file("b.csv", "a\n")), "a", row(0L, 0L));
  }

  @Test
  void takesAnotherDelimiter() throws IOException {
    String settings = "format: csv, schema: \"a INT, b STRING\", options: {delimiter: \";\"}";
    Loaded loaded = open(settings, file("a.csv", "a;b\n1;x,y\nq;z\n2;x;y\n"));
    assertThat(texts(loaded.rows())).containsExactly("[1,x,y]");
    assertThat(loaded.corrupt().orElseThrow().select("line", "reason").collectAsList())
        .containsExactlyInAnyOrder(
            row("q;z", "column 'a': 'q' is no INT"), row("2;x;y", "not 2 fields"));
  }

  @Test
  void theReasonGoesByTheReadersOptionsToo() throws IOException {
    String settings =
        "format: csv, schema: \"n INT, day DATE, x DOUBLE\","
            + " options: {dateFormat: dd.MM.yyyy, nullValue: NA}";
    Loaded loaded =
        open(
            settings,
            file("a.csv", "n,day,x\n1,31.12.2020,NA\n 2,31.12.2020,NA\n3,2020-12-31,1\n"));
    assertThat(texts(loaded.rows())).containsExactly("[1,2020-12-31,null]");
    assertThat(loaded.corrupt().orElseThrow().select("line", "reason").collectAsList())
        .containsExactlyInAnyOrder(
            row(" 2,31.12.2020,NA", "column 'n': ' 2' is no INT"),
            row("3,2020-12-31,1", "column 'day': '2020-12-31' is no DATE"));
  }

  @Test
  void quotedNewlinesStayInTheLine() throws IOException {
    String settings = "format: csv, schema: \"n INT, s STRING\", options: {multiLine: true}";
    Loaded loaded = open(settings, file("a.csv", "n,s\n1,\"x\ny\"\nq,\"x\n,\"\"y\"\"\"\n"));
    assertThat(texts(loaded.rows())).containsExactly("[1,x\ny]");
    assertThat(loaded.corrupt().orElseThrow().select("line", "reason").collectAsList())
        .containsExactly(row("q,\"x\n,\"\"y\"\"\"", "column 'n': 'q' is no INT"));
  }

  @Test
  void columnsOfOddNamesAndNestedTypes() throws IOException {
    Loaded csv =
        open(
            "format: csv, schema: \"`a.b` INT, `c d'` INT, file STRING\"",
            file("a.csv", "a.b,c d',file\n1,2,x\nx,y,z\n"));
    assertThat(texts(csv.rows())).containsExactly("[1,2,x]");
    assertThat(csv.corrupt().orElseThrow().select("line", "reason").collectAsList())
        .containsExactly(row("x,y,z", "column 'a.b': 'x' is no INT; column 'c d'': 'y' is no INT"));
    Loaded json =
        open(
            "format: json, schema: \"a STRUCT<b: INT>, c ARRAY<INT>\"",
            file("a.json", "{\"a\": {\"b\": 1}, \"c\": [1]}\n{\"a\": 5, \"c\": [1]}\n"));
    assertThat(texts(json.rows().selectExpr("a.b", "c[0]"))).containsExactly("[1,1]");
    assertThat(json.corrupt().orElseThrow().select("line", "reason").collectAsList())
        .containsExactly(row("{\"a\": 5, \"c\": [1]}", "column 'a': '5' is no STRUCT<b: INT>"));
  }

  @Test
  void brokenJsonAddsNoColumnToAnInferredSchema() throws IOException {
    Loaded loaded = open("format: json", file("a.json", "{\"n\": 1}\n{\"n\": 2\n"));
    assertThat(loaded.rows().schema().toDDL()).isEqualTo("n BIGINT");
    counts(loaded, "n", row(2L, 1L));
  }

  @Test
  void anInferredCsvHasCorruptRowsOnlyByTheNumberOfFields() throws IOException {
    Loaded loaded = open("format: csv", file("a.csv", "a,b\n1,x\n2\nz,y\n"));
    assertThat(texts(loaded.rows())).containsExactly("[1,x]", "[z,y]");
    assertThat(loaded.corrupt().orElseThrow().select("line", "reason").collectAsList())
        .containsExactly(row("2", "not 2 fields"));
  }

  @Test
  void theFileIsTheOneThatTheLineIsFrom() throws IOException {
    file("in/a.csv", "a\n1\nx\n");
    file("in/b.csv", "a\ny\n2\n");
    Dataset<Row> corrupt =
        open("format: csv, schema: \"a INT\"", folder + "/in").corrupt().orElseThrow();
    assertThat(corrupt.selectExpr("line", "substring_index(file, '/', -1)").collectAsList())
        .containsExactlyInAnyOrder(row("x", "a.csv"), row("y", "b.csv"));
  }

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toString();
  }

  /** What is counted when no more than this is asked of the rows. */
  private static void counts(Loaded loaded, String asked, Row rowsAndCorrupt) {
    Dataset<Row> executed = loaded.rows().selectExpr(asked);
    executed.collectAsList();
    assertThat(loaded.counts().in(executed)).isEqualTo(rowsAndCorrupt);
  }

  private static Loaded open(String settings, String path) {
    return source(settings, path).open(SPARK);
  }

  private static Source source(String settings, String path) {
    return FromYaml.set(new Source(), "{path: \"" + path + "\", " + settings + "}");
  }
}
