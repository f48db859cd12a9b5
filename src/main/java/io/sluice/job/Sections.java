package io.sluice.job;

import io.sluice.clean.CleanStep;
import io.sluice.evaluate.AbTest;
import io.sluice.evaluate.Evaluate;
import io.sluice.explore.Explore;
import io.sluice.features.FeatureStep;
import io.sluice.read.Source;
import io.sluice.split.Split;
import io.sluice.stage.About;
import io.sluice.stage.Roles;
import io.sluice.stage.SparkStage;
import io.sluice.stage.StepClass;
import io.sluice.train.Algorithm;
import io.sluice.train.Compare;
import io.sluice.train.Train;
import io.sluice.tune.Tune;
import io.sluice.write.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;

/** The sections of a job and the steps that each may hold. */
public final class Sections {

  /** Keys of a job file, in the order in which they are best written. */
  static final List<String> KEYS =
      List.of(
          "name",
          "vars",
          "roles",
          "read",
          "clean",
          "explore",
          "split",
          "features",
          "train",
          "tune",
          "evaluate",
          "compare",
          "abTest",
          "write");

  private Sections() {}

  /** The sections that hold settings and no steps. */
  public static Map<String, Class<?>> withSettings() {
    Map<String, Class<?>> sections = new LinkedHashMap<>();
    sections.put("roles", Roles.class);
    sections.put("read", Source.class);
    sections.put("explore", Explore.class);
    sections.put("split", Split.class);
    sections.put("train", Train.class);
    sections.put("tune", Tune.class);
    sections.put("evaluate", Evaluate.class);
    sections.put("compare", Compare.class);
    sections.put("abTest", AbTest.class);
    sections.put("write", Target.class);
    return sections;
  }

  /** The steps of {@code clean}. */
  public static List<Class<? extends CleanStep>> cleanSteps() {
    return StepClass.all(CleanStep.class, List.of(CleanStep.class.getPackageName()));
  }

  /** Our steps of {@code features}. */
  public static List<Class<? extends PipelineStage>> featureSteps() {
    return StepClass.all(PipelineStage.class, List.of(FeatureStep.class.getPackageName())).stream()
        .<Class<? extends PipelineStage>>map(c -> c)
        .filter(c -> c.isAnnotationPresent(About.class))
        .toList();
  }

  /** The classes of spark.ml that {@code features} may name. */
  public static List<Class<? extends PipelineStage>> sparkFeatures() {
    return StepClass.all(PipelineStage.class, SparkStage.FEATURE_PACKAGES);
  }

  /** The algorithms that {@code train} may name, of spark.ml and ours. */
  public static List<Class<? extends PipelineStage>> algorithms() {
    return StepClass.all(PipelineStage.class, algorithmPackages()).stream()
        .<Class<? extends PipelineStage>>map(c -> c)
        .filter(Estimator.class::isAssignableFrom)
        .toList();
  }

  /** Our algorithms. */
  public static List<Class<? extends PipelineStage>> ownAlgorithms() {
    return algorithms().stream().filter(c -> c.isAnnotationPresent(About.class)).toList();
  }

  /** A new algorithm of this name, with its defaults. */
  static Optional<Estimator<?>> algorithm(String name) {
    return StepClass.find(PipelineStage.class, name, algorithmPackages())
        .map(StepClass::create)
        .filter(Estimator.class::isInstance)
        .map(stage -> (Estimator<?>) stage);
  }

  private static List<String> algorithmPackages() {
    return Stream.concat(
            SparkStage.ALGORITHM_PACKAGES.stream(), Stream.of(Algorithm.class.getPackageName()))
        .toList();
  }
}
