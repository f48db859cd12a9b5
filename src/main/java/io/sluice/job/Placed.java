package io.sluice.job;

import io.sluice.stage.Place;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Yaml;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A step or section with its place in the job file.
 *
 * @param value what was read
 * @param place where it stands
 * @param yaml what it was read from, for the lines of its settings
 */
record Placed<T>(T value, Place place, Yaml yaml) {

  /** The place of one of its settings, or of what lies within one, or its own. */
  String at(String setting) {
    if (setting.isEmpty()) {
      return place.toString();
    }
    int line = yaml instanceof Yaml.Mapping ? yaml.lineOf(setting) : place.line();
    return place.setting(setting, line).toString();
  }

  /** The same problems with their places in the job file. */
  ProblemException placed(ProblemException e) {
    return e.at(this::at);
  }

  /** Runs work of the step or section, so that its problems say where it stands. */
  <R> R run(Supplier<R> work) {
    return run(work, this::at);
  }

  /** Runs work, so that its problems say where they are. */
  static <R> R run(Supplier<R> work, UnaryOperator<String> place) {
    try {
      return work.get();
    } catch (Exception e) { // Spark throws the checked SparkException without declaring it
      throw ProblemException.in(e)
          .<RuntimeException>map(p -> p.at(place))
          .orElseGet(() -> e instanceof RuntimeException r ? r : new IllegalStateException(e));
    }
  }
}
