package io.sluice;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that reads what is new is killed by -9 at each point between reading and committing. */
class KilledIncrementIT {

  private static final String JOB =
      """
      name: job
      read: {path: "FOLDER/in", format: json, schema: "id INT", incremental: {state: "FOLDER/state"}}
      write: {table: "FOLDER/table", format: delta, mode: append}
      """;

  @TempDir private Path folder;

  /** What is there by then: read, about to publish; published, not committed; committed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "out/job/status.json",
        "state/run-000001.pending",
        "table/_delta_log/00000000000000000000.json",
        "state/run-000001.json"
      })
  void noRowIsLostOrRepeated(String moment) throws Exception {
    land("one", 1, 50);
    Path job = folder.resolve("job.yaml");
    Files.writeString(job, JOB.replace("FOLDER", folder.toString()));
    Path console = folder.resolve("console.txt");
    Process process =
        OwnProcess.of(
                console,
                List.of("-Dlog4j2.configurationFile=src/test/resources/log4j2-test.properties"),
                "run",
                job.toString(),
                "--out",
                folder.resolve("out").toString())
            .start();
    try {
      while (!Files.exists(folder.resolve(moment))) {
        assertThat(process.isAlive()).as(Files.readString(console)).isTrue();
        Thread.onSpinWait();
      }
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();

    land("two", 51, 60);
    for (int i = 0; i < 2; i++) { // the first may repeat what the killed one began
      Commands run = Commands.run("run", job.toString(), "--out", folder.resolve("out").toString());
      assertThat(run.err()).isEmpty();
    }
    assertThat(
            SPARK.read().format("delta").load(folder.resolve("table").toString()).collectAsList())
        .extracting(row -> row.getInt(0))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
  }

  private void land(String name, int from, int to) throws Exception {
    StringBuilder lines = new StringBuilder();
    IntStream.rangeClosed(from, to).forEach(i -> lines.append("{\"id\":").append(i).append("}\n"));
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in").resolve(name + ".json"), lines);
  }
}
