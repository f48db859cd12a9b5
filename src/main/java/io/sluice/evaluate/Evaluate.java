package io.sluice.evaluate;

import static java.util.stream.Collectors.joining;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Problem;
import io.sluice.stage.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.types.StructType;

/**
 * How the model is judged: on each part of the split, beside what always predicting the training
 * rows' majority or mean would give. For two classes the threshold may be chosen on the validation
 * rows, by what {@link Aim} says; the test rows choose nothing.
 */
@About(
    value = "Judges the model on rows that it never saw, beside a baseline.",
    rows = "keeps every row",
    example = "evaluate: {threshold: bestF1}")
public final class Evaluate extends Settings {

  /** What a threshold may be chosen for. */
  enum Aim {
    BEST_F1("bestF1"),
    COST("cost"),
    RECALL_AT_PRECISION("recallAtPrecision"),
    PRECISION_AT_RECALL("precisionAtRecall");

    private final String word;

    Aim(String word) {
      this.word = word;
    }

    /** The settings that it uses, beside the threshold. */
    private List<String> settings() {
      return switch (this) {
        case BEST_F1 -> List.of();
        case COST -> List.of("falsePositiveCost", "falseNegativeCost");
        case RECALL_AT_PRECISION, PRECISION_AT_RECALL -> List.of("atLeast");
      };
    }
  }

  private static final int DEFAULT_TOP = 10;
  private static final double DEFAULT_AT_LEAST = 0.9;

  public Evaluate() {
    setDefault(threshold(), "0.5");
    setDefault(falsePositiveCost(), 1.0);
    setDefault(falseNegativeCost(), 1.0);
    setDefault(atLeast(), DEFAULT_AT_LEAST);
    setDefault(slices(), new String[0]);
    setDefault(maxClusters(), 0);
    setDefault(learningCurve(), 0);
    setDefault(permutations(), 0);
    setDefault(rankBy(), "");
    setDefault(topK(), DEFAULT_TOP);
    setDefault(relevant(), 1.0);
  }

  public Param<String> threshold() {
    return new Param<>(
        this,
        "threshold",
        "a row is positive if its probability is above: a number from 0 to 1, or one chosen on"
            + " validation: bestF1; cost, the least; recallAtPrecision and precisionAtRecall, the"
            + " best recall or precision where the other is at least atLeast");
  }

  public DoubleParam falsePositiveCost() {
    return new DoubleParam(
        this,
        "falsePositiveCost",
        "for threshold cost: what a false alarm costs, in the unit of the other cost",
        ParamValidators.gtEq(0));
  }

  public DoubleParam falseNegativeCost() {
    return new DoubleParam(
        this,
        "falseNegativeCost",
        "for threshold cost: what a positive row costs that is not found",
        ParamValidators.gtEq(0));
  }

  public DoubleParam atLeast() {
    return new DoubleParam(
        this,
        "atLeast",
        "for recallAtPrecision the least precision, for precisionAtRecall the least recall; 0 to 1",
        ParamValidators.inRange(0, 1));
  }

  public StringArrayParam slices() {
    return new StringArrayParam(
        this,
        "slices",
        "columns, such as a region, by whose values the last part is judged once more, each of the "
            + Cells.MOST_VALUES
            + " most frequent ones");
  }

  public IntParam maxClusters() {
    return new IntParam(
        this,
        "maxClusters",
        "of an algorithm that clusters: all numbers of clusters up to this one are tried, and one"
            + " is suggested, or none; 0 for no trial",
        ParamValidators.gtEq(0));
  }

  int mostClusters() {
    return ParamValue.of(this, maxClusters());
  }

  public IntParam learningCurve() {
    return new IntParam(
        this,
        "learningCurve",
        "how many points: the model is also trained on half of the training rows, half of these,"
            + " and so on, to see whether more rows would help; 0 for none",
        ParamValidators.gtEq(0));
  }

  public Param<String> rankBy() {
    return new Param<>(
        this,
        "rankBy",
        "of a model that predicts a number: the column, such as a user, by whose values rows are"
            + " ranked by their prediction; none where not given");
  }

  public IntParam topK() {
    return new IntParam(
        this, "topK", "for rankBy: how many first rows are looked at", ParamValidators.gtEq(1));
  }

  public DoubleParam relevant() {
    return new DoubleParam(
        this, "relevant", "for rankBy: a row is relevant if its label is at least this");
  }

  /** Whether rows are ranked. */
  public boolean ranks() {
    return !rankedBy().isEmpty();
  }

  String rankedBy() {
    return getOrDefault(rankBy());
  }

  int numTop() {
    return ParamValue.of(this, topK());
  }

  double leastRelevant() {
    return ParamValue.of(this, relevant());
  }

  public IntParam permutations() {
    return new IntParam(
        this,
        "permutations",
        "how often the values of each column are shuffled on validation, else test, rows to see"
            + " what the model takes from it; 0 for never",
        ParamValidators.gtEq(0));
  }

  /** Shuffles of each column. */
  public int numRepeats() {
    return ParamValue.of(this, permutations());
  }

  /** Points of the learning curve. */
  public int numPoints() {
    return ParamValue.of(this, learningCurve());
  }

  /** Settings that are given and mean nothing where clusters are judged. */
  public List<Problem> problemsOfClusters() {
    return Stream.of(
            threshold(),
            falsePositiveCost(),
            falseNegativeCost(),
            atLeast(),
            slices(),
            learningCurve(),
            permutations(),
            rankBy(),
            topK(),
            relevant())
        .filter(this::isSet)
        .map(p -> new Problem(p.name(), "has no use where clusters are judged. Leave it out."))
        .toList();
  }

  /** The same settings, of all rows together. */
  public Evaluate withoutSlices() {
    Evaluate all = copyValues(new Evaluate(), ParamMap.empty());
    all.clear(all.slices());
    return all;
  }

  /** What is wrong with the settings, of a job whose cleaned table this is. */
  public List<Problem> problems(StructType table) {
    List<Problem> problems = new ArrayList<>();
    String text = getOrDefault(threshold());
    Optional<Aim> aim = aim();
    boolean inRange =
        number().isPresent() && number().getAsDouble() >= 0 && number().getAsDouble() <= 1;
    if (aim.isEmpty() && !inRange) {
      problems.add(
          new Problem(
              "threshold",
              "'%s' is neither a number from 0 to 1 nor %s."
                  .formatted(
                      text, Arrays.stream(Aim.values()).map(a -> a.word).collect(joining(", ")))));
    }
    for (DoubleParam param : List.of(falsePositiveCost(), falseNegativeCost(), atLeast())) {
      if (isSet(param) && aim.filter(a -> a.settings().contains(param.name())).isEmpty()) {
        problems.add(
            new Problem(
                param.name(), "threshold: %s does not use it. Leave it out.".formatted(text)));
      }
    }
    for (Param<?> param : List.of(topK(), relevant())) {
      if (isSet(param) && !ranks()) {
        problems.add(new Problem(param.name(), "is for rankBy, which is not given. Leave it out."));
      }
    }
    if (ranks()) {
      Columns.incomparable(table, rankedBy())
          .ifPresent(why -> problems.add(new Problem("rankBy", why)));
    }
    for (String name : getOrDefault(slices())) {
      Columns.incomparable(table, name).ifPresent(why -> problems.add(new Problem("slices", why)));
    }
    return problems;
  }

  /** What the threshold is chosen for, where it is. */
  Optional<Aim> aim() {
    return Arrays.stream(Aim.values())
        .filter(a -> a.word.equals(getOrDefault(threshold())))
        .findFirst();
  }

  /** Whether validation rows are needed. */
  public boolean choosesThreshold() {
    return aim().isPresent();
  }

  /** The threshold, where it is given. */
  public OptionalDouble number() {
    try {
      return OptionalDouble.of(Double.parseDouble(getOrDefault(threshold())));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
