package io.sluice;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that ended before it had written, and one after it that goes on there. */
class ResumeTest {

  private static final String JOB =
      """
      name: job
      read: {path: "FOLDER/rows.csv", format: csv, schema: "id INT, x DOUBLE, y INT", corrupt: quarantine}
      roles: {id: id, label: y}
      clean:
        - dropDuplicates: {keys: id}
        - derive: {x: "CLEAN"}
      split: {train: 0.7, test: 0.3}
      features:
        - scale: {columns: x}
      train:
        LogisticRegression: {regParam: REG}
      evaluate: {}
      write: {table: "WHERE", format: parquet}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void rows() throws IOException {
    StringBuilder rows = new StringBuilder("id,x,y\nwrong,1,1\n");
    for (int i = 0; i < 200; i++) {
      rows.append(i % 150).append(',').append(i % 13).append(',').append(i % 13 / 7).append('\n');
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
  }

  @Test
  void takesRowsAndModelAsTheyWere() throws IOException {
    String fresh = outcome(run("fresh", "x + 1", "0.1", folder + "/whole", "--audit"), "fresh");
    List<String> table = texts(SPARK.read().parquet(folder + "/whole"));

    fail("out", "x + 1", "0.1");
    assertThat(folder.resolve("out/job/.resume/rows.json")).exists();
    assertThat(folder.resolve("out/job/.resume/model.json")).exists();
    Commands again = run("out", "x + 1", "0.1", folder + "/table", "--resume", "--audit");

    assertThat(resumed(again)).isEqualTo(2);
    assertThat(outcome(again, "out")).isEqualTo(fresh);
    assertThat(texts(SPARK.read().parquet(folder + "/table"))).isEqualTo(table);
    assertThat(SPARK.read().json(folder + "/out/job/quarantine/*").count()).isEqualTo(1);
    assertThat(SPARK.read().json(folder + "/out/job/audit/*-dropped").count()).isEqualTo(50);
    assertThat(folder.resolve("out/job/.resume")).doesNotExist();
  }

  @Test
  void makesAnewWhatDependsOnWhatChanged() throws IOException {
    fail("out", "x + 1", "0.1");
    fail("out", "x + 2", "0.1"); // other rows
    assertThat(resumed(run("out", "x + 2", "0.5", folder + "/table", "--resume", "--audit")))
        .as("the rows are the same, the model is not")
        .isEqualTo(1);

    fail("out", "x + 1", "0.1");
    Files.writeString(
        folder.resolve("rows.csv"), Files.readString(folder.resolve("rows.csv")) + "900,1,1\n");
    assertThat(resumed(run("out", "x + 1", "0.1", folder + "/table", "--resume", "--audit")))
        .isZero();
    assertThat(SPARK.read().parquet(folder + "/table").where("id = 900").count()).isEqualTo(1);
  }

  @Test
  void withoutTheOptionNothingIsKeptOrUsed() throws IOException {
    fail("out", "x + 1", "0.1");
    assertThat(resumed(run("out", "x + 1", "0.1", folder + "/table", "--audit"))).isZero();
    assertThat(folder.resolve("out/job/.resume")).doesNotExist();
  }

  /** A run whose table cannot be put where it should be. */
  private void fail(String out, String clean, String reg) throws IOException {
    Files.writeString(folder.resolve("file"), "");
    Commands failed = run(out, clean, reg, folder + "/file/table", "--resume", "--audit");
    assertThat(failed.exitCode()).isEqualTo(1);
  }

  private Commands run(String out, String clean, String reg, String where, String... options)
      throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        JOB.replace("FOLDER", folder.toString())
            .replace("CLEAN", clean)
            .replace("REG", reg)
            .replace("WHERE", where));
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("run", job.toString(), "--out", folder.resolve(out).toString()));
    arguments.addAll(List.of(options));
    return Commands.run(arguments.toArray(new String[0]));
  }

  private static long resumed(Commands run) {
    assertThat(run.err()).isEmpty();
    return run.out().lines().filter(line -> line.startsWith("resume ")).count();
  }

  /** All that run.json says but times and places. */
  private String outcome(Commands run, String out) throws IOException {
    assertThat(run.err()).isEmpty();
    JsonNode all = new ObjectMapper().readTree(folder.resolve(out + "/job/run.json").toFile());
    ((ObjectNode) all)
        .remove(List.of("started", "seconds", "environment", "sections", "outputs", "text"));
    return all.toString();
  }
}
