package io.sluice.clean;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import io.sluice.testing.Said;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class SqlTest {

  private static Dataset<Row> rows() {
    return table("airport STRING, n INT", row("JFK", 1), row("JFK", 2), row("XYZ", 3));
  }

  @Test
  void queriesTheRowsSoFar() {
    Dataset<Row> out =
        sql("SELECT airport, sum(n) AS total FROM rows GROUP BY airport").apply(rows()).rows();
    assertThat(out.schema().toDDL()).isEqualTo("airport STRING,total BIGINT");
    assertThat(texts(out)).containsExactly("[JFK,3]", "[XYZ,3]");
  }

  @Test
  void joinsTheTablesRead() {
    table("airport STRING, state STRING", row("JFK", "NY")).createOrReplaceTempView("airports");
    Dataset<Row> out =
        sql("SELECT r.*, a.state FROM rows r LEFT JOIN airports a USING (airport)")
            .apply(rows())
            .rows();
    assertThat(texts(out)).containsExactly("[JFK,1,NY]", "[JFK,2,NY]", "[XYZ,3,null]");
  }

  @Test
  void eachStepHasItsOwnRows() {
    Dataset<Row> first = sql("SELECT airport, n + 10 AS n FROM rows").apply(rows()).rows();
    Dataset<Row> second = sql("SELECT n FROM rows WHERE n > 11").apply(first).rows();
    sql("SELECT 1 AS n FROM rows").apply(second);
    assertThat(texts(second)).containsExactly("[12]", "[13]");
  }

  @Test
  void takesAQueryOfManyLines() {
    Sql sql =
        FromYaml.set(new Sql(), "query: |\n  WITH x AS (SELECT * FROM rows)\n  SELECT n FROM x\n");
    assertThat(texts(sql.apply(rows()).rows())).containsExactly("[1]", "[2]", "[3]");
    assertThat(sql.inWords()).isEqualTo("WITH x AS (SELECT * FROM rows)\nSELECT n FROM x");
  }

  @Test
  void whatSparkDoesNotUnderstandIsAProblem() {
    problem(
        "SELECT m FROM rows",
        "query: A column(...) or function parameter with name `m` cannot be resolved. Did you mean"
            + " one of the following? [`n`, `airport`].");
    problem(
        "SELECT * FROM nowhere",
        "query: The table or view `nowhere` cannot be found. Verify the spelling and correctness of"
            + " the schema and catalog.");
    problem("SELEC 1", "query: Syntax error at or near 'SELEC'");
  }

  @Test
  void runsNoCommands() {
    rows().createOrReplaceTempView("kept");
    problem("DROP VIEW kept", "query: Syntax error at or near 'DROP'");
    problem("SET spark.sql.ansi.enabled = true", "query: Syntax error at or near 'SET'");
    assertThat(SPARK.table("kept").count()).isEqualTo(3);
  }

  @Test
  void showsTheRowsThatGoAndThoseThatCome() {
    Dataset<Row> rows =
        table(
            "id INT, name STRING, tags MAP<STRING, INT>, at ARRAY<INT>",
            row(1, "a", null, null),
            row(2, "b", null, null),
            row(2, "b", null, null),
            row(2, "b", null, null),
            row(3, null, null, null));
    Cleaned cleaned =
        sql("SELECT DISTINCT id, nvl(name, 'none') AS name, id * 2 AS twice FROM rows WHERE id > 1")
            .apply(rows);
    String why =
        ",SELECT DISTINCT id, nvl(name, 'none') AS name, id * 2 AS twice FROM rows WHERE id > 1]";
    assertThat(texts(cleaned.dropped().orElseThrow()))
        .containsExactly(
            "[1,a,null,null" + why,
            "[2,b,null,null" + why,
            "[2,b,null,null" + why,
            "[3,null,null,null" + why);
    assertThat(texts(cleaned.added().orElseThrow())).containsExactly("[3,none,6" + why);
  }

  @Test
  void joinedRowsThatStayAsTheyWereNeitherGoNorCome() {
    table("airport STRING, state STRING", row("JFK", "NY"), row("JFK", "New York"))
        .createOrReplaceTempView("airports");
    Cleaned cleaned =
        sql("SELECT r.*, a.state FROM rows r LEFT JOIN airports a USING (airport) WHERE n > 1")
            .apply(rows());
    assertThat(texts(cleaned.dropped().orElseThrow()))
        .singleElement()
        .asString()
        .startsWith("[JFK,1,SELECT");
    assertThat(texts(cleaned.added().orElseThrow())) // the second match of JFK
        .singleElement()
        .asString()
        .startsWith("[JFK,2,N");
  }

  @Test
  void aQueryMayReturnColumnsOfOneName() {
    Cleaned cleaned =
        sql("SELECT a.*, b.N FROM rows a JOIN rows b USING (airport) WHERE b.n = 1").apply(rows());
    assertThat(cleaned.rows().columns()).containsExactly("airport", "n", "N");
    assertThat(texts(cleaned.rows())).containsExactly("[JFK,1,1]", "[JFK,2,1]");
    assertThat(texts(cleaned.dropped().orElseThrow()))
        .singleElement()
        .asString()
        .startsWith("[XYZ,3,SELECT");
    assertThat(cleaned.added().orElseThrow().columns())
        .containsExactly("airport", "n", "N_", "reason");
    assertThat(cleaned.added().orElseThrow().count()).isZero();
    Cleaned next = sql("SELECT airport FROM rows").apply(cleaned.rows());
    assertThat(texts(next.rows())).containsExactly("[JFK]", "[JFK]");
    assertThat(next.dropped().orElseThrow().count()).isZero();
  }

  @Test
  void withoutASharedColumnAllRowsGoAndCome() {
    Cleaned cleaned = sql("SELECT count(*) AS rows FROM rows").apply(rows());
    assertThat(cleaned.dropped().orElseThrow().count()).isEqualTo(3);
    assertThat(texts(cleaned.added().orElseThrow()))
        .containsExactly("[3,SELECT count(*) AS rows FROM rows]");
  }

  private static void problem(String query, String message) {
    assertThatThrownBy(() -> sql(query).apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessageMatching(Said.pattern(message));
  }

  private static Sql sql(String query) {
    return FromYaml.set(new Sql(), "query: \"" + query + "\"");
  }
}
