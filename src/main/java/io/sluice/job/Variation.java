package io.sluice.job;

import io.sluice.stage.Nearest;
import io.sluice.stage.Place;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SettingReader;
import io.sluice.stage.StepClass;
import io.sluice.stage.Yaml;
import io.sluice.train.Algorithm;
import io.sluice.tune.Tune;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;

/**
 * A job with other values of some settings, each called by its step and its own name: {@code
 * LogisticRegression.regParam}, {@code hash.numFeatures}, or {@code features[2].numFeatures} where
 * two steps have one name.
 */
final class Variation {

  private static final Pattern BY_INDEX = Pattern.compile("features\\[([0-9]+)]");
  private static final int ALGORITHM = -1;

  /** Where a setting is. */
  private record Knob(int step, Param<?> param) {}

  private final Job job;

  Variation(Job job) {
    this.job = job;
  }

  /** What is wrong with the space of a search. */
  List<Problem> problems(Tune tune) {
    List<Problem> problems = new ArrayList<>(tune.problems());
    if (!problems.isEmpty()) {
      return problems;
    }
    for (String name : tune.getOrDefault(tune.space()).keySet()) {
      String setting = "space." + name;
      try {
        knob(name);
        for (String value : tune.ends(name, this::isWhole)) {
          with(Map.of(name, value));
        }
      } catch (ProblemException e) {
        e.problems().forEach(p -> problems.add(new Problem(setting, p.text())));
      }
    }
    return problems;
  }

  /** Whether the setting of this name takes whole numbers alone. */
  boolean isWhole(String name) {
    Param<?> param = knob(name).param;
    return param instanceof IntParam || param instanceof LongParam;
  }

  /** Of the settings, those of feature steps. */
  Map<String, String> ofFeatures(Map<String, String> settings) {
    Map<String, String> its = new LinkedHashMap<>(settings);
    its.keySet().removeIf(name -> knob(name).step == ALGORITHM);
    return its;
  }

  /** The job with these values. */
  Job with(Map<String, String> settings) {
    List<Placed<PipelineStage>> steps = new ArrayList<>(job.placedFeatureSteps());
    Placed<Algorithm> train = job.train().orElseThrow();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      Knob knob = knob(setting.getKey());
      if (knob.step == ALGORITHM) {
        Algorithm changed = train.value().with(a -> set(a, knob.param, setting.getValue()));
        train = new Placed<>(changed, train.place(), train.yaml());
      } else {
        Placed<PipelineStage> step = steps.get(knob.step);
        PipelineStage changed = step.value().copy(ParamMap.empty());
        set(changed, knob.param, setting.getValue());
        steps.set(knob.step, new Placed<>(changed, step.place(), step.yaml()));
      }
    }
    return job.with(job.features().map(f -> new Placed<>(steps, f.place(), f.yaml())), train);
  }

  private static void set(Params target, Param<?> param, String value) {
    List<Problem> problems = new ArrayList<>();
    Yaml yaml = new Yaml.Mapping(Map.of(param.name(), new Yaml.Scalar(value, 0)), Map.of(), 0);
    new SettingReader(problems).read(yaml, target, new Place("", 0, ""));
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
  }

  private Knob knob(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      throw ProblemException.inJob("names no step. Write STEP.%s.".formatted(name));
    }
    int step = step(name.substring(0, dot));
    Params owner =
        step == ALGORITHM
            ? job.train().orElseThrow().value().estimator()
            : job.featureSteps().get(step);
    String setting = name.substring(dot + 1);
    if (!owner.hasParam(setting)) {
      List<String> known = Arrays.stream(owner.params()).map(Param::name).toList();
      throw ProblemException.inJob(
          "'%s' has no such setting.%s"
              .formatted(name.substring(0, dot), Nearest.hint(setting, known)));
    }
    return new Knob(step, owner.getParam(setting));
  }

  private int step(String name) {
    String algorithm = job.train().orElseThrow().value().name();
    if (name.equals(algorithm)) {
      return ALGORITHM;
    }
    List<String> steps =
        job.featureSteps().stream().map(s -> StepClass.nameOf(s.getClass())).toList();
    Matcher index = BY_INDEX.matcher(name);
    if (index.matches() && Integer.parseInt(index.group(1)) < steps.size()) {
      return Integer.parseInt(index.group(1));
    }
    int[] called =
        IntStream.range(0, steps.size()).filter(i -> steps.get(i).equals(name)).toArray();
    if (called.length > 1) {
      throw ProblemException.inJob(
          "there are %d steps '%s'. Say which: features[%d] or features[%d]."
              .formatted(called.length, name, called[0], called[1]));
    }
    if (called.length == 0) {
      List<String> known = new ArrayList<>(steps);
      known.add(algorithm);
      throw ProblemException.inJob(
          "the job has no step '%s'.%s".formatted(name, Nearest.hint(name, known)));
    }
    return called[0];
  }
}
