package io.sluice.features;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.Roles;
import io.sluice.stage.SparkStage;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Learns a job's feature steps on the training rows, in order, and assembles what they leave. */
public final class Learning {

  static final Steps UNPLACED =
      new Steps() {
        @Override
        public <T> T at(int index, Supplier<T> work) {
          return work.get();
        }
      };

  private Learning() {}

  /**
   * What was learned.
   *
   * @param stages the fitted steps and the assembly
   * @param passes the passes over the training rows that it took
   * @param columns the columns that make up the vector
   */
  public record Learned(List<Transformer> stages, int passes, List<String> columns) {

    /** Applies all steps. */
    public Dataset<Row> transform(Dataset<Row> rows) {
      Dataset<Row> out = rows;
      for (Transformer stage : stages) {
        out = stage.transform(out);
      }
      return out;
    }

    /** The same between other stages, which neither add to the vector nor change its slots. */
    public Learned between(Optional<Transformer> first, Optional<Transformer> last) {
      List<Transformer> all = new ArrayList<>(stages);
      first.ifPresent(stage -> all.add(0, stage));
      last.ifPresent(all::add);
      return new Learned(all, passes, columns);
    }

    /**
     * The name of each slot of the vector in rows that {@link #transform} returned. A hashed slot
     * is called by the most frequent training value in it, and how many others share it: {@code
     * operator=MILITARY +2}.
     *
     * @param values the counts of a column's values before any step
     */
    public List<String> slots(
        Dataset<Row> transformed, int size, Function<String, ValueCounts> values) {
      Map<String, List<String>> contents = new HashMap<>();
      terms(values).forEach(t -> contents.putAll(t.bySlot()));
      Assemble.Fitted assembly =
          stages.stream()
              .filter(Assemble.Fitted.class::isInstance)
              .map(Assemble.Fitted.class::cast)
              .findFirst()
              .orElseThrow();
      return assembly.slots(transformed.schema(), size).stream()
          .map(slot -> name(slot, contents.getOrDefault(slot, List.of())))
          .toList();
    }

    /**
     * How full the hashed vectors are.
     *
     * @param values the counts of a column's values before any step
     */
    public List<Run.Hashed> hashes(Function<String, ValueCounts> values) {
      return terms(values).stream().map(HashedTerms::filling).toList();
    }

    private List<HashedTerms> terms(Function<String, ValueCounts> values) {
      return stages.stream()
          .filter(FittedStep.class::isInstance)
          .flatMap(stage -> ((FittedStep<?>) stage).hashed(values).stream())
          .toList();
    }

    private static String name(String slot, List<String> contents) {
      if (contents.isEmpty()) {
        return slot;
      }
      String others = contents.size() == 1 ? "" : " +" + (contents.size() - 1);
      return contents.get(0) + others;
    }
  }

  /** Learns from nothing but the rows, where nobody wants to know which step fails. */
  public static Learned learn(List<PipelineStage> steps, Dataset<Row> training) {
    return learn(steps, training, Summary.nothing(), UNPLACED);
  }

  /**
   * What the first pass over the training rows must find out, so that it can be found with more.
   */
  public static Set<Need> needs(List<PipelineStage> steps, Dataset<Row> training, Steps place) {
    return Layer.of(training, steps, place).asked();
  }

  /**
   * Learns each step from the training rows as the steps before it leave them.
   *
   * @param known what is known already of the training rows, such as all of {@link #needs}
   */
  public static Learned learn(
      List<PipelineStage> steps, Dataset<Row> training, Summary known, Steps place) {
    List<Transformer> fitted = new ArrayList<>();
    Dataset<Row> rows = training;
    int passes = 0;
    while (fitted.size() < steps.size()) {
      int done = fitted.size();
      PipelineStage next = steps.get(done);
      Dataset<Row> now = rows;
      Steps placing = place.from(done);
      Layer layer = Layer.of(now, steps.subList(done, steps.size()), placing);
      List<Transformer> learned =
          layer.size() > 0
              ? layer.learn(done == 0 ? known : Summary.nothing(), placing)
              : List.of(placing.at(0, () -> fit(next, now)));
      passes += makesPass(layer, next) ? 1 : 0;
      for (Transformer stage : learned) {
        fitted.add(stage);
        rows = stage.transform(rows);
      }
    }
    List<String> columns = assembled(steps, rows.schema());
    Assemble assemble = new Assemble();
    assemble.setColumns(columns.toArray(new String[0]));
    fitted.add(assemble.fit(rows));
    return new Learned(fitted, passes, columns);
  }

  private static boolean makesPass(Layer layer, PipelineStage orElse) {
    return layer.size() > 0 ? layer.makesPass() : orElse instanceof Estimator;
  }

  /** Runs work on one of the steps, so that the caller can name the step where it fails. */
  public interface Steps {
    <T> T at(int index, Supplier<T> work);

    /** The same for the steps that begin at an index. */
    default Steps from(int first) {
      Steps all = this;
      return new Steps() {
        @Override
        public <T> T at(int index, Supplier<T> work) {
          return all.at(first + index, work);
        }
      };
    }
  }

  /**
   * In which pass each step learns, in words: {@code no pass}, {@code pass 1}, {@code pass 1 or 2}
   * where it depends on the data whether another is made. On a table without rows.
   */
  public static List<String> passes(List<PipelineStage> steps, Dataset<Row> empty) {
    List<String> words = new ArrayList<>();
    Dataset<Row> rows = empty;
    int pass = 0;
    while (words.size() < steps.size()) {
      PipelineStage next = steps.get(words.size());
      Layer layer = Layer.of(rows, steps.subList(words.size(), steps.size()), UNPLACED);
      boolean learns = makesPass(layer, next);
      pass += learns ? 1 : 0;
      for (int i = 0; i < layer.size(); i++) {
        String or = layer.isCertain(i) ? "" : " or " + (pass + 1);
        words.add(layer.learns(i) ? "pass " + pass + or : "no pass");
      }
      if (layer.size() == 0) {
        words.add(learns ? "pass " + pass : "no pass");
      }
      StructType table = layer.size() > 0 ? layer.table() : next.transformSchema(rows.schema());
      rows = empty.sparkSession().createDataFrame(List.<Row>of(), table);
    }
    return words;
  }

  /** The columns that make up the vector: all numbers left, but for roles and what was replaced. */
  public static List<String> assembled(List<PipelineStage> steps, StructType table) {
    Set<String> replaced = replaced(steps);
    return Roles.withoutRole(table).stream()
        .filter(f -> !replaced.contains(f.name()))
        .filter(f -> Columns.isNumberLike(f.dataType()) || Slots.isVector(f))
        .map(StructField::name)
        .toList();
  }

  /**
   * What is wrong with the table after all steps: a column that no step turned into a number, or
   * nothing to learn from.
   */
  public static List<Problem> leftovers(List<PipelineStage> steps, StructType table) {
    Set<String> replaced = replaced(steps);
    List<Problem> problems = new ArrayList<>();
    for (StructField f : Roles.withoutRole(table)) {
      boolean number = Columns.isNumberLike(f.dataType()) || Slots.isVector(f);
      if (!number && !replaced.contains(f.name()) && !Schemas.isUnknown(f)) {
        problems.add(
            new Problem(
                "",
                "column '%s' is %s and no step turns it into a number. %s"
                    .formatted(f.name(), Columns.inWords(f.dataType()), remedy(f))));
      }
    }
    if (problems.isEmpty() && assembled(steps, table).isEmpty()) {
      problems.add(new Problem("", "no column is left to learn from."));
    }
    return problems;
  }

  private static String remedy(StructField field) {
    if (Schemas.isTexts(field)) {
      return "Add hashTokens or countTokens for it, or drop it in clean.";
    }
    if (Columns.isText(field.dataType())) {
      return "Add oneHot, hash or hashTokens for it, or drop it in clean.";
    }
    return Columns.isTime(field.dataType())
        ? "Add dates for it, or drop it in clean."
        : "Derive a number from it in clean, or drop it there.";
  }

  /** What stages of spark.ml read and wrote elsewhere: their output takes its place. */
  private static Set<String> replaced(List<PipelineStage> steps) {
    Set<String> inputs = new LinkedHashSet<>();
    for (PipelineStage step : steps) {
      if (!(step instanceof FeatureStep)) {
        inputs.addAll(SparkStage.inputs(step));
      }
    }
    return inputs;
  }

  private static Transformer fit(PipelineStage step, Dataset<Row> rows) {
    if (step instanceof Estimator<?> estimator) {
      return (Transformer) estimator.fit(rows);
    } else if (step instanceof Transformer transformer) {
      return transformer;
    }
    throw new IllegalStateException(Arrays.toString(step.params()) + " is no stage");
  }
}
