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
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class StandardizeValuesTest {

  private static final String MAPPING =
      "columns: plan, mapping: {Premium: [prem, premium plan], Basic: bsc}";

  private static Dataset<Row> rows() {
    return table(
        "id INT, plan STRING",
        row(1, "Premium"),
        row(2, " PREM\u00a0"),
        row(3, "BSC"),
        row(4, "trial"),
        row(5, null),
        row(6, ""),
        row(7, "trial"));
  }

  @Test
  void writesKnownSpellingsInOneWayAndKeepsOthers() {
    Cleaned cleaned = standardize(MAPPING).apply(rows());
    assertThat(cleaned.rows().schema()).isEqualTo(rows().schema());
    assertThat(texts(cleaned.rows()))
        .containsExactly(
            "[1,Premium]",
            "[2,Premium]",
            "[3,Basic]",
            "[4,trial]",
            "[5,null]",
            "[6,]",
            "[7,trial]");
    assertThat(Counted.of(cleaned))
        .isEqualTo(
            Outcome.NOTHING
                .changed(2)
                .finding(
                    new Run.Finding(
                        "Values without a mapping", List.of(found(3, 2, "'', 'trial'")))));
    assertThat(texts(cleaned.changed().orElseThrow()))
        .containsExactly(
            "[{\"id\":2,\"plan\":\" PREM\u00a0\"},plan, PREM\u00a0,Premium]",
            "[{\"id\":3,\"plan\":\"BSC\"},plan,BSC,Basic]");
  }

  @Test
  void capitalsMayCount() {
    Cleaned cleaned = standardize(MAPPING + ", ignoreCase: false").apply(rows());
    assertThat(texts(cleaned.rows().where("id IN (2, 3)")))
        .containsExactly("[2, PREM\u00a0]", "[3,BSC]");
    assertThat(Counted.of(cleaned).changedValues()).isZero();
    assertThat(Counted.of(cleaned).findings().get(0).rows())
        .singleElement()
        .satisfies(f -> assertThat(f).containsEntry("values", 5L))
        .satisfies(f -> assertThat(f).containsEntry("different, about", 4L));
  }

  @Test
  void othersBecomeNullOrAValueOrGoToTheQuarantine() {
    Cleaned nulls = standardize(MAPPING + ", others: setNull").apply(rows());
    assertThat(texts(nulls.rows().where("id > 3")))
        .containsExactly("[4,null]", "[5,null]", "[6,null]", "[7,null]");
    assertThat(Counted.of(nulls).changedValues()).isEqualTo(5);

    Cleaned value = standardize(MAPPING + ", others: unknown").apply(rows());
    assertThat(texts(value.rows().where("id > 3")))
        .containsExactly("[4,unknown]", "[5,null]", "[6,unknown]", "[7,unknown]");
    assertThat(Counted.of(value).changedValues()).isEqualTo(5);

    Cleaned out = standardize(MAPPING + ", others: quarantine").apply(rows());
    assertThat(texts(out.rows()))
        .containsExactly("[1,Premium]", "[2,Premium]", "[3,Basic]", "[5,null]");
    assertThat(texts(out.quarantined().orElseThrow()))
        .containsExactly(
            "[4,trial,column 'plan': 'trial' has no mapping]",
            "[6,,column 'plan': '' has no mapping]",
            "[7,trial,column 'plan': 'trial' has no mapping]");
    assertThat(Counted.reasons(out)).containsExactly("QUARANTINED 3: a value without a mapping");
    assertThat(Counted.of(out).changedValues()).isEqualTo(2);
  }

  @Test
  void aRowInTheQuarantineStaysAsItWasAndCountsOnce() {
    Dataset<Row> rows = table("a STRING, b STRING", row("X", "?"), row("?", "?"), row("X", "x"));
    Cleaned cleaned =
        standardize("columns: [a, b], mapping: {x: []}, others: quarantine").apply(rows);
    assertThat(texts(cleaned.rows())).containsExactly("[x,x]");
    assertThat(texts(cleaned.quarantined().orElseThrow()))
        .containsExactly(
            "[?,?,column 'a': '?' has no mapping; column 'b': '?' has no mapping]",
            "[X,?,column 'b': '?' has no mapping]");
    assertThat(Counted.reasons(cleaned))
        .containsExactly("QUARANTINED 2: a value without a mapping");
    assertThat(Counted.of(cleaned).changedValues()).isEqualTo(1);
    assertThat(texts(cleaned.changed().orElseThrow().drop("row"))).containsExactly("[a,X,x]");
  }

  @Test
  void theFindingIsTheSameOnAnyPartitioningAndShowsFrequentValues() {
    Dataset<Row> rows =
        SPARK
            .range(0, 2_000)
            .selectExpr("id", "if(id % 10 < 9, 'frequent', concat('rare ', id)) AS plan");
    List<Map<String, Object>> one = findings(rows.repartition(1));
    assertThat(one)
        .singleElement()
        .satisfies(f -> assertThat(f).containsEntry("values", 2_000L))
        .satisfies(f -> assertThat((Long) f.get("different, about")).isBetween(180L, 222L))
        .satisfies(f -> assertThat((String) f.get("such as")).contains("'frequent'"));
    assertThat(findings(rows.repartition(3))).isEqualTo(one);
    assertThat(findings(rows.repartition(7))).isEqualTo(one);
  }

  @Test
  void noRows() {
    Cleaned none = standardize(MAPPING + ", others: quarantine").apply(rows().limit(0));
    assertThat(texts(none.rows())).isEmpty();
    assertThat(Counted.of(none)).isEqualTo(Outcome.NOTHING);
  }

  @Test
  void oneSpellingForTwoIsAProblem() {
    problem(
        "columns: plan, mapping: {Premium: [p, basic], Basic: P}",
        """
        mapping: 'Basic' would become both 'Premium' and 'Basic', as case and white space at the ends do not count. Leave it in one of them.
        mapping: 'P' would become both 'Premium' and 'Basic', as case and white space at the ends do not count. Leave it in one of them.\
        """);
    problem(
        "columns: plan, mapping: {}",
        "mapping: it is empty: there is nothing to write in one way.");
  }

  @Test
  void whatIsNoTextIsAProblem() {
    problem(
        "columns: id, mapping: {a: b}",
        "columns: column 'id' is of type int; standardizeValues takes text.");
    problem(
        "columns: pan, mapping: {a: b}",
        "column 'pan' is not in the table. Did you mean 'plan'? Columns: id, plan.");
  }

  @Test
  void aMappingIsNamesAndLists() {
    assertThat(FromYaml.problems(new StandardizeValues(), "{columns: a, mapping: [a, b]}"))
        .containsExactly(
            "job.yaml:1 step.mapping: a list is not a mapping of names to lists of texts.");
    assertThat(FromYaml.problems(new StandardizeValues(), "{columns: a, mapping: {a: {b: c}}}"))
        .containsExactly("job.yaml:1 step.mapping.a: a mapping is not a text or a list of texts.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(standardize(MAPPING).inWords())
        .isEqualTo("Premium for prem, premium plan; Basic for bsc in plan; others: keep");
    assertThat(standardize("columns: a, mapping: {x: []}").inWords())
        .isEqualTo("x in a; others: keep");
  }

  private static List<Map<String, Object>> findings(Dataset<Row> rows) {
    return Counted.of(standardize(MAPPING).apply(rows)).findings().get(0).rows();
  }

  private static Map<String, Object> found(long values, long different, String examples) {
    return Map.of(
        "column", "plan", "values", values, "different, about", different, "such as", examples);
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> standardize(yaml).apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static StandardizeValues standardize(String yaml) {
    return FromYaml.set(new StandardizeValues(), "{" + yaml + "}");
  }
}
