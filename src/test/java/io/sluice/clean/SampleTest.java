package io.sluice.clean;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stage.RowHash;
import io.sluice.testing.FromYaml;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class SampleTest {

  private static Dataset<Row> rows() {
    return SPARK
        .range(0, 10_000, 1, 3)
        .selectExpr(
            "id",
            "id % 1000 AS customer",
            "CASE WHEN id % 100 = 0 THEN 'rare' WHEN id % 7 > 0 THEN 'often' END AS plan");
  }

  @Test
  void keepsTheFractionOnAverage() {
    // the standard deviation of a binomial is sqrt(10,000 * 0.2 * 0.8) = 40
    assertThat((double) sample("{fraction: 0.2}").apply(rows()).rows().count())
        .isCloseTo(2_000, within(160.0));
    assertThat(sample("{fraction: 1}").apply(rows()).rows().count()).isEqualTo(10_000);
  }

  @Test
  void theSameOnAnyPartitioningAndAnotherWithAnotherSeed() {
    for (String yaml : List.of("{fraction: 0.01}", "{fraction: 0.01, by: plan}")) {
      List<String> one = texts(sample(yaml).apply(rows().repartition(1)).rows());
      assertThat(texts(sample(yaml).apply(rows().repartition(3)).rows())).isEqualTo(one);
      assertThat(texts(sample(yaml).apply(rows().repartition(7)).rows())).isEqualTo(one);
      String other = yaml.replace("}", ", seed: 7}");
      assertThat(texts(sample(other).apply(rows()).rows())).isNotEqualTo(one);
    }
  }

  @Test
  void eachValueKeepsItsShareToTheRow() {
    Cleaned cleaned = sample("{fraction: 0.03, by: plan}").apply(rows());
    assertThat(texts(cleaned.rows().groupBy("plan").count()))
        .containsExactlyElementsOf(
            rows().groupBy("plan").count().collectAsList().stream()
                .map(r -> row(r.get(0), (long) Math.ceil(r.getLong(1) * 0.03)).toString())
                .sorted()
                .toList());
    Dataset<Row> few = table("a INT, b STRING", row(1, "x"), row(2, "y"), row(3, null));
    assertThat(sample("{fraction: 0.01, by: b}").apply(few).rows().count()).isEqualTo(3);
  }

  @Test
  void rowsOfOneKeyStayOrGoTogether() {
    Dataset<Row> kept = sample("{fraction: 0.2, key: customer}").apply(rows()).rows();
    assertThat(kept.groupBy("customer").count().select("count").distinct().collectAsList())
        .containsExactly(row(10L));
    Dataset<Row> marked = FromYaml.set(new Roles(), "{id: customer}").mark(rows());
    assertThat(texts(sample("{fraction: 0.2}").apply(marked).rows())).isEqualTo(texts(kept));
  }

  @Test
  void doesNotGoWithASplitOfTheSameKeyAndSeed() {
    Dataset<Row> kept = sample("{fraction: 0.2, key: id}").apply(rows()).rows();
    long lower =
        kept.where(RowHash.uniform(RowHash.of(List.of("id"), 42)).lt(0.5))
            .count(); // as split has it
    assertThat(lower / (double) kept.count()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void allRowsAreKeptOrDroppedWithTheirReason() {
    for (String yaml : List.of("{fraction: 0.1}", "{fraction: 0.1, by: plan}")) {
      Cleaned cleaned = sample(yaml).apply(rows());
      Dataset<Row> dropped = cleaned.dropped().orElseThrow();
      assertThat(cleaned.rows().schema()).isEqualTo(rows().schema());
      assertThat(texts(cleaned.rows().union(dropped.drop("reason")))).isEqualTo(texts(rows()));
      assertThat(dropped.select("reason").distinct().collectAsList())
          .containsExactly(row("not in the sample"));
    }
    assertThat(sample("{fraction: 0.1}").why()).isEqualTo("not in the sample");
  }

  @Test
  void noRowsStayNoRows() {
    assertThat(texts(sample("{fraction: 0.5, by: plan}").apply(rows().limit(0)).rows())).isEmpty();
  }

  @Test
  void mistakesAreProblems() {
    assertThatThrownBy(
            () ->
                sample("{fraction: 0.5, by: pln, key: [idd, m]}")
                    .apply(table("id INT, plan STRING, m MAP<INT, INT>")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            """
            by: column 'pln' is not in the table. Did you mean 'plan'? Columns: id, plan, m.
            key: column 'idd' is not in the table. Did you mean 'id'? Columns: id, plan, m.
            key: column 'm' cannot be compared.\
            """);
    assertThat(FromYaml.problems(new Sample(), "{fraction: 0}"))
        .containsExactly(
            "job.yaml:1 step.fraction: '0.0' is not allowed: the share of the rows to keep; above"
                + " 0, at most 1.");
    assertThat(FromYaml.problems(new Sample(), "{}")).hasSize(1);
  }

  @Test
  void saysWhatItDoes() {
    assertThat(sample("{fraction: 0.1, by: plan}").inWords())
        .isEqualTo("keep 0.1 of the rows of each plan");
  }

  private static Sample sample(String yaml) {
    return FromYaml.set(new Sample(), yaml);
  }
}
