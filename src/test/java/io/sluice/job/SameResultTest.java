package io.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.testing.LocalSpark;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same input, same output: on any run, whatever the partitions and the order of the rows. */
class SameResultTest {

  private static final String JOB =
      """
      name: same
      read: {path: "%s", format: parquet}
      roles: {label: damaged}
      clean:
        - snakeCaseColumns: {}
        - derive: {damaged: "effect_amount_of_damage <> 'None'"}
        - select: {columns: [damaged, phase_of_flight, wildlife_size, speed_ias_in_knots, origin_state]}
        - dropDuplicates: {keys: [phase_of_flight, wildlife_size, origin_state, speed_ias_in_knots], keep: last, orderBy: damaged}
      split: {train: 0.6, validation: 0.2, test: 0.2, stratify: damaged}
      features:
        - impute: {columns: speed_ias_in_knots, strategy: median}
        - scale: {columns: speed_ias_in_knots}
        - oneHot: {columns: [phase_of_flight, wildlife_size]}
        - hash: {columns: origin_state, numFeatures: 16}
      train:
        RandomForestClassifier: {numTrees: 5, maxDepth: 4}
      evaluate: {threshold: bestF1}
      write: {table: "${out}/scored", format: parquet}
      """;

  @TempDir Path folder;

  @Test
  void onOneThreeAndSevenPartitionsAndTwiceOver() {
    Run one = run(1, "a");
    List<String> rows = scored("a");

    assertSame(one, run(1, "b"));
    assertThat(scored("b")).isEqualTo(rows);
    for (int partitions : new int[] {3, 7}) {
      assertSame(one, run(partitions, "p" + partitions));
      assertThat(scored("p" + partitions)).isEqualTo(rows);
    }
  }

  private static void assertSame(Run expected, Run actual) {
    assertThat(actual.parts()).isEqualTo(expected.parts());
    assertThat(actual.changes()).isEqualTo(expected.changes());
    assertThat(actual.columns()).isEqualTo(expected.columns());
    assertThat(actual.model()).isEqualTo(expected.model());
    assertThat(actual.evaluation()).isEqualTo(expected.evaluation());
  }

  private Run run(int partitions, String name) {
    Dataset<Row> data =
        LocalSpark.SPARK
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .csv("jobs/data/birdstrikes.csv.gz")
            .limit(3000);
    String path = folder.resolve("data-" + name).toString();
    data.repartition(partitions).write().parquet(path);
    Job job =
        new JobReader("same.yaml", folder.resolve(name).toString(), Map.of(), Map.of())
            .read(JOB.formatted(path));
    // each file a partition of its own
    LocalSpark.SPARK.conf().set("spark.sql.files.openCostInBytes", "128m");
    Console console =
        new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8), Console.Voice.QUIET);
    try (Runner runner = new Runner(job, LocalSpark.SPARK, console, Audit.USUAL, false)) {
      return runner.run();
    } finally {
      LocalSpark.SPARK.conf().unset("spark.sql.files.openCostInBytes");
    }
  }

  private List<String> scored(String name) {
    return LocalSpark.texts(LocalSpark.SPARK.read().parquet(folder.resolve(name) + "/same/scored"));
  }
}
