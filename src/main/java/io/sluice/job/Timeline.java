package io.sluice.job;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Times the sections of a run and tells the console of each. */
final class Timeline {

  private final Console console;
  private final long started = System.nanoTime();
  private final List<Run.Section> sections = new ArrayList<>();

  private final AtomicLong taskMillis = new AtomicLong();

  Timeline(Console console) {
    this.console = console;
  }

  /** Counts the time of Spark's tasks. */
  SparkListener listener() {
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd task) {
        if (task.taskMetrics() != null) { // none of a task that was lost
          taskMillis.addAndGet(task.taskMetrics().executorRunTime());
        }
      }
    };
  }

  /** Runs a section and shows what it says of its result. */
  <T> T section(String name, Supplier<T> work, Function<T, List<String>> lines) {
    long from = System.nanoTime();
    console.begin(name);
    T result = work.get();
    double seconds = (System.nanoTime() - from) / 1e9;
    sections.add(new Run.Section(name, seconds, taskMillis.getAndSet(0) / 1e3));
    console.done(name, seconds, lines.apply(result));
    return result;
  }

  List<Run.Section> sections() {
    return List.copyOf(sections);
  }

  /** Seconds since the start. */
  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }
}
