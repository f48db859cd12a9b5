package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Ends a run, a process of its own, at awkward moments: earlier outputs stay whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledRunIT {

  private static final String JOB =
      """
      name: small
      read: {path: "%s/jobs/data/birdstrikes.csv.gz", format: csv}
      roles: {label: damaged}
      clean:
        - snakeCaseColumns: {}
        - derive: {damaged: "effect_amount_of_damage <> 'None'", day: "day(flight_date)"}
        - select: {columns: [damaged, day, wildlife_size]}
        - dropDuplicates: {}
      split: {train: 0.8, test: 0.2}
      features:
        - oneHot: {columns: wildlife_size}
      train:
        LogisticRegression: {maxIter: 3}
      write: {table: "${out}/scored", format: parquet}
      """;

  @TempDir static Path folder;

  private Process process;

  /** Each case begins with whole outputs, and leaves them so. */
  @BeforeAll
  void runOnce() throws Exception {
    Files.writeString(folder.resolve("small.yaml"), JOB.formatted(Path.of("").toAbsolutePath()));
    start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(log()).isZero();
  }

  @AfterEach
  void endProcess() {
    process.destroyForcibly();
  }

  /** Each run mends what the one before it has left, and the last one is not killed. */
  @Test
  void leavesTheOldOrTheNewOutputsAndTheNextRunMendsTheRest() throws Exception {
    long rows = rows();
    for (String moment : List.of(".model.staging", ".scored.staging", ".scored.previous")) {
      try (WatchService watch = watch()) {
        start();
        await(watch, moment);
        process.destroyForcibly();
      }
      process.waitFor();
      isWhole(rows);
    }
    start();
    process.waitFor();
    assertThat(process.exitValue()).as(log()).isZero();
    assertThat(rows()).isEqualTo(rows);
    assertThat(hidden()).isEmpty();
  }

  /** As whoever reads the outputs next finds them. */
  private void isWhole(long rows) throws IOException {
    io.sluice.write.Publication publication =
        new io.sluice.write.Publication(LocalSpark.SPARK.sparkContext().hadoopConfiguration());
    publication.recover(out().resolve("scored").toString());
    publication.recover(out().resolve("model").toString());
    assertThat(rows()).isEqualTo(rows);
    PipelineModel.load(out().resolve("model").toString());
    assertThat(new ObjectMapper().readTree(out().resolve("run.json").toFile()).get("job").asText())
        .isEqualTo("small");
    assertThat(Files.readString(out().resolve("report.html"))).endsWith("</html>\n");
  }

  @Test
  void stopsCleanlyOnTerm() throws Exception {
    long rows = rows();
    try (WatchService watch = watch()) {
      start();
      await(watch, ".scored.staging");
      process.destroy();
    }
    process.waitFor();

    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(log()).contains("stopped. Nothing was written; earlier outputs are as they were.");
    assertThat(hidden()).isEmpty();
    assertThat(rows()).isEqualTo(rows);
  }

  private void start() throws IOException {
    process =
        OwnProcess.of(
                folder.resolve("console.txt"),
                List.of("-Dlog4j2.configurationFile=src/test/resources/log4j2-test.properties"),
                "run",
                folder.resolve("small.yaml").toString(),
                "--out",
                folder.resolve("out").toString())
            .start();
  }

  private Path out() {
    return folder.resolve("out").resolve("small");
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("console.txt"));
  }

  private long rows() {
    return LocalSpark.SPARK.read().parquet(out().resolve("scored").toString()).count();
  }

  private List<String> hidden() throws IOException {
    try (Stream<Path> files = Files.list(out())) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith(".")).toList();
    }
  }

  private WatchService watch() throws IOException {
    WatchService watch = out().getFileSystem().newWatchService();
    out().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    return watch;
  }

  private static void await(WatchService watch, String name) throws InterruptedException {
    while (true) {
      WatchKey key = watch.poll(2, TimeUnit.MINUTES);
      assertThat(key).as("nothing happens any more").isNotNull();
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.context().toString().equals(name)) {
          return;
        }
      }
      key.reset();
    }
  }
}
