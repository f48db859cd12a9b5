package io.sluice.job;

import io.sluice.stage.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A path that a job touches.
 *
 * @param path as the job file says it, its variables replaced
 * @param isWritten whether the job also writes there
 * @param where the place in the job file; empty for the folder of its outputs
 */
public record Access(String path, boolean isWritten, String where) {

  private static final String DATABASE = "jdbc";

  /**
   * All that a job reads and writes: its tables, states and outputs, and whatever else it names on
   * S3, such as the file of a secret.
   */
  public static List<Access> of(Job job) {
    List<Access> all = new ArrayList<>();
    all.add(new Access(job.out(), true, ""));
    job.read()
        .values()
        .forEach(
            source -> {
              if (!source.value().storedAs().equals(DATABASE)) {
                all.add(new Access(source.value().at(), false, source.at("path")));
              }
              source
                  .value()
                  .state()
                  .ifPresent(s -> all.add(new Access(s, true, source.at("incremental"))));
            });
    job.write()
        .filter(target -> !target.value().storedAs().equals(DATABASE))
        .ifPresent(target -> all.add(new Access(target.value().at(), true, target.at("table"))));
    placed(job).flatMap(Access::named).forEach(all::add);
    return all.stream()
        .filter(a -> a.isWritten || all.stream().noneMatch(b -> b.isWritten && b.holds(a)))
        .distinct()
        .toList();
  }

  private boolean holds(Access other) {
    return path.equals(other.path);
  }

  private static Stream<Placed<?>> placed(Job job) {
    Stream<Optional<? extends Placed<?>>> once =
        Stream.of(
            job.explore(), job.split(), job.tune(), job.train(), job.evaluate(), job.abTest());
    return Stream.of(
            job.read().values().stream(),
            job.clean().stream(),
            job.placedFeatureSteps().stream(),
            job.compare().values().stream(),
            once.flatMap(Optional::stream))
        .flatMap(s -> s);
  }

  private static Stream<Access> named(Placed<?> placed) {
    return texts(placed.yaml())
        .filter(text -> text.matches("s3a?://.+"))
        .map(text -> new Access(text, false, placed.place().toString()));
  }

  private static Stream<String> texts(Yaml yaml) {
    if (yaml instanceof Yaml.Mapping mapping) {
      return mapping.entries().values().stream().flatMap(Access::texts);
    }
    if (yaml instanceof Yaml.Items list) {
      return list.items().stream().flatMap(Access::texts);
    }
    return yaml instanceof Yaml.Scalar scalar ? Stream.of(scalar.text()) : Stream.empty();
  }
}
