package io.sluice.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lessons as they lie there; that they run is LessonsIT's. */
class LessonTest {

  private static final Path NOTEBOOKS = Path.of("notebooks");
  private static final int MOST_CHARS = 92;

  static List<Lesson> lessons() {
    return Lesson.all(NOTEBOOKS);
  }

  /** Made by {@code sluice learn --write-notebooks}. */
  @ParameterizedTest
  @MethodSource("lessons")
  void theNotebookIsThatOfTheMarkdown(Lesson lesson) throws IOException {
    Path file = NOTEBOOKS.resolve(lesson.name() + ".ipynb");
    assertThat(file).hasContent(lesson.notebook());
    Set<String> ids = new HashSet<>();
    for (JsonNode cell : new ObjectMapper().readTree(file.toFile()).get("cells")) {
      assertThat(ids.add(cell.get("id").asText())).isTrue();
      assertThat(cell.path("outputs")).isEmpty();
      assertThat(cell.get("source").get(0).asText()).doesNotStartWith("%");
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void eachExerciseHasHintsASolutionAndAWrongAnswer(Lesson lesson) throws IOException {
    assertThat(lesson.exercises()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    List<String> wrong = LessonsRunner.wrong(lesson).stream().map(LessonsRunner::exercise).toList();
    assertThat(wrong).containsAll(lesson.exercises());
    for (String exercise : lesson.exercises()) {
      assertThat(Lessons.exercise(lesson, exercise).hints()).isNotEmpty();
      assertThat(Lessons.solution(lesson, exercise)).isNotBlank().doesNotContain("todo()");
      assertThat(
              lesson.cells().stream()
                  .filter(c -> c.exercise().equals(exercise))
                  .map(Lesson.Cell::text))
          .singleElement()
          .asString()
          .endsWith("= todo();");
    }
  }

  /** So that a page shows them whole. */
  @ParameterizedTest
  @MethodSource("lessons")
  void linesOfCodeAreShort(Lesson lesson) {
    assertThat(lesson.cells())
        .filteredOn(Lesson.Cell::isCode)
        .flatExtracting(c -> c.text().lines().toList())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(MOST_CHARS));
  }

  @Test
  void dividesMarkdownAtBlocksOfJava() {
    Lesson lesson =
        Lesson.parse(
            "9.9-x",
            "# Title\n\n"
                + "text\n"
                + "```yaml\n"
                + "a: 1\n"
                + "```\n"
                + "```java\n"
                + "int i = 1;\n\n"
                + "i\n"
                + "```\n\n"
                + "more\n"
                + "```java exercise=q1\n"
                + "Integer j = todo();\n"
                + "```\n");
    assertThat(lesson.id()).isEqualTo("9.9");
    assertThat(lesson.title()).isEqualTo("Title");
    assertThat(lesson.cells())
        .containsExactly(
            new Lesson.Cell(false, "", "# Title\n\ntext\n```yaml\na: 1\n```"),
            new Lesson.Cell(true, "", "int i = 1;\n\ni"),
            new Lesson.Cell(false, "", "more"),
            new Lesson.Cell(true, "q1", "Integer j = todo();"));
  }

  /** An answer that does not run takes nothing from those after it. */
  @Test
  void playsOnAfterAnAnswerThatFails() {
    Lesson lesson =
        Lesson.parse(
            "9.9-x",
            """
            # Title
            ```java
            var q1 = new io.sluice.learn.Exercise<Integer>("9.9", "q1", List.of(), n -> {});
            var q2 = new io.sluice.learn.Exercise<Integer>("9.9", "q2", List.of(), n -> {});
            ```
            ```java exercise=q1
            Integer one = todo();
            ```
            ```java exercise=q2
            Integer two = todo();
            ```
            ```java
            q1.check(one);
            q2.check(two);
            ```
            """);
    Player.Played played =
        Player.run(
            lesson,
            Lesson.answered(
                lesson.cells(), Map.of("q1", "Integer one = three;", "q2", "Integer two = 2;")),
            List.of());
    assertThat(played.failure()).isEmpty();
    assertThat(played.results())
        .extracting(Exercise.Result::state)
        .containsExactly(Exercise.State.NOT_YET, Exercise.State.RIGHT);
    assertThat(played.results().get(0).message())
        .startsWith("This does not compile: cannot find symbol")
        .contains("three");
  }

  @Test
  void readsTheCellsOfANotebook(@TempDir Path folder) throws IOException {
    Lesson lesson = Lesson.of(NOTEBOOKS, "1.3");
    Path file = folder.resolve("n.ipynb");
    Files.writeString(file, lesson.notebook());
    assertThat(Lesson.cells(file)).isEqualTo(lesson.cells());
    Files.writeString(file, "[1");
    assertThatThrownBy(() -> Lesson.cells(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is no notebook");
  }

  @Test
  void anUnknownLessonIsAProblem() {
    assertThatThrownBy(() -> Lesson.of(NOTEBOOKS, "2.9"))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("LESSON: no lesson is '2.9'.");
  }

  @Test
  void theDeskKeepsAnswersAndWhatWasRight(@TempDir Path folder) throws IOException {
    Lesson lesson = Lesson.of(NOTEBOOKS, "2.1");
    Desk desk = new Desk(folder);
    Path notebook = desk.notebook(lesson);
    assertThat(answer(desk, "q1")).isEqualTo("Long missing = todo();");
    Files.writeString(
        notebook,
        Files.readString(notebook).replace("Long missing = todo();", "Long missing = 7L;"));
    assertThat(answer(desk, "q1")).isEqualTo("Long missing = 7L;");

    Path files = desk.blanks(lesson);
    Files.writeString(files.resolve("q3.java"), "Dataset<Row> ofAnotherVersion = todo();\n");
    assertThat(answer(desk, "q3")).isEqualTo("Dataset<Row> scaled = todo();");
    Files.writeString(files.resolve("q2.java"), "Dataset<Row> filled = strikes;\n");
    assertThat(answer(desk, "q1")).isEqualTo("Long missing = 7L;");
    assertThat(answer(desk, "q2")).isEqualTo("Dataset<Row> filled = strikes;");

    desk.keep(
        lesson,
        List.of(
            new Exercise.Result("q1", Exercise.State.RIGHT, ""),
            new Exercise.Result("q2", Exercise.State.NOT_YET, "")));
    assertThat(desk.right(lesson)).containsExactly("q1");
    desk.keep(lesson, List.of(new Exercise.Result("q1", Exercise.State.BLANK, "")));
    assertThat(desk.right(lesson)).isEmpty();
    desk.reset(lesson);
    assertThat(desk.cells(lesson)).isEqualTo(lesson.cells());
  }

  private static String answer(Desk desk, String exercise) {
    return desk.cells(Lesson.of(NOTEBOOKS, "2.1")).stream()
        .filter(c -> c.exercise().equals(exercise))
        .map(Lesson.Cell::text)
        .findFirst()
        .orElseThrow();
  }
}
