package io.sluice.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class ClustersTest {

  private static final String PART = "part";

  /** Rows around so many centres; one centre are rows without structure. */
  private static Dataset<Row> around(int centres, int rows) {
    Random random = new Random(5);
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double angle = 2 * Math.PI * (i % centres) / centres;
      double x = 20 * Math.cos(angle) + random.nextGaussian();
      double y = 20 * Math.sin(angle) + random.nextGaussian();
      made.add(LocalSpark.row(x, y, i % 3 == 0 ? "test" : "train"));
    }
    return new VectorAssembler()
        .setInputCols(new String[] {"x", "y"})
        .setOutputCol("features")
        .transform(LocalSpark.table("x DOUBLE, y DOUBLE, part STRING", made.toArray(new Row[0])));
  }

  private static Run.Clustering judged(Dataset<Row> rows, int k, int most, List<String> parts) {
    Evaluate settings = new Evaluate();
    settings.set(settings.maxClusters(), most);
    Dataset<Row> training = parts.isEmpty() ? rows : rows.where("part = 'train'");
    return Clusters.judge(
        settings,
        new KMeans().setK(k).setSeed(1).fit(training),
        rows,
        PART,
        parts,
        rows.schema(),
        functions::col,
        (clusters, seed) -> new KMeans().setK(clusters).setSeed(seed).fit(training));
  }

  @Test
  void squaresAreThoseOfSpark() {
    Dataset<Row> rows = around(3, 90);
    KMeansModel model = new KMeans().setK(3).setSeed(1).fit(rows);
    Run.ClusterScores scores = judged(rows, 3, 0, List.of()).scores().get(0);
    assertThat(scores.within()).isCloseTo(model.summary().trainingCost(), within(1e-6));
    Row squares = rows.selectExpr("(var_pop(x) + var_pop(y)) * count(1)").first();
    assertThat(scores.total()).isCloseTo(squares.getDouble(0), within(1e-6));
    assertThat(scores.silhouette()).isGreaterThan(0.9);
    assertThat(scores.part()).isEqualTo("all");
  }

  @Test
  void asManyClustersAreSuggestedAsThereAre() {
    Run.Clustering clustering = judged(around(4, 120), 2, 5, List.of());
    assertThat(clustering.suggested()).isEqualTo(4);
    assertThat(clustering.choices()).hasSize(5);
    assertThat(clustering.choices().get(0).gain()).isEqualTo(1);
    assertThat(clustering.choices().get(0).silhouette()).isNull();
  }

  @Test
  void rowsWithoutStructureSuggestNone() {
    Run.Clustering clustering = judged(around(1, 400), 2, 4, List.of());
    assertThat(clustering.suggested()).isNull();
    assertThat(clustering.choices().subList(1, 4))
        .allSatisfy(c -> assertThat(c.gain()).isGreaterThan(0.85));
  }

  @Test
  void partsAreJudgedAndTrainingRowsDescribed() {
    Run.Clustering clustering = judged(around(2, 90), 2, 0, List.of("train", "test"));
    assertThat(clustering.scores()).extracting(Run.ClusterScores::rows).containsExactly(60L, 30L);
    assertThat(clustering.choices()).isEmpty();
    assertThat(clustering.clusters())
        .extracting(Run.Cluster::name)
        .containsExactly("all", "0", "1");
    assertThat(clustering.clusters().get(0).rows()).isEqualTo(60);
    assertThat(clustering.clusters().get(1).means().get("x"))
        .isCloseTo(-clustering.clusters().get(2).means().get("x"), within(1.0));
  }

  @Test
  void oneClusterHasNoSilhouette() {
    Run.ClusterScores scores =
        Clusters.scores("all", around(2, 10).withColumn("prediction", functions.lit(0)));
    assertThat(scores.silhouette()).isNull();
    assertThat(scores.within()).isCloseTo(scores.total(), within(1e-9));
  }

  @Test
  void equalRowsHaveNothingToGain() {
    Run.Clustering clustering = judged(around(2, 1).unionAll(around(2, 1)), 2, 2, List.of());
    assertThat(clustering.choices().get(1).gain()).isNull();
    assertThat(clustering.suggested()).isNull();
  }
}
