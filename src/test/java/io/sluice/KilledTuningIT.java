package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a search, a process of its own, and goes on with it: the end is the same. */
class KilledTuningIT {

  private static final String JOB =
      """
      name: search
      read: {path: "%s/jobs/data/birdstrikes.csv.gz", format: csv}
      roles: {label: damaged}
      clean:
        - snakeCaseColumns: {}
        - derive: {damaged: "effect_amount_of_damage <> 'None'", day: "day(flight_date)"}
        - select: {columns: [damaged, day, wildlife_size]}
      features:
        - oneHot: {columns: wildlife_size}
      train:
        LogisticRegression: {maxIter: 5}
      tune:
        folds: 2
        space:
          LogisticRegression.regParam: [0, 0.001, 0.01, 0.1, 1]
          LogisticRegression.elasticNetParam: [0, 1]
      """;

  @TempDir Path folder;

  private Process process;

  @AfterEach
  void endProcess() {
    process.destroyForcibly();
  }

  @Test
  void theEndIsThatOfASearchThatWasNotKilled() throws Exception {
    Files.writeString(folder.resolve("search.yaml"), JOB.formatted(Path.of("").toAbsolutePath()));
    run("whole");

    start("killed");
    Path third = folder.resolve("killed/search/.tuning/000002.json");
    for (int i = 0; i < 1200 && process.isAlive() && !Files.exists(third); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(third).exists();
    process.destroyForcibly().waitFor();
    assertThat(folder.resolve("killed/search/run.json")).doesNotExist();

    run("killed", "--resume");
    assertThat(Files.readString(console())).contains(" of them before");
    assertThat(tuning("killed")).isEqualTo(tuning("whole"));
    assertThat(folder.resolve("killed/search/.tuning")).doesNotExist();
  }

  private void run(String out, String... more) throws Exception {
    start(out, more);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(console())).isZero();
  }

  private void start(String out, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "run",
                folder.resolve("search.yaml").toString(),
                "--out",
                folder.resolve(out).toString()));
    command.addAll(List.of(more));
    process =
        OwnProcess.of(
                console(),
                List.of("-Dlog4j2.configurationFile=src/test/resources/log4j2-test.properties"),
                command.toArray(new String[0]))
            .start();
  }

  private Path console() {
    return folder.resolve("console.txt");
  }

  /** What the search found, without the time that it took. */
  private JsonNode tuning(String out) throws Exception {
    Path file = folder.resolve(out).resolve("search/run.json");
    JsonNode tuning = new ObjectMapper().readTree(file.toFile()).get("tuning");
    tuning.get("trials").forEach(trial -> ((ObjectNode) trial).remove("seconds"));
    return tuning;
  }
}
