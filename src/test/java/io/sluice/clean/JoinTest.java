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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JoinTest {

  private static final String ON = "table: joinAirports, on: {airport: code}";

  private static Dataset<Row> rows() {
    return table(
        "airport STRING, n INT",
        row("JFK", 1),
        row("JFK", 2),
        row("OSL", 3),
        row("XXX", 4),
        row("", 5),
        row(null, 6));
  }

  @BeforeEach
  void read() {
    table(
            "code STRING, state STRING, size INT",
            row("JFK", "NY", 1),
            row("OSL", "Oslo", 2),
            row(null, "nowhere", 3),
            row("TWO", "a", 4),
            row("TWO", "b", 5)) // which no row has
        .createOrReplaceTempView("joinAirports");
    table(
            "airport STRING, `t.x` INT, v STRING",
            row("JFK", 2, "b"),
            row("JFK", 1, "c"),
            row("JFK", 2, "a"),
            row("JFK", null, "d"),
            row("OSL", 7, "e"))
        .createOrReplaceTempView("joinmany");
  }

  @Test
  void leftKeepsEveryRow() {
    Cleaned cleaned = join(ON).apply(rows());
    assertThat(cleaned.rows().schema().toDDL())
        .isEqualTo("airport STRING,n INT,state STRING,size INT");
    assertThat(texts(cleaned.rows()))
        .containsExactly(
            "[,5,null,null]",
            "[JFK,1,NY,1]",
            "[JFK,2,NY,1]",
            "[OSL,3,Oslo,2]",
            "[XXX,4,null,null]",
            "[null,6,null,null]");
    assertThat(Counted.of(cleaned))
        .isEqualTo(Outcome.NOTHING.finding(matches("joinAirports", "rows without a match", 3)));
    assertThat(cleaned.dropped()).isEmpty();
  }

  @Test
  void innerDropsRowsWithoutAMatch() {
    Cleaned cleaned = join(ON + ", type: inner, columns: [state], prefix: airport_").apply(rows());
    assertThat(cleaned.rows().schema().fieldNames())
        .containsExactly("airport", "n", "airport_state");
    assertThat(texts(cleaned.rows())).containsExactly("[JFK,1,NY]", "[JFK,2,NY]", "[OSL,3,Oslo]");
    assertThat(texts(cleaned.dropped().orElseThrow()))
        .containsExactly(
            "[,5,no match in joinAirports]",
            "[XXX,4,no match in joinAirports]",
            "[null,6,no match in joinAirports]");
    assertThat(Counted.reasons(cleaned)).containsExactly("DROPPED 3: no match in joinAirports");
  }

  @Test
  void semiAndAntiKeepRowsOnceAndAddNothing() {
    String many = "table: joinmany, on: airport";
    Cleaned semi = join(many + ", type: leftSemi").apply(rows());
    assertThat(semi.rows().schema()).isEqualTo(rows().schema());
    assertThat(texts(semi.rows())).containsExactly("[JFK,1]", "[JFK,2]", "[OSL,3]");
    assertThat(Counted.reasons(semi)).containsExactly("DROPPED 3: no match in joinmany");
    Cleaned anti = join(many + ", type: leftAnti").apply(rows());
    assertThat(texts(anti.rows())).containsExactly("[,5]", "[XXX,4]", "[null,6]");
    assertThat(Counted.reasons(anti)).containsExactly("DROPPED 3: a match in joinmany");
    assertThat(texts(anti.dropped().orElseThrow()))
        .containsExactly(
            "[JFK,1,a match in joinmany]",
            "[JFK,2,a match in joinmany]",
            "[OSL,3,a match in joinmany]");
  }

  @Test
  void failsWhereARowMatchesSeveral() {
    Cleaned cleaned = join("table: joinmany, on: [airport]").apply(rows());
    assertThat(Counted.of(cleaned))
        .isEqualTo(
            Outcome.NOTHING.problem(
                "many",
                "2 rows match several of 'joinmany', such as the key airport = JFK with 4. Use"
                    + " many: first, last or expand, or dropDuplicates."));
  }

  @Test
  void firstAndLastDependOnTheOrderAlone() {
    Map<String, String> expected =
        Map.of(
            "many: first, columns: v", "a",
            "many: last, columns: v", "d",
            "many: first, orderBy: t.x, columns: v", "d", // nulls come first
            "many: last, orderBy: t.x, columns: v", "b");
    List<Row> shuffled = new ArrayList<>(SPARK.table("joinmany").collectAsList());
    for (int partitions : List.of(1, 3, 7)) {
      Collections.rotate(shuffled, 2);
      SPARK
          .createDataFrame(shuffled, SPARK.table("joinmany").schema())
          .repartition(partitions)
          .createOrReplaceTempView("joinshuffled");
      expected.forEach(
          (yaml, v) -> {
            Cleaned cleaned = join("table: joinshuffled, on: airport, " + yaml).apply(rows());
            assertThat(texts(cleaned.rows().where("airport IS NOT NULL AND v IS NOT NULL")))
                .as(yaml)
                .containsExactly("[JFK,1," + v + "]", "[JFK,2," + v + "]", "[OSL,3,e]");
            assertThat(Counted.of(cleaned).findings().get(0).rows())
                .contains(
                    Map.of("found", "rows with several matches, of which one counts", "rows", 2L));
          });
    }
  }

  @Test
  void expandMakesARowForEachMatch() {
    Join left = join("table: joinmany, on: airport, columns: v, many: expand");
    assertThat(texts(left.apply(rows()).rows()))
        .containsExactly(
            "[,5,null]",
            "[JFK,1,a]",
            "[JFK,1,b]",
            "[JFK,1,c]",
            "[JFK,1,d]",
            "[JFK,2,a]",
            "[JFK,2,b]",
            "[JFK,2,c]",
            "[JFK,2,d]",
            "[OSL,3,e]",
            "[XXX,4,null]",
            "[null,6,null]");
    assertThat(left.why()).isEqualTo("several matches in joinmany");
    Cleaned inner = join("table: joinmany, on: airport, type: inner, many: expand").apply(rows());
    assertThat(inner.rows().count()).isEqualTo(9);
    assertThat(Counted.reasons(inner)).containsExactly("DROPPED 3: no match in joinmany");
  }

  @Test
  void agreesWithSqlOnSeveralKeysOfWidenedTypes() {
    Dataset<Row> left =
        SPARK.range(0, 200).selectExpr("CAST(id % 13 AS INT) AS a", "id % 3 AS b", "id AS n");
    SPARK
        .range(0, 60)
        .selectExpr("id % 17 AS a", "CAST(id % 4 AS INT) AS bb", "id AS v")
        .createOrReplaceTempView("joinkeys");
    left.createOrReplaceTempView("joinleft");
    Dataset<Row> expected =
        SPARK.sql(
            "SELECT l.*, k.v FROM joinleft l LEFT JOIN joinkeys k ON l.a = k.a AND l.b = k.bb");
    String yaml = "table: joinkeys, on: {a: a, b: bb}, many: expand";
    for (int partitions : List.of(1, 3, 7)) {
      assertThat(texts(join(yaml).apply(left.repartition(partitions)).rows()))
          .isEqualTo(texts(expected));
    }
  }

  @Test
  void aTableMayBeJoinedWithItself() {
    Dataset<Row> self = SPARK.table("joinAirports").where("size < 3");
    assertThat(
            texts(
                join("table: joinAirports, on: code, columns: state, prefix: again_")
                    .apply(self)
                    .rows()))
        .containsExactly("[JFK,NY,1,NY]", "[OSL,Oslo,2,Oslo]");
  }

  @Test
  void noRowsOnEitherSide() {
    assertThat(texts(join(ON).apply(rows().limit(0)).rows())).isEmpty();
    table("code STRING, state STRING").createOrReplaceTempView("joinnone");
    Cleaned none = join("table: joinnone, on: {airport: code}").apply(rows());
    assertThat(none.rows().count()).isEqualTo(6);
    assertThat(none.rows().where("state IS NOT NULL").count()).isZero();
    assertThat(Counted.of(none))
        .isEqualTo(Outcome.NOTHING.finding(matches("joinnone", "rows without a match", 6)));
  }

  @Test
  void oneKeyWithHalfOfAllRows() {
    Dataset<Row> skewed =
        SPARK.range(0, 20_000, 1, 7).selectExpr("IF(id % 2 = 0, 'JFK', 'XXX') AS airport");
    Cleaned cleaned = join(ON + ", type: inner").apply(skewed);
    assertThat(cleaned.rows().count()).isEqualTo(10_000);
    assertThat(Counted.reasons(cleaned)).containsExactly("DROPPED 10000: no match in joinAirports");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    problem(
        "table: joinAirport, on: n",
        "table: read has no table 'joinAirport'. Did you mean 'joinairports'?");
    problem(
        "table: joinAirports, on: {n: code, airprt: cde}, columns: [stat]",
        """
        on: column 'n' is of type int and 'code' of 'joinAirports' text, which cannot be compared as they are. Cast one of them before.
        on: column 'airprt' is not in the table. Did you mean 'airport'? Columns: airport, n.
        on: in 'joinAirports', column 'cde' is not in the table. Did you mean 'code'? Columns: code, state, size.
        columns: column 'stat' is not in the table. Did you mean 'state'? Columns: code, state, size.\
        """);
    problem(
        "table: joinmany, on: airport, columns: [airport], orderBy: t.x",
        """
        columns: the rows have a column 'airport' already. Choose others, or give a prefix.
        orderBy: many: fail needs no order. Use many: first or last.\
        """);
    problem(
        "table: joinmany, on: airport, type: leftSemi, columns: v, many: first",
        """
        columns: type: leftSemi adds no columns. Leave it out, or use type: left or inner.
        many: type: leftSemi adds no columns. Leave it out, or use type: left or inner.\
        """);
    problem(
        "table: joinmany, on: []",
        "on: none is given. Name a column that both tables have.\n"
            + "columns: the rows have a column 'airport' already. Choose others, or give a"
            + " prefix.");
    table("airport STRING, m MAP<INT, INT>").createOrReplaceTempView("joinmap");
    problem(
        "table: joinmap, on: airport, many: first",
        "columns: column 'm' is map<int,int>, whose values cannot be compared. Leave it out.");
    assertThat(join("table: joinmap, on: airport").apply(rows()).rows().count()).isEqualTo(6);
  }

  @Test
  void saysWhatItDoes() {
    assertThat(join(ON).inWords())
        .isEqualTo("left join with joinAirports on airport = code; many: fail");
    assertThat(join("table: t, on: [a, b], type: leftAnti").inWords())
        .isEqualTo("leftAnti join with t on a, b");
  }

  private static Run.Finding matches(String table, String found, long rows) {
    return new Run.Finding("Matches in " + table, List.of(Map.of("found", found, "rows", rows)));
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> join(yaml).apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static Join join(String yaml) {
    return FromYaml.set(new Join(), "{" + yaml + "}");
  }
}
