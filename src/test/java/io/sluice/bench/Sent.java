package io.sluice.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** What the tasks of the stage that sends the most send to the driver, and what all tasks take. */
final class Sent extends SparkListener {

  private static final long MOST_MILLIS = 10_000;

  private final Map<Integer, Long> bytes = new HashMap<>();
  private final Map<Integer, Integer> tasks = new HashMap<>();
  private long cpuNanos;

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    bytes.merge(end.stageId(), end.taskMetrics().resultSize(), Long::sum);
    tasks.merge(end.stageId(), 1, Integer::sum);
    cpuNanos += end.taskMetrics().executorCpuTime();
  }

  /** Stops listening, once all that happened before was heard. */
  void stop(SparkSession spark) {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty(MOST_MILLIS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners lag behind", e);
    }
    spark.sparkContext().removeSparkListener(this);
  }

  /** Bytes sent by all tasks of that stage. */
  long bytes() {
    return bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The most tasks that one stage had. */
  int tasks() {
    return tasks.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /**
   * Seconds that the threads of all tasks were on a processor; a collector's threads are others.
   */
  double cpuSeconds() {
    return cpuNanos / 1e9;
  }
}
