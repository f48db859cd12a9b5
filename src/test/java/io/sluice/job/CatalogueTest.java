package io.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.clean.Check;
import io.sluice.stage.About;
import io.sluice.stage.ProblemException;
import io.sluice.stage.StepClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

  private static final String HEAD = "read: {path: t.csv, format: csv}\n";

  static List<String> steps() {
    List<String> names = new ArrayList<>();
    Sections.cleanSteps().forEach(c -> names.add(StepClass.nameOf(c)));
    Sections.featureSteps().forEach(c -> names.add(StepClass.nameOf(c)));
    return names;
  }

  @Test
  void theDocumentedStepsAreThoseOfTheCode() throws Exception {
    List<String> expected = new ArrayList<>();
    expected.add("## Sections");
    Sections.withSettings().forEach((name, c) -> expected.add(line(name, c)));
    expected.add("## Steps of `clean`");
    Sections.cleanSteps().forEach(c -> expected.add(line(StepClass.nameOf(c), c)));
    expected.add("## Steps of `features`");
    Sections.featureSteps().forEach(c -> expected.add(line(StepClass.nameOf(c), c)));

    expected.add("## Algorithms of `train`");
    Sections.ownAlgorithms().forEach(c -> expected.add(line(c.getSimpleName(), c)));

    List<String> documented =
        Files.readAllLines(Path.of("docs/steps.md")).stream()
            .filter(l -> l.startsWith("## ") || l.startsWith("- `"))
            .toList();

    assertThat(documented).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void theExampleOfEachStepIsValid(String name) {
    Class<?> step = Catalogue.known().get(name);
    String section = PipelineStage.class.isAssignableFrom(step) ? "features" : "clean";
    String example = step.getAnnotation(About.class).example();
    assertThat(example).startsWith(name + ":");
    new JobReader("t.yaml", "out", Map.of(), Map.of())
        .read(HEAD + section + ":\n  - " + example + "\n");
  }

  @Test
  void theExampleOfEachAlgorithmIsValid() {
    for (Class<?> algorithm : Sections.ownAlgorithms()) {
      String example = algorithm.getAnnotation(About.class).example();
      assertThat(example).startsWith(algorithm.getSimpleName() + ":");
      new JobReader("t.yaml", "out", Map.of(), Map.of())
          .read(HEAD + "roles: {label: y}\ntrain:\n  " + example + "\n");
    }
  }

  @Test
  void theExamplesOfSectionsAreValid() {
    for (Class<?> section : Sections.withSettings().values()) {
      String example = section.getAnnotation(About.class).example();
      String roles =
          example.startsWith("train:") || example.startsWith("compare:")
              ? "roles: {label: y}\n"
              : "";
      String head = example.startsWith("read:") ? "" : HEAD + roles;
      new JobReader("t.yaml", "out", Map.of(), Map.of()).read(head + example + "\n");
    }
  }

  @Test
  void showsAStepWithItsSettings() {
    assertThat(Catalogue.one("impute"))
        .contains(
            "impute  Replaces missing values by a statistic of the training rows or a constant.",
            "Rows: keeps every row.",
            "  strategy: mean | median | mode | min | max | constant; default median. what fills"
                + " the gaps; text takes mode or constant",
            "  impute: {columns: speed, strategy: median, indicator: true}");
  }

  @Test
  void showsTheRulesOfCheckWithTheirs() {
    assertThat(Catalogue.one("check"))
        .contains("  rules: a list of rules; required. what must hold, a rule after each dash")
        .containsSubsequence(
            "A rule: inRange  Every number, date or time is in a range, ends included.",
            "  Rows: a row breaks it with a value outside; a missing one passes.",
            "    columns: a text or a list of texts; required. columns that the rule is for",
            "    max: a text; no default. the greatest value that is allowed",
            "    onFailure: fail | warn | quarantine | drop; default fail. whether rows that break"
                + " the rule fail the job, are warned of, or go",
            "A rule: rowCount  The table has at least, or at most, so many rows.",
            "    onFailure: fail | warn; default fail. whether the job fails or only is warned; no"
                + " row goes",
            "    - rowCount: {min: 1000, onFailure: fail}");
  }

  @Test
  void theExampleOfEachRuleIsValid() {
    for (Class<?> rule : new Check().rules().known()) {
      String example = rule.getAnnotation(About.class).example();
      assertThat(example).startsWith(StepClass.nameOf(rule) + ":");
      new JobReader("t.yaml", "out", Map.of(), Map.of())
          .read(HEAD + "clean:\n  - check:\n      rules:\n        - " + example + "\n");
    }
  }

  @Test
  void saysWhatShareOfValuesToExpectToCollide() {
    assertThat(Catalogue.one("hash"))
        .containsSubsequence(
            "Notes",
            "        values   1,024 slots  16,384 slots  262,144 slots  1,048,576 slots",
            "        10,000        100.0%         45.7%           3.7%             0.9%",
            "",
            "Example");
    assertThat(Catalogue.one("scale")).doesNotContain("Notes");
  }

  @Test
  void showsClassesOfSparkByTheirOwnNames() {
    assertThat(Catalogue.one("PCA")).first().isEqualTo("PCA  org.apache.spark.ml.feature.PCA");
    assertThat(Catalogue.all()).anyMatch(l -> l.contains("LogisticRegression"));
  }

  @Test
  void namesTheNearestStep() {
    assertThatThrownBy(() -> Catalogue.one("dropDuplicate"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "no step or section is called 'dropDuplicate'. Did you mean 'dropDuplicates'? 'sluice"
                + " steps' lists all.");
  }

  private static String line(String name, Class<?> step) {
    About about = step.getAnnotation(About.class);
    return "- `%s` %s Rows: %s. `%s`".formatted(name, about.value(), about.rows(), about.example());
  }
}
