package io.sluice;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that read only what is new, of files as Firehose lands them. */
class IncrementalTest {

  private static final String JOB =
      """
      name: job
      read: {path: "FOLDER/in", format: json, schema: "id INT", incremental: {state: "FOLDER/state"}}
      clean:
        - filter: {where: "id > 0"}
      write: {table: "FOLDER/rows", format: delta, mode: append}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void firstFiles() throws IOException {
    land("2026/11/28/06/a.json.gz", 1, 2);
    land("2026/11/28/07/b.json.gz", 3, -1);
  }

  @Test
  void readsEachFileOnceHoweverLateItComes() throws IOException {
    run();
    assertThat(rows()).containsExactly("[1]", "[2]", "[3]");
    land("2026/11/27/23/late.json.gz", 4);
    run();
    assertThat(rows()).containsExactly("[1]", "[2]", "[3]", "[4]");
    run();
    assertThat(rows()).containsExactly("[1]", "[2]", "[3]", "[4]");
    assertThat(state()).contains("run 1 ", "2 files  read", "run 2 ", "1 files  read");
    assertThat(state()).doesNotContain("run 3");
  }

  @Test
  void keepsColumnsThatAreNamesOfFolders() throws IOException {
    SPARK
        .range(2)
        .selectExpr("id", "'2026-11-0' || (id + 1) AS day")
        .write()
        .partitionBy("day")
        .parquet(folder.resolve("days").toString());
    Files.writeString(
        folder.resolve("days.yaml"),
        JOB.replace("name: job", "name: days")
            .replace("FOLDER", folder.toString())
            .replace("/in\"", "/days\"")
            .replace("json, schema: \"id INT\"", "parquet")
            .replace("id > 0", "day IS NOT NULL"));
    Commands run =
        Commands.run("run", folder.resolve("days.yaml").toString(), "--out", folder.toString());
    assertThat(run.err()).isEmpty();
    assertThat(rows()).containsExactly("[0,2026-11-01]", "[1,2026-11-02]");
  }

  /** The files that come after the one that died wait for the next but one. */
  @Test
  void aRunThatDiedIsRepeatedWithItsFilesAlone() throws IOException {
    run();
    Path done = folder.resolve("state/run-000001.json");
    Path pending = folder.resolve("state/run-000001.pending");
    Files.move(done, pending); // it died after it had published
    land("2026/11/28/08/c.json.gz", 5);
    assertThat(state()).contains("not finished");
    run();
    assertThat(rows()).containsExactly("[1]", "[2]", "[3]");
    assertThat(done).exists();
    assertThat(pending).doesNotExist();
    run();
    assertThat(rows()).containsExactly("[1]", "[2]", "[3]", "[5]");
  }

  @Test
  void aRunThatDiedBeforeItPublishedLosesNothing() throws IOException {
    run();
    land("2026/11/28/08/c.json.gz", 5);
    Files.writeString(
        folder.resolve("state/run-000002.pending"),
        "{\"run\":2,\"time\":\"t\",\"files\":[\"%s\"]}"
            .formatted(folder.resolve("in/2026/11/28/08/c.json.gz").toUri()));
    run();
    assertThat(rows()).containsExactly("[1]", "[2]", "[3]", "[5]");
  }

  @Test
  void aRunThatFailsReadsTheSameFilesAgain() throws IOException {
    Files.writeString(folder.resolve("rows"), "in the way");
    Commands failed = Commands.run("run", job().toString(), "--out", folder.toString());
    assertThat(failed.exitCode()).isNotZero();
    Files.delete(folder.resolve("rows"));
    run();
    assertThat(rows()).containsExactly("[1]", "[2]", "[3]");
  }

  @Test
  void isPausedAndRewound() throws IOException {
    run();
    assertThat(Commands.run("state", at(), "--pause").out()).contains("paused");
    land("2026/11/28/08/c.json.gz", 5);
    run();
    assertThat(rows()).hasSize(3);
    Commands.run("state", at(), "--continue");
    run();
    assertThat(rows()).hasSize(4);
    assertThat(Commands.run("state", at(), "--rewind", "9").err()).contains("there is no run 9");
    assertThat(Commands.run("state", at(), "--rewind", "1").out())
        .contains("run 1 ")
        .doesNotContain("run 2 ");
    run();
    assertThat(rows()).containsExactly("[1]", "[2]", "[3]", "[5]", "[5]"); // appended once more
    assertThat(state()).contains("run 3 ");
    assertThat(Commands.run("state", at(), "--reset").out()).contains("nothing has been read");
  }

  private void run() throws IOException {
    Commands run = Commands.run("run", job().toString(), "--out", folder.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  private Path job() throws IOException {
    return Files.writeString(folder.resolve("job.yaml"), JOB.replace("FOLDER", folder.toString()));
  }

  private List<String> rows() {
    return texts(SPARK.read().format("delta").load(folder.resolve("rows").toString()));
  }

  private String state() {
    return Commands.run("state", at()).out();
  }

  private String at() {
    return folder.resolve("state").toString();
  }

  private void land(String name, int... ids) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int id : ids) {
        out.write("{\"id\": %d}\n".formatted(id).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
