package io.sluice.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds steps by name, with no registry: the step {@code dropDuplicates} is the class {@code
 * DropDuplicates} of the section's package. Only the packages named are ever looked into.
 */
public final class StepClass {

  private StepClass() {}

  /** The name a class has in a job file. */
  public static String nameOf(Class<?> step) {
    String name = step.getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** The concrete subclass of {@code type} with this simple name, in one of the packages. */
  public static <T> Optional<Class<? extends T>> find(
      Class<T> type, String simpleName, List<String> packages) {
    if (!simpleName.matches("[A-Z][A-Za-z0-9]*")) {
      return Optional.empty();
    }
    for (String name : packages) {
      Optional<Class<? extends T>> found = load(type, name + "." + simpleName);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The concrete subclass of {@code type} that has this name in a job file, as {@link #nameOf}. */
  public static <T> Optional<Class<? extends T>> named(
      Class<T> type, String name, List<String> packages) {
    if (name.isEmpty() || !Character.isLowerCase(name.charAt(0))) {
      return Optional.empty();
    }
    return find(type, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), packages);
  }

  /** All concrete subclasses of {@code type} in the packages, by simple name. */
  public static <T> List<Class<? extends T>> all(Class<T> type, List<String> packages) {
    TreeMap<String, Class<? extends T>> found = new TreeMap<>();
    for (String name : packages) {
      for (String simple : classNames(name)) {
        load(type, name + "." + simple).ifPresent(c -> found.put(simple, c));
      }
    }
    return List.copyOf(found.values());
  }

  /** A new object, made by the public constructor without arguments. */
  public static <T> T create(Class<T> step) {
    try {
      return step.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(step + " needs a public constructor without arguments", e);
    }
  }

  private static <T> Optional<Class<? extends T>> load(Class<T> type, String name) {
    try {
      Class<?> c = Class.forName(name, false, StepClass.class.getClassLoader());
      boolean fits =
          type.isAssignableFrom(c)
              && Modifier.isPublic(c.getModifiers())
              && !Modifier.isAbstract(c.getModifiers())
              && Stream.of(c.getConstructors()).anyMatch(k -> k.getParameterCount() == 0);
      return fits ? Optional.of(c.asSubclass(type)) : Optional.empty();
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return Optional.empty(); // the second: a wrong capital on a file system that ignores case
    }
  }

  private static List<String> classNames(String packageName) {
    String folder = packageName.replace('.', '/');
    List<String> names = new ArrayList<>();
    try {
      for (URL url :
          java.util.Collections.list(StepClass.class.getClassLoader().getResources(folder))) {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
          jar.getJarFile().stream()
              .map(entry -> entry.getName())
              .filter(n -> n.startsWith(folder + "/"))
              .map(n -> n.substring(folder.length() + 1))
              .forEach(names::add);
        } else {
          try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            files.map(f -> f.getFileName().toString()).forEach(names::add);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return names.stream()
        .filter(n -> n.matches("[A-Z][A-Za-z0-9]*\\.class"))
        .map(n -> n.substring(0, n.length() - ".class".length()))
        .toList();
  }
}
