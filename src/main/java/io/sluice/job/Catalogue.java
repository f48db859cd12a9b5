package io.sluice.job;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Settings;
import io.sluice.stage.SettingsList;
import io.sluice.stage.SparkStage;
import io.sluice.stage.StepClass;
import io.sluice.stage.TextMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The steps and sections that a job can use, as their declarations describe them. */
public final class Catalogue {

  private Catalogue() {}

  /** All sections and steps, a line each, and the names of spark.ml's classes. */
  public static List<String> all() {
    List<String> lines = new ArrayList<>();
    lines.add("Sections");
    Sections.withSettings().forEach((name, c) -> lines.add(line(name, c)));
    lines.add("");
    lines.add("Steps of clean");
    Sections.cleanSteps().forEach(c -> lines.add(line(StepClass.nameOf(c), c)));
    lines.add("");
    lines.add("Steps of features");
    Sections.featureSteps().forEach(c -> lines.add(line(StepClass.nameOf(c), c)));
    lines.add("");
    lines.add("Also in features, by spark.ml's own names and settings");
    lines.addAll(wrapped(Sections.sparkFeatures().stream().map(Class::getSimpleName).toList()));
    lines.add("");
    lines.add("Algorithms of train");
    Sections.ownAlgorithms().forEach(c -> lines.add(line(c.getSimpleName(), c)));
    lines.add("");
    lines.add("Also in train, by spark.ml's own names and settings");
    lines.addAll(
        wrapped(
            Sections.algorithms().stream()
                .filter(c -> !Sections.ownAlgorithms().contains(c))
                .map(Class::getSimpleName)
                .toList()));
    return lines;
  }

  /** One step or section: what it does, to rows too, its settings, an example. */
  public static List<String> one(String name) {
    Map<String, Class<?>> known = known();
    Class<?> step = known.get(name);
    if (step == null) {
      throw ProblemException.inJob(
          "no step or section is called '%s'.%s 'sluice steps' lists all."
              .formatted(name, Nearest.hint(name, known.keySet())));
    }
    List<String> lines = new ArrayList<>();
    About about = step.getAnnotation(About.class);
    lines.add(name + (about == null ? "  " + step.getName() : "  " + about.value()));
    if (about != null) {
      lines.add("Rows: " + about.rows() + ".");
    }
    lines.add("");
    lines.add("Settings");
    Params params = (Params) StepClass.create(step);
    lines.addAll(settings(params));
    for (Param<?> param : params.params()) {
      if (param instanceof SettingsList<?> list) {
        lines.addAll(items(list));
      }
    }
    if (about != null) {
      if (!about.notes().isEmpty()) {
        lines.add("");
        lines.add("Notes");
        about.notes().lines().forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
      }
      lines.add("");
      lines.add("Example");
      lines.add("  " + about.example());
    }
    return lines;
  }

  private static List<String> settings(Params params) {
    List<String> lines = new ArrayList<>();
    for (Param<?> param : params.params()) {
      lines.add("  " + setting(params, param));
    }
    return lines.isEmpty() ? List.of("  none") : lines;
  }

  /** What the items of a list can be, each with its own settings. */
  private static List<String> items(SettingsList<?> list) {
    List<String> lines = new ArrayList<>();
    for (Class<? extends Settings> item : list.known()) {
      About about = item.getAnnotation(About.class);
      lines.add("");
      lines.add("A %s: %s  %s".formatted(list.word(), StepClass.nameOf(item), about.value()));
      lines.add("  Rows: " + about.rows() + ".");
      settings(StepClass.create(item)).forEach(setting -> lines.add("  " + setting));
      lines.add("    - " + about.example());
    }
    return lines;
  }

  /** Every name that {@link #one} knows, with its class. */
  public static Map<String, Class<?>> known() {
    Map<String, Class<?>> known = new LinkedHashMap<>(Sections.withSettings());
    Sections.cleanSteps().forEach(c -> known.put(StepClass.nameOf(c), c));
    Sections.featureSteps().forEach(c -> known.put(StepClass.nameOf(c), c));
    Sections.sparkFeatures().forEach(c -> known.put(c.getSimpleName(), c));
    Sections.algorithms().forEach(c -> known.put(c.getSimpleName(), c));
    return known;
  }

  private static String line(String name, Class<?> step) {
    return String.format(Locale.ROOT, "  %-20s%s", name, step.getAnnotation(About.class).value());
  }

  private static String setting(Params params, Param<?> param) {
    String type =
        param instanceof Choice choice ? String.join(" | ", choice.allowed()) : type(param);
    String standard =
        params.hasDefault(param)
            ? "default " + shown(SparkStage.text(params.getOrDefault(param)))
            : isRequired(params, param) ? "required" : "no default";
    return "%s: %s; %s. %s".formatted(param.name(), type, standard, param.doc());
  }

  private static boolean isRequired(Params params, Param<?> param) {
    return params.getClass().getName().startsWith("io.sluice.")
        && !(params instanceof Settings own && own.optional().contains(param.name()));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "\"\"" : value;
  }

  private static String type(Param<?> param) {
    if (param instanceof IntParam || param instanceof LongParam) {
      return "a whole number";
    } else if (param instanceof DoubleParam) {
      return "a number";
    } else if (param instanceof BooleanParam) {
      return "true | false";
    } else if (param instanceof StringArrayParam) {
      return "a text or a list of texts";
    } else if (param instanceof DoubleArrayParam || param instanceof IntArrayParam) {
      return "a list of numbers";
    }
    if (param instanceof SettingsList<?> list) {
      return "a list of " + list.word() + "s";
    }
    return param instanceof TextMap map
        ? map.keys() == TextMap.Keys.NESTED ? "a mapping" : "all other keys"
        : "a text";
  }

  private static List<String> wrapped(List<String> names) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(" ");
    for (String name : names) {
      if (line.length() + name.length() > 98) {
        lines.add(line.toString());
        line = new StringBuilder(" ");
      }
      line.append(' ').append(name);
    }
    lines.add(line.toString());
    return lines;
  }
}
