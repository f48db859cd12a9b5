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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lessons as they lie there; that they run is LessonsIT's. */
class LessonTest {

  private static final Path NOTEBOOKS = Path.of("notebooks");

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
    assertThat(desk.answers(lesson)).containsEntry("q1", "Long missing = todo();");
    Files.writeString(
        notebook,
        Files.readString(notebook).replace("Long missing = todo();", "Long missing = 7L;"));
    assertThat(desk.answers(lesson)).containsEntry("q1", "Long missing = 7L;");

    Path files = desk.blanks(lesson);
    Files.writeString(files.resolve("q2.java"), "Dataset<Row> filled = strikes;\n");
    assertThat(desk.answers(lesson))
        .containsEntry("q1", "Long missing = 7L;")
        .containsEntry("q2", "Dataset<Row> filled = strikes;");

    desk.keep(
        lesson,
        List.of(
            new Exercise.Result("q1", Exercise.State.RIGHT, ""),
            new Exercise.Result("q2", Exercise.State.NOT_YET, "")));
    assertThat(desk.right(lesson)).containsExactly("q1");
    desk.keep(lesson, List.of(new Exercise.Result("q1", Exercise.State.BLANK, "")));
    assertThat(desk.right(lesson)).isEmpty();
    desk.reset(lesson);
    assertThat(desk.answers(lesson)).isEmpty();
  }
}
