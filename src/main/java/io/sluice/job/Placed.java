package io.sluice.job;

import io.sluice.stage.Place;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Yaml;

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
}
