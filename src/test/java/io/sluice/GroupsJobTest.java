package io.sluice;

import static org.apache.spark.sql.functions.countDistinct;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column with the role of a group, within a whole job. */
class GroupsJobTest {

  private static final String JOB =
      """
      name: groups
      read: {path: "jobs/data/birdstrikes.csv.gz", format: csv}
      roles: {group: airport_name}
      clean:
        - snakeCaseColumns: {}
      split: {train: 0.7, test: 0.3}
      write: {table: "${out}/parted", format: parquet}
      """;

  @Test
  void rowsOfOneGroupLieInOnePart(@TempDir Path out) throws IOException {
    Path job = Files.writeString(out.resolve("groups.yaml"), JOB);
    Commands run = Commands.run("run", job.toString(), "--out", out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    Dataset<Row> parted = LocalSpark.SPARK.read().parquet(out + "/groups/parted");
    assertThat(parted.select("split").distinct().count()).isEqualTo(2);
    assertThat(
            parted
                .groupBy("airport_name")
                .agg(countDistinct("split").as("parts"))
                .where("parts > 1")
                .count())
        .isZero();
  }
}
