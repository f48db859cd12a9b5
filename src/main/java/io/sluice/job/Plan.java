package io.sluice.job;

import io.sluice.stage.Columns;
import io.sluice.train.Algorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a job will do, in lines: its sections, how the schema changes, what learns, what is written.
 */
public final class Plan {

  private Plan() {}

  /** The plan of a job whose walk found no problem. */
  public static List<String> lines(Job job, List<Walk.Stop> stops) {
    List<String> lines = new ArrayList<>();
    StructType flowing = null;
    List<String> passes = new ArrayList<>();
    for (Walk.Stop stop : stops) {
      if (stop.where().startsWith("features[0]")) {
        splitLine(job, lines);
      }
      stop.pass().filter(p -> p.startsWith("pass")).ifPresent(passes::add);
      String pass = stop.pass().map(p -> "  [" + p + "]").orElse("");
      lines.add(stop.where() + "  " + stop.what() + pass.replace("[pass", "[learns in pass"));
      boolean reads = stop.where().startsWith("read ");
      StructType before = reads ? new StructType() : flowing;
      changes(before, stop.table()).forEach(change -> lines.add("    " + change));
      // of several tables, the first is the one that goes on
      flowing = reads && flowing != null ? flowing : stop.table();
    }
    if (job.features().isEmpty()) {
      splitLine(job, lines);
    }
    job.tune()
        .ifPresent(
            t ->
                lines.add(
                    "tune  %s over %d folds%s"
                        .formatted(
                            t.value().getOrDefault(t.value().search()),
                            t.value().numFolds(),
                            t.value().metricName().map(m -> ", for the best " + m).orElse(""))));
    job.train().ifPresent(t -> lines.add("train  " + t.value().name() + " " + settings(t)));
    job.evaluate()
        .ifPresent(
            e -> lines.add("evaluate  threshold " + e.value().getOrDefault(e.value().threshold())));
    job.explore().ifPresent(e -> lines.add("explore  " + Walk.text(e.value())));
    job.abTest().ifPresent(t -> lines.add("abTest  " + Walk.text(t.value())));
    job.compare()
        .forEach(
            (name, variant) ->
                lines.add(
                    "compare  "
                        + name
                        + ": "
                        + variant
                            .value()
                            .algorithm()
                            .map(a -> a.value().name() + " " + settings(a))
                            .orElseGet(() -> settings(variant.value()))));
    if (job.learns()) {
      lines.add("passes over the training rows to learn the features: " + passes(passes));
    }
    written(job, lines);
    return lines;
  }

  /** The last pass that is sure, and whether there may be more. */
  private static String passes(List<String> passes) {
    int sure =
        passes.stream()
            .mapToInt(p -> Integer.parseInt(p.replaceFirst("^pass (\\d+).*$", "$1")))
            .max()
            .orElse(0);
    return sure + (passes.stream().anyMatch(p -> p.contains(" or ")) ? " or more" : "");
  }

  private static void splitLine(Job job, List<String> lines) {
    job.split().ifPresent(s -> lines.add("split  into " + String.join(", ", s.value().parts())));
  }

  private static String settings(Placed<Algorithm> train) {
    return train.value().settings().stream()
        .map(s -> s.name() + " " + s.value())
        .collect(Collectors.joining(", "));
  }

  private static String settings(Variant variant) {
    return variant.settings().entrySet().stream()
        .map(s -> s.getKey() + " " + s.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void written(Job job, List<String> lines) {
    job.write()
        .ifPresent(
            w ->
                lines.add(
                    "writes "
                        + w.value().storedAs()
                        + " "
                        + w.value().whenThere()
                        + "  "
                        + w.value().at()));
    if (job.train().isPresent()) {
      lines.add("writes model  " + job.out() + "/model");
    }
    lines.add("writes  " + job.out() + "/{report.html, run.json, summary.json}");
    lines.add("writes  " + job.out() + "/{quarantine, audit}  where there is something to keep");
  }

  private static List<String> changes(StructType before, StructType after) {
    List<String> gone =
        Arrays.stream(before.fieldNames()).filter(n -> !Columns.has(after, n)).toList();
    List<String> added =
        Arrays.stream(after.fields())
            .filter(f -> !Columns.has(before, f.name()))
            .map(Plan::column)
            .toList();
    List<String> changed =
        Arrays.stream(after.fields())
            .filter(f -> Columns.has(before, f.name()))
            .filter(f -> !before.apply(f.name()).dataType().equals(f.dataType()))
            .map(Plan::column)
            .toList();
    List<String> lines = new ArrayList<>();
    if (!gone.isEmpty()) {
      lines.add("- " + String.join(", ", gone));
    }
    if (!added.isEmpty()) {
      lines.add("+ " + String.join(", ", added));
    }
    if (!changed.isEmpty()) {
      lines.add("~ " + String.join(", ", changed));
    }
    return lines;
  }

  private static String column(StructField field) {
    String type = field.dataType().simpleString();
    return field.name() + " " + (type.contains("type:tinyint") ? "vector" : type);
  }
}
