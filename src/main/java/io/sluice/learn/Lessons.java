package io.sluice.learn;

import io.sluice.stage.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the lessons lie, and their exercises. */
public final class Lessons {

  private Lessons() {}

  /** The folder of the notebooks. */
  public static Path folder() {
    Path folder = Lab.home().resolve("notebooks");
    if (!Files.isDirectory(folder)) {
      throw ProblemException.inJob(
          "the lessons are not here: run bin/sluice learn, in the folder of the repository.");
    }
    return folder;
  }

  /** An exercise of a lesson. */
  public static Exercise<?> exercise(Lesson lesson, String id) {
    String name = Lessons.class.getPackageName() + ".lessons.Lesson" + lesson.id().replace(".", "");
    try {
      return (Exercise<?>) Class.forName(name).getField(id).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A right answer to an exercise. */
  public static String solution(Lesson lesson, String id) {
    return Exercise.solution(lesson.id(), id);
  }
}
