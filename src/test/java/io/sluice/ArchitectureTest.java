package io.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.sluice.clean.Check;
import io.sluice.features.StageTest;
import io.sluice.job.Sections;
import io.sluice.train.LearnerTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the architecture: which way imports run, and that no step lacks its test. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

  /** Wherever a build puts its classes. */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  private static final String[] KERNEL = {"io.sluice.stage", "io.sluice.stats", "io.sluice.result"};
  private static final String[] SECTIONS = {
    "io.sluice.read",
    "io.sluice.explore",
    "io.sluice.clean..",
    "io.sluice.split",
    "io.sluice.features",
    "io.sluice.train",
    "io.sluice.evaluate",
    "io.sluice.tune",
    "io.sluice.write"
  };

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.sluice.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule sectionsNeverImportEachOther =
      slices()
          .matching("io.sluice.(read|explore|clean|split|features|train|tune|evaluate|write)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule sectionsImportTheKernelAlone =
      noClasses()
          .that(resideInAnyPackage(SECTIONS))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.sluice", "io.sluice.job", "io.sluice.report"));

  @ArchTest
  static final ArchRule theKernelImportsNothingOfOurs =
      noClasses()
          .that(resideInAnyPackage(KERNEL))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.sluice..").and(resideOutsideOfPackages(KERNEL)));

  @ArchTest
  static final ArchRule theReportImportsResultsAlone =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.report")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.sluice..")
                  .and(resideOutsideOfPackages("io.sluice.report", "io.sluice.result")));

  @ArchTest
  static final ArchRule samplesImportTheStageAlone =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.sample")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.sluice..", "org.apache.spark..")
                  .and(resideOutsideOfPackages("io.sluice.sample", "io.sluice.stage")));

  @ArchTest
  static final ArchRule jobsDoNotKnowTheCommands =
      noClasses()
          .that()
          .resideInAPackage("io.sluice.job")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sluice");

  @ArchTest
  static final ArchRule noSignatureOfOursNamesScala =
      methods()
          .that()
          .areDeclaredInClassesThat(resideInAnyPackage("io.sluice.."))
          .and()
          .arePublic()
          .should(nameNoScalaType());

  @ArchTest
  static final ArchRule classesAreFinalUnlessMeantToBeExtended =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotAnonymousClasses()
          .should(
              ArchCondition.from(
                  DescribedPredicate.describe(
                      "be final or abstract",
                      (JavaClass c) ->
                          c.getModifiers()
                                  .contains(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                              || c.getModifiers()
                                  .contains(
                                      com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT))));

  /**
   * A feature step or an algorithm without its contract tests, a clean step or a rule without a
   * test, fails here.
   */
  @Test
  void everyStepHasItsTest() throws ClassNotFoundException {
    for (Class<?> step : Sections.featureSteps()) {
      assertThat(StageTest.class).isAssignableFrom(Class.forName(step.getName() + "Test"));
    }
    for (Class<?> algorithm : Sections.ownAlgorithms()) {
      assertThat(LearnerTest.class).isAssignableFrom(Class.forName(algorithm.getName() + "Test"));
    }
    for (Class<?> step : Sections.cleanSteps()) {
      assertThat(Class.forName(step.getName() + "Test")).isNotNull();
    }
    for (Class<?> rule : new Check().rules().known()) {
      assertThat(Class.forName(rule.getName() + "Test")).isNotNull();
    }
  }

  @Test
  void everyPackageSaysWhereItStands() throws Exception {
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java/io/sluice"))) {
      List<Path> all = folders.filter(Files::isDirectory).toList();
      assertThat(all).allSatisfy(f -> assertThat(f.resolve("package-info.java")).isRegularFile());
    }
  }

  private static ArchCondition<JavaMethod> nameNoScalaType() {
    return new ArchCondition<>("name no Scala type in their signature") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
            .filter(type -> type.getName().startsWith("scala."))
            // the bridges that javac makes for what we inherit from Scala
            .filter(type -> method.getOwner().getPackageName().startsWith("io.sluice"))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " names " + type.getName())));
      }
    };
  }
}
