package io.sluice.evaluate;

import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Chooses a threshold by the validation rows: of all cuts between two scores the one that serves
 * the aim best, and of equally good ones the one with the fewest positive predictions. The
 * threshold is the middle between the scores on both sides. A row whose probability is 0 is above
 * no threshold.
 */
final class Choice {

  private static final String ON = " on the validation rows";

  private final Evaluate settings;
  private final Curve curve;
  private final boolean probability;
  private final List<Curve.Cut> cuts;

  Choice(Evaluate settings, Curve curve, boolean probability) {
    this.settings = settings;
    this.curve = curve;
    this.probability = probability;
    this.cuts = curve.cuts().stream().filter(c -> !probability || c.score() > 0).toList();
  }

  Threshold threshold() {
    if (curve.positives() == 0) {
      throw ProblemException.inData(
          "no validation row is of the positive class, so no threshold can be chosen. Give"
              + " threshold a number.");
    }
    return switch (settings.aim().orElseThrow()) {
      case BEST_F1 -> best(cuts, curve::f1, "best F1" + ON);
      case COST -> leastCost();
      case RECALL_AT_PRECISION ->
          bestAtLeast("recall", curve::recall, "precision", Curve.Cut::precision);
      case PRECISION_AT_RECALL ->
          bestAtLeast("precision", Curve.Cut::precision, "recall", curve::recall);
    };
  }

  private Threshold leastCost() {
    double falsePositive = ParamValue.of(settings, settings.falsePositiveCost());
    double falseNegative = ParamValue.of(settings, settings.falseNegativeCost());
    String from =
        "least cost%s, %s for a false alarm and %s for a row not found"
            .formatted(ON, plain(falsePositive), plain(falseNegative));
    ToDoubleFunction<Curve.Cut> gain = // against predicting no row positive
        c -> falseNegative * c.truePositives() - falsePositive * c.falsePositives();
    boolean pays = cuts.stream().anyMatch(c -> gain.applyAsDouble(c) > 0);
    return pays || !isOpenAbove() ? best(cuts, gain, from) : new Threshold(aboveAll(), from);
  }

  private Threshold bestAtLeast(
      String aim,
      ToDoubleFunction<Curve.Cut> value,
      String other,
      ToDoubleFunction<Curve.Cut> bound) {
    double least = ParamValue.of(settings, settings.atLeast());
    List<Curve.Cut> allowed = cuts.stream().filter(c -> bound.applyAsDouble(c) >= least).toList();
    if (allowed.isEmpty()) {
      throw ProblemException.inData(
          String.format(
              Locale.ROOT,
              "no threshold has a %s of %s%s; the best has %.4f. Lower atLeast.",
              other,
              plain(least),
              ON,
              cuts.stream().mapToDouble(bound).max().orElse(0)));
    }
    return best(
        allowed, value, "best %s at a %s of at least %s%s".formatted(aim, other, plain(least), ON));
  }

  /** The best of these, the first of equally good ones. */
  private Threshold best(List<Curve.Cut> allowed, ToDoubleFunction<Curve.Cut> value, String from) {
    Curve.Cut best = null;
    for (Curve.Cut cut : allowed) {
      boolean better = best == null || value.applyAsDouble(cut) > value.applyAsDouble(best);
      best = better ? cut : best;
    }
    return new Threshold(best == null ? 0 : below(best), from);
  }

  private double below(Curve.Cut cut) {
    int next = cuts.indexOf(cut) + 1;
    if (next < cuts.size()) {
      return (cut.score() + cuts.get(next).score()) / 2;
    }
    return probability ? cut.score() / 2 : Math.nextDown(cut.score());
  }

  /** Whether a threshold can be above all scores: a probability of 1 is positive by any. */
  private boolean isOpenAbove() {
    return cuts.isEmpty() || !probability || cuts.get(0).score() < 1;
  }

  private double aboveAll() {
    if (cuts.isEmpty()) {
      return 0;
    }
    double highest = cuts.get(0).score();
    return probability ? (highest + 1) / 2 : Math.nextUp(highest);
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
