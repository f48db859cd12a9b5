package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run.ClassScores;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClassesTableTest {

  @Test
  void showsEachClassAndWhatItIsTakenFor() {
    String html =
        new ClassesTable(
                List.of(
                    new ClassScores("a <b>", 10, 0.5, 0.4, 0.44, List.of(4L, 6L)),
                    new ClassScores("c", 1200, 0.99, 0.97, 0.98, List.of(4L, 1196L))),
                "test")
            .markup()
            .html();

    assertThat(html)
        .contains("a &lt;b&gt;", "is found least often: 40% of its rows", "1,196", "predicted ")
        .doesNotContain("<b>");
  }

  @Test
  void leavesTheMatrixOutWhereThereAreManyClasses() {
    List<ClassScores> many =
        IntStream.range(0, 13)
            .mapToObj(
                c -> new ClassScores("class " + c, 1, null, 1.0, 1.0, Collections.nCopies(13, 0L)))
            .toList();

    assertThat(new ClassesTable(many, "test").markup().html())
        .contains("class 12")
        .doesNotContain("predicted ");
  }

  @Test
  void isNothingWithoutClasses() {
    assertThat(new ClassesTable(null, "test").markup()).isEqualTo(Markup.NONE);
  }
}
