package io.sluice.split;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SplitTest {

  private static final int SIZE = 2_000;

  /**
   * Ids, a group of about five rows, a stratum of 90, 9 and 1 %, a number with nulls and NaNs, and
   * a cluster of a few rows that two of three rows have.
   */
  private static Dataset<Row> rows() {
    return SPARK
        .range(0, SIZE, 1, 1)
        .selectExpr(
            "id",
            "concat('g', id * 7919 % 397) AS `group of.rows`",
            "CASE WHEN id % 100 < 90 THEN 'a' WHEN id % 100 < 99 THEN 'b' END AS stratum",
            "CASE WHEN id % 3 = 0 THEN NULL WHEN id % 3 = 1 THEN double('NaN') ELSE id * 0.1D END"
                + " AS x",
            "CASE WHEN id % 3 > 0 THEN id * 7907 % 499 END AS cluster");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{train: 0.6, test: 0.4, key: id}",
        "{key: group of.rows}",
        "{stratify: stratum}",
        "{stratify: stratum, key: group of.rows}",
        "{keepTogether: cluster}",
        "{keepTogether: cluster, stratify: stratum}",
        "{time: id, gap: 20}"
      })
  void theSameOnAnyPartitioningAndInAnyOrder(String settings) {
    List<List<Row>> expected = partitions(split(settings, rows()));
    for (int partitions : List.of(1, 3, 7)) {
      Dataset<Row> shuffled = rows().orderBy(functions.rand(partitions)).repartition(partitions);
      assertThat(partitions(split(settings, shuffled)))
          .as("%d partitions", partitions)
          .isEqualTo(expected);
    }
  }

  @Test
  void largeTablesHaveMorePartitionsThatDependOnTheContentAlone() {
    Split split = new Split();
    List<List<Row>> expected = partitions(split.apply(rows(), 300_000, List.of("id")));
    assertThat(expected).hasSize(3).allSatisfy(p -> assertThat(p.size()).isBetween(500, 850));
    assertThat(partitions(split.apply(rows().repartition(7), 300_000, List.of("id"))))
        .isEqualTo(expected);
  }

  @Test
  void keepsEveryRowAndAddsItsPart() {
    Dataset<Row> out = split("{}", rows());
    assertThat(out.schema().fieldNames())
        .containsExactly("id", "group of.rows", "stratum", "x", "cluster", "split");
    assertThat(texts(out.drop("split"))).isEqualTo(texts(rows()));
  }

  @Test
  void fractionsHoldOnAverage() {
    for (int seed : List.of(1, 2, 3)) {
      Map<String, Long> sizes = sizes(split("{seed: " + seed + "}", rows()));
      within4Deviations(sizes.get("train"), 0.7);
      within4Deviations(sizes.get("validation"), 0.15);
      within4Deviations(sizes.get("test"), 0.15);
    }
  }

  @Test
  void fractionsHoldInEachStratumToTheRow() {
    Dataset<Row> out = split("{stratify: stratum, train: 0.6, validation: 0.1, test: 0.3}", rows());
    for (Row stratum : rows().groupBy("stratum").count().collectAsList()) {
      Map<String, Long> sizes =
          sizes(out.where(functions.col("stratum").eqNullSafe(stratum.get(0))));
      long size = stratum.getLong(1);
      assertThat(sizes.getOrDefault("train", 0L)).isCloseTo(Math.round(size * 0.6), within(1L));
      assertThat(sizes.getOrDefault("validation", 0L))
          .isCloseTo(Math.round(size * 0.1), within(1L));
      assertThat(sizes.getOrDefault("test", 0L)).isCloseTo(Math.round(size * 0.3), within(1L));
    }
  }

  @Test
  void aRowsPartDependsOnNoOtherRow() {
    Map<Long, String> all = parts(split("{key: id}", rows()));
    Map<Long, String> some = parts(split("{key: id}", rows().where("id % 7 = 0")));
    assertThat(all).containsAllEntriesOf(some);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{key: group of.rows}", "{key: group of.rows, stratify: stratum, seed: 3}"})
  void equalKeysNeverStraddle(String settings) {
    assertThat(
            split(settings, rows())
                .groupBy(functions.col("`group of.rows`"))
                .agg(functions.countDistinct("split"))
                .where("`count(DISTINCT split)` > 1")
                .collectAsList())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{keepTogether: cluster}",
        "{keepTogether: cluster, stratify: stratum, seed: 3}",
        "{keepTogether: cluster, stratify: cluster, train: 0.5, test: 0.5}"
      })
  void noClusterStraddles(String settings) {
    for (int partitions : List.of(1, 3, 7)) {
      Dataset<Row> out = split(settings, rows().repartition(partitions));
      assertThat(
              out.where("cluster IS NOT NULL")
                  .groupBy("cluster")
                  .agg(functions.countDistinct("split").as("parts"), functions.count("id"))
                  .where("parts > 1")
                  .collectAsList())
          .isEmpty();
      assertThat(sizes(out)).containsOnlyKeys(FromYaml.set(new Split(), settings).parts());
    }
  }

  @Test
  void rowsWithoutAClusterArePartedAsWithoutTheSetting() {
    Dataset<Row> alone = rows().where("cluster IS NULL");
    Map<Long, String> expected = parts(new Split().apply(rows(), SIZE, List.of("id")));
    Split split = FromYaml.set(new Split(), "keepTogether: cluster");
    Map<Long, String> parts = parts(split.apply(rows(), SIZE, List.of("id")));
    assertThat(parts(split.apply(alone, SIZE, List.of("id"))))
        .hasSize(667)
        .allSatisfy((id, part) -> assertThat(part).isEqualTo(expected.get(id)))
        .allSatisfy((id, part) -> assertThat(part).isEqualTo(parts.get(id)));
    assertThat(parts).isNotEqualTo(expected);
  }

  @Test
  void aClusterInSeveralStrataCountsAsOfTheLeast() {
    // a cluster of 'a' and 'b' beside 8 rows each, alone, of 'a' and of 'b'
    Dataset<Row> rows =
        SPARK
            .range(0, 20, 1, 1)
            .selectExpr(
                "id",
                "if(id < 10, 'a', 'b') AS stratum",
                "if(id % 10 < 2, 'together', null) AS cluster");
    for (int seed = 0; seed < 8; seed++) {
      Dataset<Row> out =
          split(
              "{keepTogether: cluster, stratify: stratum, train: 0.5, test: 0.5, seed: %d}"
                  .formatted(seed),
              rows);
      assertThat(out.where("cluster = 'together'").select("split").distinct().count()).isOne();
      assertThat(out.where("cluster IS NULL AND stratum = 'b' AND split = 'train'").count())
          .isEqualTo(4);
      // 12 rows of 'a': the four of the cluster have one rank, so half of them falls to within four
      assertThat(out.where("split = 'train'").count() - 4).isBetween(6L, 9L);
    }
  }

  @Test
  void aClusterIsNoKeyOfAnotherRow() {
    // the cluster 1 and the lone row of id 1 have the same value of the same type
    Dataset<Row> rows =
        SPARK.range(0, 400, 1, 1).selectExpr("id", "if(id >= 200, id - 200, null) AS cluster");
    Split split = FromYaml.set(new Split(), "{keepTogether: cluster, train: 0.5, test: 0.5}");
    Map<Long, String> parts = parts(split.apply(rows, SIZE, List.of("id")));
    long same =
        LongStream.range(0, 200).filter(i -> parts.get(i).equals(parts.get(i + 200))).count();
    assertThat(same).isBetween(72L, 128L); // 4 deviations about a half
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{stratify: s}"})
  void copiesOfARowLieInOnePart(String settings) {
    Dataset<Row> copies =
        SPARK.range(0, 900, 1, 3).selectExpr("id % 90 AS a", "if(id % 9 < 6, 'p', null) AS s");
    List<Row> straddling =
        split(settings, copies)
            .groupBy("a", "s")
            .agg(functions.countDistinct("split").as("parts"))
            .where("parts > 1")
            .collectAsList();
    assertThat(straddling).isEmpty();
    assertThat(sizes(split(settings, copies))).containsOnlyKeys("train", "validation", "test");
  }

  @Test
  void theIdIsTheKeyWhereNoneIsGiven() {
    Dataset<Row> rows = rows().withColumn("x", functions.lit(1));
    Map<Long, String> byId = parts(new Split().apply(rows(), SIZE, List.of("id")));
    assertThat(parts(new Split().apply(rows, SIZE, List.of("id")))).isEqualTo(byId);
    assertThat(parts(new Split().apply(rows, SIZE, List.of()))).isNotEqualTo(byId);
  }

  @Test
  void nullKeysAreKeysLikeOthers() {
    Dataset<Row> rows =
        table("a STRING, b STRING", row(null, null), row("x", null), row(null, "x"), row("x", "x"));
    long distinct =
        List.of(1, 2, 3, 4, 5, 6, 7, 8).stream()
            .map(
                seed ->
                    texts(split("{train: 0.5, test: 0.5, key: [a, b], seed: " + seed + "}", rows)))
            .filter(SplitTest::separatesNulls)
            .count();
    assertThat(distinct).isPositive(); // (x, null) and (null, x) are not one key
  }

  @Test
  void anotherSeedIsAnotherSplit() {
    Map<Long, String> first = parts(split("{seed: 1}", rows()));
    Map<Long, String> second = parts(split("{seed: 2}", rows()));
    long same = first.keySet().stream().filter(id -> first.get(id).equals(second.get(id))).count();
    // independent splits agree on 0.7^2 + 2 * 0.15^2 = 0.535 of the rows
    within4Deviations(same, 0.535);
    assertThat(parts(split("{seed: 1}", rows()))).isEqualTo(first);
  }

  @Test
  void theOrderSaysNothingOfThePart() {
    List<Row> rows = split("{}", rows()).collectAsList();
    long inFirstHalf =
        rows.subList(0, SIZE / 2).stream()
            .filter(r -> r.<String>getAs("split").equals("train"))
            .count();
    within4Deviations(2 * inFirstHalf, 0.7);
  }

  @Test
  void fractionsByDefaultAndPartlyGiven() {
    assertThat(FromYaml.set(new Split(), "{}").parts())
        .containsExactly("train", "validation", "test");
    Split two = FromYaml.set(new Split(), "{train: 0.8, test: 0.2}");
    assertThat(two.problems(rows().schema())).isEmpty();
    assertThat(two.parts()).containsExactly("train", "test");
    assertThat(sizes(two.apply(rows(), SIZE, List.of()))).containsOnlyKeys("train", "test");
    Split all = FromYaml.set(new Split(), "train: 1");
    assertThat(all.problems(rows().schema())).isEmpty();
    assertThat(sizes(all.apply(rows(), SIZE, List.of()))).containsOnlyKeys("train");
    Split none = FromYaml.set(new Split(), "{train: 0.5, validation: 0.5}");
    assertThat(sizes(none.apply(rows(), SIZE, List.of()))).containsOnlyKeys("train", "validation");
  }

  @Test
  void problemsAreAllToldAtOnce() {
    StructType table = StructType.fromDDL("id BIGINT, damaged BOOLEAN, Split INT");
    problems(
        "{train: 0.7, test: 0.2, stratify: damagd, key: [id, ib]}",
        table,
        "train, validation and test add up to 0.9000, not to 1.",
        "the table has a column 'Split' already. Rename it.",
        "stratify: column 'damagd' is not in the table. Did you mean 'damaged'? Columns: id,"
            + " damaged, Split.",
        "key: column 'ib' is not in the table. Did you mean 'id'? Columns: id, damaged, Split.");
    problems(
        "{validation: 0.5, test: 0.5}",
        StructType.fromDDL("a INT"),
        "train: nothing is left to learn from.");
    problems(
        "train: 0.7",
        StructType.fromDDL("a INT"),
        "train, validation and test add up to 0.7000, not to 1.");
    problems("{train: 0.1, validation: 0.2, test: 0.7}", StructType.fromDDL("a INT"));
  }

  @Test
  void whatToKeepTogetherMustBeThereAndBeTheOnlyKey() {
    StructType table = StructType.fromDDL("id BIGINT, cluster BIGINT, m MAP<STRING, INT>");
    problems(
        "keepTogether: clusters",
        table,
        "keepTogether: column 'clusters' is not in the table. Did you mean 'cluster'? Columns: id,"
            + " cluster, m.");
    problems(
        "keepTogether: m",
        table,
        "keepTogether: column 'm' is map<string,int>, whose values cannot be compared.");
    problems(
        "{keepTogether: cluster, key: id}",
        table,
        "keepTogether: rows of one key may differ in 'cluster', so that not both can lie together."
            + " Leave key or this out.");
  }

  @Test
  void theEarliestRowsTrainAndTheLatestTest() {
    Dataset<Row> days =
        rows()
            .selectExpr("id", "date_add(DATE '2020-02-01', CAST(id * 7919 % 2000 AS INT)) AS day");
    Dataset<Row> out = split("{time: day, gap: 30 days}", days);
    assertThat(
            texts(
                out.groupBy("split")
                    .agg(functions.expr("min(day)"), functions.expr("max(day)"))
                    .where("split <> 'gap'")))
        .containsExactly( // the last days of the first 1,400 and 1,700 are 12-01 and 2024-09-26
            "[test,2024-09-27,2025-07-23]",
            "[train,2020-02-01,2023-11-02]",
            "[validation,2023-12-02,2024-08-28]");
    assertThat(sizes(out))
        .isEqualTo(Map.of("train", 1371L, "validation", 271L, "test", 300L, "gap", 58L));
    Dataset<Row> times = days.selectExpr("id", "CAST(day AS TIMESTAMP) AS day");
    assertThat(parts(split("{time: day, gap: 720 hours}", times))).isEqualTo(parts(out));
    Dataset<Row> local = days.selectExpr("id", "CAST(day AS TIMESTAMP_NTZ) AS day");
    assertThat(parts(split("{time: day, gap: 30 days}", local))).isEqualTo(parts(out));
  }

  @Test
  void rowsOfOneTimeLieInOnePart() {
    Dataset<Row> out = split("{time: hour, gap: 0.5, train: 0.5, test: 0.5}", hours());
    assertThat(texts(out.groupBy("hour", "split").count()))
        .containsExactly("[1.0,train,40]", "[2.0,train,40]", "[3.0,test,20]");
    assertThat(sizes(split("{time: hour, gap: 1.5, train: 0.3, test: 0.7}", hours())))
        .isEqualTo(Map.of("gap", 40L, "test", 60L));
    assertThat(sizes(split("{time: hour, train: 0.4, validation: 0.6}", hours())))
        .isEqualTo(Map.of("train", 40L, "validation", 60L));
    assertThat(sizes(split("{time: hour, gap: 1, train: 1}", hours())))
        .isEqualTo(Map.of("train", 100L));
  }

  private static Dataset<Row> hours() {
    return SPARK
        .range(0, 100, 1, 3)
        .selectExpr("id", "CASE WHEN id < 40 THEN 1D WHEN id < 80 THEN 2D ELSE 3D END AS hour");
  }

  @Test
  void everyRowNeedsItsTime() {
    Dataset<Row> rows = rows().selectExpr("id", "x");
    assertThatThrownBy(() -> split("time: x", rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "time: 1,334 rows have no 'x'. Take them out in clean: filter: {where: \"NOT"
                + " isnan(nvl(`x`, 'NaN'))\"}.");
    assertThatThrownBy(() -> split("time: b", rows().selectExpr("id", "nullif(id, 7) AS b")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "time: 1 rows have no 'b'. Take them out in clean: filter: {where: \"`b` IS NOT"
                + " NULL\"}.");
  }

  @Test
  void whatIsNoTimeOrGapIsAProblem() {
    StructType table = StructType.fromDDL("id BIGINT, day DATE, name STRING");
    problems("{time: day, gap: 30 days}", table);
    problems("{time: id, gap: 2.5}", table);
    problems("gap: 30 days", table, "gap: lies between times. Say by which column: time.");
    problems(
        "{time: name, key: id, seed: 3}",
        table,
        "key: the time alone says a row's part. Leave time or this out.",
        "seed: the time alone says a row's part. Leave time or this out.",
        "time: column 'name' is string, not a date, timestamp or number.");
    problems(
        "time: dya",
        table,
        "time: column 'dya' is not in the table. Did you mean 'day'? Columns: id, day, name.");
    for (String wrong : List.of("1 month", "-1 day", "7", "soon")) {
      problems(
          "{time: day, gap: %s}".formatted(wrong),
          table,
          "gap: '%s' is not a length of time, such as 30 days or 12 hours; months differ in length."
              .formatted(wrong));
    }
    for (String wrong : List.of("-1", "2 days", "NaN")) {
      problems(
          "{time: id, gap: %s}".formatted(wrong),
          table,
          "gap: '%s' is not a number that is at least 0, as 'id' needs.".formatted(wrong));
    }
  }

  @Test
  void aMapCanNeitherBeAKeyNorAStratum() {
    StructType table = StructType.fromDDL("a INT, m MAP<STRING, INT>");
    problems(
        "{key: [a, m], stratify: m}",
        table,
        "stratify: column 'm' is map<string,int>, whose values cannot be compared.",
        "key: column 'm' is map<string,int>, whose values cannot be compared.");
    assertThat(split("{}", table(table.toDDL(), row(1, Map.of("x", 1)))).count()).isEqualTo(1);
  }

  @Test
  void fractionsOutOfRangeAreProblems() {
    assertThat(FromYaml.problems(new Split(), "{train: 70, test: -1}"))
        .containsExactly(
            "job.yaml:1 step.train: '70.0' is not allowed: the share of rows to learn from; 0 to"
                + " 1.",
            "job.yaml:1 step.test: '-1.0' is not allowed: the share of rows to judge by; 0 to 1.");
  }

  private static boolean separatesNulls(List<String> rows) {
    String left = rows.stream().filter(r -> r.startsWith("[null,x")).findFirst().orElseThrow();
    String right = rows.stream().filter(r -> r.startsWith("[x,null")).findFirst().orElseThrow();
    return !left.substring(8).equals(right.substring(8));
  }

  private static Dataset<Row> split(String settings, Dataset<Row> rows) {
    return FromYaml.set(new Split(), settings).apply(rows, SIZE, List.of());
  }

  private static void within4Deviations(long count, double share) {
    double deviation = Math.sqrt(SIZE * share * (1 - share));
    assertThat((double) count).isCloseTo(SIZE * share, within(4 * deviation));
  }

  private static Map<String, Long> sizes(Dataset<Row> split) {
    return split.groupBy("split").count().collectAsList().stream()
        .collect(Collectors.toMap(r -> r.getString(0), r -> r.getLong(1)));
  }

  private static Map<Long, String> parts(Dataset<Row> split) {
    return split.select("id", "split").collectAsList().stream()
        .collect(Collectors.toMap(r -> r.getLong(0), r -> r.getString(1)));
  }

  /** The rows of each partition, in their order. */
  private static List<List<Row>> partitions(Dataset<Row> rows) {
    return rows.withColumn("partition", functions.spark_partition_id()).collectAsList().stream()
        .collect(Collectors.groupingBy(r -> r.getInt(r.size() - 1)))
        .values()
        .stream()
        .toList();
  }

  private static void problems(String settings, StructType table, String... lines) {
    assertThat(FromYaml.set(new Split(), settings).problems(table))
        .extracting(Problem::line)
        .containsExactly(lines);
  }
}
