package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** Areas where there are more scores than are counted one by one, in one chunk and in several. */
class AreasTest {

  /** Scores of both signs, every third twice, so that positive and negative rows are tied. */
  private static final Dataset<Row> ROWS =
      SPARK
          .range(0, 220_000, 1, 3)
          .selectExpr(
              "IF(id % 31 = 0, 'few', IF(id < 110000, 'train', 'test')) AS part",
              "double(id % 5 = 0) AS label",
              "randn(7) + IF(id % 2 = 0, 0, int(id % 9)) AS z",
              "0D AS prediction")
          .selectExpr("part", "label", "round(z, 5) AS rounded", "z", "prediction")
          .cache();

  @ParameterizedTest
  @ValueSource(strings = {"z", "rounded", "1 / (1 + exp(5 - z))"})
  void areThoseOfMllibWithEveryScore(String score) {
    Dataset<Row> rows = ROWS.selectExpr(score + " AS score", "label", "prediction");
    assertThat(metrics(rows).curve().isExact()).isFalse();
    BinaryClassificationMetrics mllib = mllib(rows);
    Areas areas = metrics(rows).areas();
    assertThat(areas.roc()).isEqualTo(mllib.areaUnderROC(), within(1e-9));
    assertThat(areas.precisionRecall()).isEqualTo(mllib.areaUnderPR(), within(1e-9));
  }

  @Test
  void averagePrecisionIsItsDefinition() {
    Dataset<Row> rows = ROWS.selectExpr("rounded AS score", "label", "prediction");
    List<Row> scores =
        rows.groupBy("score")
            .agg(sum("label"), count(lit(1)))
            .orderBy(col("score").desc())
            .collectAsList();
    double positives = 0;
    double above = 0;
    double sum = 0;
    for (Row row : scores) {
      positives += row.getDouble(1);
      above += row.getLong(2);
      sum += row.getDouble(1) * positives / above;
    }
    assertThat(metrics(rows).areas().averagePrecision()).isEqualTo(sum / positives, within(1e-12));
  }

  @Test
  void areTheSameOnAnyPartitioning() {
    Dataset<Row> rows = ROWS.selectExpr("z AS score", "label", "prediction");
    assertThat(metrics(rows.repartition(7)).areas()).isEqualTo(metrics(rows).areas());
  }

  @Test
  void eachCellHasItsOwn() {
    Dataset<Row> rows = ROWS.withColumn("score", col("z"));
    List<String> parts = List.of("train", "few", "test");
    Cells cells = Cells.of(rows, "part", parts, List.of());
    List<TwoClasses> together = TwoClasses.of(cells.rows(), cells.number());
    IntStream.range(0, parts.size())
        .forEach(
            i -> {
              Dataset<Row> its = rows.where(col("part").equalTo(parts.get(i)));
              assertThat(metrics(its).curve().isExact()).isEqualTo(parts.get(i).equals("few"));
              BinaryClassificationMetrics mllib = mllib(its.select("score", "label"));
              assertThat(together.get(i).areas().roc())
                  .isEqualTo(mllib.areaUnderROC(), within(1e-9));
              assertThat(together.get(i).areas().precisionRecall())
                  .isEqualTo(mllib.areaUnderPR(), within(1e-9));
            });
  }

  @Test
  void areNotDefinedWithoutBothClasses() {
    Dataset<Row> rows = ROWS.selectExpr("z AS score", "label", "prediction");
    Areas ofPositives = metrics(rows.where("label = 1")).areas();
    assertThat(ofPositives).isEqualTo(new Areas(null, 1.0, 1.0));
    Areas ofNegatives = metrics(rows.where("label = 0")).areas();
    assertThat(ofNegatives).isEqualTo(new Areas(null, null, null));
  }

  /** Of all rows in one of two cells, as of one more scores are counted one by one. */
  private static TwoClasses metrics(Dataset<Row> rows) {
    return TwoClasses.of(Cells.one(rows), 2).get(0);
  }

  private static BinaryClassificationMetrics mllib(Dataset<Row> rows) {
    RDD<Tuple2<Double, Double>> pairs =
        rows.toJavaRDD().map(row -> new Tuple2<>(row.getDouble(0), row.getDouble(1))).rdd();
    return new BinaryClassificationMetrics(pairs, 0); // 0 bins: every score
  }
}
