package io.sluice.train;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stage.SparkStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.FMClassifier;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;

/**
 * An algorithm of spark.ml, XGBoost or this package with its settings, wired to the vector {@code
 * features} and to the label and weight that the job's roles name.
 */
public final class Algorithm {

  /** What an algorithm predicts. */
  public enum Kind {
    CLASSES("classes"),
    NUMBER("a number"),
    NOTHING("no label");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String inWords() {
      return words;
    }
  }

  private final Estimator<?> estimator;
  private final Roles roles;
  private final Train settings;

  /** An algorithm that sees the training rows as they are. */
  public Algorithm(Estimator<?> estimator, Roles roles) {
    this(estimator, roles, new Train());
  }

  public Algorithm(Estimator<?> estimator, Roles roles, Train settings) {
    this.estimator = estimator;
    this.roles = roles;
    this.settings = settings;
  }

  /** How to add an algorithm of this name that is not on the class path, if there is one. */
  public static Optional<String> howToAdd(String name) {
    return XgBoost.howToAdd(name);
  }

  /** The name of its class. */
  public String name() {
    return estimator.getClass().getSimpleName();
  }

  /** The same algorithm with other settings. */
  public Algorithm with(Consumer<Params> change) {
    Estimator<?> changed = (Estimator<?>) estimator.copy(ParamMap.empty());
    change.accept(changed);
    return new Algorithm(changed, roles, settings);
  }

  /** The algorithm itself, to look at. */
  public Params estimator() {
    return estimator;
  }

  /** What it predicts. */
  public Kind kind() {
    if (SparkStage.classifies(estimator)) {
      return Kind.CLASSES;
    }
    return estimator.hasParam("labelCol") || recommends() ? Kind.NUMBER : Kind.NOTHING;
  }

  /** Whether it learns from users and items instead of a vector. */
  public boolean recommends() {
    return estimator instanceof ALS;
  }

  /** Whether it finds so many clusters as its setting {@code k} says. */
  public boolean clusters() {
    return kind() == Kind.NOTHING && estimator.hasParam("k") && estimator.hasParam("predictionCol");
  }

  /** The same algorithm with another number of clusters and another start. */
  public Algorithm withClusters(int k, long seed) {
    return with(
        changed -> {
          SparkStage.set(changed, "k", k);
          SparkStage.set(changed, "seed", seed);
        });
  }

  /** Whether a score stands beside what it predicts. */
  public boolean scores() {
    return SparkStage.classifies(estimator) || estimator instanceof ScoreColumn;
  }

  /** What does not fit: the algorithm to this section, or the roles to the algorithm. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (estimator instanceof OneVsRest) {
      problems.add(
          new Problem("", "needs another algorithm within it, which a job file cannot give."));
    }
    if (XgBoost.isOneOf(estimator)) {
      XgBoost.problem(estimator).ifPresent(problems::add);
    }
    if (!estimator.hasParam("featuresCol") && !recommends()) {
      problems.add(new Problem("", "does not learn from a vector of features."));
    }
    for (String own : List.of("featuresCol", "labelCol", "ratingCol", "weightCol")) {
      if (estimator.hasParam(own) && estimator.isSet(estimator.getParam(own))) {
        problems.add(new Problem(own, "is set by features and roles; leave it out."));
      }
    }
    for (String output :
        List.of("predictionCol", "probabilityCol", "rawPredictionCol", "scoreCol")) {
      if (estimator.hasParam(output) && estimator.isSet(estimator.getParam(output))) {
        String name = output.substring(0, output.length() - "Col".length());
        problems.add(new Problem(output, "is always '" + name + "'; leave it out."));
      }
    }
    if (kind() != Kind.NOTHING && roles.column("label").isEmpty()) {
      problems.add(new Problem("", "needs a label. Say which column it is: roles: {label: ...}."));
    }
    if (settings.balances() && kind() != Kind.CLASSES) {
      problems.add(new Problem("", "predicts no classes to balance. Leave out balance."));
    } else if (settings.how().equals("weights") && !estimator.hasParam("weightCol")) {
      problems.add(
          new Problem("", "takes no weights. Balance by oversample or undersample instead."));
    }
    if (settings.how().equals("smote") && roles.column("weight").isPresent()) {
      problems.add(new Problem("", "smote makes rows that have no weight. Balance otherwise."));
    }
    if (roles.column("weight").isPresent() && !estimator.hasParam("weightCol")) {
      problems.add(new Problem("", "takes no weights. Leave out roles.weight."));
    }
    return problems;
  }

  /** Whether it is a classifier that cannot tell more than two classes apart. */
  public boolean isBinary() {
    return estimator instanceof LinearSVC
        || estimator instanceof GBTClassifier
        || estimator instanceof FMClassifier;
  }

  /** The label's column, where the algorithm has one. */
  public Optional<String> label() {
    return kind() == Kind.NOTHING ? Optional.empty() : roles.column("label");
  }

  /** What the algorithm's model reads of the cleaned rows, made before features rewrite them. */
  public Optional<Transformer> beforeFeatures(Dataset<Row> cleaned) {
    if (estimator instanceof ALS als) {
      requireNumber(cleaned, "userCol", als.getUserCol());
      requireNumber(cleaned, "itemCol", als.getItemCol());
    }
    return estimator instanceof Baseline<?> baseline
        ? baseline.beforeFeatures(cleaned, label().orElseThrow())
        : Optional.empty();
  }

  private static void requireNumber(Dataset<Row> cleaned, String setting, String column) {
    if (!Columns.has(cleaned.schema(), column)) {
      throw ProblemException.inJob(setting, Columns.missing(cleaned.schema(), column));
    }
    if (!(cleaned.schema().apply(column).dataType() instanceof NumericType)) {
      throw ProblemException.inJob(
          setting,
          "column '%s' is %s; ALS takes whole numbers. Number its values in clean."
              .formatted(column, Columns.inWords(cleaned.schema().apply(column).dataType())));
    }
  }

  /** What the vectors must go through before the algorithm and its model take them. */
  public Optional<Transformer> afterFeatures() {
    return XgBoost.isOneOf(estimator) ? Optional.of(new DenseFeatures()) : Optional.empty();
  }

  /**
   * A model.
   *
   * @param balance the classes before and after balancing; empty where they are as they were
   */
  public record Trained(Model<?> model, List<Run.Balanced> balance) {}

  /** The model, learned from rows with the vector and the label, a double. */
  public Model<?> train(Dataset<Row> rows) {
    return settings.balances() ? train(balanced(rows)) : train(rows, roles.column("weight"));
  }

  /** The model, and what was done to balance its classes: another pass over the rows. */
  public Trained trained(Dataset<Row> rows) {
    if (!settings.balances()) {
      return new Trained(train(rows), List.of());
    }
    Balance balance = balanced(rows);
    return new Trained(train(balance), balance.classes());
  }

  private Balance balanced(Dataset<Row> rows) {
    return Balance.of(settings, rows, label().orElseThrow(), roles.column("weight"));
  }

  private Model<?> train(Balance balance) {
    return train(balance.rows(), balance.weight());
  }

  private Model<?> train(Dataset<Row> rows, Optional<String> weight) {
    Estimator<?> wired = (Estimator<?>) estimator.copy(ParamMap.empty());
    SparkStage.set(wired, "featuresCol", "features");
    label().ifPresent(label -> SparkStage.set(wired, "labelCol", label));
    label().ifPresent(label -> SparkStage.set(wired, "ratingCol", label));
    weight.ifPresent(column -> SparkStage.set(wired, "weightCol", column));
    if (XgBoost.isOneOf(wired)) {
      XgBoost.requireRoom(wired, rows.sparkSession().sparkContext());
    }
    return (Model<?>) wired.fit(rows);
  }

  /** The settings that the job gave. */
  public List<Run.Setting> settings() {
    List<Run.Setting> given = new ArrayList<>();
    for (Params params : List.of(estimator, settings)) {
      for (Param<?> param : params.params()) {
        if (params.isSet(param)) {
          given.add(new Run.Setting(param.name(), SparkStage.text(params.getOrDefault(param))));
        }
      }
    }
    return given;
  }
}
