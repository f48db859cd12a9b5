package io.sluice.job;

import io.sluice.clean.CleanStep;
import io.sluice.clean.Derive;
import io.sluice.clean.Sql;
import io.sluice.evaluate.Metrics;
import io.sluice.features.Learning;
import io.sluice.read.Source;
import io.sluice.split.Split;
import io.sluice.stage.Columns;
import io.sluice.stage.Nearest;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stage.SparkStage;
import io.sluice.stage.StepClass;
import io.sluice.train.Algorithm;
import io.sluice.write.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Walks the schema through a whole job, step by step, on tables without rows, and collects what
 * does not fit. No row is read: only schemas, where the job does not declare them.
 */
public final class Walk {

  /** The schema after a step, and in which pass over the training rows the step learns. */
  public record Stop(String where, String what, StructType table, Optional<String> pass) {}

  /** What the algorithms of spark.ml and {@code evaluate} add to the rows. */
  private static final List<String> RESERVED =
      List.of("features", "rawPrediction", "probability", "prediction", "score");

  private final Job job;
  private final SparkSession spark;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();

  private Walk(Job job, SparkSession spark) {
    this.job = job;
    this.spark = spark;
  }

  /** The stops of the walk; fails with every problem found on it. */
  public static List<Stop> through(Job job, SparkSession spark) {
    Walk walk = new Walk(job, spark);
    walk.read()
        .flatMap(walk::clean)
        .ifPresent(
            table -> {
              walk.explore(table);
              walk.abTest(table);
              walk.split(table);
              walk.tune();
              walk.compare(table);
              walk.learn(table);
            });
    if (!walk.problems.isEmpty()) {
      throw ProblemException.inJob(walk.problems);
    }
    return walk.stops;
  }

  private Optional<Dataset<Row>> read() {
    Dataset<Row> first = null;
    job.read().values().stream()
        .filter(s -> s.value().isIncremental())
        .skip(1)
        .map(s -> new Problem(s.at("incremental"), "only one table of a job can be read so."))
        .forEach(problems::add);
    for (Map.Entry<String, Placed<Source>> e : job.read().entrySet()) {
      Placed<Source> source = e.getValue();
      List<Problem> wrong = source.value().problems();
      wrong.forEach(p -> problems.add(new Problem(source.at(p.where()), p.text())));
      try {
        Dataset<Row> table = empty(source.value().table(spark));
        table.createOrReplaceTempView(e.getKey());
        first = first == null ? table : first;
        stops.add(
            new Stop("read " + e.getKey(), source.value().at(), table.schema(), Optional.empty()));
      } catch (ProblemException p) {
        if (wrong.isEmpty()) {
          problems.addAll(source.placed(p).problems());
        }
      }
    }
    return Optional.ofNullable(first);
  }

  private Optional<Dataset<Row>> clean(Dataset<Row> start) {
    Dataset<Row> table = start;
    for (Placed<CleanStep> step : job.clean()) {
      table = job.roles().value().mark(table);
      try {
        table = empty(step.value().output(table));
        stops.add(
            new Stop(
                step.place().path(), step.value().inWords(), table.schema(), Optional.empty()));
      } catch (ProblemException e) {
        problems.addAll(step.placed(e).problems());
        if (step.value() instanceof Sql) {
          return Optional.empty(); // what the steps after it would find cannot be known
        }
        table = withUnknown(table, step);
      }
    }
    return Optional.of(job.roles().value().mark(table));
  }

  /** The columns that a step with a problem would have made, of unknown type. */
  private static Dataset<Row> withUnknown(Dataset<Row> table, Placed<CleanStep> step) {
    Dataset<Row> out = table;
    if (step.value() instanceof Derive derive) {
      for (String name : derive.getOrDefault(derive.columns()).keySet()) {
        if (!Columns.has(out.schema(), name)) {
          out = out.withColumn(name, functions.lit(null));
        }
      }
    }
    return out;
  }

  private void explore(Dataset<Row> table) {
    job.explore()
        .ifPresent(
            explore ->
                explore
                    .value()
                    .problems(table.schema())
                    .forEach(p -> problems.add(new Problem(explore.at(p.where()), p.text()))));
  }

  private void abTest(Dataset<Row> table) {
    job.abTest()
        .ifPresent(
            test ->
                test.value()
                    .problems(table.schema())
                    .forEach(p -> problems.add(new Problem(test.at(p.where()), p.text()))));
  }

  private void split(Dataset<Row> table) {
    Optional<Placed<Split>> split = job.split();
    split.ifPresent(
        s ->
            s.value()
                .problems(table.schema())
                .forEach(p -> problems.add(new Problem(s.at(p.where()), p.text()))));
    job.evaluate()
        .ifPresent(
            e -> {
              if (job.train().isEmpty()) {
                problems.add(new Problem(e.at(""), "there is no model to judge. Add train."));
              } else if (job.train().get().value().clusters()) {
                e.value()
                    .problemsOfClusters()
                    .forEach(p -> problems.add(new Problem(e.at(p.where()), p.text())));
                return;
              } else if (job.train().get().value().kind() == Algorithm.Kind.NOTHING) {
                problems.add(
                    new Problem(
                        e.at(""),
                        job.train().get().value().name() + " predicts no label to judge by."));
              } else if (split.isEmpty()) {
                problems.add(
                    new Problem(
                        e.at(""), "a model is judged on rows that it never saw. Add split."));
              }
              if (e.value().isSet(e.value().maxClusters())) {
                problems.add(
                    new Problem(
                        e.at("maxClusters"), "there are no clusters to judge. Leave it out."));
              }
              e.value()
                  .problems(table.schema())
                  .forEach(p -> problems.add(new Problem(e.at(p.where()), p.text())));
              if (e.value().choosesThreshold()
                  && split.isPresent()
                  && !split.get().value().parts().contains(Split.VALIDATION)) {
                problems.add(
                    new Problem(
                        e.at("threshold"),
                        e.value().getOrDefault(e.value().threshold())
                            + " is chosen on validation rows, but split has none."));
              }
            });
  }

  private void tune() {
    job.tune()
        .ifPresent(
            tune -> {
              if (job.train().isEmpty()) {
                problems.add(new Problem(tune.at(""), "there is no model to tune. Add train."));
                return;
              }
              Algorithm algorithm = job.train().get().value();
              if (algorithm.kind() == Algorithm.Kind.NOTHING) {
                problems.add(
                    new Problem(tune.at(""), algorithm.name() + " predicts no label to judge by."));
              }
              List<String> metrics = Metrics.names(algorithm.kind() == Algorithm.Kind.CLASSES);
              tune.value()
                  .metricName()
                  .filter(name -> !metrics.contains(name))
                  .ifPresent(
                      name ->
                          problems.add(
                              new Problem(
                                  tune.at("metric"),
                                  "'%s' is no metric of %s.%s Metrics: %s."
                                      .formatted(
                                          name,
                                          algorithm.name(),
                                          Nearest.hint(name, metrics),
                                          String.join(", ", metrics)))));
              new Variation(job)
                  .problems(tune.value())
                  .forEach(p -> problems.add(new Problem(tune.at(p.where()), p.text())));
            });
  }

  private void compare(Dataset<Row> cleaned) {
    job.compare()
        .forEach(
            (name, variant) -> {
              String where =
                  variant.value().algorithm().map(a -> a.at("")).orElseGet(() -> variant.at(""));
              if (job.train().isEmpty() || job.evaluate().isEmpty()) {
                problems.add(
                    new Problem(
                        where,
                        "there is no judged model to compare with. Add train and evaluate."));
                return;
              }
              Algorithm first = job.train().get().value();
              if (first.kind() == Algorithm.Kind.NOTHING) {
                problems.add(
                    new Problem(where, first.name() + " predicts no label to compare by."));
              }
              if (name.equals(first.name())) {
                problems.add(
                    new Problem(
                        where,
                        "'%s' is the model of train. Give it another name."
                            .formatted(first.name())));
              }
              variant.value().algorithm().ifPresent(other -> compare(first, other, cleaned));
              if (variant.value().algorithm().isEmpty()) {
                compare(variant, cleaned.schema());
              }
            });
  }

  private void compare(Algorithm first, Placed<Algorithm> other, Dataset<Row> cleaned) {
    if (first.kind() != Algorithm.Kind.NOTHING && other.value().kind() != first.kind()) {
      problems.add(
          new Problem(
              other.at(""),
              "predicts %s, the model of train %s: nothing to compare."
                  .formatted(other.value().kind().inWords(), first.kind().inWords())));
    }
    beforeFeatures(other, cleaned);
  }

  /** Whether the settings are there, and whether the features can be made by them. */
  private void compare(Placed<Variant> variant, StructType cleaned) {
    int before = problems.size();
    variant
        .value()
        .settings()
        .forEach(
            (setting, value) -> {
              try {
                new Variation(job).with(Map.of(setting, value));
              } catch (ProblemException e) {
                e.problems().forEach(p -> problems.add(new Problem(variant.at(setting), p.text())));
              }
            });
    if (problems.size() > before) {
      return;
    }
    StructType table = cleaned;
    try {
      for (PipelineStage step : variant.value().of(job).featureSteps()) {
        table = step.transformSchema(table);
      }
    } catch (ProblemException e) {
      e.problems().forEach(p -> problems.add(new Problem(variant.at(""), p.text())));
    } catch (IllegalArgumentException e) { // how spark.ml's own stages say it
      problems.add(new Problem(variant.at(""), SparkStage.message(e)));
    }
  }

  private void learn(Dataset<Row> cleaned) {
    requireRoles(cleaned.schema());
    job.train().ifPresent(train -> beforeFeatures(train, cleaned));
    StructType table = cleaned.schema();
    boolean known = true;
    List<Stop> learning = new ArrayList<>();
    for (Placed<PipelineStage> step : job.placedFeatureSteps()) {
      try {
        table = step.value().transformSchema(table);
        learning.add(new Stop(step.place().path(), text(step.value()), table, Optional.empty()));
      } catch (ProblemException e) {
        problems.addAll(step.placed(e).problems());
        known = false;
      } catch (IllegalArgumentException e) { // how spark.ml's own stages say it
        problems.add(new Problem(step.at(""), SparkStage.message(e)));
        known = false;
      }
    }
    for (String own : RESERVED) {
      if (job.learns() && Columns.has(cleaned.schema(), own)) {
        problems.add(
            new Problem(
                job.learningPlace(),
                "the table has a column '%s', which learning makes. Rename it in clean."
                    .formatted(own)));
      }
    }
    if (known) {
      List<String> passes = Learning.passes(job.featureSteps(), empty(cleaned.schema()));
      for (int i = 0; i < learning.size(); i++) {
        Stop stop = learning.get(i);
        stops.add(new Stop(stop.where(), stop.what(), stop.table(), Optional.of(passes.get(i))));
      }
    }
    if (job.learns() && known) {
      String where = job.learningPlace();
      for (Problem p : Learning.leftovers(job.featureSteps(), table)) {
        problems.add(new Problem(where, p.text()));
      }
    }
    write(cleaned.schema(), table);
  }

  private void beforeFeatures(Placed<Algorithm> train, Dataset<Row> cleaned) {
    try {
      train.value().beforeFeatures(cleaned);
    } catch (ProblemException e) {
      problems.addAll(train.placed(e).problems());
    }
  }

  private boolean classifies() {
    return job.train().filter(t -> t.value().kind() == Algorithm.Kind.CLASSES).isPresent();
  }

  private void requireRoles(StructType table) {
    Roles roles = job.roles().value();
    roles
        .named()
        .forEach(
            (role, column) -> {
              if (!Columns.has(table, column)) {
                problems.add(new Problem(job.roles().at(role), Columns.missing(table, column)));
              }
            });
    for (String column : roles.getOrDefault(roles.text())) {
      if (!Columns.has(table, column)) {
        problems.add(new Problem(job.roles().at("text"), Columns.missing(table, column)));
      }
    }
    job.train()
        .flatMap(t -> t.value().label())
        .filter(label -> Columns.has(table, label))
        .filter(label -> !Columns.isNumberLike(table.apply(label).dataType()))
        .filter(label -> !(classifies() && Classes.areNamed(table, label)))
        .filter(label -> !table.apply(label).dataType().equals(DataTypes.NullType))
        .ifPresent(
            label ->
                problems.add(
                    new Problem(
                        job.roles().at("label"),
                        "column '%s' is %s; a label is a number or a boolean. Derive one in clean, such as %s: \"%s = '...'\"."
                            .formatted(
                                label,
                                Columns.inWords(table.apply(label).dataType()),
                                label,
                                label))));
  }

  private void write(StructType cleaned, StructType learned) {
    if (job.write().isEmpty()) {
      return;
    }
    Placed<Target> target = job.write().get();
    boolean isIncremental = job.read().values().stream().anyMatch(s -> s.value().isIncremental());
    if (isIncremental && !target.value().isRepeatable()) {
      problems.add(
          new Problem(
              target.at("mode"),
              "append to %s would have rows twice after a run that died, as read is incremental. Use format: delta, or mode: merge."
                  .formatted(target.value().storedAs())));
    }
    boolean allKnown = problems.isEmpty(); // else a type may be unknown because a step is wrong
    for (Problem p : target.value().problems(written(cleaned, learned))) {
      if (allKnown || !p.where().equals("format")) {
        problems.add(new Problem(target.at(p.where()), p.text()));
      }
    }
  }

  /** The rows that will be written, as far as the target must know them. */
  private StructType written(StructType cleaned, StructType learned) {
    StructType rows = job.train().isEmpty() && job.learns() ? learned : cleaned;
    if (job.train().isEmpty() && job.learns()) {
      rows = rows.add("features", SQLDataTypes.VectorType());
    }
    rows = job.split().isPresent() ? rows.add(Split.PART, DataTypes.StringType) : rows;
    if (job.train().isEmpty()) {
      return rows;
    }
    rows = job.train().get().value().scores() ? rows.add("score", DataTypes.DoubleType) : rows;
    return rows.add("prediction", predicted(cleaned));
  }

  /** The name of a class where these are texts; else a number. */
  private DataType predicted(StructType cleaned) {
    return job.train()
        .flatMap(t -> t.value().label())
        .filter(label -> classifies() && Classes.areNamed(cleaned, label))
        .<DataType>map(label -> DataTypes.StringType)
        .orElse(DataTypes.DoubleType);
  }

  /** What a job learns and how: what a model, or the trials of a search, depend on. */
  static List<String> learning(Job job) {
    List<String> lines = new ArrayList<>();
    lines.add("roles " + text(job.roles().value()));
    for (PipelineStage step : job.featureSteps()) {
      lines.add(StepClass.nameOf(step.getClass()) + " " + text(step));
    }
    Algorithm algorithm = job.train().orElseThrow().value();
    lines.add(algorithm.name() + " " + algorithm.settings());
    job.tune().ifPresent(s -> lines.add("tune " + text(s.value())));
    job.split().ifPresent(s -> lines.add("split " + text(s.value())));
    return lines;
  }

  static String text(Params stage) {
    List<String> settings = new ArrayList<>();
    for (var param : stage.params()) {
      if (stage.isSet(param)) {
        settings.add(param.name() + " " + SparkStage.text(stage.getOrDefault(param)));
      }
    }
    return String.join(", ", settings);
  }

  private Dataset<Row> empty(StructType table) {
    return spark.createDataFrame(List.<Row>of(), table);
  }
}
