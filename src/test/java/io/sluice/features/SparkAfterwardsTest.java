package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.CountVectorizer;
import org.apache.spark.ml.feature.MaxAbsScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorSlicer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps in an ordinary Pipeline, before stages of spark.ml that read what they made. */
class SparkAfterwardsTest {

  @Test
  void sparkReadsNumbersAndVectors(@TempDir Path dir) throws Exception {
    assertScores(
        dir,
        new Impute().setColumns("speed", "height"),
        new ClipOutliers().setDetect("zScore").setColumns("height"),
        new Power().setMethod("yeoJohnson").setColumns("height"),
        new Scale().setColumns("speed", "height"),
        new Polynomial().setColumns("speed", "height"),
        new Target().setLabelCol("label").setColumns("phase"),
        new OneHot().setColumns("size"),
        new Hash().setNumFeatures(16).setColumns("airport"),
        new Tokenize().setColumns("remarks"),
        new HashTokens().setNumFeatures(32).setColumns("remarks"),
        new Idf().setColumns("remarks"),
        new VectorAssembler()
            .setInputCols(
                new String[] {
                  "speed", "height", "polynomial", "phase", "size", "hashed", "remarks"
                })
            .setOutputCol("joined"),
        new MaxAbsScaler().setInputCol("joined").setOutputCol("features"),
        new LogisticRegression().setMaxIter(5));
  }

  @Test
  void sparkReadsTokensAndTheNamesOfSlots(@TempDir Path dir) throws Exception {
    assertScores(
        dir,
        new Tokenize().setAnalyzer("english").setStem(true).setColumns("remarks"),
        new CountVectorizer().setInputCol("remarks").setOutputCol("counts"),
        new OneHot().setColumns("size"),
        new VectorSlicer()
            .setNames(new String[] {"size=s1"})
            .setInputCol("size")
            .setOutputCol("s1"),
        new Reduce().setK(2).setColumns("counts", "s1"),
        new LogisticRegression().setMaxIter(5).setFeaturesCol("reduced"));
  }

  private static void assertScores(Path dir, PipelineStage... stages) throws Exception {
    Dataset<Row> rows = strikes();
    PipelineModel model = new Pipeline().setStages(stages).fit(rows);
    Dataset<Row> scored = model.transform(rows).select("probability", "prediction");
    assertThat(scored.collectAsList()).hasSize(60).noneMatch(Row::anyNull);
    model.write().save(dir.resolve("model").toString());
    PipelineModel loaded = PipelineModel.load(dir.resolve("model").toString());
    assertThat(loaded.transform(rows).select("probability", "prediction").collectAsList())
        .isEqualTo(scored.collectAsList());
  }

  private static Dataset<Row> strikes() {
    String[] remarks = {"Two gulls struck the wing.", "", "A gull was seen", "Engine damaged"};
    Row[] rows = new Row[60];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          row(
              i % 7 == 0 ? null : 100.0 + i,
              (double) (i * i),
              "p" + i % 3,
              "s" + i % 2,
              "a" + i % 11,
              i % 5 == 0 ? null : remarks[i % 4],
              i % 4 == 3 ? 1.0 : 0.0);
    }
    return table(
        "speed DOUBLE, height DOUBLE, phase STRING, size STRING, airport STRING, remarks STRING,"
            + " label DOUBLE",
        rows);
  }
}
