package io.sluice.learn;

import io.sluice.learn.Exercise.Result;
import io.sluice.learn.Exercise.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What belongs to the learner, in a folder of the user's: a copy of each notebook, the answers of
 * those who have no Jupyter, a file for each exercise, and which exercises were right.
 */
public final class Desk {

  private static final String RIGHT = "right.txt";
  private static final String JAVA = ".java";

  private final Path folder;

  /** The desk in this folder. */
  public Desk(Path folder) {
    this.folder = folder;
  }

  /** The user's. */
  public static Desk ofUser() {
    String given = System.getenv("SLUICE_LESSONS");
    return new Desk(
        given != null
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".sluice", "lessons"));
  }

  /** The notebook of a lesson, copied unless it is there. */
  public Path notebook(Lesson lesson) {
    Path file = its(lesson).resolve(lesson.name() + ".ipynb");
    if (!Files.exists(file)) {
      write(file, lesson.notebook());
    }
    return file;
  }

  /** The folder of a lesson's answers, with the blanks of those that are not there. */
  public Path blanks(Lesson lesson) {
    lesson.cells().stream()
        .filter(Lesson.Cell::isExercise)
        .forEach(
            cell -> {
              Path file = its(lesson).resolve(cell.exercise() + JAVA);
              if (!Files.exists(file)) {
                write(file, cell.text() + "\n");
              }
            });
    return its(lesson);
  }

  /** The learner's cells: of the notebook, if it is there, with the answers that are in files. */
  public List<Lesson.Cell> cells(Lesson lesson) {
    Path notebook = its(lesson).resolve(lesson.name() + ".ipynb");
    Map<String, String> answers = new HashMap<>();
    for (Lesson.Cell cell : lesson.cells()) {
      Path file = its(lesson).resolve(cell.exercise() + JAVA);
      if (cell.isExercise() && Files.exists(file)) {
        String code = read(file).strip();
        if (!code.endsWith("todo();")) { // a blank says nothing, nor does that of another version
          answers.put(cell.exercise(), code);
        }
      }
    }
    return Lesson.answered(
        Files.exists(notebook) ? Lesson.cells(notebook) : lesson.cells(), answers);
  }

  /** The exercises that were right. */
  public Set<String> right(Lesson lesson) {
    return right(lesson.id());
  }

  private Set<String> right(String lesson) {
    Path file = folder.resolve(lesson).resolve(RIGHT);
    return Files.exists(file) ? new TreeSet<>(read(file).lines().toList()) : new TreeSet<>();
  }

  /** Keeps what checks have said. */
  public void keep(Lesson lesson, List<Result> results) {
    results.forEach(result -> keep(lesson.id(), result));
  }

  /** Keeps what a check has said. */
  void keep(String lesson, Result result) {
    Set<String> right = right(lesson);
    boolean changes =
        result.state() == State.RIGHT ? right.add(result.id()) : right.remove(result.id());
    if (changes) {
      write(
          folder.resolve(lesson).resolve(RIGHT),
          right.stream().map(id -> id + "\n").collect(Collectors.joining()));
    }
  }

  /** Forgets a lesson: answers, notebook and what was right. */
  public void reset(Lesson lesson) {
    Lab.delete(its(lesson));
  }

  /** The page of a lesson that was run. */
  public Path page(Player.Played played) {
    Path file = its(played.lesson()).resolve(played.lesson().name() + ".html");
    write(file, Page.html(played));
    return file;
  }

  private Path its(Lesson lesson) {
    return folder.resolve(lesson.id());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
