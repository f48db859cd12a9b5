package io.sluice.clean;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.result.Run;
import io.sluice.testing.FromYaml;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class KAnonymityTest {

  /**
   * The 4-anonymous table of Machanavajjhala et al. 2007, figure 2: the last four share a
   * condition.
   */
  private static Dataset<Row> patients() {
    return table(
        "zip STRING, age STRING, condition STRING",
        row("130**", "<30", "heart"),
        row("130**", "<30", "heart"),
        row("130**", "<30", "viral"),
        row("130**", "<30", "viral"),
        row("1485*", ">=40", "cancer"),
        row("1485*", ">=40", "heart"),
        row("1485*", ">=40", "viral"),
        row("1485*", ">=40", "viral"),
        row("130**", "3*", "cancer"),
        row("130**", "3*", "cancer"),
        row("130**", "3*", "cancer"),
        row("130**", "3*", "cancer"));
  }

  @Test
  void findsTheSmallestGroup() {
    Cleaned cleaned = anonymity("{quasiIdentifiers: [zip, age], k: 4}").apply(patients());
    Outcome outcome = Counted.of(cleaned);
    assertThat(outcome.warnings()).isEmpty();
    assertThat(lines(outcome, 0))
        .containsExactly(
            "{groups=3, smallest group=4, groups below 4=0, rows in these=0, row share=0.0}");
    assertThat(lines(outcome, 1))
        .containsExactly("{rows in a group=3 to 4, groups=3, rows=12, row share=1.0}");
    assertThat(texts(cleaned.rows())).isEqualTo(texts(patients()));
  }

  @Test
  void aGroupOfOneConditionIsNotDiverse() {
    Outcome outcome =
        Counted.of(
            anonymity("{quasiIdentifiers: [zip, age], k: 4, sensitive: condition}")
                .apply(patients()));
    assertThat(outcome.warnings())
        .containsExactly(
            "0 of 12 rows are in groups of fewer than 4 by zip, age; the smallest has 4. 4 more are"
                + " in groups with fewer than 2 values of condition.");
    assertThat(lines(outcome, 0))
        .containsExactly(
            "{groups=3, smallest group=4, groups below 4=0, rows in these=0, row share=0.0, fewest"
                + " values of condition=1, more rows with fewer than 2=4}");
  }

  @Test
  void namesTheColumnsThatTellRowsApart() {
    Dataset<Row> rows =
        table(
            "a INT, b STRING, c DOUBLE",
            row(1, "x", 0.0),
            row(1, "x", -0.0),
            row(2, "x", Double.NaN),
            row(2, "x", Double.NaN),
            row(3, null, null),
            row(4, null, null));
    Outcome outcome = Counted.of(anonymity("{quasiIdentifiers: [a, b, c], k: 2}").apply(rows));
    assertThat(outcome.warnings())
        .containsExactly(
            "2 of 6 rows are in groups of fewer than 2 by a, b, c; the smallest has 1.");
    assertThat(lines(outcome, 1))
        .containsExactly(
            "{rows in a group=1, groups=2, rows=2, row share=0.3333333333333333}",
            "{rows in a group=2, groups=2, rows=4, row share=0.6666666666666666}");
    assertThat(lines(outcome, 2))
        .containsExactly(
            "{column=a, values=4, rows below 2 by it alone=2, rows below 2 without it=0}",
            "{column=b, values=2, rows below 2 by it alone=0, rows below 2 without it=2}",
            "{column=c, values=3, rows below 2 by it alone=0, rows below 2 without it=2}");
  }

  @Test
  void quarantinesSmallAndUniformGroupsOnAnyPartitioning() {
    Dataset<Row> rows =
        patients().union(table("z STRING, a STRING, c STRING", row(null, "3*", "x")));
    KAnonymity step =
        anonymity(
            "{quasiIdentifiers: [zip, age], k: 4, sensitive: condition, onFailure: quarantine}");
    for (int partitions : List.of(1, 3, 7)) {
      Cleaned cleaned = step.apply(rows.repartition(partitions));
      assertThat(cleaned.rows().schema()).isEqualTo(rows.schema());
      assertThat(texts(cleaned.rows())).isEqualTo(texts(patients().where("age <> '3*'")));
      assertThat(Counted.reasons(cleaned))
          .containsExactly(
              "QUARANTINED 1: in a group of fewer than 4 rows by zip, age",
              "QUARANTINED 4: in a group with fewer than 2 values of condition");
      assertThat(texts(cleaned.quarantined().orElseThrow()))
          .containsExactly(
              "[130**,3*,cancer,in a group with fewer than 2 values of condition]",
              "[130**,3*,cancer,in a group with fewer than 2 values of condition]",
              "[130**,3*,cancer,in a group with fewer than 2 values of condition]",
              "[130**,3*,cancer,in a group with fewer than 2 values of condition]",
              "[null,3*,x,in a group of fewer than 4 rows by zip, age]");
    }
  }

  @Test
  void failsTheJob() {
    Outcome outcome =
        Counted.of(anonymity("{quasiIdentifiers: zip, k: 5, onFailure: fail}").apply(patients()));
    assertThat(outcome.problems().get(0).text())
        .isEqualTo(
            "4 of 12 rows are in groups of fewer than 5 by zip; the smallest has 4. Coarsen or drop"
                + " a column, or use onFailure: quarantine.");
    assertThat(
            Counted.of(
                    anonymity("{quasiIdentifiers: zip, k: 4, onFailure: fail}").apply(patients()))
                .problems())
        .isEmpty();
  }

  @Test
  void groupsAgreeWithACountByHand() {
    Dataset<Row> rows =
        SPARK.range(0, 5_000, 1, 5).selectExpr("id % 97 AS a", "id * 7 % 13 AS b", "id % 2 AS c");
    Outcome outcome = Counted.of(anonymity("{quasiIdentifiers: [a, b, c], k: 3}").apply(rows));
    Map<List<Long>, Long> byHand = new java.util.HashMap<>();
    for (long id = 0; id < 5_000; id++) {
      byHand.merge(List.of(id % 97, id * 7 % 13, id % 2), 1L, Long::sum);
    }
    Map<String, Object> whole = outcome.findings().get(0).rows().get(0);
    assertThat(whole)
        .containsEntry("groups", (long) byHand.size())
        .containsEntry("smallest group", byHand.values().stream().min(Long::compare).orElseThrow())
        .containsEntry(
            "rows in these",
            byHand.values().stream().filter(n -> n < 3).mapToLong(Long::longValue).sum());
  }

  @Test
  void noRowsAreNoFinding() {
    Outcome outcome =
        Counted.of(anonymity("quasiIdentifiers: [zip]").apply(patients().where("false")));
    assertThat(outcome).isEqualTo(Outcome.NOTHING);
    assertThat(anonymity("quasiIdentifiers: [zip]").output(patients()))
        .isEqualTo(patients().schema());
  }

  @Test
  void settingsThatCannotBe() {
    problem(
        "quasiIdentifiers: [zipp]",
        "quasiIdentifiers: column 'zipp' is not in the table. Did you mean 'zip'? Columns: zip,"
            + " age, condition.");
    problem(
        "{quasiIdentifiers: [zip], sensitive: x}",
        "sensitive: column 'x' is not in the table. Columns: zip, age, condition.");
    problem(
        "{quasiIdentifiers: [zip, age], sensitive: age}",
        "sensitive: column 'age' is a quasi-identifier too. Take it out of one of them.");
    assertThatThrownBy(() -> anonymity("quasiIdentifiers: m").output(table("m MAP<STRING, INT>")))
        .hasMessage(
            "quasiIdentifiers: column 'm' is map<string,int>, whose values cannot be compared. Drop"
                + " it before.");
    assertThat(FromYaml.problems(new KAnonymity(), "{quasiIdentifiers: [zip], k: 1}"))
        .containsExactly(
            "job.yaml:1 step.k: '1' is not allowed: rows that a group must have; 2 or more.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(anonymity("{quasiIdentifiers: [a, b], sensitive: c}").inWords())
        .isEqualTo("groups of 5 or more by a, b, with 2 or more values of c; on failure warn");
  }

  private static List<String> lines(Outcome outcome, int finding) {
    Run.Finding it = outcome.findings().get(finding);
    return it.rows().stream().map(Map::toString).toList();
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> anonymity(yaml).output(patients())).hasMessage(message);
  }

  private static KAnonymity anonymity(String yaml) {
    return FromYaml.set(new KAnonymity(), yaml);
  }
}
