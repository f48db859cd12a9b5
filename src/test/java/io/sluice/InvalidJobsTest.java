package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.job.Sections;
import io.sluice.stage.StepClass;
import io.sluice.testing.LocalSpark;
import io.sluice.testing.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake a user can make in a job file has a file here, named after the mistake. Its lines
 * {@code #! ...} are the whole message, {@code FILE} standing for its own name, {@code
 * CLEAN_STEPS}, {@code FEATURE_STEPS} and {@code ALGORITHMS} for the names of all of them; {@code
 * #run} says that only a run finds it, and ends with exit code 3.
 */
class InvalidJobsTest {

  private static final Path FOLDER = Path.of("src/test/resources/jobs/invalid");

  @TempDir static Path out;

  static Stream<Path> jobs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @BeforeAll
  static void startSpark() {
    LocalSpark.SPARK.catalog();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void saysAllThatIsWrong(Path job) throws IOException {
    List<String> lines = Files.readAllLines(job);
    List<String> expected =
        lines.stream()
            .filter(l -> l.startsWith("#! "))
            .map(l -> l.substring(3).replace("FILE", job.toString()))
            .map(l -> l.replace("CLEAN_STEPS", names(Sections.cleanSteps())))
            .map(l -> l.replace("FEATURE_STEPS", names(Sections.featureSteps())))
            .map(l -> l.replace("ALGORITHMS", simpleNames(Sections.algorithms())))
            .map(Said::pattern)
            .toList();
    boolean onlyARunFindsIt = lines.contains("#run");

    Commands command =
        onlyARunFindsIt
            ? Commands.run("run", job.toString(), "--out", out.toString())
            : Commands.run("check", job.toString(), "--out", out.toString());

    assertThat(expected).as("#! lines of " + job).isNotEmpty();
    assertThat(command.err().lines().toList())
        .zipSatisfy(expected, (said, pattern) -> assertThat(said).matches(pattern));
    assertThat(command.exitCode()).isEqualTo(onlyARunFindsIt ? 3 : 2);
  }

  private static String simpleNames(List<? extends Class<?>> classes) {
    return String.join(", ", classes.stream().map(Class::getSimpleName).toList());
  }

  private static String names(List<? extends Class<?>> steps) {
    return String.join(", ", steps.stream().map(StepClass::nameOf).toList());
  }
}
