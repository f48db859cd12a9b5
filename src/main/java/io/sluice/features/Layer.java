package io.sluice.features;

import io.sluice.features.SummaryStep.Before;
import io.sluice.features.SummaryStep.Before.Certainty;
import io.sluice.stats.Measure;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Steps in a row that learn from one pass over the same rows. A step joins where all that it needs
 * is untouched by the steps before it in the layer, or follows from what was there before them; the
 * first that does not begins the next layer. A step that learns nothing and touches nothing that
 * the others read is applied at once, so that what reads its columns may join too.
 */
final class Layer {

  /** Where a need after some steps comes from: the same or another before each of them. */
  private record Link(Waiting step, Need after) {}

  /** A need at a step, what to ask the pass for, and the way from there. */
  private record Path(Need need, Need asked, List<Link> way, boolean isCertain) {}

  private record Waiting(
      SummaryStep<?> step,
      Chosen chosen,
      Set<String> reads,
      Set<String> touched,
      List<Path> paths) {}

  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<Waiting> applied = new HashSet<>();
  private final Set<String> start;
  private StructType table;
  private Dataset<Row> rows;

  private Layer(Dataset<Row> rows) {
    this.rows = rows;
    this.table = rows.schema();
    this.start = Set.of(table.fieldNames());
  }

  /**
   * The longest layer that begins with the first of the steps; empty where that step learns alone.
   */
  static Layer of(Dataset<Row> rows, List<PipelineStage> steps, Learning.Steps placing) {
    Layer layer = new Layer(rows);
    for (int i = 0; i < steps.size(); i++) {
      if (!(steps.get(i) instanceof SummaryStep<?> step)
          || !placing.at(i, () -> layer.takes(step))) {
        break;
      }
    }
    return layer;
  }

  /** Number of steps. */
  int size() {
    return waiting.size();
  }

  /** The table after the steps, as far as it is known before they have learned. */
  StructType table() {
    return table;
  }

  boolean makesPass() {
    return waiting.stream().anyMatch(w -> !w.paths.isEmpty());
  }

  /** Whether the step at an index learns in this layer's pass. */
  boolean learns(int index) {
    return !waiting.get(index).paths.isEmpty();
  }

  /** Whether it is known before the pass that the step at an index can learn from it. */
  boolean isCertain(int index) {
    return waiting.get(index).paths.stream().allMatch(Path::isCertain);
  }

  /** What the pass must find out of the rows as they come to the layer. */
  Set<Need> asked() {
    Set<Need> asked = new LinkedHashSet<>();
    waiting.forEach(w -> w.paths.forEach(p -> asked.add(p.asked)));
    asked.removeIf(need -> !isThere(need));
    return asked;
  }

  private boolean isThere(Need need) {
    return start.containsAll(need.columns())
        && applied.stream().noneMatch(w -> need.columns().stream().anyMatch(w.touched::contains));
  }

  /**
   * Learns in one pass, or in none; fewer steps than the layer has where something turns out not to
   * follow from what was asked for.
   *
   * @param known what is known already of the rows as they come to the layer
   */
  List<Transformer> learn(Summary known, Learning.Steps placing) {
    Set<Need> missing = new LinkedHashSet<>();
    Dataset<Row> seen = rows;
    int first = -1;
    for (int i = 0; i < waiting.size(); i++) {
      Waiting w = waiting.get(i);
      if (!w.paths.isEmpty()) {
        w.paths.stream()
            .map(Path::asked)
            .filter(need -> !(known.knows(need) && isThere(need)))
            .forEach(missing::add);
        seen = w.step.seen(seen, w.chosen);
        first = first < 0 ? i : first;
      }
    }
    Dataset<Row> read = seen;
    Summary made = placing.at(Math.max(first, 0), () -> Summary.of(read, missing));
    Summary summary = missing.isEmpty() ? known : made.with(known);
    Map<Waiting, FittedStep<?>> fitted = new LinkedHashMap<>();
    for (int i = 0; i < waiting.size(); i++) {
      Waiting w = waiting.get(i);
      Optional<Summary> its = summary(w, summary, fitted);
      if (its.isEmpty()) {
        break;
      }
      fitted.put(w, placing.at(i, () -> w.step.fitted(w.chosen, its.get())));
    }
    return List.copyOf(fitted.values());
  }

  private boolean takes(SummaryStep<?> step) {
    Chosen chosen = step.chosen(table);
    StructType after = step.output(chosen);
    List<Path> paths = new ArrayList<>();
    Set<String> reads = new HashSet<>();
    for (Need need : step.needs(chosen)) {
      Optional<Path> path = path(need);
      if (path.isEmpty()) {
        return false;
      }
      paths.add(path.get());
      reads.addAll(path.get().asked.columns());
    }
    Set<String> seen = paths.isEmpty() ? Set.of() : step.seenFrom(chosen);
    if (isTouched(seen)) {
      return false;
    }
    reads.addAll(seen);
    Waiting joining = new Waiting(step, chosen, reads, step.touched(chosen), paths);
    if (paths.isEmpty() && isApart(joining)) {
      rows = step.fitted(chosen, Summary.nothing()).transform(rows);
      applied.add(joining);
    }
    waiting.add(joining);
    table = after;
    return true;
  }

  private Optional<Path> path(Need need) {
    Need now = need;
    boolean isCertain = true;
    List<Link> way = new ArrayList<>();
    for (int i = waiting.size() - 1; i >= 0; i--) {
      Waiting w = waiting.get(i);
      if (applied.contains(w) || now.columns().stream().noneMatch(w.touched::contains)) {
        continue;
      }
      Optional<Before> before = w.step.before(now, w.chosen);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      way.add(0, new Link(w, now));
      isCertain &= before.get().certainty() == Certainty.ALWAYS;
      now = before.get().need();
    }
    return Optional.of(new Path(need, now, way, isCertain));
  }

  private boolean isTouched(Set<String> columns) {
    return waiting.stream()
        .filter(w -> !applied.contains(w))
        .anyMatch(w -> columns.stream().anyMatch(w.touched::contains));
  }

  /** Whether no step that waits makes what this one reads, or reads what this one makes. */
  private boolean isApart(Waiting joining) {
    Set<String> its = new HashSet<>(joining.touched);
    its.addAll(joining.chosen.names());
    for (Waiting w : waiting) {
      boolean touches = !applied.contains(w) && w.touched.stream().anyMatch(its::contains);
      if (touches || w.reads.stream().anyMatch(joining.touched::contains)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Summary> summary(
      Waiting w, Summary asked, Map<Waiting, FittedStep<?>> fitted) {
    Map<Need, Measure> measures = new LinkedHashMap<>();
    for (Path path : w.paths) {
      Optional<Measure> measure = Optional.of(asked.measure(path.asked));
      for (Link link : path.way) {
        measure = measure.flatMap(m -> fitted.get(link.step).after(link.after, m));
      }
      if (measure.isEmpty()) {
        return Optional.empty();
      }
      measures.put(path.need, measure.get());
    }
    return Optional.of(new Summary(asked.rows(), measures));
  }
}
