package io.sluice.train;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Settings;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * What section {@code train} says beside its algorithm, in small letters: how the training rows are
 * balanced by class.
 */
@About(
    value = "Trains an algorithm, which its name in capitals says, on the training rows.",
    rows = "keeps every row; with balance the algorithm sees some several times, or not at all",
    example = "train: {LogisticRegression: {regParam: 0.01}, balance: weights}")
public final class Train extends Settings {

  private static final int DEFAULT_NEIGHBORS = 5; // as in the paper

  public Train() {
    setDefault(balance(), "none");
    setDefault(neighbors(), DEFAULT_NEIGHBORS);
    setDefault(seed(), 42L);
  }

  public Choice balance() {
    return new Choice(
        this,
        "balance",
        "weights: each class weighs the same in the loss; oversample: rows of rarer classes several"
            + " times, up to the most frequent one; undersample: as many rows of each as of the"
            + " rarest; smote: synthetic rows between those of the rarer classes, up to the most"
            + " frequent one",
        "none",
        "weights",
        "oversample",
        "undersample",
        "smote");
  }

  public IntParam neighbors() {
    return new IntParam(
        this,
        "neighbors",
        "for smote: to how many of the nearest rows of its class a row may draw a line (>= 1)",
        ParamValidators.gtEq(1));
  }

  public LongParam seed() {
    return new LongParam(
        this, "seed", "where rows are chosen or made by chance: another is other rows");
  }

  boolean balances() {
    return !how().equals("none");
  }

  String how() {
    return getOrDefault(balance());
  }

  int numNeighbors() {
    return ParamValue.of(this, neighbors());
  }

  long numSeed() {
    return ParamValue.of(this, seed());
  }
}
