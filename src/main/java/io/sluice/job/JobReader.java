package io.sluice.job;

import io.sluice.clean.CleanStep;
import io.sluice.clean.Sql;
import io.sluice.evaluate.AbTest;
import io.sluice.evaluate.Evaluate;
import io.sluice.explore.Explore;
import io.sluice.features.FeatureStep;
import io.sluice.read.Source;
import io.sluice.split.Split;
import io.sluice.stage.Nearest;
import io.sluice.stage.Place;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stage.SettingReader;
import io.sluice.stage.SparkStage;
import io.sluice.stage.StepClass;
import io.sluice.stage.Yaml;
import io.sluice.train.Algorithm;
import io.sluice.train.Train;
import io.sluice.tune.Tune;
import io.sluice.write.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Params;

/**
 * Reads a job from YAML: strict, by declarations, and with all problems at once. What depends on
 * tables is not looked at here.
 */
public final class JobReader {

  private static final List<String> CLEAN = List.of(CleanStep.class.getPackageName());
  private static final List<String> FEATURES = List.of(FeatureStep.class.getPackageName());

  private final String file;
  private final String out;
  private final Variables variables;
  private final List<Problem> problems = new ArrayList<>();
  private final SettingReader settings = new SettingReader(problems);

  /**
   * A reader of one file.
   *
   * @param file the job file as the user named it
   * @param out the folder of all jobs' outputs
   * @param set the variables of the command line
   */
  public JobReader(String file, String out, Map<String, String> set) {
    this(file, out, set, System.getenv());
  }

  JobReader(String file, String out, Map<String, String> set, Map<String, String> environment) {
    this.file = file;
    this.out = out;
    this.variables = new Variables(set, environment, file, problems);
  }

  /** The job that the text describes; fails with every problem of it. */
  public Job read(String text) {
    if (!(Yaml.parse(file, text) instanceof Yaml.Mapping root)) {
      throw ProblemException.inJob(file + ":1", "a job is a mapping of sections.");
    }
    Place top = new Place(file, root.line(), "");
    String name = name(root, top);
    variables.define("data", folder() + "/data");
    variables.define("out", out + "/" + name);
    if (root.entries().get("vars") instanceof Yaml.Mapping vars) {
      variables.define(vars, top.setting("vars", root.line("vars")));
    }
    Yaml.Mapping replaced = (Yaml.Mapping) root.map(variables::replace);
    for (String key : replaced.entries().keySet()) {
      if (!Sections.KEYS.contains(key)) {
        problem(
            top.setting(key, replaced.line(key)),
            "no such section.%s Sections: %s."
                .formatted(Nearest.hint(key, Sections.KEYS), String.join(", ", Sections.KEYS)));
      }
    }
    Job job = job(name, text, replaced, top);
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return job;
  }

  private Job job(String name, String text, Yaml.Mapping root, Place top) {
    Placed<Roles> roles =
        section(root, "roles", top, Roles::new)
            .orElseGet(() -> new Placed<>(new Roles(), top, root));
    Map<String, Placed<Source>> read = tables(root, top);
    List<Placed<CleanStep>> clean =
        this.<CleanStep>steps(root, "clean", top, this::cleanStep)
            .map(Placed::value)
            .orElse(List.of());
    Optional<Placed<Split>> split = section(root, "split", top, Split::new);
    Optional<Placed<List<Placed<PipelineStage>>>> features =
        steps(root, "features", top, this::featureStep);
    Optional<Placed<Algorithm>> train =
        Optional.ofNullable(root.entries().get("train"))
            .flatMap(yaml -> algorithm(yaml, top.setting("train", root.line("train")), roles));
    Optional<Placed<Tune>> tune = section(root, "tune", top, Tune::new);
    Optional<Placed<Evaluate>> evaluate = section(root, "evaluate", top, Evaluate::new);
    Optional<Placed<Target>> write = section(root, "write", top, Target::new);
    return new Job(
        name,
        file,
        text,
        out + "/" + name,
        roles,
        read,
        clean,
        section(root, "explore", top, Explore::new),
        split,
        tune,
        features,
        train,
        evaluate,
        compare(root, top, roles),
        section(root, "abTest", top, AbTest::new),
        write);
  }

  private String name(Yaml.Mapping root, Place top) {
    String plain = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    Yaml given = root.entries().get("name");
    String name = given instanceof Yaml.Scalar scalar ? scalar.text() : plain;
    boolean wrong = given != null && !(given instanceof Yaml.Scalar);
    if (wrong || !name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      problem(
          top.setting("name", root.line("name")),
          "'%s' is not a name of letters, digits, '_', '-' and '.'."
              .formatted(wrong ? given.kind() : name));
    }
    return name;
  }

  private String folder() {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "" : file.substring(0, slash);
  }

  private <T extends Params> Optional<Placed<T>> section(
      Yaml.Mapping root, String name, Place top, java.util.function.Supplier<T> make) {
    if (!root.entries().containsKey(name)) {
      return Optional.empty();
    }
    return Optional.of(
        placed(root.entries().get(name), top.setting(name, root.line(name)), make.get()));
  }

  private <T extends Params> Placed<T> placed(Yaml yaml, Place place, T target) {
    settings.read(yaml, target, place);
    return new Placed<>(target, place, yaml);
  }

  private Map<String, Placed<Source>> tables(Yaml.Mapping root, Place top) {
    Map<String, Placed<Source>> tables = new LinkedHashMap<>();
    Yaml read = root.entries().get("read");
    Place place = top.setting("read", root.line("read"));
    if (!(read instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
      problem(place, "a job must say what it reads: read: {path: ..., format: ...}.");
      return tables;
    }
    boolean several = mapping.entries().values().stream().allMatch(v -> v instanceof Yaml.Mapping);
    if (!several) {
      tables.put("table", placed(mapping, place, new Source()));
      return tables;
    }
    mapping
        .entries()
        .forEach(
            (name, yaml) -> {
              Place its = place.setting(name, mapping.line(name));
              if (name.equals(Sql.ROWS) || !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                problem(its, "'%s' cannot be the name of a table.".formatted(name));
              }
              tables.put(name, placed(yaml, its, new Source()));
            });
    return tables;
  }

  private <T extends Params> Optional<Placed<List<Placed<T>>>> steps(
      Yaml.Mapping root, String name, Place top, Function<String, Optional<? extends T>> find) {
    Yaml yaml = root.entries().get(name);
    if (yaml == null) {
      return Optional.empty();
    }
    Place section = top.setting(name, root.line(name));
    List<Placed<T>> steps = new ArrayList<>();
    settings.readEach(
        yaml,
        section,
        new StepKind<T>(name, find),
        (step, place, its) -> steps.add(new Placed<>(step, place, its)));
    return yaml instanceof Yaml.Items
        ? Optional.of(new Placed<>(steps, section, yaml))
        : Optional.empty();
  }

  /** What may stand in the list of a section. */
  private record StepKind<T>(String section, Function<String, Optional<? extends T>> find)
      implements SettingReader.Kind<T> {

    @Override
    public String word() {
      return "step";
    }

    @Override
    public Optional<? extends T> make(String name) {
      return find.apply(name);
    }

    @Override
    public String unknown(String name) {
      return unknownStep(section, name);
    }
  }

  private Optional<CleanStep> cleanStep(String name) {
    return StepClass.named(CleanStep.class, name, CLEAN).map(StepClass::create);
  }

  private Optional<PipelineStage> featureStep(String name) {
    return Character.isUpperCase(name.charAt(0))
        ? StepClass.find(PipelineStage.class, name, SparkStage.FEATURE_PACKAGES)
            .map(StepClass::create)
        : StepClass.named(PipelineStage.class, name, FEATURES)
            .filter(c -> Sections.featureSteps().contains(c))
            .map(StepClass::create);
  }

  /** The variants by name. */
  private Map<String, Placed<Variant>> compare(Yaml.Mapping root, Place top, Placed<Roles> roles) {
    Map<String, Placed<Variant>> variants = new LinkedHashMap<>();
    Yaml yaml = root.entries().get("compare");
    if (yaml == null) {
      return variants;
    }
    Place section = top.setting("compare", root.line("compare"));
    if (!(yaml instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
      problem(section, "names variants: compare: {forest: {RandomForestClassifier: {...}}}.");
      return variants;
    }
    mapping
        .entries()
        .forEach(
            (name, its) -> {
              Place place = section.setting(name, mapping.line(name));
              variant(its, place, roles)
                  .ifPresent(variant -> variants.put(name, new Placed<>(variant, place, its)));
            });
    return variants;
  }

  /** What train may hold, or settings, whose names have a dot. */
  private Optional<Variant> variant(Yaml yaml, Place place, Placed<Roles> roles) {
    boolean ofSettings =
        yaml instanceof Yaml.Mapping mapping
            && !mapping.entries().isEmpty()
            && mapping.entries().keySet().stream().allMatch(key -> key.contains("."));
    if (!ofSettings) {
      return algorithm(yaml, place, roles).map(a -> new Variant(Optional.of(a), Map.of()));
    }
    Yaml.Mapping mapping = (Yaml.Mapping) yaml;
    Map<String, String> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (name, value) -> {
              if (value instanceof Yaml.Scalar scalar) {
                values.put(name, scalar.text());
              } else {
                problem(
                    place.setting(name, mapping.line(name)),
                    "is %s; a variant gives a setting one value.".formatted(value.kind()));
              }
            });
    return Optional.of(new Variant(Optional.empty(), values));
  }

  private Optional<Placed<Algorithm>> algorithm(Yaml yaml, Place section, Placed<Roles> roles) {
    List<String> names = yaml instanceof Yaml.Mapping m ? algorithms(m) : List.of();
    if (!(yaml instanceof Yaml.Mapping mapping) || names.size() != 1) {
      problem(section, "names one algorithm, such as {LogisticRegression: {...}}.");
      return Optional.empty();
    }
    String name = names.get(0);
    Train train = new Train();
    settings.read(without(mapping, name), train, section);
    Place place = section.setting(name, mapping.line(name));
    Optional<Estimator<?>> found = Sections.algorithm(name);
    if (found.isEmpty()) {
      List<String> known = Sections.algorithms().stream().map(Class::getSimpleName).toList();
      problem(
          place,
          Algorithm.howToAdd(name)
              .orElseGet(
                  () ->
                      "no such algorithm.%s Algorithms: %s."
                          .formatted(hint(name, known), Nearest.list(known))));
      return Optional.empty();
    }
    settings.read(mapping.entries().get(name), found.get(), place);
    Placed<Algorithm> placed =
        new Placed<>(
            new Algorithm(found.get(), roles.value(), train), place, mapping.entries().get(name));
    placed
        .value()
        .problems()
        .forEach(p -> problems.add(new Problem(placed.at(p.where()), p.text())));
    return Optional.of(placed);
  }

  /** In train, keys in capitals are algorithms, all others settings, unless there is no other. */
  private static List<String> algorithms(Yaml.Mapping mapping) {
    Set<String> keys = mapping.entries().keySet();
    return keys.size() == 1
        ? List.copyOf(keys)
        : keys.stream().filter(k -> !k.isEmpty() && Character.isUpperCase(k.charAt(0))).toList();
  }

  /** Of an algorithm that has two forms, both: of Knn, KnnClassifier and KnnRegressor. */
  private static String hint(String name, List<String> known) {
    List<String> forms = List.of(name + "Classifier", name + "Regressor");
    return known.containsAll(forms)
        ? " Take %s for classes, %s for numbers.".formatted(forms.get(0), forms.get(1))
        : Nearest.hint(name, known);
  }

  private static Yaml.Mapping without(Yaml.Mapping mapping, String key) {
    Map<String, Yaml> others = new LinkedHashMap<>(mapping.entries());
    others.remove(key);
    return new Yaml.Mapping(others, mapping.keyLines(), mapping.line());
  }

  private static String unknownStep(String section, String name) {
    List<String> known = new ArrayList<>();
    if (section.equals("clean")) {
      Sections.cleanSteps().forEach(c -> known.add(StepClass.nameOf(c)));
    } else {
      Sections.featureSteps().forEach(c -> known.add(StepClass.nameOf(c)));
    }
    String listed = "Steps: " + String.join(", ", known);
    if (section.equals("features")) {
      Sections.sparkFeatures().forEach(c -> known.add(c.getSimpleName()));
      listed += ", and the classes of spark.ml's package feature";
    }
    return "no such step.%s %s.".formatted(Nearest.hint(name, known), listed);
  }

  private void problem(Place place, String text) {
    problems.add(new Problem(place.toString(), text));
  }
}
