package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.result.Run;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.testing.FromYaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class CheckTest {

  private static final String TABLE = "id INT, name STRING, speed DOUBLE";
  private static final Dataset<Row> ROWS =
      table(
          TABLE,
          row(1, "a", 10.0),
          row(2, null, 999.0),
          row(3, "c", 999.0),
          row(3, null, -1.0),
          row(4, "e", null));

  @Test
  void aRowThatBreaksSeveralRulesGoesForTheFirstAndHasAllReasons() {
    Cleaned cleaned =
        check(
                """
                - inRange: {columns: speed, min: 0, onFailure: drop}
                - isComplete: {columns: name, onFailure: quarantine}
                - isUnique: {columns: id, onFailure: quarantine}
                - inRange: {columns: speed, max: 400, onFailure: warn}
                """)
            .apply(ROWS);
    assertThat(texts(cleaned.rows())).containsExactly("[1,a,10.0]", "[4,e,null]");
    assertThat(texts(cleaned.dropped().orElseThrow()))
        .containsExactly(
            "[3,null,-1.0,column 'speed': '-1.0' is not at least 0; column 'name' is missing;"
                + " column 'id': '3' is there more than once]");
    assertThat(texts(cleaned.quarantined().orElseThrow()))
        .containsExactly(
            "[2,null,999.0,column 'name' is missing; column 'speed': '999.0' is not at most 400]",
            "[3,c,999.0,column 'id': '3' is there more than once;"
                + " column 'speed': '999.0' is not at most 400]");
    assertThat(Counted.reasons(cleaned))
        .containsExactly(
            "DROPPED 1: breaks 'speed is at least 0'",
            "QUARANTINED 1: breaks 'no name is missing'",
            "QUARANTINED 1: breaks 'no two rows have the same id'");
  }

  @Test
  void eachRuleHasItsOwnCountInTheReport() {
    Outcome outcome =
        outcome(
            ROWS,
            """
            - isComplete: {columns: name, onFailure: quarantine}
            - inRange: {columns: speed, min: 0, max: 400, onFailure: warn}
            - isUnique: {columns: id, onFailure: drop}
            - rowCount: {min: 9, onFailure: warn}
            - isIn: {columns: id, values: [1, 2, 3, 4]}
            """);
    Run.Finding finding = outcome.findings().get(0);
    assertThat(finding.title()).isEqualTo("Rules");
    assertThat(finding.rows())
        .extracting(line -> List.copyOf(line.values()))
        .containsExactly(
            List.of("no name is missing", "quarantine", 5L, 2L, 0.4, "", "quarantined"),
            List.of("speed is from 0 to 400", "warn", 5L, 3L, 0.6, "'-1.0', '999.0'", "warned"),
            List.of("no two rows have the same id", "drop", 5L, 2L, 0.4, "'3'", "dropped"),
            List.of("at least 9 rows", "warn", 5L, 5L, 1.0, "5 rows", "warned"),
            List.of("id is one of 1, 2, 3, 4", "fail", 5L, 0L, 0.0, "", "passed"));
    assertThat(finding.rows().get(0).keySet())
        .containsExactly(
            "rule", "on failure", "rows judged", "failing", "failing share", "found", "outcome");
    assertThat(outcome.warnings())
        .containsExactly(
            "3 of 5 rows break 'speed is from 0 to 400', such as '-1.0', '999.0'.",
            "'at least 9 rows' does not hold: 5 rows.");
    assertThat(outcome.problems()).isEmpty();
  }

  @Test
  void theVerdictFallsAboveTheShareThatIsTolerated() {
    String rule = "- isComplete: {columns: name, onFailure: %s, maxBadFraction: %s}";
    for (String onFailure : List.of("warn", "fail", "quarantine", "drop")) {
      Outcome held = outcome(ROWS, rule.formatted(onFailure, "0.4"));
      assertThat(held.warnings()).isEmpty();
      assertThat(held.problems()).isEmpty();
    }
    assertThat(outcome(ROWS, rule.formatted("warn", "0.39")).warnings())
        .containsExactly(
            "2 of 5 rows break 'no name is missing'; a share of 0.4, at most 0.39 may.");
    for (String onFailure : List.of("fail", "quarantine", "drop")) {
      assertThat(outcome(ROWS, rule.formatted(onFailure, "0.39")).problems())
          .extracting(Problem::line)
          .containsExactly(
              "rules[0] isComplete: 2 of 5 rows break 'no name is missing'; a share of 0.4, at most"
                  + " 0.39 may.");
    }
  }

  @Test
  void withoutAToleratedShareOneRowIsEnoughToFailAndNoneToQuarantine() {
    assertThat(outcome(ROWS, "- isComplete: {columns: name}").problems()).hasSize(1);
    assertThat(outcome(ROWS, "- isComplete: {columns: name, onFailure: warn}").warnings())
        .hasSize(1);
    Dataset<Row> allBad = ROWS.where("name IS NULL");
    assertThat(outcome(allBad, "- isComplete: {columns: name, onFailure: drop}").problems())
        .isEmpty();
  }

  @Test
  void rowsStayAsTheyAreWhereNoRuleTakesThemOut() {
    Dataset<Row> marked = FromYaml.set(new Roles(), "{id: id, label: speed}").mark(ROWS);
    Cleaned cleaned = check("- isUnique: {columns: id, onFailure: warn}").apply(marked);
    assertThat(cleaned.rows().schema()).isEqualTo(marked.schema());
    assertThat(texts(cleaned.rows())).isEqualTo(texts(ROWS));
    assertThat(cleaned.quarantined()).isEmpty();
    assertThat(cleaned.dropped()).isEmpty();
  }

  @Test
  void noRowsAndOneRow() {
    String rules =
        """
        - isComplete: {columns: [id, name], onFailure: quarantine}
        - isPrimaryKey: {columns: id}
        - satisfies: {where: speed > 0}
        - inRange: {columns: speed, min: 0, onFailure: drop}
        """;
    for (Row[] rows : List.of(new Row[0], new Row[] {row(1, "a", 1.0)})) {
      Cleaned cleaned = check(rules).apply(table(TABLE, rows));
      assertThat(texts(cleaned.rows())).hasSize(rows.length);
      assertThat(texts(cleaned.quarantined().orElseThrow())).isEmpty();
      assertThat(Counted.of(cleaned).findings().get(0).rows())
          .hasSize(4)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .containsEntry("rows judged", (long) rows.length)
                      .containsEntry("failing", 0L)
                      .containsEntry("failing share", 0.0)
                      .containsEntry("outcome", "passed"));
    }
  }

  /** The same rules by hand in plain Java, on a table with nulls, NaNs and repeated keys. */
  @Test
  void agreesWithPlainJavaOnAnyPartitions() {
    table("ref STRING", row("x"), row("y"), row((Object) null))
        .createOrReplaceTempView("check_test_refs");
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(
          row(
              i,
              pick(random, "x", "y", "z", "", null),
              pick(random, 0.0, 1.5, -2.0, Double.NaN, Double.POSITIVE_INFINITY, null),
              pick(random, i, i, i, 5, 6, null)));
    }
    String rules =
        """
        - isComplete: {columns: v, onFailure: quarantine}
        - inRange: {columns: v, min: 0, max: 2, onFailure: drop}
        - isIn: {columns: ref, values: [x, y, z], onFailure: quarantine}
        - matches: {columns: ref, pattern: "[xy]?", onFailure: warn}
        - satisfies: {where: "v < 1.5 OR ref = 'x'", onFailure: warn}
        - isUnique: {columns: [ref, k], onFailure: drop}
        - isPrimaryKey: {columns: k, onFailure: warn}
        - referencesTable: {columns: ref, table: check_test_refs, onFailure: quarantine}
        """;
    List<List<Boolean>> broken = rows.stream().map(r -> broken(r, rows)).toList();
    long[] failing = new long[8];
    List<String> stay = new ArrayList<>();
    Map<Integer, Long> goes = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Boolean> its = broken.get(i);
      for (int rule = 0; rule < 8; rule++) {
        failing[rule] += its.get(rule) ? 1 : 0;
      }
      List<Integer> removing = List.of(0, 1, 2, 5, 7).stream().filter(its::get).toList();
      if (removing.isEmpty()) {
        stay.add(rows.get(i).toString());
      } else {
        goes.merge(removing.get(0), 1L, Long::sum);
      }
    }
    assertThat(failing).doesNotContain(0);
    Collections.sort(stay);
    for (int partitions : List.of(1, 3, 7)) {
      Collections.shuffle(rows, random);
      Dataset<Row> given =
          table("id INT, ref STRING, v DOUBLE, k INT", rows.toArray(new Row[0]))
              .repartition(partitions);
      Cleaned cleaned = check(rules).apply(given);
      Outcome outcome = Counted.of(cleaned);
      assertThat(texts(cleaned.rows())).isEqualTo(stay);
      assertThat(outcome.findings().get(0).rows().stream().mapToLong(l -> (Long) l.get("failing")))
          .containsExactly(java.util.Arrays.stream(failing).boxed().toArray(Long[]::new));
      assertThat(outcome.reasons())
          .extracting(Run.Reason::rows)
          .containsExactlyElementsOf(new java.util.TreeMap<>(goes).values());
      assertThat(
              cleaned.quarantined().orElseThrow().count() + cleaned.dropped().orElseThrow().count())
          .isEqualTo(200L - stay.size());
    }
  }

  @Test
  void readsRowsTwiceOnlyForRulesThatCompareThem() {
    assertThat(check("- isComplete: {columns: id}").readsOften()).isFalse();
    assertThat(check("- referencesTable: {columns: id, table: t}").readsOften()).isFalse();
    assertThat(check("- isUnique: {columns: id}").readsOften()).isTrue();
    assertThat(check("- isPrimaryKey: {columns: id}").readsOften()).isTrue();
  }

  @Test
  void everyProblemHasItsPlace() {
    assertThat(
            FromYaml.problems(
                new Check(),
                """
                rules:
                  - isComplete: {columns: id}
                  - isComplet: {columns: id}
                  - inRange:
                      columns: id
                      min: [1]
                      onFailure: setNull
                  - rowCount: {min: few, onFailure: drop}
                  - isUnique: {}
                  - satisfies
                  - isIn: {columns: id, values: 1, maxBadFraction: 2}
                """))
        .containsExactly(
            "job.yaml:3 step.rules[1] isComplet: no such rule. Did you mean 'isComplete'? Rules:"
                + " freshness, inRange, isComplete, isIn, isPrimaryKey, isUnique, matches,"
                + " referencesTable, rowCount, satisfies.",
            "job.yaml:6 step.rules[2] inRange.min: a list is not a text.",
            "job.yaml:7 step.rules[2] inRange.onFailure: 'setNull' is not one of fail, warn,"
                + " quarantine, drop.",
            "job.yaml:8 step.rules[3] rowCount.min: 'few' is not a whole number.",
            "job.yaml:8 step.rules[3] rowCount.onFailure: 'drop' is not one of fail, warn.",
            "job.yaml:9 step.rules[4] isUnique: 'columns' is missing: columns that are unique"
                + " together.",
            "job.yaml:10 step.rules[5]: 'satisfies' is not a rule, which is its name, a colon and"
                + " its settings.",
            "job.yaml:11 step.rules[6] isIn.maxBadFraction: '2.0' is not allowed: share of all rows"
                + " that may break the rule; above it the job fails or, with warn, is warned. 0 if"
                + " not given, 1 with quarantine and drop.");
    assertThat(FromYaml.problems(new Check(), "rules: isComplete"))
        .containsExactly(
            "job.yaml:1 step.rules: 'isComplete' is not a list of rules, each after a dash.");
    assertThatThrownBy(() -> FromYaml.set(new Check(), "rules: []").apply(ROWS))
        .isInstanceOf(ProblemException.class)
        .hasMessage("rules: there is none.");
  }

  @Test
  void saysWhatItDemands() {
    assertThat(
            check("- isComplete: {columns: [a, b]}\n- rowCount: {min: 1000, max: 2000}").inWords())
        .isEqualTo("no a, b is missing; 1,000 to 2,000 rows");
  }

  private static List<Boolean> broken(Row r, List<Row> all) {
    String ref = r.getString(1);
    Double v = r.isNullAt(2) ? null : r.getDouble(2);
    Integer k = r.isNullAt(3) ? null : r.getInt(3);
    boolean missing = v == null || v.isNaN();
    boolean small = v != null && v < 1.5; // false for NaN, which SQL puts above all
    long sameKey = all.stream().filter(o -> k != null && k.equals(o.get(3))).count();
    long sameBoth =
        all.stream()
            .filter(o -> ref != null && ref.equals(o.get(1)) && k != null && k.equals(o.get(3)))
            .count();
    boolean isX = "x".equals(ref);
    boolean unknown = !small && !isX && (v == null || ref == null);
    return List.of(
        missing,
        !missing && (v < 0 || v > 2),
        ref != null && !Set.of("x", "y", "z").contains(ref),
        ref != null && !ref.matches("[xy]?"),
        !small && !isX && !unknown,
        sameBoth > 1,
        k == null || sameKey > 1,
        ref != null && !Set.of("x", "y").contains(ref));
  }

  private static Object pick(Random random, Object... values) {
    return values[random.nextInt(values.length)];
  }

  private static Outcome outcome(Dataset<Row> rows, String rules) {
    return Counted.of(check(rules).apply(rows));
  }

  private static Check check(String rules) {
    return FromYaml.set(new Check(), "rules:\n" + rules.indent(2));
  }
}
