package io.sluice.testing;

import io.sluice.stage.Place;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SettingReader;
import io.sluice.stage.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.Params;

/** Settings of a step or section as they stand in a job file. */
public final class FromYaml {

  private static final String FILE = "job.yaml";

  private FromYaml() {}

  /** The step with these settings; fails where one of them is wrong. */
  public static <T extends Params> T set(T target, String yaml) {
    List<Problem> problems = read(target, yaml);
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return target;
  }

  /** What is wrong with these settings, as the user reads it. */
  public static List<String> problems(Params target, String yaml) {
    return read(target, yaml).stream().map(Problem::line).toList();
  }

  private static List<Problem> read(Params target, String yaml) {
    List<Problem> problems = new ArrayList<>();
    new SettingReader(problems).read(Yaml.parse(FILE, yaml), target, new Place(FILE, 1, "step"));
    return problems;
  }
}
