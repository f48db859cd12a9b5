package io.sluice.tune;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Problem;
import io.sluice.stage.Settings;
import io.sluice.stage.TextLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Tries settings of the algorithm and of feature steps by cross-validation on the training rows,
 * and goes on with the best: those whose mean over the folds is best, the earliest of equals.
 * Validation and test rows take no part.
 *
 * <p>{@code grid} tries all combinations, {@code random} so many of them by chance (Bergstra,
 * Bengio 2012), {@code halving} begins with so many on few rows and goes on with the best third on
 * three times the rows until these are all (Jamieson, Talwalkar 2016, "Non-stochastic Best Arm
 * Identification"), {@code bayesian} tries next what a Gaussian process over the trials so far
 * expects to improve most (Snoek, Larochelle, Adams 2012).
 */
@About(
    value = "Tries settings by cross-validation on the training rows and goes on with the best.",
    rows = "keeps every row",
    example =
        "tune: {search: random, trials: 20, space: {LogisticRegression.regParam: 0.0001 to 1 log,"
            + " hash.numFeatures: [256, 1024]}}")
public final class Tune extends Settings {

  private static final int DEFAULT_TRIALS = 20;
  private static final int DEFAULT_FOLDS = 3;
  private static final int DEFAULT_PARALLELISM = 2;

  public Tune() {
    setDefault(search(), "grid");
    setDefault(metric(), "");
    setDefault(trials(), DEFAULT_TRIALS);
    setDefault(folds(), DEFAULT_FOLDS);
    setDefault(parallelism(), DEFAULT_PARALLELISM);
    setDefault(seed(), 42L);
  }

  public Choice search() {
    return new Choice(
        this,
        "search",
        "grid: all combinations; random: some; halving: many on few rows, the best on more;"
            + " bayesian: each where the ones before promise most",
        "grid",
        "random",
        "halving",
        "bayesian");
  }

  public TextLists space() {
    return new TextLists(
        this,
        "space",
        "what to try: STEP.SETTING or ALGORITHM.SETTING, each with a list of values or a range such"
            + " as 0.001 to 1 log; of two steps of one name, features[2].SETTING");
  }

  public Param<String> metric() {
    return new Param<>(
        this,
        "metric",
        "what is to be best, one of those that evaluate shows; aucRoc of two classes, rmse of"
            + " numbers, where not given");
  }

  public IntParam trials() {
    return new IntParam(
        this, "trials", "how many to try, with halving to begin with", ParamValidators.gtEq(1));
  }

  public IntParam folds() {
    return new IntParam(
        this,
        "folds",
        "parts of the training rows, each once judged by models of the others; of a split by time,"
            + " of those before it",
        ParamValidators.gtEq(2));
  }

  public IntParam parallelism() {
    return new IntParam(
        this, "parallelism", "how many models are trained at a time", ParamValidators.gtEq(1));
  }

  public LongParam seed() {
    return new LongParam(this, "seed", "another seed is other folds and another search");
  }

  /** How many folds. */
  public int numFolds() {
    return ParamValue.of(this, folds());
  }

  /** How many models at a time. */
  public int numParallel() {
    return ParamValue.of(this, parallelism());
  }

  /** What the folds and the search draw from. */
  public long numSeed() {
    return ParamValue.of(this, seed());
  }

  /** The metric that the job names. */
  public Optional<String> metricName() {
    return Optional.of(getOrDefault(metric())).filter(name -> !name.isEmpty());
  }

  /** What is wrong with the settings, whatever the names in the space mean. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    boolean grid = getOrDefault(search()).equals("grid");
    if (grid && isSet(trials())) {
      problems.add(new Problem("trials", "grid tries all combinations. Leave it out."));
    }
    Map<String, List<String>> space = getOrDefault(space());
    if (space.isEmpty()) {
      problems.add(new Problem("space", "there is nothing to try."));
    }
    space.forEach(
        (name, values) ->
            Dimension.problem(values, grid)
                .ifPresent(why -> problems.add(new Problem("space." + name, why))));
    return problems;
  }

  /**
   * The values at which a dimension ends, all of them where it is a list; each must be allowed.
   *
   * @param isWhole whether the setting of this name takes whole numbers alone
   */
  public List<String> ends(String name, Predicate<String> isWhole) {
    return Dimension.of(name, getOrDefault(space()).get(name), isWhole.test(name)).ends();
  }

  /**
   * The search.
   *
   * @param isWhole whether the setting of this name takes whole numbers alone
   * @param largerIsBetter of the metric
   */
  Search search(Predicate<String> isWhole, boolean largerIsBetter) {
    Space space = space(isWhole);
    int number = ParamValue.of(this, trials());
    return switch (getOrDefault(search())) {
      case "grid" -> new Grid(space);
      case "random" -> new RandomSearch(space, number, numSeed());
      case "halving" -> new Halving(space, number, numSeed(), largerIsBetter);
      default -> new Bayesian(space, number, numSeed(), largerIsBetter);
    };
  }

  Space space(Predicate<String> isWhole) {
    List<Dimension> dimensions = new ArrayList<>();
    getOrDefault(space())
        .forEach((name, values) -> dimensions.add(Dimension.of(name, values, isWhole.test(name))));
    return new Space(dimensions);
  }
}
