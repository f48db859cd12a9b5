package io.sluice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole job with keys, a process of its own as bin/sluice starts it, which leaves none behind.
 */
class PseudonymsIT {

  private static final String IN_VARIABLE =
      "5f3c1f0e9ab7d26488c1e07bd4a95e3360d2f7184cbe90a15d6e2b7f8301c94a";
  private static final String IN_FILE =
      "c07e4d91b3f62a58e6197d0c4fa8352be1946d70a3c85bf2174e0d9c6b8a53f1";

  private static final String JOB =
      """
      name: tokens
      read: {path: "%1$s/jobs/data/tickets/tickets.jsonl.gz", format: json, corrupt: quarantine, schema: "ticket_id STRING, email STRING, phone STRING, body STRING"}
      roles: {id: ticket_id, text: body}
      clean:
        - maskPii: {columns: [email], action: pseudonymize, keyVariable: SLUICE_PII_KEY}
        - maskPii: {columns: [body], action: pseudonymize, keyFile: "%2$s/pii.key"}
        - maskPii: {columns: [phone], action: pseudonymize, keyFile: "%2$s/pii.key"}
      write: {table: "${out}/tickets", format: csv}
      """;

  @TempDir Path folder;

  @Test
  void noKeyIsInAnythingThatTheRunLeaves() throws Exception {
    Files.writeString(folder.resolve("pii.key"), IN_FILE);
    Files.writeString(
        folder.resolve("tokens.yaml"), JOB.formatted(Path.of("").toAbsolutePath(), folder));
    Files.createDirectory(folder.resolve("events"));
    Process process = start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("console.txt"))).isZero();

    Map<String, String> left = left();
    assertThat(left.keySet())
        .contains("console.txt", "out/tokens/run.json", "out/tokens/report.html")
        .contains("out/tokens/spark.log", "out/tokens/summary.json")
        .anyMatch(name -> name.startsWith("events/"))
        .anyMatch(name -> name.startsWith("out/tokens/tickets/"))
        .anyMatch(name -> name.startsWith("out/tokens/audit/"));
    assertThat(left.get("out/tokens/run.json")).contains("maskPii");
    assertThat(left.get("out/tokens/spark.log")).contains("INFO");
    assertThat(left)
        .anySatisfy(
            (name, text) ->
                assertThat(name.startsWith("events/") && text.contains("SQLExecutionStart"))
                    .isTrue());
    List<String> keys = new ArrayList<>();
    for (String key : List.of(IN_VARIABLE, IN_FILE)) {
      byte[] bytes = HexFormat.of().parseHex(key);
      keys.add(key);
      keys.add(key.toUpperCase(Locale.ROOT));
      keys.add(Base64.getEncoder().encodeToString(bytes).substring(0, 40));
      keys.add(Base64.getEncoder().encodeToString(key.getBytes(UTF_8)).substring(0, 80));
      keys.add(new String(bytes, ISO_8859_1));
    }
    left.forEach(
        (name, text) ->
            keys.forEach(key -> assertThat(text.contains(key)).as("a key in " + name).isFalse()));
    Dataset<Row> tickets =
        LocalSpark.SPARK
            .read()
            .option("header", true)
            .option("multiLine", true)
            .option("escape", "\"")
            .csv(folder + "/out/tokens/tickets");
    assertThat(tickets.where("email IS NOT NULL").count()).isPositive();
    assertThat(tickets.where("email RLIKE '^[^@]+@[a-z.]+[.][a-z]+$'").count()).isZero();
  }

  /** The files that the run made, by name, a character a byte. */
  private Map<String, String> left() throws IOException {
    Map<String, String> left = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.equals("pii.key")) {
          left.put(name, Files.readString(file, ISO_8859_1));
        }
      }
    }
    return left;
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        OwnProcess.of(
            folder.resolve("console.txt"),
            List.of(
                "-Dsluice.home=" + Path.of("").toAbsolutePath(),
                "-Dlog4j2.configurationFile=conf/log4j2-local.properties",
                "-Dspark.eventLog.enabled=true",
                "-Dspark.eventLog.compress=false",
                "-Dspark.eventLog.dir=" + folder.resolve("events").toUri()),
            "run",
            folder.resolve("tokens.yaml").toString(),
            "--audit",
            "--verbose",
            "--out",
            folder.resolve("out").toString());
    builder.environment().put("SLUICE_PII_KEY", IN_VARIABLE);
    return builder.start();
  }
}
