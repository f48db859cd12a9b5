package io.sluice;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {

  @TempDir private Path folder;

  @Test
  void saysWhatToDo() {
    assertThat(said(new IOException("No space left on device")))
        .containsExactly(
            "failed: No space left on device",
            "A disk is full: make room where the outputs go, and where Spark keeps what does not"
                + " fit into memory (spark.local.dir).",
            "Add --verbose to see where in the code.");
    assertThat(said(new FileNotFoundException("part-1"))).element(1).asString().contains("is gone");
    assertThat(said(new AccessControlException("user=x, access=WRITE")))
        .element(1)
        .asString()
        .contains("may not");
    assertThat(said(new IllegalStateException("odd"))).hasSize(2);
  }

  /** An executor's exception reaches the driver as text. */
  @Test
  void findsTheCauseInTheWordsOfSpark() {
    assertThat(said(new SparkException("Lost task: java.io.IOException: No space left on device")))
        .element(1)
        .asString()
        .startsWith("A disk is full");
  }

  @Test
  void namesADamagedFile() throws IOException {
    Path data = folder.resolve("data");
    table("a INT", row(1)).write().parquet(data.toString());
    Path part;
    try (var files = Files.list(data)) {
      part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    Files.writeString(part, "no parquet at all, whatever its name says");
    Files.deleteIfExists(part.resolveSibling("." + part.getFileName() + ".crc"));
    Files.writeString(
        folder.resolve("job.yaml"),
        "read: {path: '%s', format: parquet, schema: 'a INT'}\nwrite: {table: '${out}/t'}\n"
            .formatted(data));
    Commands run =
        Commands.run("run", folder.resolve("job.yaml").toString(), "--out", folder.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(part.getFileName() + " is not a Parquet file")
        .contains("The file is damaged: write it anew")
        .contains("Nothing was written; earlier outputs are as they were.");
  }

  private static List<String> said(Exception failure) {
    var err = new java.io.StringWriter();
    var command = Main.command(new java.io.PrintWriter(err), new java.io.PrintWriter(err, true));
    int code =
        new Failures()
            .handleExecutionException(
                new RuntimeException("outer", failure), command, command.parseArgs("steps"));
    assertThat(code).isEqualTo(1);
    return err.toString().lines().toList();
  }
}
