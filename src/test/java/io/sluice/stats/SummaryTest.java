package io.sluice.stats;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stats.ValueCounts.Count;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {

  private static final Need SPEED = Need.numbers("speed");
  private static final Need SIZE = Need.values("size");
  private static final double[] SHARES = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};

  @Test
  void summarisesNumbersAndText() {
    Summary summary =
        Summary.of(
            table(
                "speed DOUBLE, size STRING",
                row(3.0, "small"),
                row(1.0, "large"),
                row(null, null),
                row(Double.NaN, "small"),
                row(5.0, "")),
            List.of(SPEED, SIZE));
    assertThat(summary.rows()).isEqualTo(5);
    ColumnSummary speed = summary.of(SPEED);
    assertThat(speed.nulls()).isEqualTo(1);
    assertThat(speed.nans()).isEqualTo(1);
    assertThat(speed.missing()).isEqualTo(2);
    assertThat(speed.moments().count()).isEqualTo(3);
    assertThat(speed.moments().mean()).isEqualTo(3.0);
    assertThat(speed.moments().variance()).isEqualTo(4.0);
    assertThat(speed.quantiles(0, 0.5, 1)).containsExactly(1.0, 3.0, 5.0);
    ColumnSummary size = summary.of(SIZE);
    assertThat(size.nulls()).isEqualTo(1);
    assertThat(size.nans()).isZero();
    assertThat(size.values().mostFrequentFirst())
        .containsExactly(new Count("small", 2), new Count("", 1), new Count("large", 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100})
  void isTheSameOnAnyPartitioning(int partitions) {
    Dataset<Row> rows = strikes(1_000);
    Summary one = Summary.of(rows, List.of(SPEED, SIZE));
    Summary spread = Summary.of(rows.repartition(partitions), List.of(SPEED, SIZE));
    assertThat(spread.rows()).isEqualTo(1_000);
    assertThat(spread.of(SPEED).nulls()).isEqualTo(one.of(SPEED).nulls()).isPositive();
    assertThat(spread.of(SPEED).nans()).isEqualTo(one.of(SPEED).nans()).isPositive();
    assertThat(spread.of(SPEED).quantiles(SHARES)).isEqualTo(one.of(SPEED).quantiles(SHARES));
    assertThat(spread.of(SPEED).moments().min()).isEqualTo(one.of(SPEED).moments().min());
    assertThat(spread.of(SPEED).moments().max()).isEqualTo(one.of(SPEED).moments().max());
    double mean = one.of(SPEED).moments().mean();
    double variance = one.of(SPEED).moments().variance();
    assertThat(spread.of(SPEED).moments().mean()).isEqualTo(mean, within(1e-12 * mean));
    assertThat(spread.of(SPEED).moments().variance()).isEqualTo(variance, within(1e-12 * variance));
    assertThat(spread.of(SIZE).values().mostFrequentFirst())
        .isEqualTo(one.of(SIZE).values().mostFrequentFirst());
  }

  @Test
  void isTheSameToTheLastBitInEveryRun() {
    Dataset<Row> rows = strikes(1_000).repartition(70);
    String first = SummaryJson.write(Summary.of(rows, List.of(SPEED, SIZE)));
    assertThat(SummaryJson.write(Summary.of(rows, List.of(SPEED, SIZE)))).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void readsEachRowOnce(int partitions) {
    LongAccumulator reads = LocalSpark.SPARK.sparkContext().longAccumulator();
    MapFunction<Long, Double> counted =
        id -> {
          reads.add(1);
          return (double) id;
        };
    Dataset<Row> rows =
        LocalSpark.SPARK
            .range(0, 500, 1, partitions)
            .map(counted, Encoders.DOUBLE())
            .toDF("speed")
            .withColumn("size", functions.col("speed").cast("string"));
    Summary.of(rows, List.of(SPEED, SIZE, Need.values("speed")));
    assertThat(reads.value()).isEqualTo(500);
  }

  @Test
  void readsNothingWhereNothingIsNeeded() {
    Dataset<Row> unreadable =
        table("speed DOUBLE", row(1.0))
            .withColumn("speed", functions.raise_error(functions.lit("read")).cast("double"));
    assertThatThrownBy(() -> Summary.of(unreadable, List.of(SPEED))).hasMessageContaining("read");
    assertThatCode(() -> Summary.of(unreadable, List.of())).doesNotThrowAnyException();
    assertThat(Summary.of(unreadable, List.of()).columns()).isEmpty();
  }

  @Test
  void readsBooleansAsNumbersAndAsText() {
    Dataset<Row> rows = table("wet BOOLEAN", row(true), row(false), row(true), row((Object) null));
    Summary summary = Summary.of(rows, List.of(Need.numbers("wet"), Need.values("wet")));
    assertThat(summary.of(Need.numbers("wet")).moments().mean()).isEqualTo(2.0 / 3);
    assertThat(summary.of(Need.numbers("wet")).nulls()).isEqualTo(1);
    assertThat(summary.of(Need.values("wet")).values().mostFrequentFirst())
        .containsExactly(new Count("true", 2), new Count("false", 1));
  }

  @Test
  void readsNumbersOfEveryType() {
    Dataset<Row> rows =
        table("x STRING", row("1"), row("2"), row((Object) null))
            .selectExpr(
                "CAST(x AS TINYINT) a",
                "CAST(x AS INT) b",
                "CAST(x AS BIGINT) c",
                "CAST(x AS FLOAT) d",
                "CAST(x AS DECIMAL(20, 3)) e");
    List<Need> needs =
        IntStream.range(0, 5)
            .mapToObj(i -> "abcde".substring(i, i + 1))
            .map(Need::numbers)
            .toList();
    assertThat(Summary.of(rows, needs).columns())
        .allSatisfy(c -> assertThat(c.moments().mean()).isEqualTo(1.5))
        .allSatisfy(c -> assertThat(c.nulls()).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b.c`d", "a.b", "`", "sum(x)", "sp\u00e4t", "*", "x'y\"z", " "})
  void readsColumnsOfAnyName(String name) {
    Dataset<Row> rows = table("x DOUBLE", row(1.0), row(4.0)).toDF(name);
    Summary summary = Summary.of(rows, List.of(Need.numbers(name), Need.values(name)));
    assertThat(summary.of(Need.numbers(name)).moments().mean()).isEqualTo(2.5);
    assertThat(summary.of(Need.values(name)).values().distinct()).isEqualTo(2);
  }

  @Test
  void summarisesNoRows() {
    Summary summary = Summary.of(table("speed DOUBLE, size STRING"), List.of(SPEED, SIZE));
    assertThat(summary.rows()).isZero();
    assertThat(summary.of(SPEED).moments().mean()).isNaN();
    assertThat(summary.of(SPEED).quantile(0.5)).isNaN();
    assertThat(summary.of(SPEED).mode()).isEmpty();
    assertThat(summary.of(SIZE).values().mostFrequentFirst()).isEmpty();
  }

  @Test
  void theModeIsTheSmallestOfTheMostFrequentNumbers() {
    Dataset<Row> rows =
        table("speed DOUBLE", row(5.0), row(-2.0), row(7.0), row(-2.0), row(5.0), row(-0.0));
    assertThat(Summary.of(rows, List.of(SPEED)).of(SPEED).mode()).contains(-2.0);
  }

  @Test
  void hasNoModeOfMoreNumbersThanItCounts() {
    Dataset<Row> rows =
        LocalSpark.SPARK.range(Quantiles.MAX_BUCKETS + 1).selectExpr("CAST(id AS DOUBLE) speed");
    assertThat(Summary.of(rows, List.of(SPEED)).of(SPEED).mode()).isEmpty();
    Dataset<Row> fewer = rows.limit(Quantiles.MAX_BUCKETS);
    assertThat(Summary.of(fewer, List.of(SPEED)).of(SPEED).mode()).contains(0.0);
  }

  @Test
  void keepsQuantilesWithinTheRangeWhereTheyAreNotExact() {
    Dataset<Row> rows = LocalSpark.SPARK.range(20_000).selectExpr("exp(9 * sin(id)) speed");
    ColumnSummary speed = Summary.of(rows, List.of(SPEED)).of(SPEED);
    assertThat(speed.quantiles().isExact()).isFalse();
    Moments moments = speed.moments();
    assertThat(speed.quantiles(SHARES)).isSorted();
    assertThat(speed.quantile(0)).isBetween(moments.min(), moments.max());
    assertThat(speed.quantile(1)).isBetween(moments.min(), moments.max());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void givesUpCountingTextOnAnyPartitioning(int partitions) {
    Dataset<Row> rows =
        LocalSpark.SPARK
            .range(0, ValueCounts.MAX_VALUES + 1, 1, partitions)
            .selectExpr("CAST(id AS STRING) size");
    assertThat(Summary.of(rows, List.of(SIZE)).of(SIZE).values().isExact()).isFalse();
    Dataset<Row> fewer = rows.where("size <> '0'");
    assertThat(Summary.of(fewer, List.of(SIZE)).of(SIZE).values().distinct())
        .isEqualTo(ValueCounts.MAX_VALUES);
  }

  @Test
  void mergesToTheSummaryOfTheUnion() {
    Dataset<Row> rows = strikes(2_000);
    Dataset<Row> slow = rows.where("speed < 20");
    Dataset<Row> rest = rows.where("speed IS NULL OR NOT speed < 20");
    List<Need> needs = List.of(SPEED, SIZE);
    Summary union = Summary.of(rows, needs);
    Summary merged = Summary.of(slow, needs).merge(Summary.of(rest, needs));
    assertThat(merged.rows()).isEqualTo(union.rows());
    assertThat(merged.of(SPEED).missing()).isEqualTo(union.of(SPEED).missing());
    assertThat(merged.of(SPEED).quantiles(SHARES)).isEqualTo(union.of(SPEED).quantiles(SHARES));
    assertThat(merged.of(SPEED).moments().variance())
        .isEqualTo(union.of(SPEED).moments().variance(), within(1e-9));
    assertThat(merged.of(SIZE).values().mostFrequentFirst())
        .isEqualTo(union.of(SIZE).values().mostFrequentFirst());
  }

  @Test
  void answersEachNeedOnceInTheOrderAskedFor() {
    Dataset<Row> rows = strikes(10);
    Summary summary = Summary.of(rows, List.of(SIZE, SPEED, SIZE, Need.values("speed")));
    assertThat(summary.columns())
        .extracting(ColumnSummary::name)
        .containsExactly("size", "speed", "speed");
  }

  @Test
  void groupsByTheValuesOfOtherColumns() {
    Dataset<Row> rows =
        table(
            "x DOUBLE, a STRING, b INT",
            row(1.0, "p", 1),
            row(3.0, "p", 1),
            row(5.0, "p", 2),
            row(7.0, null, 2),
            row(null, "q", 1),
            row(Double.NaN, "q", 1));
    Need one = Need.groupedMoments("x", "a");
    Need two = Need.groupedNumbers("x", "a", "b");
    Summary summary = Summary.of(rows, List.of(one, two));
    assertThat(summary.grouped(one).groups().keySet())
        .containsExactlyInAnyOrder(List.of("p"), List.of("q"), Collections.singletonList(null));
    assertThat(summary.grouped(one).groups().get(List.of("p")).moments().mean()).isEqualTo(3);
    ColumnSummary q = summary.grouped(one).groups().get(List.of("q"));
    assertThat(List.of(q.nulls(), q.nans(), q.moments().count())).containsExactly(1L, 1L, 0L);
    assertThat(summary.grouped(two).groups().keySet())
        .containsExactlyInAnyOrder(
            List.of("p", "1"), List.of("p", "2"), Arrays.asList(null, "2"), List.of("q", "1"));
    assertThat(summary.grouped(two).groups().get(List.of("p", "1")).quantile(0.5)).isEqualTo(1);
  }

  @Test
  void knowsOfMoreGroupsThanItHoldsOnlyThatThereAreMore() {
    Need need = Need.groupedNumbers("id", "id");
    int most = GroupedSummary.MAX_QUANTILE_GROUPS;
    for (int partitions : new int[] {1, 3}) {
      Dataset<Row> fits = LocalSpark.SPARK.range(0, most, 1, partitions).toDF();
      assertThat(Summary.of(fits, List.of(need)).grouped(need).groups()).hasSize(most);
      Dataset<Row> more = LocalSpark.SPARK.range(0, most + 1, 1, partitions).toDF();
      assertThat(Summary.of(more, List.of(need)).grouped(need).hasTooMany()).isTrue();
    }
  }

  @Test
  void correlatesPairs() {
    Dataset<Row> rows = strikes(500).withColumn("y", functions.expr("pow(speed, 2) - 3 * speed"));
    Need pair = Need.pair("speed", "y");
    PairMoments found = Summary.of(rows, List.of(pair)).pair(pair);
    Row expected =
        rows.where("NOT isnan(speed)")
            .agg(functions.corr("speed", "y"), functions.covar_samp("speed", "y"))
            .first();
    assertThat(found.correlation()).isEqualTo(expected.getDouble(0), within(1e-12));
    assertThat(found.covariance())
        .isEqualTo(expected.getDouble(1), within(1e-12 * Math.abs(expected.getDouble(1))));
  }

  @Test
  void countsTheRowsInWhichASlotIsNotZero() {
    Dataset<Row> rows =
        LocalSpark.SPARK.createDataFrame(
            List.of(
                row(Vectors.sparse(4, new int[] {0, 3}, new double[] {2, 0})),
                row(Vectors.dense(1, 0, 5, 0)),
                row((Object) null),
                row(Vectors.sparse(4, new int[] {2}, new double[] {-1}))),
            new StructType().add("v", SQLDataTypes.VectorType()));
    SlotCounts counts = Summary.of(rows, List.of(Need.slots("v"))).slots(Need.slots("v"));
    assertThat(counts.counts()).containsExactly(2, 0, 2, 0);
    assertThat(counts.vectors()).isEqualTo(3);
  }

  @Test
  void asksForMomentsOnceWhereQuantilesAreNeededToo() {
    Summary summary = Summary.of(strikes(10), List.of(Need.moments("speed"), SPEED));
    assertThat(summary.measures()).containsOnlyKeys(SPEED);
    assertThat(summary.of(Need.moments("speed"))).isSameAs(summary.of(SPEED));
  }

  @Test
  void knowsOnlyWhatWasAskedFor() {
    Summary summary = Summary.of(strikes(10), List.of(SPEED));
    assertThatThrownBy(() -> summary.of(SIZE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nobody asked for Need[kind=VALUES, columns=[size]]");
    assertThat(summary.values("size").mostFrequentFirst()).isEmpty();
  }

  private static Dataset<Row> strikes(int n) {
    Random random = new Random(n);
    Row[] rows = new Row[n];
    for (int i = 0; i < n; i++) {
      double kind = random.nextDouble();
      Double speed =
          kind < 0.05 ? null : kind < 0.1 ? Double.NaN : 20 * Math.exp(random.nextGaussian());
      String size =
          random.nextInt(10) == 0 ? null : "size " + random.nextInt(5) * random.nextInt(5);
      rows[i] = row(speed, size);
    }
    return table("speed DOUBLE, size STRING", rows);
  }
}
