package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check within a whole job. */
class CheckedJobTest {

  private static final String JOB =
      """
      name: checked
      read:
        orders: {path: "jobs/data/orders.csv", format: csv, schema: "order_id BIGINT, customer STRING, placed DATE, amount STRING, channel STRING, updated TIMESTAMP", corrupt: drop}
        customers: {path: "jobs/data/customers.jsonl", format: json, schema: "customer STRING, country STRING, since INT"}
      clean:
        - check:
            rules:
              - matches: {columns: amount, pattern: "[0-9]+[.][0-9]{2}", onFailure: quarantine}
              - isUnique: {columns: order_id, onFailure: drop}
              - referencesTable: {columns: customer, table: customers, onFailure: warn}
              - rowCount: {min: MIN}
      write: {table: "${out}/orders", format: parquet}
      """;

  @TempDir Path out;

  @Test
  void takesRowsOutAndAFailedRulePublishesNothing() throws IOException {
    Commands passed = run("1");
    assertThat(passed.err()).isEmpty();
    assertThat(passed.exitCode()).isZero();
    Dataset<Row> orders = LocalSpark.SPARK.read().parquet(out + "/checked/orders");
    assertThat(orders.groupBy("order_id").count().where("count > 1").count()).isZero();
    assertThat(orders.columns()).doesNotContain("reason").hasSize(6);
    Dataset<Row> quarantine =
        LocalSpark.SPARK.read().json(out + "/checked/quarantine/clean-0-check");
    assertThat(quarantine.select("reason").first().getString(0))
        .startsWith("column 'amount': '")
        .contains("' does not match [0-9]+[.][0-9]{2}");
    String before = Files.readString(out.resolve("checked/run.json"));
    assertThat(before)
        .contains("\"title\" : \"Rules\"", "breaks 'no two rows have the same order_id'");
    long rows = orders.count();

    Commands failed = run("1000");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err().lines())
        .containsExactly(
            out.resolve("job.yaml")
                + ":11 clean[0] check.rules[3] rowCount: 'at least 1,000 rows' does not hold: 64"
                + " rows.",
            "Nothing was written; earlier outputs are as they were.");
    assertThat(Files.readString(out.resolve("checked/run.json"))).isEqualTo(before);
    assertThat(LocalSpark.SPARK.read().parquet(out + "/checked/orders").count()).isEqualTo(rows);
  }

  private Commands run(String min) throws IOException {
    Path job = out.resolve("job.yaml");
    Files.writeString(job, JOB.replace("MIN", min));
    return Commands.run("run", job.toString(), "--out", out.toString());
  }
}
