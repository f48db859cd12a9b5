package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label of several classes, which are texts, within a whole job. */
class ClassesJobTest {

  private static final String JOB =
      """
      name: sizes
      read: {path: "jobs/data/birdstrikes.csv.gz", format: csv}
      roles: {label: wildlife_size}
      clean:
        - snakeCaseColumns: {}
        - derive: {damaged: "effect_amount_of_damage <> 'None'", wildlife_size: "CASE WHEN VALUE END"}
        - select: {columns: [wildlife_size, damaged, phase_of_flight, wildlife_species]}
        - filter: {where: "wildlife_size IS NOT NULL"}
      split: {train: 0.8, test: 0.2, stratify: wildlife_size}
      features:
        - oneHot: {columns: phase_of_flight}
        - hashTokens: {columns: wildlife_species, numFeatures: 64}
      train:
        LogisticRegression: {maxIter: 5}
      evaluate: {slices: [damaged]}
      write: {table: "${out}/scored", format: parquet}
      """;

  @TempDir Path out;

  @Test
  void predictsTheNamesOfThreeClasses() throws IOException {
    Dataset<Row> scored = run("wildlife_size IS NOT NULL THEN wildlife_size");
    Dataset<Row> test = scored.where("split = 'test'");
    JsonNode evaluation = result().get("evaluation");

    assertThat(result().get("parts").get(1).get("warning").asText())
        .startsWith("test has ")
        .contains(" where 20 % would be ");
    assertThat(evaluation.get("kind").asText()).isEqualTo("classes");
    assertThat(scored.select("prediction").distinct().count()).isEqualTo(3);
    assertThat(scored.where("wildlife_size NOT IN ('Small', 'Medium', 'Large')").count()).isZero();
    double right = test.where("prediction = wildlife_size").count();
    JsonNode metrics = evaluation.get("scores").get(1).get("metrics");
    assertThat(metrics.get(0).get("name").asText()).isEqualTo("accuracy");
    assertThat(metrics.get(0).get("value").asDouble())
        .isCloseTo(right / test.count(), within(1e-12));
    assertThat(evaluation.get("classes").get(0).get("name").asText()).isEqualTo("Large");
    assertThat(evaluation.get("classes").get(0).get("rows").asLong())
        .isEqualTo(test.where("wildlife_size = 'Large'").count());
    assertThat(evaluation.get("slices")).hasSize(2);

    PipelineModel model = PipelineModel.load(out + "/sizes/model");
    Dataset<Row> predicted =
        model.transform(scored.drop("score", "prediction", "split", "wildlife_size"));
    assertThat(LocalSpark.texts(predicted.select("predictedLabel")))
        .isEqualTo(LocalSpark.texts(scored.select("prediction")));
  }

  @Test
  void ofTwoTheLaterIsThePositiveOne() throws IOException {
    Dataset<Row> scored =
        run("wildlife_size = 'Small' THEN 'small' WHEN wildlife_size = 'Large' THEN 'big'");
    JsonNode evaluation = result().get("evaluation");

    assertThat(evaluation.get("kind").asText()).isEqualTo("twoClasses");
    assertThat(evaluation.get("scores").get(1).get("confusion").get("truePositives").asLong())
        .isEqualTo(
            scored
                .where("split = 'test' AND wildlife_size = 'small' AND prediction = 'small'")
                .count());
    assertThat(scored.where("(score > 0.5) <> (prediction = 'small')").count()).isZero();
  }

  @Test
  void aNumberThatIsNoClassIsNotTakenForTheNextOne() throws IOException {
    // the month by threes, of which March is 0.4 in the test rows alone
    Commands.job(
        out,
        """
        name: months
        read: {path: "jobs/data/birdstrikes.csv.gz", format: csv}
        roles: {label: month}
        clean:
          - snakeCaseColumns: {}
          - derive: {month: "month(flight_date) % 3 + IF(flight_date > '2002-01-01' AND month(flight_date) = 3, 0.4, 0)"}
          - select: {columns: [month, flight_date, speed_ias_in_knots]}
        split: {train: 0.7, test: 0.3, time: flight_date}
        features:
          - impute: {columns: speed_ias_in_knots}
          - dates: {columns: flight_date, parts: [dayOfWeek]}
        train: {LogisticRegression: {maxIter: 2}}
        evaluate: {}
        """);
    JsonNode classes =
        new ObjectMapper()
            .readTree(out.resolve("months/run.json").toFile())
            .get("evaluation")
            .get("classes");
    assertThat(classes).hasSize(4);
    assertThat(classes.get(3).get("name").asText()).isEqualTo("(not in training)");
  }

  private Dataset<Row> run(String size) throws IOException {
    Commands.job(out, JOB.replace("VALUE", size));
    return LocalSpark.SPARK.read().parquet(out + "/sizes/scored");
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(out.resolve("sizes/run.json").toFile());
  }
}
