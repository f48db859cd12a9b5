package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run.Section;
import io.sluice.result.Run.Work;
import org.junit.jupiter.api.Test;

class AdviceTest {

  private static final int MB = 1 << 20;

  @Test
  void saysNothingOfASectionThatIsWell() {
    assertThat(Advice.of(new Section("clean", 60, new Work(4, 200, 5, 40, 0, 9, 5, 10, MB, 0))))
        .isEmpty();
    assertThat(Advice.of(new Section("clean", 60, null))).isEmpty();
  }

  @Test
  void namesTheTaskThatAllWaitFor() {
    assertThat(Advice.of(new Section("clean", 60, new Work(4, 100, 5, 40, 0, 50, 2, 1, MB, 0))))
        .containsExactly(
            "clean: one task took 50.0 s, half of its stage at most 2.0 s. One value of a key, or"
                + " one file that cannot be divided (gzip), holds far more rows than others.");
    assertThat(Advice.of(new Section("clean", 600, new Work(4, 1_900, 5, 40, 0, 50, 2, 1, MB, 0))))
        .isEmpty();
  }

  @Test
  void namesWhatMemoryLacks() {
    assertThat(
            Advice.of(new Section("train", 60, new Work(4, 200, 5, 40, 0, 9, 5, 40, MB, 9 * MB))))
        .containsExactly(
            "train: 9.0 MB went to disk, as they did not fit into memory. Give executors more"
                + " memory, or take smaller pieces: a larger spark.sql.shuffle.partitions.",
            "train: 40.0 s of 3 min 20 s of its tasks went into freeing memory. Give executors"
                + " more memory, or fewer cores each.");
  }

  @Test
  void namesCoresWithoutWorkAndTasksWithTooLittle() {
    assertThat(Advice.of(new Section("read", 60, new Work(8, 70, 5, 4_000, 0, 1, 1, 1, MB, 0))))
        .containsExactly(
            "read: 4,000 tasks of 18 ms. Starting them costs more than their work: read fewer,"
                + " larger files, or take a smaller spark.sql.shuffle.partitions.",
            "read: 1.2 of 8 cores were busy. Fewer do, or the data lies in too few pieces for so"
                + " many.");
    assertThat(Advice.of(new Section("read", 9, new Work(8, 1, 5, 4_000, 0, 1, 1, 1, MB, 0))))
        .as("too short to matter")
        .isEmpty();
  }

  @Test
  void countsTasksThatWereLost() {
    assertThat(Advice.of(new Section("read", 1, new Work(2, 1, 1, 4, 2, 1, 1, 0, 0, 0))))
        .singleElement()
        .asString()
        .startsWith("read: 2 tasks failed or were lost with their executor and run again.");
  }
}
