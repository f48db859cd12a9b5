package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.evaluation.RankingMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class RankingTest {

  private static final String SCHEMA = "user INT, item INT, label DOUBLE, prediction DOUBLE";

  private static List<Row> ratings() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < 40; user++) {
      for (int item = 0; item < 1 + user % 9; item++) {
        double label = 1 + random.nextInt(5);
        rows.add(row(user, item, label, label + 2 * random.nextGaussian()));
      }
    }
    return rows;
  }

  private static Run.Ranking of(int k, Dataset<Row> rows) {
    return Ranking.of("user", col("user"), k, 4, "test", Ranking.numbered(rows));
  }

  private static double value(List<Run.Metric> metrics, String name) {
    return metrics.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow().value();
  }

  @Test
  void ranksAsTheMetricsOfSpark() {
    TreeMap<Integer, List<Row>> byUser = new TreeMap<>();
    ratings().forEach(r -> byUser.computeIfAbsent(r.getInt(0), u -> new ArrayList<>()).add(r));
    List<Tuple2<List<Integer>, List<Integer>>> ranked = new ArrayList<>();
    byUser.forEach(
        (user, its) -> {
          its.sort(Comparator.comparingDouble((Row r) -> r.getDouble(3)).reversed());
          List<Integer> relevant =
              its.stream().filter(r -> r.getDouble(2) >= 4).map(r -> r.getInt(1)).toList();
          if (!relevant.isEmpty()) { // Spark takes 0 for those without
            ranked.add(new Tuple2<>(its.stream().map(r -> r.getInt(1)).toList(), relevant));
          }
        });
    JavaSparkContext context = new JavaSparkContext(LocalSpark.SPARK.sparkContext());
    RankingMetrics<Integer> peer = RankingMetrics.of(context.parallelize(ranked));

    for (int k : new int[] {1, 3, 20}) {
      Run.Ranking ranking = of(k, table(SCHEMA, ratings().toArray(new Row[0])).repartition(3));
      assertThat(ranking.groups()).isEqualTo(ranked.size());
      assertThat(ranking.groups() + ranking.without()).isEqualTo(40);
      assertThat(value(ranking.metrics(), "ndcg")).isCloseTo(peer.ndcgAt(k), within(1e-12));
      assertThat(value(ranking.metrics(), "precision"))
          .isCloseTo(peer.precisionAt(k), within(1e-12));
      assertThat(value(ranking.metrics(), "recall")).isCloseTo(peer.recallAt(k), within(1e-12));
      assertThat(value(ranking.metrics(), "map"))
          .isCloseTo(peer.meanAveragePrecision(), within(1e-12));
      assertThat(value(ranking.chance(), "map")).isLessThan(value(ranking.metrics(), "map"));
    }
  }

  @Test
  void rowsWithoutPredictionOrGroupTakeNoPart() {
    Run.Ranking ranking =
        of(
            2,
            table(
                SCHEMA,
                row(1, 1, 5.0, Double.NaN),
                row(1, 2, 5.0, 3.0),
                row(1, 3, 1.0, 2.0),
                row(null, 4, 5.0, 1.0),
                row(2, 5, 1.0, 9.0)));
    assertThat(ranking.groups()).isEqualTo(1);
    assertThat(ranking.without()).isEqualTo(1);
    assertThat(value(ranking.metrics(), "ndcg")).isEqualTo(1);
    assertThat(value(ranking.metrics(), "precision")).isEqualTo(0.5);
    assertThat(value(ranking.metrics(), "recall")).isEqualTo(1);
  }

  @Test
  void whereNothingIsRelevantNothingIsSaid() {
    Run.Ranking ranking = of(2, table(SCHEMA, row(1, 1, 1.0, 2.0)));
    assertThat(ranking.groups()).isZero();
    assertThat(ranking.metrics()).allSatisfy(m -> assertThat(m.value()).isNull());
    assertThat(of(2, table(SCHEMA)).without()).isZero();
  }
}
