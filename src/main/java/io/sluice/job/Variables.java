package io.sluice.job;

import io.sluice.stage.Nearest;
import io.sluice.stage.Place;
import io.sluice.stage.Problem;
import io.sluice.stage.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values behind {@code ${name}}: first those of {@code --set}, then the environment, then the
 * job's own {@code vars:}, in which each may use those above it, then {@code data} and {@code out}.
 * A dollar sign before it, {@code $${name}}, keeps it as it is.
 */
final class Variables {

  private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}]*)\\}");

  private final Map<String, String> set;
  private final Map<String, String> environment;
  private final Map<String, String> own = new LinkedHashMap<>();
  private final String file;
  private final List<Problem> problems;

  Variables(
      Map<String, String> set,
      Map<String, String> environment,
      String file,
      List<Problem> problems) {
    this.set = set;
    this.environment = environment;
    this.file = file;
    this.problems = problems;
  }

  /** A value that the job file or the run itself gives. */
  void define(String name, String value) {
    own.put(name, value);
  }

  /** The job's {@code vars:}. */
  void define(Yaml.Mapping vars, Place place) {
    vars.entries()
        .forEach(
            (name, value) -> {
              if (value.map(this::replace) instanceof Yaml.Scalar scalar) {
                define(name, scalar.text());
              } else {
                problems.add(
                    new Problem(
                        place.setting(name, vars.line(name)).toString(),
                        value.kind() + " is not a text."));
              }
            });
  }

  /** The text with every variable replaced; an unset one is a problem. */
  Yaml.Scalar replace(Yaml.Scalar scalar) {
    Matcher matcher = REFERENCE.matcher(scalar.text());
    StringBuilder replaced = new StringBuilder();
    while (matcher.find()) {
      boolean escaped = !matcher.group(1).isEmpty();
      String value = escaped ? matcher.group().substring(1) : value(matcher.group(2), scalar);
      matcher.appendReplacement(replaced, Matcher.quoteReplacement(value));
    }
    return new Yaml.Scalar(matcher.appendTail(replaced).toString(), scalar.line());
  }

  private String value(String name, Yaml.Scalar scalar) {
    for (Map<String, String> source : List.of(set, environment, own)) {
      if (source.containsKey(name)) {
        return source.get(name);
      }
    }
    problems.add(
        new Problem(
            file + ":" + scalar.line(),
            "'${%s}' is not set.%s Give it with --set %s=..., the environment or vars."
                .formatted(name, Nearest.hint(name, own.keySet()), name)));
    return "";
  }
}
