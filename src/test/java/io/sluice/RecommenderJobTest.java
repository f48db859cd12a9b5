package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recommender within a whole job: it learns from users and items, and is judged by rankings. */
class RecommenderJobTest {

  private static final String JOB =
      """
      name: films
      read: {path: "RATINGS", format: csv, schema: "user INT, film INT, rating DOUBLE"}
      roles: {label: rating}
      clean:
        - filter: {where: "true"}
      split: {train: 0.75, test: 0.25}
      train:
        ALS: {userCol: user, itemCol: film, rank: 4, maxIter: 4, regParam: 0.05, seed: 7}
      evaluate: {rankBy: user, topK: 3, relevant: 4, permutations: 1, learningCurve: 2}
      compare: {mean: {BaselineRegressor: {}}}
      write: {table: "${out}/scored", format: parquet}
      """;

  @TempDir Path out;

  /** Users and films have two tastes each; one film has a single rating. */
  private void ratings() throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    lines.add("user,film,rating");
    for (int user = 0; user < 60; user++) {
      for (int film = 0; film < 40; film++) {
        if (random.nextDouble() < 0.5) {
          double match = (user % 2 == film % 2 ? 4.5 : 1.5) + 0.4 * random.nextGaussian();
          lines.add(user + "," + film + "," + Math.rint(10 * match) / 10);
        }
      }
    }
    for (int user = 0; user < 40; user++) {
      lines.add(user + "," + (900 + user) + ",3");
    }
    Files.write(out.resolve("ratings.csv"), lines);
  }

  @Test
  void ranksWhatAUserLikesFirst() throws IOException {
    ratings();
    Commands run = Commands.job(out, JOB.replace("RATINGS", out.resolve("ratings.csv").toString()));
    JsonNode result = new ObjectMapper().readTree(out.resolve("films/run.json").toFile());

    JsonNode test = result.get("evaluation").get("scores").get(1);
    assertThat(test.get("metrics").get(0).get("value").asDouble())
        .isLessThan(0.6 * test.get("baseline").get(0).get("value").asDouble());
    JsonNode warnings = result.get("evaluation").get("warnings");
    assertThat(warnings).hasSize(1);
    Dataset<Row> scored = LocalSpark.SPARK.read().parquet(out + "/films/scored");
    long unknown = scored.where("isnan(prediction)").count();
    assertThat(unknown).isPositive();
    assertThat(warnings.get(0).asText())
        .startsWith("the model predicts nothing (NaN) for %d rows".formatted(unknown));
    assertThat(test.get("rows").asLong())
        .isEqualTo(scored.where("split = 'test' AND NOT isnan(prediction)").count());

    for (JsonNode point : result.get("learningCurve").get("points")) {
      assertThat(point.get("judged").asDouble()).isBetween(0.1, 5.0);
    }
    assertThat(result.get("comparison").get("best").asText()).isEqualTo("ALS");
    assertThat(result.get("comparison").get("pairs").get(0).get("adjusted").asDouble())
        .isLessThan(0.01);

    JsonNode ranking = result.get("ranking");
    assertThat(ranking.get("by").asText()).isEqualTo("user");
    assertThat(ranking.get("metrics").get(0).get("value").asDouble())
        .isGreaterThan(ranking.get("chance").get(0).get("value").asDouble() + 0.2);
    assertThat(run.out()).contains("by user, the first 3 of ");
    assertThat(Files.readString(out.resolve("films/report.html"))).contains("NDCG@3");

    PipelineModel model = PipelineModel.load(out + "/films/model");
    assertThat(
            model
                .transform(scored.drop("prediction", "split").limit(5))
                .where("isnan(prediction)")
                .count())
        .isLessThan(5);
  }
}
