package io.sluice.report;

import io.sluice.result.Run.Calibration;
import io.sluice.result.Run.Confusion;
import io.sluice.result.Run.Point;
import io.sluice.result.Run.Scores;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The curves of a model of two classes, each with what can be read off it as its title. */
final class CurveFigures {

  private static final double ALARMS = 0.1;
  private static final double FOUND = 0.5;

  private final Judged judged;
  private final Scores test;

  CurveFigures(Judged judged, Scores test) {
    this.judged = judged;
    this.test = test;
  }

  Markup markup() {
    Markup figures = Markup.join(roc(), precisionRecall(), calibration());
    return figures.isEmpty() ? figures : Markup.element("div.pair", figures);
  }

  private Markup roc() {
    List<Point> curve = Texts.orEmpty(test.roc());
    double height = Curves.at(curve, ALARMS);
    if (Double.isNaN(height)) {
      return Markup.NONE;
    }
    String found = Numbers.roundPercent(height);
    return Chapter.figure(
        Markup.join(
            "ROC: with alarms for 10% of the rows without ",
            judged.label(), ", it finds " + found + " of those with it"),
        Curves.roc(curve, behind(Scores::roc), chosen(CurveFigures::onRoc))
            .svg(
                "ROC curve of the "
                    + test.part()
                    + " part. At a false positive rate of 10% the true positive rate is "
                    + found
                    + "."),
        keys());
  }

  private Markup precisionRecall() {
    List<Point> curve = Texts.orEmpty(test.precisionRecall());
    double height = Curves.at(curve, FOUND);
    if (Double.isNaN(height)) {
      return Markup.NONE;
    }
    String right = Numbers.roundPercent(height);
    double rate = test.confusion() == null ? 0 : rate(test.confusion());
    return Chapter.figure(
        Markup.join(
            "Precision and recall: finding half of the rows with ",
            judged.label(),
            ", " + right + " of its alarms are right",
            rate == 0 ? null : "; a guess has " + Numbers.roundPercent(rate)),
        Curves.precisionRecall(
                curve,
                behind(Scores::precisionRecall),
                rate,
                chosen(CurveFigures::onPrecisionRecall))
            .svg(
                "Precision-recall curve of the "
                    + test.part()
                    + " part. At a recall of 50% the precision is "
                    + right
                    + "."),
        keys());
  }

  private Markup calibration() {
    List<Calibration> tenths = Texts.orEmpty(test.calibration());
    if (tenths.isEmpty() || Texts.orEmpty(test.roc()).isEmpty()) {
      return Markup.NONE;
    }
    Calibration highest = tenths.get(tenths.size() - 1);
    String said = Numbers.roundPercent(highest.predicted());
    String observed = Numbers.roundPercent(highest.observed());
    return Chapter.figure(
        Markup.join(
            "Calibration: the tenth of the rows that it rates highest has " + observed + " with ",
            judged.label(),
            ", where it says " + said),
        Curves.calibration(points(test), behind(CurveFigures::points))
            .svg(
                "Calibration of the "
                    + test.part()
                    + " part. The tenth of the rows with the highest probability, "
                    + said
                    + " on average, has "
                    + observed
                    + " positive rows."),
        Markup.element(
            "p.keys",
            Chapter.key(Ink.ACCENT, test.part()),
            behind().map(s -> Chapter.key(Ink.FAINT, s.part())).orElse(null),
            Chapter.key(Ink.SOFT, "as it says")));
  }

  private static List<Point> points(Scores scores) {
    return Texts.orEmpty(scores.calibration()).stream()
        .map(tenth -> new Point(tenth.predicted(), tenth.observed()))
        .toList();
  }

  private Markup keys() {
    return Markup.element(
        "p.keys",
        Chapter.key(Ink.ACCENT, test.part()),
        behind().map(s -> Chapter.key(Ink.FAINT, s.part())).orElse(null),
        Chapter.key(Ink.SOFT, "a guess"),
        test.confusion() == null ? null : Chapter.key(Ink.WARM, "the threshold"));
  }

  /** The part that is drawn faintly: validation, else train. */
  private Optional<Scores> behind() {
    return judged
        .part("validation")
        .or(() -> judged.part("train"))
        .filter(s -> !Objects.equals(s.part(), test.part()) && !Texts.orEmpty(s.roc()).isEmpty());
  }

  private List<Point> behind(Function<Scores, List<Point>> curve) {
    return behind().map(curve).orElse(List.of());
  }

  /** Where the threshold lies on a curve; null where it lies nowhere. */
  private Point chosen(Function<Confusion, Point> place) {
    return Optional.ofNullable(test.confusion())
        .map(place)
        .filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y()))
        .orElse(null);
  }

  private static Point onRoc(Confusion c) {
    return new Point(
        share(c.falsePositives(), c.trueNegatives()), share(c.truePositives(), c.falseNegatives()));
  }

  private static Point onPrecisionRecall(Confusion c) {
    return new Point(
        share(c.truePositives(), c.falseNegatives()), share(c.truePositives(), c.falsePositives()));
  }

  private static double rate(Confusion c) {
    long positives = c.truePositives() + c.falseNegatives();
    return Numbers.ratio(positives, positives + c.falsePositives() + c.trueNegatives());
  }

  private static double share(long part, long rest) {
    return (double) part / (part + rest);
  }
}
