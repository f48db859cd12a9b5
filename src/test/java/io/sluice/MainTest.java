package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir Path out;

  @Test
  void withoutACommandShowsThemAndFails() {
    Commands run = Commands.run();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("run", "check", "steps");
  }

  @Test
  void anUnknownOptionIsAWrongCommand() {
    Commands run = Commands.run("run", "jobs/orders.yaml", "--fast");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Unknown option: '--fast'");
  }

  @Test
  void aMissingJobFileIsSaidInOneLine() {
    Commands run = Commands.run("run", "jobs/order.yaml");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("jobs/order.yaml: cannot be read: ");
  }

  @Test
  void checkShowsThePlanAndWritesNothing() {
    Commands check = Commands.run("check", "jobs/birdstrikes.yaml", "--out", out.toString());
    assertThat(check.exitCode()).isZero();
    assertThat(check.out().lines().toList())
        .contains(
            "clean[3] derive  damaged = damage <> 'None'; month = month(flight_date)",
            "    + damaged boolean, month int",
            "split  into train, validation, test",
            "features[0] impute  columns [speed], indicator true, strategy median  [learns in pass"
                + " 1]",
            "features[3] hash  columns [airport, operator, aircraft], numFeatures 1024  [no pass]",
            "passes over the training rows to learn the features: 1",
            "writes delta overwrite  " + out + "/birdstrikes/scored");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void anAuditKeepsEveryRowThatGoesWithItsReason() {
    Commands run = Commands.run("run", "jobs/orders.yaml", "--out", out.toString(), "--audit");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("audit     " + out + "/orders/audit");
    Dataset<Row> dropped =
        LocalSpark.SPARK.read().json(out + "/orders/audit/clean-3-dropDuplicates-dropped");
    assertThat(LocalSpark.texts(dropped.select("order_id", "reason")))
        .hasSize(3)
        .allMatch(row -> row.endsWith(",equal to another row in order_id]"));
    Dataset<Row> kept = LocalSpark.SPARK.read().parquet(out + "/orders/orders");
    assertThat(dropped.join(kept, "order_id").count()).isEqualTo(3);
    assertThat(out.resolve("orders/audit")).isDirectory();
    Commands.run("run", "jobs/orders.yaml", "--out", out.toString(), "--quiet");
    assertThat(out.resolve("orders/audit")).doesNotExist();
  }

  @Test
  void saysALineForEachSectionAndWhereThingsAre() {
    Commands run = Commands.run("run", "jobs/orders.yaml", "--out", out.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "read      66 rows from jobs/data/orders.csv (csv), 2 do not fit: quarantine",
            "          12 rows from jobs/data/customers.jsonl (json)",
            "clean     60 rows\n",
            "          clean[2] cast  -1 row (quarantined)",
            "report    " + out + "/orders/report.html")
        .doesNotContain("\u001b");
  }

  @Test
  void aJobMayBeNamedByTheAddressOfAnyFileSystem() {
    String address = Path.of("jobs/orders.yaml").toUri().toString();
    Commands run = Commands.run("run", address, "--out", out.toUri().toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(out.resolve("orders/report.html")).isNotEmptyFile();
    assertThat(out.resolve("orders/orders")).isDirectory();
  }

  @Test
  void quietSaysNothing() {
    Commands run = Commands.run("run", "jobs/orders.yaml", "--quiet", "--out", out.toString());
    assertThat(run).isEqualTo(new Commands(0, "", ""));
  }

  @Test
  void jsonPrintsTheRunAndNothingElse() throws Exception {
    Commands run = Commands.run("run", "jobs/orders.yaml", "--json", "--out", out.toString());
    JsonNode printed = new ObjectMapper().readTree(run.out());
    assertThat(printed)
        .isEqualTo(new ObjectMapper().readTree(out.resolve("orders/run.json").toFile()));
  }

  @Test
  void verboseAddsTheStepsAndTheTraceOfAFailure() {
    Commands run =
        Commands.run(
            "run", "jobs/orders.yaml", "--verbose", "--out", out.toString(), "--set", "data=/none");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("there is nothing at '/none/orders.csv'.", "at io.sluice.job.Walk.through");
  }

  @Test
  void aFailureKeepsEarlierOutputs() throws Exception {
    Commands.run("run", "jobs/orders.yaml", "--quiet", "--out", out.toString());
    String before = Files.readString(out.resolve("orders/run.json"));
    Path job = out.resolve("orders.yaml");
    Files.writeString(
        job,
        Files.readString(Path.of("jobs/orders.yaml"))
            .replace("corrupt: quarantine", "corrupt: fail"));
    Commands run =
        Commands.run("run", job.toString(), "--set", "data=jobs/data", "--out", out.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("2 of 66 rows do not fit the schema")
        .endsWith("Nothing was written; earlier outputs are as they were.\n");
    assertThat(Files.readString(out.resolve("orders/run.json"))).isEqualTo(before);
  }
}
