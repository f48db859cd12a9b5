package io.sluice.job;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;

/** Times the sections of a run and tells the console of each. */
final class Timeline {

  private final Console console;
  private final long started = System.nanoTime();
  private final List<Run.Section> sections = new ArrayList<>();

  private final Meter meter = new Meter();
  private final IntSupplier cores;

  /**
   * A run that begins.
   *
   * @param cores how many there are
   */
  Timeline(Console console, IntSupplier cores) {
    this.console = console;
    this.cores = cores;
  }

  /** Counts what Spark's tasks take. */
  SparkListener listener() {
    return meter;
  }

  /** Runs a section and shows what it says of its result. */
  <T> T section(String name, Supplier<T> work, Function<T, List<String>> lines) {
    long from = System.nanoTime();
    console.begin(name);
    T result = work.get();
    double seconds = (System.nanoTime() - from) / 1e9;
    sections.add(new Run.Section(name, seconds, meter.take(cores.getAsInt())));
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
