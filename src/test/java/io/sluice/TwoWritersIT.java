package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.LocalSpark;
import io.sluice.testing.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, which know nothing of each other, append to one table of delta on S3 at once. */
class TwoWritersIT {

  private static final String TABLE = "s3a://writers/table";

  @TempDir private Path folder;

  @Test
  void noRowIsLost() throws Exception {
    S3Server.SHARED.bucket("writers");
    LocalSpark.SPARK
        .range(0)
        .withColumnRenamed("id", "order_id")
        .write()
        .format("delta")
        .save(TABLE);
    List<Process> writers = new ArrayList<>();
    try {
      for (String name : List.of("one", "other")) {
        writers.add(writer(name));
      }
      for (Process writer : writers) {
        assertThat(writer.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(writer.exitValue()).as(console("one") + console("other")).isZero();
      }
    } finally {
      writers.forEach(Process::destroyForcibly);
    }
    Dataset<Row> table = LocalSpark.SPARK.read().format("delta").load(TABLE);
    assertThat(table.count()).isEqualTo(2 * 64);
    assertThat(table.distinct().count()).isEqualTo(61);
    assertThat(
            LocalSpark.SPARK
                .sql("DESCRIBE HISTORY delta.`" + TABLE + "`")
                .where("version > 0")
                .count())
        .isEqualTo(2);
  }

  private Process writer(String name) throws Exception {
    Path job = folder.resolve(name + ".yaml");
    Files.writeString(
        job,
        """
        read: {path: "jobs/data/orders.csv", format: csv, schema: "order_id BIGINT, customer STRING, placed DATE, amount STRING, channel STRING, updated TIMESTAMP", corrupt: drop}
        clean:
          - select: {columns: [order_id]}
        write: {table: "%s", format: delta, mode: append}
        """
            .formatted(TABLE));
    List<String> flags = new ArrayList<>();
    flags.add("-Dlog4j2.configurationFile=src/test/resources/log4j2-test.properties");
    S3Server.settings("writers", S3Server.SHARED.port())
        .forEach((key, value) -> flags.add("-Dspark.hadoop." + key + "=" + value));
    return OwnProcess.of(
            folder.resolve(name + ".txt"),
            flags,
            "run",
            job.toString(),
            "--out",
            folder.resolve(name).toString())
        .start();
  }

  private String console(String name) throws Exception {
    return Files.readString(folder.resolve(name + ".txt"));
  }
}
