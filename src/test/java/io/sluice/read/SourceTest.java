package io.sluice.read;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.assertSameRows;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceTest {

  @TempDir private Path folder;

  @Test
  void csvHasAHeaderAndQuotesAsInRfc4180() throws IOException {
    String file =
        file(
            "a.csv",
            """
            name,"the ""text"",",n
            "x, y","he said ""hi\""",1
            C:\\dir\\,"C:\\",2
            "",,3
            """);
    Dataset<Row> rows = open("format: csv", file).rows();
    assertThat(rows.schema().fieldNames()).containsExactly("name", "the \"text\",", "n");
    assertThat(rows.collectAsList())
        .containsExactlyInAnyOrder(
            row("x, y", "he said \"hi\"", 1),
            row("C:\\dir\\", "C:\\", 2),
            row(null, null, 3)); // Spark reads an empty quoted field as null too
  }

  @Test
  void aQuotedNewlineNeedsMultiLine() throws IOException {
    String file = file("a.csv", "a,b\n1,\"x\ny\"\n2,z\n");
    String settings = "format: csv, schema: \"a INT, b STRING\"";
    Dataset<Row> rows = open(settings + ", options: {multiLine: true}", file).rows();
    assertThat(rows.collectAsList()).containsExactlyInAnyOrder(row(1, "x\ny"), row(2, "z"));
    assertThat(open(settings, file).corrupt().orElseThrow().count()).isPositive();
  }

  @Test
  void csvWithoutAHeaderAndWithAnotherDelimiter() throws IOException {
    String file = file("a.csv", "1;x,y\n2;z\n");
    String settings = "format: csv, options: {header: false, delimiter: \";\"}";
    assertThat(texts(open(settings, file).rows())).containsExactly("[1,x,y]", "[2,z]");
    assertThat(open(settings, file).rows().schema().toDDL()).isEqualTo("_c0 INT,_c1 STRING");
    assertThat(open(settings + ", schema: \"n INT, s STRING\"", file).rows().schema().toDDL())
        .isEqualTo("n INT,s STRING");
  }

  @Test
  void csvTypesAreInferredOrDeclared() throws IOException {
    String file = file("a.csv", "n,x,day\n1,1.5,2020-01-02\n,,\n");
    assertThat(open("format: csv", file).rows().schema().toDDL())
        .isEqualTo("n INT,x DOUBLE,day DATE");
    Dataset<Row> declared =
        open("format: csv, schema: \"n STRING, x DECIMAL(3,1), day STRING\"", file).rows();
    assertThat(declared.schema().toDDL()).isEqualTo("n STRING,x DECIMAL(3,1),day STRING");
    assertThat(texts(declared)).containsExactly("[1,1.5,2020-01-02]", "[null,null,null]");
  }

  @Test
  void gzIsUnpacked() throws IOException {
    Path file = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,b\n1,x\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(texts(open("format: csv", file.toString()).rows())).containsExactly("[1,x]");
  }

  @Test
  void jsonIsALineARow() throws IOException {
    String file = file("a.json", "{\"a\":1,\"b\":{\"c\":[1,2]}}\n{\"a\":2}\n");
    Dataset<Row> rows = open("format: json", file).rows();
    assertThat(rows.schema().toDDL()).isEqualTo("a BIGINT,b STRUCT<c: ARRAY<BIGINT>>");
    assertThat(rows.count()).isEqualTo(2);
    Dataset<Row> declared = open("format: json, schema: \"b STRING, a INT\"", file).rows();
    assertThat(texts(declared)).containsExactly("[null,2]", "[{\"c\":[1,2]},1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "avro", "delta"})
  void formatsThatKnowTheirSchema(String format) {
    String path = folder.resolve("t").toString();
    Dataset<Row> written = table("a INT, `b c` STRING", row(1, "x"), row(null, null));
    written.withColumnRenamed("b c", "b").write().format(format).save(path);
    Loaded loaded = open("format: " + format, path);
    assertThat(loaded.rows().schema().toDDL()).isEqualTo("a INT,b STRING");
    assertThat(texts(loaded.rows())).containsExactly("[1,x]", "[null,null]");
    assertSameRows(table("a INT, b STRING", row(1, "x"), row(null, null)), loaded.rows());
    assertThat(loaded.corrupt()).isEmpty();
    assertThat(counts(loaded, loaded.rows())).isEqualTo(row(2L, 0L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "avro"})
  void aDeclaredSchemaChoosesColumns(String format) {
    String path = folder.resolve("t").toString();
    table("a INT, b STRING", row(1, "x")).write().format(format).save(path);
    Dataset<Row> rows = open("format: " + format + ", schema: \"b STRING\"", path).rows();
    assertThat(texts(rows)).containsExactly("[x]");
  }

  @Test
  void textIsALineARow() throws IOException {
    String file = file("a.txt", "x,y\n\n\"z\n");
    Dataset<Row> rows = open("format: text", file).rows();
    assertThat(rows.schema().toDDL()).isEqualTo("value STRING");
    assertThat(texts(rows)).containsExactly("[\"z]", "[]", "[x,y]");
  }

  @Test
  void readsFoldersGlobsAndPartitions() throws IOException {
    file("in/year=2020/a.csv", "a\n1\n");
    file("in/year=2021/b.csv", "a\n2\n");
    assertThat(texts(open("format: csv", folder + "/in").rows()))
        .containsExactly("[1,2020]", "[2,2021]");
    assertThat(texts(open("format: csv", folder + "/in/*/b.csv").rows())).containsExactly("[2]");
  }

  @Test
  void aTableMayHaveColumnsOfAnyName() throws IOException {
    String file = file("a.csv", "file,a.b,c `d,reason\n1,2,3,4\n");
    Dataset<Row> rows = open("format: csv", file).rows();
    assertThat(rows.schema().fieldNames()).containsExactly("file", "a.b", "c `d", "reason");
    assertThat(texts(rows)).containsExactly("[1,2,3,4]");
  }

  @Test
  void aHeaderThatIsNotTheDeclaredSchemaIsAProblem() throws IOException {
    String file = file("a.csv", "age,income,region\n1,2,x\n");
    problem(
        "format: csv, schema: \"age INT, region STRING, income INT\"",
        file,
        "schema: column 2 is 'income' in the header of '%s' but 'region' in the schema. Header: age, income, region."
            .formatted(file));
    problem(
        "format: csv, schema: \"age INT, income INT\"",
        file,
        "schema: column 3 is 'region' in the header of '%s' but none in the schema. Header: age, income, region."
            .formatted(file));
    problem(
        "format: csv, schema: \"age INT, income INT, region STRING, state STRING\"",
        file,
        "schema: column 4 is missing in the header of '%s' but 'state' in the schema. Header: age, income, region."
            .formatted(file));
  }

  @Test
  void aHeaderOfAnotherFileThatDiffersIsNotReadInSilence() throws IOException {
    file("in/a.csv", "a,b\n1,2\n");
    file("in/b.csv", "b,a\n3,4\n");
    for (String settings : new String[] {"format: csv", "format: csv, schema: \"a INT, b INT\""}) {
      Dataset<Row> rows = open(settings, folder + "/in").rows();
      assertThatThrownBy(rows::collectAsList)
          .hasStackTraceContaining("CSV header does not conform to the schema");
    }
  }

  @Test
  void columnsWithoutANameAndWithThatOfAnotherGetTheirIndex() throws IOException {
    String file = file("a.csv", ",a,b,a\n0,x,y,z\n");
    Dataset<Row> rows = open("format: csv", file).rows();
    assertThat(rows.schema().fieldNames()).containsExactly("_c0", "a1", "b", "a3");
    assertThat(texts(rows)).containsExactly("[0,x,y,z]");
  }

  @Test
  void noColumnsAreAProblem() throws IOException {
    String empty = file("a.csv", "");
    problem("format: csv", empty, "there are no columns in '%s'.".formatted(empty));
    String broken = file("a.json", "{\"a\n");
    problem("format: json", broken, "there are no columns in '%s'.".formatted(broken));
  }

  @Test
  void nothingThereIsAProblem() {
    String path = folder.resolve("nowhere.csv").toString();
    problem("format: csv", path, "path: there is nothing at '%s'.".formatted(path));
    problem(
        "format: csv, schema: \"a INT\"", path, "path: there is nothing at '%s'.".formatted(path));
    problem("format: parquet", path, "path: there is nothing at '%s'.".formatted(path));
    problem(
        "format: csv",
        "nosuch://bucket/a.csv",
        "path: cannot look at 'nosuch://bucket/a.csv': No FileSystem for scheme \"nosuch\".");
  }

  @Test
  void whatIsNotInTheFormatIsAProblem() throws IOException {
    String file = file("a.parquet", "no parquet at all, but long enough to look at the end of it");
    assertThatThrownBy(() -> open("format: parquet", file))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("cannot read '" + file + "' as parquet: ");
    problem(
        "format: delta",
        folder.toString(),
        "path: cannot read '%1$s' as delta: Delta table `%1$s` doesn't exist.".formatted(folder));
  }

  @Test
  void aSchemaThatTheFormatCannotHaveIsAProblem() {
    problems("format: text, schema: \"line STRING\"");
    problems("format: text, schema: \"a INT\"", "schema: a text has one column, a STRING.");
    problems(
        "format: delta, schema: \"a INT\"", "schema: a delta table has its own; leave it out.");
  }

  @Test
  void whatIsWrongWithoutLookingAtFiles() {
    problems("format: csv, schema: \"a INT\"");
    problems(
        "format: csv, schema: \"a NUMBR\"",
        "schema: 'a NUMBR' is not a schema: Unsupported data type \"NUMBR\"");
    problems(
        "format: parquet, corrupt: drop",
        "corrupt: only csv and json have corrupt rows; leave it out for parquet.");
    problems("format: csv, schema: \"a INT, b INT, A INT\"", "schema: two columns are called 'A'.");
  }

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toString();
  }

  private static Row counts(Loaded loaded, Dataset<Row> executed) {
    executed.collectAsList();
    return loaded.counts().in(executed);
  }

  private static Loaded open(String settings, String path) {
    return source(settings, path).open(SPARK);
  }

  private static Source source(String settings, String path) {
    return FromYaml.set(new Source(), "{path: \"" + path + "\", " + settings + "}");
  }

  private static void problem(String settings, String path, String message) {
    assertThatThrownBy(() -> open(settings, path))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static void problems(String settings, String... lines) {
    assertThat(source(settings, "x").problems()).extracting(Problem::line).containsExactly(lines);
  }
}
