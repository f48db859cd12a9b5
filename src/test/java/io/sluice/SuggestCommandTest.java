package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestCommandTest {

  /** More values than are counted one by one, and many kinds of columns. */
  private static final Dataset<Row> GOOD =
      LocalSpark.SPARK
          .range(0, 21_000, 1, 3)
          .selectExpr(
              "id + 9007199254740000 AS id",
              "concat('user', id, '@example.org') AS email",
              "concat('k', if(id = 20999, 0, id)) AS almost",
              "elt(1 + id % 3, 'basic', 'no', concat('say \"$', '{x}\"')) AS `the plan`",
              "double(if(id % 10 = 0, 'NaN', if(id = 1, 5000, id % 100 / 4))) AS speed",
              "if(id % 7 = 0, null, cast(id % 500 AS decimal(8, 2))) AS cost",
              "string(date_add(date'2024-01-01', int(id % 300))) AS day",
              "id % 2 = 0 AS flag",
              "array(id) AS nested");

  @TempDir Path out;

  private Path good;

  @BeforeEach
  void write() {
    good = out.resolve("good.parquet");
    GOOD.write().parquet(good.toString());
  }

  @Test
  void saysWhatHoldsAndWhatWasSeen() throws IOException {
    Commands suggested = Commands.run("suggest", good.toString());
    assertThat(suggested.err()).isEmpty();
    assertThat(suggested.exitCode()).isZero();
    assertThat(suggested.out().lines().skip(1))
        .containsExactly(
            "  - check:",
            "      rules:",
            "        - rowCount: {min: 10500, onFailure: fail}  # half of the 21,000 rows seen",
            "        - isPrimaryKey: {columns: id, onFailure: fail}  # all 21,000 values differ,"
                + " none is missing",
            "        - isUnique: {columns: email, onFailure: warn}  # all 21,000 values differ, 0"
                + " are missing",
            "        - isComplete: {columns: [id, email, almost, \"the plan\", day, flag],"
                + " onFailure: quarantine}  # 0 of 21,000 missing",
            "        - matches: {columns: email, pattern: \"[^@ ]+@[^@ ]+[.][^@ .]+\", onFailure:"
                + " quarantine}  # all 21,000 values are e-mail addresses",
            "        - isIn: {columns: \"the plan\", values: [basic, \"no\", \"say"
                + " \\\"$${x}\\\"\"], onFailure: warn}  # 3 values, \"say \\\"$${x}\\\"\" the"
                + " rarest with 7,000 of 21,000 rows",
            "        - inRange: {columns: speed, min: 0.25, max: 5000.0, onFailure: warn}  # half"
                + " of the values are from 6.25 to 18.75; the ends are far from them: are they"
                + " right?",
            "        - inRange: {columns: cost, min: 0.00, max: 499.00, onFailure: warn}  # half of"
                + " the values are from 124.0 to 374.0",
            "        - matches: {columns: day, pattern: \"[0-9]{4}-[0-9]{2}-[0-9]{2}\", onFailure:"
                + " quarantine}  # all 21,000 values are dates");

    Path job = job(suggested.out());
    Commands passed = run(job, good);
    assertThat(passed.err()).isEmpty();
    assertThat(passed.exitCode()).isZero();
    assertThat(passed.out()).doesNotContain("warning");
    String run = Files.readString(out.resolve("suggested/run.json"));
    assertThat(run.split("\"outcome\" : \"passed\"", -1)).hasSize(10);
    assertThat(run).contains("\"rowsOut\" : 21000");

    Path bad = out.resolve("bad.parquet");
    GOOD.selectExpr(
            "id",
            "if(almost = 'k6', 'nobody', email) AS email",
            "if(almost = 'k9', null, almost) AS almost",
            "if(almost = 'k8', 'gold', `the plan`) AS `the plan`",
            "if(almost = 'k7', -1, speed) AS speed",
            "cost",
            "day",
            "flag",
            "nested")
        .write()
        .parquet(bad.toString());
    Commands found = run(job, bad);
    assertThat(found.exitCode()).isZero();
    assertThat(found.out())
        .contains(
            "clean     20,998 rows\n",
            "1 breaks 'email matches [^@ ]+@[^@ ]+[.][^@ .]+' (quarantined)",
            "1 of 21,000 rows break 'the plan is one of basic, no, say \"${x}\"', such as 'gold'.",
            "1 of 21,000 rows break 'speed is from 0.25 to 5000.0', such as '-1.0'.");
    GOOD.union(GOOD.limit(1)).write().parquet(out.resolve("twice.parquet").toString());
    Commands failed = run(job, out.resolve("twice.parquet"));
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err())
        .contains("isPrimaryKey: 2 of 21,001 rows break 'no id is missing, no two rows have the");
  }

  @Test
  void tellsTheFormatByTheNameOrTheFiles() throws IOException {
    Dataset<Row> few = LocalSpark.table("a INT", LocalSpark.row(1), LocalSpark.row(2));
    for (String format : List.of("csv", "json", "delta", "orc")) {
      String folder = out.resolve("a_" + format).toString();
      few.write().format(format).option("header", "true").save(folder);
      Commands suggested = Commands.run("suggest", folder);
      assertThat(suggested.err()).isEmpty();
      assertThat(suggested.out())
          .contains("the 2 rows of", "(" + format + ")", "inRange: {columns: a, min: 1, max: 2,");
    }
    Path plain = out.resolve("plain");
    Files.writeString(plain, "a,b\n1,2\n");
    Commands untold = Commands.run("suggest", plain.toString());
    assertThat(untold.exitCode()).isEqualTo(2);
    assertThat(untold.err())
        .isEqualTo(
            plain
                + ": its name does not tell how it is stored. Add --format with one of csv, json,"
                + " parquet, orc, avro, delta, text.\n");
    assertThat(Commands.run("suggest", plain.toString(), "--format", "csv").out())
        .contains("isComplete: {columns: [a, b]");
  }

  @Test
  void mistakesAreSaidInOneLine() throws IOException {
    assertThat(Commands.run("suggest", good.toString(), "--format", "parket"))
        .isEqualTo(
            new Commands(
                2,
                "",
                "--format: 'parket' is not one of csv, json, parquet, orc, avro, delta, text. Did"
                    + " you mean 'parquet'?\n"));
    Commands nothing = Commands.run("suggest", out.resolve("none.csv").toString());
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).isEqualTo("there is nothing at '" + out.resolve("none.csv") + "'.\n");
    Path empty = out.resolve("empty.csv");
    Files.writeString(empty, "a,b\n");
    Commands noRows = Commands.run("suggest", empty.toString());
    assertThat(noRows.exitCode()).isEqualTo(3);
    assertThat(noRows.err())
        .isEqualTo("'" + empty + "' has no rows: there is nothing to make rules of.\n");
  }

  private Path job(String rules) throws IOException {
    Path job = out.resolve("suggested.yaml");
    Files.writeString(job, "read: {path: \"${table}\", format: parquet}\nclean:\n" + rules);
    return job;
  }

  private Commands run(Path job, Path table) {
    return Commands.run("run", job.toString(), "--out", out.toString(), "--set", "table=" + table);
  }
}
