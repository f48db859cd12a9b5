package io.sluice.clean;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DropDuplicatesTest {

  private static final String TABLE = "k STRING, x DOUBLE, t INT, v STRING";
  private static final Comparator<Object> NULLS_FIRST =
      Comparator.nullsFirst((a, b) -> compare(a, b));

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "none"})
  void equalInAllColumns(String keep) {
    agreesWithBruteForce(keep, List.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "none"})
  void equalInKeys(String keep) {
    agreesWithBruteForce(keep, List.of(0, 1), List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "min", "max", "none"})
  void equalInAKeyByAnOrder(String keep) {
    agreesWithBruteForce(keep, List.of(0), List.of(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "min", "max"})
  void equalInAKeyByAnOrderWithNaNs(String keep) {
    agreesWithBruteForce(keep, List.of(0), List.of(1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "min", "max", "none"})
  void theOrderMayBeByAKey(String keep) {
    agreesWithBruteForce(keep, List.of(0, 2), List.of(2, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"min", "max"})
  void equalInAllColumnsByAnOrder(String keep) {
    agreesWithBruteForce(keep, List.of(), List.of(2));
  }

  @Test
  void nullsAndNaNsAreEqualToEachOther() {
    Dataset<Row> rows =
        table(
            "a DOUBLE, b STRING",
            row(Double.NaN, null),
            row(Double.NaN, null),
            row(null, "x"),
            row(null, "x"),
            row(null, null));
    assertThat(texts(drop("").apply(rows).rows()))
        .containsExactly("[NaN,null]", "[null,null]", "[null,x]");
  }

  @Test
  void minTakesANullOnlyWhereThereIsNoOther() {
    Dataset<Row> rows =
        table("k STRING, t INT", row("a", null), row("a", 2), row("a", 3), row("b", null));
    assertThat(texts(drop("{keys: k, keep: min, orderBy: t}").apply(rows).rows()))
        .containsExactly("[a,2]", "[b,null]");
    assertThat(texts(drop("{keys: k, keep: max, orderBy: t}").apply(rows).rows()))
        .containsExactly("[a,3]", "[b,null]");
    assertThat(texts(drop("{keys: k, keep: first, orderBy: t}").apply(rows).rows()))
        .containsExactly("[a,null]", "[b,null]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last"})
  void zerosOfBothSignsAreEqual(String keep) {
    for (List<Double> zeros : List.of(List.of(0.0, -0.0), List.of(-0.0, 0.0))) {
      Dataset<Row> rows =
          table("k DOUBLE, v DOUBLE", row(zeros.get(0), 1.0), row(zeros.get(1), 1.0));
      assertThat(texts(drop("{keys: k, keep: " + keep + "}").apply(rows).rows()))
          .containsExactly("[0.0,1.0]");
      assertThat(texts(drop("").apply(rows).rows())).containsExactly("[0.0,1.0]");
    }
  }

  @Test
  void keysByGlobAndKind() {
    Dataset<Row> rows =
        table("key_a INT, key_b INT, v STRING", row(1, 1, "x"), row(1, 1, "y"), row(1, 2, "z"));
    assertThat(texts(drop("keys: \"key_*\"").apply(rows).rows()))
        .containsExactly("[1,1,x]", "[1,2,z]");
    assertThat(texts(drop("{keys: numeric, keep: last}").apply(rows).rows()))
        .containsExactly("[1,1,y]", "[1,2,z]");
    assertThat(texts(drop("keys: [all, -v, -key_b]").apply(rows).rows()))
        .containsExactly("[1,1,x]");
  }

  @Test
  void oneKeyWithHalfOfAllRows() {
    Dataset<Row> rows =
        SPARK
            .range(0, 20_000, 1, 7)
            .selectExpr("if(id % 2 = 0, 0, id) AS k", "(id * 7919) % 20011 AS t", "id AS v");
    List<Row> kept = drop("{keys: k, keep: last, orderBy: t}").apply(rows).rows().collectAsList();
    long best =
        IntStream.range(0, 10_000)
            .mapToObj(i -> 2L * i)
            .max(Comparator.comparing(id -> id * 7919 % 20011))
            .orElseThrow();
    assertThat(kept).hasSize(10_001);
    assertThat(kept.stream().filter(r -> r.getLong(0) == 0).toList())
        .containsExactly(row(0L, best * 7919 % 20011, best));
  }

  @Test
  void keepsColumnsTheirTypesAndTheirOddNames() {
    Dataset<Row> rows =
        table(
            "`a.b` INT, `c d` ARRAY<INT>, `e``f` STRUCT<g: INT>",
            row(1, List.of(2), row(3)),
            row(1, List.of(1, 9), row(4)));
    Dataset<Row> kept = drop("{keys: a.b, keep: first, orderBy: c d}").apply(rows).rows();
    assertThat(kept.schema().toDDL()).isEqualTo(rows.schema().toDDL());
    assertThat(kept.first().getList(1)).isEqualTo(List.of(1, 9));
    assertThat(kept.first().getStruct(2)).isEqualTo(row(4));
  }

  @Test
  void noRowsStayNoRows() {
    assertThat(texts(drop("keys: a").apply(table("a INT, b INT")).rows())).isEmpty();
    assertThat(texts(drop("").apply(table("a INT, b INT")).rows())).isEmpty();
  }

  @Test
  void aMapCannotBeCompared() {
    StructType table = StructType.fromDDL("a INT, m MAP<STRING, INT>");
    String text = "column 'm' is map<string,int>, whose values cannot be compared. Drop it before.";
    problem(table, "", text);
    problem(table, "keep: none", text);
    problem(table, "keys: a", text);
    problem(table, "keys: m", "keys: " + text);
    problem(table, "{keys: a, orderBy: m}", "orderBy: " + text);
  }

  @Test
  void minAndMaxNeedAnOrder() {
    StructType table = StructType.fromDDL("a INT, b INT");
    problem(table, "{keys: a, keep: min}", "orderBy: keep: min needs a column here.");
    problem(table, "{keys: a, keep: max}", "orderBy: keep: max needs a column here.");
  }

  @Test
  void missingColumnsAreAProblem() {
    StructType table = StructType.fromDDL("age INT, b INT");
    problem(
        table,
        "keys: agee",
        "keys: column 'agee' is not in the table. Did you mean 'age'? Columns: age, b.");
    problem(
        table,
        "{keys: age, orderBy: c}",
        "orderBy: column 'c' is not in the table. Columns: age, b.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(drop("").inWords()).isEqualTo("keep first of rows equal in all columns");
    assertThat(drop("{keys: [a, b], keep: last, orderBy: t}").inWords())
        .isEqualTo("keep last of rows equal in a, b, by t");
  }

  /** On random tables with nulls, NaNs and ties, in any order, on 1, 3 and 7 partitions. */
  private static void agreesWithBruteForce(String keep, List<Integer> keys, List<Integer> order) {
    String yaml = "{keys: %s, keep: %s, orderBy: %s}".formatted(names(keys), keep, names(order));
    for (int seed = 0; seed < 2; seed++) {
      Random random = new Random(seed);
      List<Row> rows = randomRows(60, random);
      List<String> expected =
          bruteForce(rows, keep, keys.isEmpty() ? List.of(0, 1, 2, 3) : keys, order).stream()
              .map(Row::toString)
              .sorted()
              .toList();
      for (int partitions : List.of(1, 3, 7)) {
        Collections.shuffle(rows, random);
        Dataset<Row> given = table(TABLE, rows.toArray(new Row[0])).repartition(partitions);
        assertThat(texts(drop(yaml).apply(given).rows()))
            .as("%s, seed %d, %d partitions", yaml, seed, partitions)
            .isEqualTo(expected);
      }
    }
  }

  private static List<Row> randomRows(int size, Random random) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(
          row(
              pick(random, "a", "b", "c", null),
              pick(random, 1.5, Double.NaN, Double.NEGATIVE_INFINITY, null),
              pick(random, 1, 2, -3, null),
              pick(random, "x", "", null)));
    }
    return rows;
  }

  private static Object pick(Random random, Object... values) {
    return values[random.nextInt(values.length)];
  }

  private static List<Row> bruteForce(
      List<Row> rows, String keep, List<Integer> keys, List<Integer> order) {
    Comparator<Row> first =
        by(order, keep.equals("min") ? Comparator.nullsLast((a, b) -> compare(a, b)) : NULLS_FIRST);
    Map<List<Object>, List<Row>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(r -> Arrays.asList(keys.stream().map(r::get).toArray())));
    return groups.values().stream()
        .filter(group -> !keep.equals("none") || group.size() == 1)
        .map(
            group ->
                keep.equals("last") || keep.equals("max")
                    ? Collections.max(group, first)
                    : Collections.min(group, first))
        .toList();
  }

  private static Comparator<Row> by(List<Integer> order, Comparator<Object> values) {
    Comparator<Row> by = Comparator.comparingInt(Row::size); // the same for all
    for (int i : order) {
      by = by.thenComparing(r -> r.get(i), values);
    }
    for (int i = 0; i < 4; i++) {
      int column = i;
      by = by.thenComparing(r -> r.get(column), NULLS_FIRST);
    }
    return by;
  }

  private static int compare(Object a, Object b) {
    return a instanceof Double d
        ? d.compareTo((Double) b) // NaN is above all
        : a instanceof Integer i ? i.compareTo((Integer) b) : ((String) a).compareTo((String) b);
  }

  private static List<String> names(List<Integer> columns) {
    String[] names = StructType.fromDDL(TABLE).fieldNames();
    return columns.stream().map(i -> names[i]).toList();
  }

  private static void problem(StructType table, String yaml, String message) {
    assertThatThrownBy(() -> drop(yaml).apply(table(table.toDDL())))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static DropDuplicates drop(String yaml) {
    return FromYaml.set(new DropDuplicates(), yaml.isEmpty() ? "{}" : yaml);
  }
}
