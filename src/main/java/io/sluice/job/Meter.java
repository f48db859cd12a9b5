package io.sluice.job;

import io.sluice.result.Run;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What Spark's tasks took since somebody last asked. Of each stage that runs it holds the times.
 */
final class Meter extends SparkListener {

  private static final double MILLIS = 1e3;

  private final Map<Integer, Durations> running = new HashMap<>();
  private int stages;
  private long tasks;
  private long lost;
  private long runMillis;
  private long gcMillis;
  private long shuffled;
  private long spilled;
  private long longest;
  private long median;

  /** Times of the tasks of a stage. */
  private static final class Durations {
    private long[] millis = new long[16];
    private int count;

    void add(long duration) {
      if (count == millis.length) {
        millis = Arrays.copyOf(millis, 2 * count);
      }
      millis[count++] = duration;
    }

    long[] sorted() {
      long[] sorted = Arrays.copyOf(millis, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    tasks++;
    if (!task.taskInfo().successful()) {
      lost++;
    }
    TaskMetrics metrics = task.taskMetrics();
    if (metrics != null) { // none of a task that was lost
      runMillis += metrics.executorRunTime();
      gcMillis += metrics.jvmGCTime();
      shuffled += metrics.shuffleWriteMetrics().bytesWritten();
      spilled += metrics.diskBytesSpilled();
      running.computeIfAbsent(task.stageId(), id -> new Durations()).add(metrics.executorRunTime());
    }
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
    stages++;
    Durations durations = running.remove(stage.stageInfo().stageId());
    if (durations != null) {
      long[] sorted = durations.sorted();
      long last = sorted[sorted.length - 1];
      long middle = sorted[(sorted.length - 1) / 2];
      if (last - middle > longest - median) {
        longest = last;
        median = middle;
      }
    }
  }

  /**
   * All of it, and begins anew.
   *
   * @param cores that there are now
   */
  synchronized Run.Work take(int cores) {
    Run.Work work =
        new Run.Work(
            cores,
            runMillis / MILLIS,
            stages,
            tasks,
            lost,
            longest / MILLIS,
            median / MILLIS,
            gcMillis / MILLIS,
            shuffled,
            spilled);
    stages = 0;
    tasks = 0;
    lost = 0;
    runMillis = 0;
    gcMillis = 0;
    shuffled = 0;
    spilled = 0;
    longest = 0;
    median = 0;
    return work;
  }
}
