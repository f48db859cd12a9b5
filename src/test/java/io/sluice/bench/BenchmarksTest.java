package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks still run, and both sides still compute the same; how fast is no matter here. */
class BenchmarksTest {

  @TempDir Path folder;

  @Test
  void measuresFeatures() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new FeaturesBenchmark(LocalSpark.SPARK, folder, new Rounds(0, 1), print(bytes))
        .run(new GeneratedTable(2_000, 2, 2));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsSubsequence("features, learn: 2,000 rows", "  scan ", "  peer ", "  ours ")
        .containsSubsequence("  ours/peer ", "bar 0.250", "  ours/scan ", "bar 2.500")
        .containsSubsequence("features, apply", "  peer ", "  ours ", "  ours/peer ", "bar 0.500");
  }

  @Test
  void measuresProfiles() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ProfileBenchmark(LocalSpark.SPARK, folder, new Rounds(0, 1), print(bytes))
        .run(new GeneratedTable(500, 3, 2), new GeneratedTable(400, 3, 2));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsSubsequence("profile: 500 rows", "  scan ", "  summary ", "  one pass/summary ")
        .containsSubsequence("bar 0.100", "  all/summary ", "bar 0.143", "profile: 400 rows")
        .containsSubsequence("  deequ ", "  one pass/deequ ", "bar 0.167", "  all/deequ ");
  }

  @Test
  void measuresText() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Benchmarks benchmarks = new Benchmarks(print(bytes));
    Benchmarks.command(benchmarks)
        .parseArgs("--only=text", "--texts=20", "--rounds=1", "--warm-ups=0", "--folder=" + folder);
    benchmarks.run();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsSubsequence("2 threads", "text, learn and apply: 20 texts", "  peer ", "  ours ")
        .containsSubsequence("  ours/peer ", "bar 0.333");
  }

  @Test
  void measuresDuplicates() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DuplicatesBenchmark(LocalSpark.SPARK, folder, new Rounds(0, 1), print(bytes)).run(60, 90);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsSubsequence("  ours         found ", "recall 1.0000, precision 1.0000", "  peer ")
        .containsSubsequence("duplicates: 60 texts", "  ours/peer ", "bar 0.100")
        .containsSubsequence("600, and the first with one text 90 times more", "  ten times/ours ");
  }

  @Test
  void judgesDuplicatesOfTickets() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TicketDuplicates(LocalSpark.SPARK, folder, print(bytes)).run(300);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsSubsequence("duplicates, tickets: 300 rows", "0.9 to 1.0", "1.0000");
  }

  @Test
  void measuresSkew() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new SkewBenchmark(LocalSpark.SPARK, folder, new Rounds(0, 1), print(bytes)).run(1_000);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsSubsequence("skew, duplicates: 1,000 rows", "  skewed/even ", "bar 2.000")
        .containsSubsequence("skew, impute", "longest task", "skew, join", "longest task");
  }

  @Test
  void measuresGrowth() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ScalingBenchmark scaling =
        new ScalingBenchmark(LocalSpark.SPARK, folder, new Rounds(0, 1), print(bytes));
    scaling.byRows(100);
    scaling.byColumns(100, 5);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsSubsequence("s per M rows", "       100 ")
        .containsSubsequence("s per column", "         5 ");
  }

  @Test
  void givesMediansOfRatiosOfPairs() {
    Times times =
        new Times(Map.of("ours", List.of(1.0, 2.0, 9.0), "peer", List.of(4.0, 4.0, 10.0)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = print(bytes);
    times.print(out, "ours", "peer", 0.5);
    times.print(out, "ours", "peer", 0.4);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "  ours/peer       0.500     (0.250 to 0.900)   bar 0.500 met",
            "  ours/peer       0.500     (0.250 to 0.900)   bar 0.400 NOT met");
  }

  @Test
  void failsWhereSidesDisagree() {
    assertThatThrownBy(() -> SameFeatures.require(vectors(1, 2), vectors(1, 2.1), 0.05))
        .hasMessage("row 0, slot 1: peer has 2.0, ours 2.1");
    assertThatThrownBy(() -> SameFeatures.require(vectors(1), vectors(Double.NaN), 0.05))
        .hasMessage("row 0, slot 0: peer has 1.0, ours NaN");
    assertThatThrownBy(() -> SameFeatures.require(vectors(1), vectors(1, 2), 0.05))
        .hasMessage("row 0: peer has 1 slots, ours 2");
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static Dataset<Row> vectors(double... values) {
    return LocalSpark.SPARK.createDataFrame(
        List.of(LocalSpark.row(Vectors.dense(values))),
        new StructType().add("features", SQLDataTypes.VectorType()));
  }
}
