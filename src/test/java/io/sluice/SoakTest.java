package io.sluice;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in turn, in one process, leave nothing behind. */
class SoakTest {

  /** The first runs fill pools and caches. */
  private static final int BEFORE = 3;

  private static final int RUNS = Integer.getInteger("soak.runs", 6);

  /** Spark remembers its last 1,000 jobs and queries; after some 60 runs no more is taken. */
  private static final long MOST_BYTES = 100L << 20;

  private static final String JOB =
      """
      name: job
      read: {path: "jobs/data/orders.csv", format: csv, schema: "order_id BIGINT, customer STRING, placed DATE, amount STRING, channel STRING, updated TIMESTAMP", corrupt: quarantine}
      clean:
        - dropDuplicates: {keys: order_id, keep: last, orderBy: [updated]}
        - cast: {amount: double}
      explore: {by: channel}
      write: {table: "${out}/orders", format: delta, mode: merge, keys: [order_id]}
      """;

  @TempDir private Path folder;

  /** What a run may leave behind. */
  private record Left(List<String> threads, long files, int cached, long views, long bytes) {

    static Left now() throws IOException {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new Left(
          alive(),
          in(Path.of(System.getProperty("java.io.tmpdir"))),
          SPARK.sparkContext().getPersistentRDDs().size(),
          SPARK.catalog().listTables().count(),
          runtime.totalMemory() - runtime.freeMemory());
    }

    /** But those of Spark's own pools, which grow to a bound. */
    private static List<String> alive() {
      return Thread.getAllStackTraces().keySet().stream()
          .map(Thread::getName)
          .filter(
              name ->
                  !name.matches(
                      "(block-manager|(broadcast|shuffle)-exchange|(Result)?QueryStage).*"))
          .toList();
    }

    private static long in(Path folder) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.count();
      }
    }
  }

  @Test
  void runsInTurnLeaveNothingBehind() throws IOException {
    for (int i = 0; i < BEFORE; i++) {
      Commands.job(folder, JOB);
    }
    Left before = Left.now();
    for (int i = 0; i < RUNS; i++) {
      Commands.job(folder, JOB);
    }
    Left after = Left.now();
    assertThat(after.threads).hasSizeLessThanOrEqualTo(before.threads.size() + 3);
    assertThat(after.files).isLessThanOrEqualTo(before.files);
    assertThat(after.cached).isEqualTo(before.cached);
    assertThat(after.views).isEqualTo(before.views);
    assertThat(after.bytes - before.bytes).isLessThan(MOST_BYTES);
  }
}
