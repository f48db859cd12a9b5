package io.sluice.write;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaWriteTest {

  private static final String MERGE = "mode: merge, keys: [id]";

  @TempDir private Path folder;

  @Test
  void mergeReplacesRowsByTheirKeysAndAddsOthers() {
    write(MERGE, table("id INT, name STRING", row(1, "a"), row(2, "b"), row(null, "c")));
    write(MERGE, table("id INT, name STRING", row(2, "B"), row(3, "d"), row(null, "C")));
    assertThat(texts(read())).containsExactly("[1,a]", "[2,B]", "[3,d]", "[null,C]");
  }

  @Test
  void aMergeOnceMoreRewritesNothing() {
    Dataset<Row> rows = table("id INT, x DOUBLE", row(1, Double.NaN), row(2, null), row(3, 0.5));
    write(MERGE, rows);
    List<String> files = List.of(read().inputFiles());
    write(MERGE, rows);
    assertThat(read().inputFiles()).containsExactlyElementsOf(files);
    assertThat(read().count()).isEqualTo(3);
  }

  @Test
  void rowsWithTheSameKeysAreRefused() {
    Dataset<Row> twice = table("id INT, name STRING", row(1, "b"), row(1, "c"), row(2, "d"));
    assertThatThrownBy(() -> write(MERGE, twice))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("1 values of 'id' have several rows each")
        .hasMessageContaining("dropDuplicates");
    assertThat(DeltaTable.isDeltaTable(SPARK, at())).isFalse();
  }

  @Test
  void columnsThatTheTableDoesNotHaveAreRefusedOrAdded() {
    for (String mode : List.of(MERGE, "mode: append")) {
      write("mode: overwrite", table("id INT, name STRING", row(1, "a")));
      Dataset<Row> wider = table("id INT, name STRING, age INT", row(2, "b", 30));
      assertThatThrownBy(() -> write(mode, wider))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("has no column 'age'")
          .hasMessageContaining("evolve: true");
      write(mode + ", evolve: true", wider);
      assertThat(texts(read())).containsExactly("[1,a,null]", "[2,b,30]");
    }
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() {
    write("mode: overwrite", table("id INT, name STRING", row(1, "a")));
    assertThatThrownBy(() -> write("mode: append", table("id STRING, name STRING", row("x", "a"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("column 'id' is string, in the table")
        .hasMessageContaining("it is int");
  }

  @Test
  void optimizeAndVacuumLeaveOneFile() throws Exception {
    for (int i = 0; i < 4; i++) {
      write("mode: append", table("id INT", row(i)));
    }
    assertThat(read().inputFiles()).hasSize(4);
    write("mode: append, optimize: true, vacuum: 1000", table("id INT", row(4)));
    assertThat(read().inputFiles()).hasSize(1);
    assertThat(read().count()).isEqualTo(5);
    assertThat(DeltaTable.forPath(SPARK, at()).history(1).first().<String>getAs("operation"))
        .startsWith("VACUUM");
  }

  /** Four jobs at once: those of other keys and those of the same. */
  @Test
  void mergesAtOnceLoseNoRow() throws Exception {
    write(MERGE, table("id INT, name STRING", row(0, "start")));
    List<Callable<Integer>> jobs = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      Dataset<Row> rows = table("id INT, name STRING", row(i, "own"), row(0, "shared"));
      jobs.add(
          () -> {
            write(MERGE, rows);
            return 1;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
    for (Future<Integer> job : threads.invokeAll(jobs)) {
      assertThat(job.get()).isOne();
    }
    threads.shutdown();
    assertThat(texts(read()))
        .containsExactly("[0,shared]", "[1,own]", "[2,own]", "[3,own]", "[4,own]");
  }

  private String at() {
    return folder.resolve("t").toString();
  }

  private Dataset<Row> read() {
    return SPARK.read().format("delta").load(at());
  }

  private void write(String settings, Dataset<Row> rows) {
    Target target =
        FromYaml.set(new Target(), "{table: " + at() + ", format: delta, " + settings + "}");
    try (Publication publication = new Publication(SPARK.sparkContext().hadoopConfiguration())) {
      publication.stage(target, rows);
      publication.publish();
    }
  }
}
