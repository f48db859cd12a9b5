package io.sluice.stats;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SummaryJsonTest {

  private static final Need SPEED = Need.numbers("speed");
  private static final Need SIZE = Need.values("size");
  private static final List<Need> BOTH = List.of(SPEED, SIZE);
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void writesAllThatItKnows() {
    Dataset<Row> rows = table("speed DOUBLE, size STRING", row(1.0, "a\"b"), row(2.0, null));
    assertThat(SummaryJson.write(Summary.of(rows, BOTH)))
        .isEqualTo(
            """
            {
              "rows" : 2,
              "measures" : [ {
                "kind" : "NUMBERS",
                "columns" : [ "speed" ],
                "nulls" : 0,
                "nans" : 0,
                "count" : 2,
                "mean" : 1.5,
                "meanRest" : 0.0,
                "m2" : 0.5,
                "m3" : 0.0,
                "m4" : 0.125,
                "min" : 1.0,
                "max" : 2.0,
                "maxBuckets" : 8192,
                "level" : 0,
                "keys" : [ 4607182418800017408, 4611686018427387904 ],
                "counts" : [ 1, 1 ]
              }, {
                "kind" : "VALUES",
                "columns" : [ "size" ],
                "nulls" : 1,
                "nans" : 0,
                "total" : 1,
                "values" : {
                  "a\\"b" : 1
                }
              } ]
            }
            """);
  }

  @Test
  void comesBackAsItWas() {
    Dataset<Row> rows =
        table(
            "speed DOUBLE, size STRING",
            row(0.1, "small"),
            row(-1e300, ""),
            row(null, "small"),
            row(Double.NaN, "\u00e4 \ud83d\udc26 \n\t\"\\"),
            row(Double.MIN_VALUE, null));
    assertComesBack(Summary.of(rows, BOTH));
  }

  @Test
  void comesBackOfEveryKind() {
    Dataset<Row> rows =
        new org.apache.spark.ml.feature.HashingTF()
            .setNumFeatures(8)
            .setInputCol("words")
            .setOutputCol("counts")
            .transform(
                table(
                    "x DOUBLE, y DOUBLE, a STRING, words ARRAY<STRING>",
                    row(1.0, 3.0, "p", List.of("u", "v")),
                    row(2.5, -1.0, null, List.of("u")),
                    row(null, 1.0, "q", List.of()),
                    row(7.0, 1e9, "p", List.of("w", "w"))));
    Summary before =
        Summary.of(
            rows,
            List.of(
                Need.moments("x"),
                Need.numbers("y"),
                Need.values("a"),
                Need.pair("x", "y"),
                Need.distinct("y"),
                Need.groupedMoments("x", "a"),
                Need.groupedNumbers("y", "a", "x"),
                Need.slots("counts")));
    assertComesBack(before);
    Summary after = SummaryJson.read(SummaryJson.write(before));
    assertThat(after.pair(Need.pair("x", "y")).count()).isEqualTo(3);
    assertThat(after.slots(Need.slots("counts")).vectors()).isEqualTo(4);
    assertThat(after.grouped(Need.groupedMoments("x", "a")).groups()).hasSize(3);
    after.merge(before);
    assertThat(after.rows()).isEqualTo(8);
  }

  @Test
  void comesBackOfNoRows() {
    Summary before = Summary.of(table("speed DOUBLE, size STRING"), BOTH);
    assertComesBack(before);
    Summary after = SummaryJson.read(SummaryJson.write(before));
    assertThat(after.of(SPEED).moments().mean()).isNaN();
    assertThat(after.of(SPEED).quantile(0.5)).isNaN();
  }

  @Test
  void comesBackToTheLastBit() {
    Random random = new Random(1);
    for (int n = 1; n < 400; n++) {
      ColumnSummary column = new ColumnSummary("speed", Need.Kind.NUMBERS);
      random.doubles(n).forEach(column::add);
      String before = SummaryJson.write(new Summary(n, Map.of(Need.numbers("speed"), column)));
      assertThat(SummaryJson.write(SummaryJson.read(before))).isEqualTo(before);
    }
  }

  @Test
  void comesBackOfNoColumns() {
    Summary none = Summary.of(table("speed DOUBLE", row(1.0)), List.of());
    assertThat(SummaryJson.read(SummaryJson.write(none)).columns()).isEmpty();
  }

  @Test
  void comesBackWhereThereWereTooManyValues() {
    Dataset<Row> rows =
        LocalSpark.SPARK
            .range(ValueCounts.MAX_VALUES + 1)
            .selectExpr("CAST(id AS DOUBLE) / 7 speed", "CAST(id AS STRING) size");
    Summary before = Summary.of(rows, BOTH);
    assertThat(before.of(SIZE).values().isExact()).isFalse();
    assertThat(before.of(SPEED).quantiles().isExact()).isFalse();
    assertComesBack(before);
  }

  @Test
  void comesBackWithInfinities() {
    Dataset<Row> rows =
        table("speed DOUBLE, size STRING", row(1.0, "a"), row(INFINITY, "a"), row(2.0, "a"));
    Summary before = Summary.of(rows, BOTH);
    assertComesBack(before);
    Moments after = SummaryJson.read(SummaryJson.write(before)).of(SPEED).moments();
    assertThat(after.mean()).isEqualTo(INFINITY);
    assertThat(after.variance()).isNaN();
    assertThat(after.max()).isEqualTo(INFINITY);
  }

  @Test
  void comesBackWithInfinitiesOfBothSigns() {
    Dataset<Row> rows = table("speed DOUBLE, size STRING", row(-INFINITY, "a"), row(INFINITY, "a"));
    Summary before = Summary.of(rows, BOTH);
    assertThat(before.of(SPEED).moments().mean()).isNaN();
    assertComesBack(before);
  }

  @Test
  void isJsonThatOthersReadToo() throws Exception {
    Dataset<Row> rows =
        table("speed DOUBLE, size STRING", row(-INFINITY, "a"), row(INFINITY, "NaN"));
    String json = SummaryJson.write(Summary.of(rows, BOTH));
    assertThat(new ObjectMapper().readTree(json).get("rows").asInt()).isEqualTo(2);
  }

  @Test
  void mergesAfterItCameBack() {
    Dataset<Row> rows =
        LocalSpark.SPARK
            .range(30_000)
            .selectExpr("1000 * sin(id) speed", "CAST(id % 7 AS STRING) size");
    Summary part = Summary.of(rows.where("size < 3"), BOTH);
    Summary merged =
        SummaryJson.read(SummaryJson.write(part)).merge(Summary.of(rows.where("size >= 3"), BOTH));
    Summary whole = Summary.of(rows, BOTH);
    assertThat(merged.rows()).isEqualTo(whole.rows());
    assertThat(merged.of(SPEED).quantiles(0.1, 0.5, 0.9))
        .isEqualTo(whole.of(SPEED).quantiles(0.1, 0.5, 0.9));
    assertThat(merged.of(SPEED).moments().variance())
        .isEqualTo(whole.of(SPEED).moments().variance(), within(1e-6));
    assertThat(merged.of(SIZE).values().mostFrequentFirst())
        .isEqualTo(whole.of(SIZE).values().mostFrequentFirst());
  }

  @Test
  void saysWhatIsNoSummary() {
    assertThatThrownBy(() -> SummaryJson.read("{\"rows\": "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a summary: Unexpected end-of-input");
  }

  private static void assertComesBack(Summary before) {
    Summary after = SummaryJson.read(SummaryJson.write(before));
    assertThat(SummaryJson.write(after)).isEqualTo(SummaryJson.write(before));
    assertThat(after.rows()).isEqualTo(before.rows());
    assertThat(after.measures().keySet()).isEqualTo(before.measures().keySet());
    for (ColumnSummary was : before.columns()) {
      Need need = new Need(was.kind(), List.of(was.name()));
      ColumnSummary is = after.of(need);
      assertThat(is.nulls()).isEqualTo(was.nulls());
      assertThat(is.nans()).isEqualTo(was.nans());
      assertThat(is.moments().count()).isEqualTo(was.moments().count());
      assertThat(numbers(is.moments())).isEqualTo(numbers(was.moments()));
      assertThat(is.quantiles(0, 0.3, 0.5, 1)).isEqualTo(was.quantiles(0, 0.3, 0.5, 1));
      assertThat(is.mode()).isEqualTo(was.mode());
      assertThat(is.values().isExact()).isEqualTo(was.values().isExact());
      assertThat(is.values().frequent()).isEqualTo(was.values().frequent());
    }
  }

  private static double[] numbers(Moments moments) {
    return new double[] {moments.mean(), moments.variance(), moments.min(), moments.max()};
  }
}
