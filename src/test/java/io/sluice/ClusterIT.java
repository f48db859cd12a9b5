package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The slim jar on a cluster of several processes, by {@code bin/try-cluster}. */
class ClusterIT {

  @TempDir Path folder;

  @Test
  void runsTheSameJobAsOnALaptop() throws Exception {
    assertThat(submit("client", "jobs/birdstrikes.yaml")).as(console()).isZero();

    JsonNode run = new ObjectMapper().readTree(folder.resolve("out/birdstrikes/run.json").toFile());
    assertThat(run.at("/environment/master").asText()).startsWith("spark://127.0.0.1:");
    assertThat(run.at("/parts/2/rows").asLong()).isEqualTo(1496);
    assertThat(run.at("/evaluation/scores/2/metrics/0/value").asDouble()).isBetween(0.79, 0.80);
    assertThat(folder.resolve("out/birdstrikes/scored/_delta_log")).isDirectory();
    assertThat(console()).contains("aucRoc");
  }

  @Test
  void theDriverMayRunThereToo() throws Exception {
    assertThat(submit("cluster", "jobs/orders.yaml")).as(console()).isZero();

    JsonNode run = new ObjectMapper().readTree(folder.resolve("out/orders/run.json").toFile());
    assertThat(run.at("/environment/master").asText()).startsWith("spark://127.0.0.1:");
    assertThat(run.at("/changes/3/rowsOut").asLong()).isEqualTo(60);
    assertThat(console()).contains("60 rows to ");
  }

  @Test
  void failsWithTheCodeAndTheLineOfTheMistake() throws Exception {
    Path job = folder.resolve("wrong.yaml");
    Files.writeString(job, "read: {path: nowhere.csv, format: csv}\n");
    assertThat(submit("client", job.toString())).as(console()).isEqualTo(2);
    assertThat(console()).contains("wrong.yaml:1 read.path: there is nothing at 'nowhere.csv'.");
  }

  private int submit(String mode, String job) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bin/try-cluster", mode, job, "--out", folder.resolve("out").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(console()).isTrue();
      return process.exitValue();
    } finally {
      process.destroy();
    }
  }

  private String console() throws IOException {
    Path file = folder.resolve("console.txt");
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
