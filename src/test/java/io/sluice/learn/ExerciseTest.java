package io.sluice.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.learn.Exercise.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExerciseTest {

  private static final Exercise<Integer> EXERCISE =
      new Exercise<>(
          "9.9",
          "q1",
          List.of("small", "large"),
          answer -> {
            if (answer == 0) {
              throw new IllegalStateException("a <b>\nmore");
            }
            Exercise.require(answer == 2, "not " + answer);
          });

  @Test
  void saysHowAnAnswerIsAndNeverThrows() {
    List<Shown> shown = new ArrayList<>();
    Lab.showTo(shown::add);
    Exercise.takeResults();
    for (Integer answer : new Integer[] {null, 1, 0, 2}) {
      EXERCISE.check(answer);
    }
    Lab.showTo(s -> {});
    assertThat(Exercise.takeResults())
        .extracting(Exercise.Result::state)
        .containsExactly(State.BLANK, State.NOT_YET, State.NOT_YET, State.RIGHT);
    assertThat(shown.get(1).text()).isEqualTo("\u2718 q1 not 1");
    assertThat(shown.get(2).html()).contains("could not be looked at: a &lt;b&gt;");
    assertThat(shown.get(3).text()).isEqualTo("\u2714 q1 Correct.");
  }

  /** In Jupyter progress is kept with each check. */
  @Test
  void whoListensIsToldOfEachCheck(@TempDir Path folder) throws IOException {
    List<Shown> shown = new ArrayList<>();
    Lab.showTo(shown::add);
    Exercise.takeResults();
    try {
      Exercise.listen(new Desk(folder)::keep);
      EXERCISE.check(2);
      assertThat(folder.resolve("9.9/right.txt")).hasContent("q1");
      EXERCISE.check(1);
      assertThat(folder.resolve("9.9/right.txt")).isEmptyFile();

      shown.clear();
      Exercise.listen(new Desk(Files.createFile(folder.resolve("file")))::keep);
      EXERCISE.check(2);
      assertThat(shown).extracting(Shown::text).first().isEqualTo("\u2714 q1 Correct.");
      assertThat(shown.get(1).text()).startsWith("Your progress is not kept:");
    } finally {
      Exercise.listen((lesson, result) -> {});
      Lab.showTo(s -> {});
      Exercise.takeResults();
    }
  }

  @Test
  void givesOneHintAfterTheOther() {
    List<Shown> shown = new ArrayList<>();
    Lab.showTo(shown::add);
    Exercise<Integer> exercise =
        new Exercise<>("9.9", "q1", List.of("small", "large"), answer -> {});
    exercise.hint();
    exercise.hint();
    exercise.hint();
    Lab.showTo(s -> {});
    assertThat(shown)
        .extracting(Shown::text)
        .containsExactly("Hint 1 of 2 small", "Hint 2 of 2 large", "Hint 2 of 2 large");
  }
}
