package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Texts through a whole job: Lucene's analysers, what is saved of them, and what serves it. */
class TextJobTest {

  private static final String JOB = "src/test/resources/jobs/reviews.yaml";

  @TempDir Path out;

  @Test
  void learnsFromTextsInOnePass() throws IOException {
    Commands run = Commands.run("run", JOB, "--out", out.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    JsonNode result = new ObjectMapper().readTree(out.resolve("reviews/run.json").toFile());
    assertThat(result.at("/learning/passes").asInt()).isEqualTo(1);
    assertThat(result.at("/learning/slots").asInt()).isEqualTo(4096 + 6);
    assertThat(out.resolve("reviews/report.html")).isNotEmptyFile();
  }

  @Test
  void theModelServesPlainSpark() {
    Commands.run("run", JOB, "--out", out.toString());
    Dataset<Row> scored = LocalSpark.SPARK.read().parquet(out + "/reviews/scored");
    PipelineModel model = PipelineModel.load(out + "/reviews/model");
    Dataset<Row> served = model.transform(scored.select("id", "liked", "review"));
    assertThat(LocalSpark.texts(served.select("id", "prediction")))
        .isEqualTo(LocalSpark.texts(scored.select("id", "prediction")));
  }
}
