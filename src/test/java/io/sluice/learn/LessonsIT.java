package io.sluice.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.learn.Exercise.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lesson is played, with its blanks, with the solutions, other right and wrong answers. */
class LessonsIT {

  @TempDir static Path folder;

  private static List<Said> said;

  /** What a check said. */
  private record Said(String lesson, String mode, String exercise, String state, String message) {}

  @BeforeAll
  static void play() throws IOException, InterruptedException {
    Path results = folder.resolve("results.tsv");
    Path console = folder.resolve("console.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@conf/jvm-opens",
                "-Xmx2g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlog4j2.configurationFile=src/test/resources/log4j2-test.properties",
                "-Dsluice.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                LessonsRunner.class.getName(),
                results.toString())
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    try {
      assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(console)).isZero();
    } finally {
      process.destroyForcibly();
    }
    said =
        Files.readAllLines(results).stream()
            .map(line -> line.split("\t", 5))
            .map(f -> new Said(f[0], f[1], f[2], f[3], f[4]))
            .toList();
  }

  static List<Lesson> lessons() {
    return Lesson.all(Path.of("notebooks"));
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void withItsBlanksNothingPasses(Lesson lesson) {
    assertThat(of(lesson, "blank"))
        .allMatch(s -> s.state.equals(State.BLANK.name()))
        .extracting(Said::exercise)
        .containsExactlyElementsOf(lesson.exercises());
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void withTheSolutionsAllPassAndWrongAnswersDoNot(Lesson lesson) throws IOException {
    List<Said> all = of(lesson, "solved");
    List<String> expectedRight = new ArrayList<>(lesson.exercises());
    LessonsRunner.right(lesson).stream().map(LessonsRunner::exercise).forEach(expectedRight::add);
    int right = expectedRight.size();
    assertThat(all.stream().limit(right))
        .allMatch(s -> s.state.equals(State.RIGHT.name()))
        .extracting(Said::exercise)
        .containsExactlyElementsOf(expectedRight);
    List<Path> wrong = LessonsRunner.wrong(lesson);
    assertThat(all).hasSize(right + wrong.size());
    for (int i = 0; i < wrong.size(); i++) {
      Said its = all.get(right + i);
      String expected = Files.readAllLines(wrong.get(i)).get(0).replaceFirst("^// ", "");
      assertThat(its.state).as(wrong.get(i) + ": " + its).isEqualTo(State.NOT_YET.name());
      assertThat(its.message).as(wrong.get(i).toString()).contains(expected);
    }
  }

  private static List<Said> of(Lesson lesson, String mode) {
    return said.stream().filter(s -> s.lesson.equals(lesson.id()) && s.mode.equals(mode)).toList();
  }
}
