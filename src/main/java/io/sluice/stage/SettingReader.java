package io.sluice.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.FloatParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * Sets Params from YAML by their declarations: by name, in the declared type, within the declared
 * range. All problems are collected, none is thrown.
 */
public final class SettingReader {

  private static final String WHOLE = "a whole number";

  private final List<Problem> problems;

  /** Reads into this list of problems. */
  public SettingReader(List<Problem> problems) {
    this.problems = problems;
  }

  /** Sets what stands under a step or section; nothing at all means its defaults. */
  public void read(Yaml yaml, Params target, Place place) {
    Set<String> given = Set.of();
    if (yaml instanceof Yaml.Mapping mapping) {
      mapping.entries().forEach((key, value) -> set(target, key, value, mapping, place));
      given = mapping.entries().keySet();
    } else if (!(yaml instanceof Yaml.Nothing)) {
      problem(place, yaml.kind() + " is not a mapping of settings. Settings: " + names(target));
      return;
    }
    requireAll(target, given, place);
  }

  /** What an item of a list can be. */
  public interface Kind<T> {

    /** What a user calls an item: step, rule. */
    String word();

    /** A new one of this name, with its defaults. */
    Optional<? extends T> make(String name);

    /** What to say where there is none of this name. */
    String unknown(String name);
  }

  /** Takes the items of a list. */
  public interface Taker<T> {
    void take(T item, Place place, Yaml yaml);
  }

  /** Reads a list in which each item is a name with its settings: {@code - name: {...}}. */
  public <T extends Params> void readEach(
      Yaml yaml, Place list, Kind<T> kind, Taker<? super T> taker) {
    if (!(yaml instanceof Yaml.Items items)) {
      problem(
          list, "%s is not a list of %ss, each after a dash.".formatted(yaml.kind(), kind.word()));
      return;
    }
    for (int i = 0; i < items.items().size(); i++) {
      Yaml item = items.items().get(i);
      if (!(item instanceof Yaml.Mapping mapping) || mapping.entries().size() != 1) {
        problem(
            list.item(i, item.line()),
            "%s is not a %s, which is its name, a colon and its settings."
                .formatted(item.kind(), kind.word()));
        continue;
      }
      String name = mapping.entries().keySet().iterator().next();
      Place place = list.step(i, name, item.line());
      Optional<? extends T> made = kind.make(name);
      if (made.isEmpty()) {
        problem(place, kind.unknown(name));
        continue;
      }
      Yaml settings = mapping.entries().get(name);
      read(settings, made.get(), place);
      taker.take(made.get(), place, settings);
    }
  }

  private void set(Params target, String key, Yaml value, Yaml.Mapping mapping, Place place) {
    Place at = place.setting(key, mapping.line(key));
    Optional<Param<?>> known = param(target, key);
    Optional<TextMap> others = others(target);
    Optional<String> instead =
        target instanceof Settings settings ? settings.instead(key) : Optional.empty();
    if (instead.isPresent()) {
      problem(at, instead.get());
    } else if (known.isPresent() && !known.equals(others)) {
      convert(target, known.get(), value, at).ifPresent(v -> assign(target, known.get(), v, at));
    } else if (others.isPresent()) {
      Map<String, String> map = new LinkedHashMap<>();
      if (target.isSet(others.get())) {
        map.putAll(target.getOrDefault(others.get()));
      }
      text(value, at).ifPresent(v -> map.put(key, v));
      target.set(others.get(), map);
    } else {
      List<String> all = Arrays.stream(target.params()).map(Param::name).toList();
      problem(at, "no such setting." + Nearest.hint(key, all) + " Settings: " + names(target));
    }
  }

  private void requireAll(Params target, Set<String> given, Place place) {
    if (!target.getClass().getName().startsWith("io.sluice.")) {
      return; // spark.ml has Params without default that need not be set
    }
    List<String> optional = target instanceof Settings own ? own.optional() : List.of();
    for (Param<?> param : target.params()) {
      if (!target.isDefined(param)
          && !optional.contains(param.name())
          && !given.contains(param.name())) {
        problem(place, "'" + param.name() + "' is missing: " + param.doc() + ".");
      }
    }
  }

  private Optional<?> convert(Params target, Param<?> param, Yaml value, Place place) {
    if (param instanceof IntParam) {
      return number(value, place, WHOLE, Integer::valueOf);
    } else if (param instanceof LongParam) {
      return number(value, place, WHOLE, Long::valueOf);
    } else if (param instanceof DoubleParam) {
      return number(value, place, "a number", SettingReader::real);
    } else if (param instanceof FloatParam) {
      return number(value, place, "a number", Float::valueOf);
    } else if (param instanceof BooleanParam) {
      return number(value, place, "true or false", SettingReader::truth);
    } else if (param instanceof StringArrayParam) {
      return items(value, place).map(list -> list.toArray(String[]::new));
    } else if (param instanceof DoubleArrayParam) {
      return numbers(value, place, "a number", SettingReader::real)
          .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray());
    } else if (param instanceof IntArrayParam) {
      return numbers(value, place, WHOLE, Integer::valueOf)
          .map(list -> list.stream().mapToInt(Integer::intValue).toArray());
    } else if (param instanceof TextMap names
        && names.keys() == TextMap.Keys.NESTED_OR_NAMES
        && !(value instanceof Yaml.Mapping)) {
      return items(value, place).map(SettingReader::toThemselves);
    } else if (param instanceof TextMap) {
      return map(value, place, "texts", this::text);
    } else if (param instanceof TextLists) {
      return map(value, place, "lists of texts", this::items);
    } else if (param instanceof SettingsList<?> list) {
      return Optional.of(each(list, value, place));
    } else if (holdsText(target, param)) {
      return text(value, place);
    }
    problem(place, "cannot be set in a job file.");
    return Optional.empty();
  }

  private <T extends Settings> List<T> each(SettingsList<T> list, Yaml value, Place place) {
    List<T> items = new ArrayList<>();
    readEach(value, place, list, (item, at, yaml) -> items.add(item));
    return items;
  }

  /** A plain Param of spark.ml may hold anything, such as a matrix; its getter's type tells. */
  private static boolean holdsText(Params target, Param<?> param) {
    if (param.getClass() != Param.class) {
      return param instanceof Choice;
    }
    String name = param.name();
    String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return Arrays.stream(target.getClass().getMethods())
        .filter(m -> m.getName().equals(getter) && m.getParameterCount() == 0)
        .allMatch(m -> m.getReturnType() == String.class);
  }

  @SuppressWarnings("unchecked")
  private void assign(Params target, Param<?> param, Object value, Place place) {
    try {
      target.set((Param<Object>) param, value);
    } catch (IllegalArgumentException e) {
      problem(place, notAllowed(param, value));
    } catch (ClassCastException e) {
      problem(place, "cannot be set in a job file.");
    }
  }

  private static String notAllowed(Param<?> param, Object value) {
    String shown = SparkStage.text(value);
    if (param instanceof Choice choice) {
      return "'%s' is not one of %s.%s"
          .formatted(
              shown, String.join(", ", choice.allowed()), Nearest.hint(shown, choice.allowed()));
    }
    return "'" + shown + "' is not allowed: " + param.doc() + ".";
  }

  private Optional<String> text(Yaml value, Place place) {
    if (value instanceof Yaml.Scalar scalar) {
      return Optional.of(scalar.text());
    }
    problem(place, value.kind() + " is not a text.");
    return Optional.empty();
  }

  private Optional<List<String>> items(Yaml value, Place place) {
    if (value instanceof Yaml.Scalar scalar) {
      return Optional.of(List.of(scalar.text()));
    }
    if (value instanceof Yaml.Items list) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < list.items().size(); i++) {
        Yaml item = list.items().get(i);
        text(item, place.item(i, item.line())).ifPresent(texts::add);
      }
      return texts.size() == list.items().size() ? Optional.of(texts) : Optional.empty();
    }
    problem(place, value.kind() + " is not a text or a list of texts.");
    return Optional.empty();
  }

  private <T> Optional<Map<String, T>> map(
      Yaml value, Place place, String wanted, BiFunction<Yaml, Place, Optional<T>> read) {
    if (value instanceof Yaml.Mapping mapping) {
      Map<String, T> map = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach(
              (k, v) ->
                  read.apply(v, place.setting(k, mapping.line(k))).ifPresent(t -> map.put(k, t)));
      return map.size() == mapping.entries().size() ? Optional.of(map) : Optional.empty();
    }
    problem(place, value.kind() + " is not a mapping of names to " + wanted + ".");
    return Optional.empty();
  }

  private static Map<String, String> toThemselves(List<String> names) {
    Map<String, String> map = new LinkedHashMap<>();
    names.forEach(name -> map.put(name, name));
    return map;
  }

  private <T> Optional<T> number(
      Yaml value, Place place, String wanted, Function<String, T> parse) {
    if (value instanceof Yaml.Scalar scalar) {
      try {
        return Optional.of(parse.apply(scalar.text()));
      } catch (NumberFormatException e) {
        boolean whole = wanted.equals(WHOLE) && scalar.text().matches("[-+]?[0-9]+");
        problem(
            place, "'" + scalar.text() + "' is " + (whole ? "too large." : "not " + wanted + "."));
        return Optional.empty();
      }
    }
    problem(place, value.kind() + " is not " + wanted + ".");
    return Optional.empty();
  }

  private <T> Optional<List<T>> numbers(
      Yaml value, Place place, String wanted, Function<String, T> parse) {
    return items(value, place)
        .flatMap(
            texts -> {
              List<T> parsed = new ArrayList<>();
              for (String text : texts) {
                number(new Yaml.Scalar(text, place.line()), place, wanted, parse)
                    .ifPresent(parsed::add);
              }
              return parsed.size() == texts.size() ? Optional.of(parsed) : Optional.empty();
            });
  }

  /** YAML writes infinity as .inf. */
  private static Double real(String text) {
    return Double.valueOf(text.replaceFirst("^([-+]?)\\.inf$", "$1Infinity"));
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new NumberFormatException();
    };
  }

  private static Optional<Param<?>> param(Params target, String name) {
    return Arrays.stream(target.params())
        .filter(p -> p.name().equals(name))
        .findFirst()
        .map(p -> p);
  }

  private static Optional<TextMap> others(Params target) {
    return Arrays.stream(target.params())
        .filter(p -> p instanceof TextMap m && m.keys() == TextMap.Keys.ALL_OTHERS)
        .map(TextMap.class::cast)
        .findFirst();
  }

  private static String names(Params target) {
    List<String> names = Arrays.stream(target.params()).map(Param::name).toList();
    return names.isEmpty() ? "none." : String.join(", ", names) + ".";
  }

  private void problem(Place place, String text) {
    problems.add(new Problem(place.toString(), text));
  }
}
