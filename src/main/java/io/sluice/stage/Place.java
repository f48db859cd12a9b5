package io.sluice.stage;

/**
 * Where something stands in a job file.
 *
 * @param file the job file as the user named it
 * @param line the first is 1
 * @param path sections, steps and settings, as in {@code features[2] impute.strategy}
 */
public record Place(String file, int line, String path) {

  @Override
  public String toString() {
    return path.isEmpty() ? file + ":" + line : file + ":" + line + " " + path;
  }

  /** The place of a setting of what stands here. */
  public Place setting(String name, int itsLine) {
    return new Place(file, itsLine, path.isEmpty() ? name : path + "." + name);
  }

  /** The place of a list's item. */
  public Place item(int index, int itsLine) {
    return new Place(file, itsLine, path + "[" + index + "]");
  }

  /** The place of a step in a list of steps. */
  public Place step(int index, String name, int itsLine) {
    return new Place(file, itsLine, path + "[" + index + "] " + name);
  }
}
