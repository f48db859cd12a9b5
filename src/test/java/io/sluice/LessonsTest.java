package io.sluice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jobs that are lessons, named by their place in the syllabus. */
class LessonsTest {

  @TempDir Path out;

  static List<Path> jobs() throws IOException {
    return Expectations.jobs(name -> Character.isDigit(name.charAt(0)));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void givesWhatItExpects(Path job) throws IOException {
    Expectations.hold(job, out);
  }
}
