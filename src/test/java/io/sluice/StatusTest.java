package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler reads of a run. */
class StatusTest {

  private static final String JOB =
      """
      name: job
      read: {path: "jobs/data/orders.csv", format: csv, schema: "order_id BIGINT, customer STRING, placed DATE, amount DOUBLE, channel STRING, updated TIMESTAMP", corrupt: fail}
      write: {table: "${out}/rows", format: parquet}
      """;

  @TempDir private Path folder;

  @Test
  void saysThatARunIsDone() throws IOException {
    Instant before = Instant.now();
    Commands.job(folder, "read: {path: \"jobs/data/penguins.csv\", format: csv}\nname: job\n");
    JsonNode status = read(folder.resolve("job/status.json"));
    assertThat(status.get("state").asText()).isEqualTo("done");
    assertThat(status.get("exitCode").asInt()).isZero();
    assertThat(status.get("said")).isEmpty();
    assertThat(Instant.parse(status.get("started").asText())).isBetween(before, Instant.now());
    assertThat(Instant.parse(status.get("ended").asText())).isBetween(before, Instant.now());
    try (var files = Files.list(folder.resolve("job"))) {
      assertThat(files.map(f -> f.getFileName().toString())).noneMatch(f -> f.startsWith("."));
    }
  }

  @Test
  void saysWhyARunFailed() throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(job, JOB);
    Commands run = Commands.run("run", job.toString(), "--out", folder.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    JsonNode status = read(folder.resolve("job/status.json"));
    assertThat(status.get("state").asText()).isEqualTo("failed");
    assertThat(status.get("exitCode").asInt()).isEqualTo(3);
    assertThat(List.of(status.at("/said/0").asText(), status.at("/said/1").asText()))
        .isEqualTo(run.err().lines().toList());
  }

  @Test
  void liesWhereItIsWantedAndSaysThatAJobCannotBeRead() throws IOException {
    Path file = folder.resolve("deep/status.json");
    Commands run = Commands.run("run", "nowhere.yaml", "--status", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(read(file).get("exitCode").asInt()).isEqualTo(2);
    assertThat(read(file).at("/said/0").asText()).isEqualTo(run.err().strip());
  }

  @Test
  void thatItCannotBeWrittenFailsTheRunBeforeItBegins() throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(job, JOB);
    Commands run =
        Commands.run("run", job.toString(), "--out", folder.toString(), "--status", job + "/x");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(job.toString());
    assertThat(folder.resolve("job/rows")).doesNotExist();
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
