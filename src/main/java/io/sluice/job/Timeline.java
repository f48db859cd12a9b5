package io.sluice.job;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Times the sections of a run and tells the console of each. */
final class Timeline {

  private final Console console;
  private final long started = System.nanoTime();
  private final List<Run.Section> sections = new ArrayList<>();

  Timeline(Console console) {
    this.console = console;
  }

  /** Runs a section and shows what it says of its result. */
  <T> T section(String name, Supplier<T> work, Function<T, List<String>> lines) {
    long from = System.nanoTime();
    console.begin(name);
    T result = work.get();
    double seconds = (System.nanoTime() - from) / 1e9;
    sections.add(new Run.Section(name, seconds));
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
