package io.sluice.learn;

import io.sluice.learn.Exercise.Result;
import io.sluice.learn.Player.Played;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays every lesson twice, in a process of its own, as each ends Spark: with its blanks, and with
 * the solutions, after which other right answers and wrong ones are checked. Writes a line for each
 * check: lesson, mode, exercise, state, message; and one for a cell that failed.
 */
final class LessonsRunner {

  private static final Path ANSWERS = Path.of("src/test/resources");

  private LessonsRunner() {}

  /** Where the results go, and which lesson alone, if not all. */
  public static void main(String[] args) throws IOException {
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(Path.of(args[0]), StandardCharsets.UTF_8))) {
      List<Lesson> all = Lesson.all(Lessons.folder());
      for (Lesson lesson : args.length > 1 ? List.of(Lesson.of(Lessons.folder(), args[1])) : all) {
        write(out, lesson, "blank", Player.play(lesson, lesson.cells()));
        Map<String, String> solutions =
            lesson.exercises().stream()
                .collect(Collectors.toMap(q -> q, q -> Lessons.solution(lesson, q)));
        List<String> others = new ArrayList<>();
        for (Path file : Stream.concat(right(lesson).stream(), wrong(lesson).stream()).toList()) {
          others.add(Files.readString(file) + "\n" + check(lesson, exercise(file)));
        }
        write(
            out,
            lesson,
            "solved",
            Player.play(lesson, Lesson.answered(lesson.cells(), solutions), others));
      }
    }
    System.exit(0);
  }

  /** Right answers to the exercises of a lesson that go another way than the solutions. */
  static List<Path> right(Lesson lesson) throws IOException {
    return answers("right", lesson);
  }

  /** The wrong answers to the exercises of a lesson. */
  static List<Path> wrong(Lesson lesson) throws IOException {
    return answers("wrong", lesson);
  }

  private static List<Path> answers(String kind, Lesson lesson) throws IOException {
    try (Stream<Path> files = Files.list(ANSWERS.resolve(kind).resolve(lesson.id()))) {
      return files.sorted().toList();
    }
  }

  /** Whose answer it is. */
  static String exercise(Path file) {
    return file.getFileName().toString().replaceFirst("-.*", "");
  }

  private static String check(Lesson lesson, String exercise) {
    return lesson.cells().stream()
        .filter(c -> c.isCode() && c.text().startsWith(exercise + ".check("))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private static void write(PrintWriter out, Lesson lesson, String mode, Played played) {
    for (Result r : played.results()) {
      out.println(String.join("\t", lesson.id(), mode, r.id(), r.state().name(), r.message()));
    }
    played
        .failure()
        .ifPresent(
            f ->
                out.println(
                    String.join(
                        "\t", lesson.id(), mode, "-", "FAILED", String.join(" / ", f.lines()))));
    out.flush();
  }
}
