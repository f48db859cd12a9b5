package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jobs of the repository that are no lessons; those are LessonsTest's. */
class JobsTest {

  @TempDir Path out;

  static List<Path> jobs() throws IOException {
    return Expectations.jobs(name -> !Character.isDigit(name.charAt(0)));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void givesWhatItExpects(Path job) throws IOException {
    Expectations.hold(job, out);
  }

  @Test
  void theModelServesPlainSparkAndPredictsAsTheTableSays() {
    Commands.run("run", "jobs/birdstrikes.yaml", "--out", out.toString());
    Dataset<Row> scored = LocalSpark.SPARK.read().format("delta").load(out + "/birdstrikes/scored");
    Dataset<Row> rows = scored.drop("score", "prediction", "split", "damaged");

    PipelineModel model = PipelineModel.load(out + "/birdstrikes/model");
    Dataset<Row> predicted = model.transform(rows);

    assertThat(LocalSpark.texts(predicted.select("prediction")))
        .isEqualTo(LocalSpark.texts(scored.select("prediction")));
    assertThat(scored.where("prediction = 1").count())
        .isEqualTo(scored.where("score > " + threshold()).count());
  }

  private double threshold() {
    try {
      return new ObjectMapper()
          .readTree(out.resolve("birdstrikes/run.json").toFile())
          .get("evaluation")
          .get("threshold")
          .asDouble();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
