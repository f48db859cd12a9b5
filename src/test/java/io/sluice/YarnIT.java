package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.LocalSpark;
import io.sluice.testing.Yarn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped jar on YARN, in cluster mode, as EMR runs it. */
class YarnIT {

  /** Each row takes some milliseconds, so that there is time to kill something. */
  private static final String JOB =
      """
      name: work
      read: {path: "%s/jobs/data/orders.csv", format: csv, schema: "order_id BIGINT, customer STRING, placed DATE, amount STRING, channel STRING, updated TIMESTAMP", corrupt: quarantine}
      clean:
        - dropDuplicates: {keys: order_id, keep: last, orderBy: [updated]}
        - derive: {work: "aggregate(sequence(1, 400000 + order_id), 0L, (a, i) -> a + i)"}
      write: {table: "${out}/rows", format: parquet}
      """;

  @TempDir static Path folder;

  private static Yarn yarn;

  @BeforeAll
  static void start() throws Exception {
    yarn = new Yarn(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    yarn.close();
  }

  /** An executor, or the driver itself, which YARN starts again. */
  @ParameterizedTest
  @CsvSource({
    "executor, 1, YarnCoarseGrainedExecutorBackend",
    "driver, 2, deploy.yarn.ApplicationMaster",
  })
  void aKilledProcessChangesNothing(String which, int attempts, String mainClass) throws Exception {
    Path job = folder.resolve(which + ".yaml");
    Files.writeString(job, JOB.formatted(Path.of("").toAbsolutePath()));
    Path out = folder.resolve("out-" + which);
    Process submit = yarn.submit(attempts, "run", job.toString(), "--out", out.toString());
    try {
      if (which.equals("driver")) {
        awaitRunning(submit, out);
      }
      yarn.kill(mainClass);
      assertThat(submit.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(submit.exitValue()).as(yarn.said()).isZero();
    } finally {
      submit.destroyForcibly();
    }
    assertThat(status(out.resolve("work/status.json")).get("state").asText()).isEqualTo("done");
    assertThat(yarn.written("stdout")).contains("done in");

    Path here = folder.resolve("here");
    if (!Files.exists(here)) { // the job is the same for both
      Commands.run("run", job.toString(), "--out", here.toString());
    }
    assertThat(LocalSpark.texts(rows(out))).hasSize(61).isEqualTo(LocalSpark.texts(rows(here)));
  }

  @Test
  void theExitCodeReachesYarn() throws Exception {
    Path job = folder.resolve("checked.yaml");
    Files.writeString(
        job,
        JOB.formatted(Path.of("").toAbsolutePath())
            .replace("corrupt: quarantine", "corrupt: fail"));
    Path status = folder.resolve("status.json");
    Process submit =
        yarn.submit(
            1,
            "run",
            job.toString(),
            "--out",
            folder.resolve("checked").toString(),
            "--status",
            status.toString());
    try {
      assertThat(submit.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      submit.destroyForcibly();
    }
    assertThat(submit.exitValue()).isNotZero();
    assertThat(yarn.said()).contains("User application exited with status 3");
    assertThat(status(status).get("exitCode").asInt()).isEqualTo(3);
    assertThat(yarn.written("stderr")).contains("rows do not fit the schema");
  }

  private static void awaitRunning(Process submit, Path out)
      throws InterruptedException, IOException {
    while (!Files.exists(out.resolve("work/status.json"))) {
      assertThat(submit.isAlive()).as(yarn.said()).isTrue();
      Thread.sleep(50);
    }
  }

  private static org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> rows(Path out) {
    return LocalSpark.SPARK.read().parquet(out.resolve("work/rows").toString());
  }

  private static JsonNode status(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
