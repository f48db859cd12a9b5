package io.sluice.report;

import io.sluice.result.Run.Section;
import io.sluice.result.Run.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * What would make a section cheaper or quicker, each with the numbers that say so. A section is
 * worth a look where it takes ten seconds or more.
 */
final class Advice {

  private static final double WORTH_A_LOOK = 10;

  /** A task that outlasts the others by so many times, and holds up so much of its section. */
  private static final double UNEVEN = 4;

  private static final double HELD_UP = 0.2;
  private static final double MUCH_GC = 0.15;
  private static final double IDLE = 0.3;
  private static final double TINY_SECONDS = 0.05;
  private static final long MANY_TASKS = 2_000;

  private Advice() {}

  static List<String> of(Section section) {
    List<String> advice = new ArrayList<>();
    Work work = section.work();
    if (work == null) {
      return advice;
    }
    String name = section.name();
    if (work.lost() > 0) {
      advice.add(
          "%s: %s failed or were lost with their executor and run again. The log says why; where executors die, it is mostly of memory."
              .formatted(name, Numbers.count(work.lost(), "task")));
    }
    if (work.spilled() > 0) {
      advice.add(
          "%s: %s went to disk, as they did not fit into memory. Give executors more memory, or take smaller pieces: a larger spark.sql.shuffle.partitions."
              .formatted(name, Numbers.bytes(work.spilled())));
    }
    if (section.seconds() < WORTH_A_LOOK) {
      return advice;
    }
    double wait = work.longest() - work.median();
    if (work.longest() > UNEVEN * work.median() && wait > HELD_UP * section.seconds()) {
      advice.add(
          "%s: one task took %s, half of its stage at most %s. One value of a key, or one file that cannot be divided (gzip), holds far more rows than others."
              .formatted(name, Numbers.duration(work.longest()), Numbers.duration(work.median())));
    }
    if (work.gcSeconds() > MUCH_GC * work.coreSeconds()) {
      advice.add(
          "%s: %s of %s of its tasks went into freeing memory. Give executors more memory, or fewer cores each."
              .formatted(
                  name, Numbers.duration(work.gcSeconds()), Numbers.duration(work.coreSeconds())));
    }
    if (work.tasks() > MANY_TASKS && work.coreSeconds() / work.tasks() < TINY_SECONDS) {
      advice.add(
          "%s: %,d tasks of %.0f ms. Starting them costs more than their work: read fewer, larger files, or take a smaller spark.sql.shuffle.partitions."
              .formatted(name, work.tasks(), 1e3 * work.coreSeconds() / work.tasks()));
    }
    double busy = work.coreSeconds() / section.seconds();
    if (work.cores() > 1 && busy < IDLE * work.cores()) {
      advice.add(
          "%s: %.1f of %d cores were busy. Fewer do, or the data lies in too few pieces for so many."
              .formatted(name, busy, work.cores()));
    }
    return advice;
  }
}
