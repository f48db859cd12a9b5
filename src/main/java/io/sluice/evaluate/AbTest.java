package io.sluice.evaluate;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nanvl;
import static org.apache.spark.sql.functions.var_samp;

import io.sluice.result.Run;
import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Section {@code abTest}: the read-out of an experiment of which each row says the variant that it
 * met and what came of it.
 *
 * <p>Where each outcome is 0 or 1, a two-proportion z-test with the pooled proportion, and an
 * interval with those of each variant; else the t-test of Welch (1947). Both are two-sided, at 95
 * %. Whether rows went to the variants as planned is Pearson's chi-squared test with one degree of
 * freedom (sample ratio mismatch, Fabijan and others 2019). Power and the difference that is found
 * in {@value #USUAL_POWER} of all tests are by the normal distribution. One pass over the rows.
 */
@About(
    value = "Reads out an experiment: whether a variant differs from the control, or chance does.",
    rows = "keeps every row",
    example = "abTest: {variant: page, control: old, outcome: bought, effect: 0.01}")
public final class AbTest extends Settings {

  private static final double USUAL_POWER = 0.8;
  private static final double MISMATCH = 0.001; // many tests are looked at, each more than once
  private static final int TWO = 2;
  private static final double Z = new NormalDistribution().inverseCumulativeProbability(0.975);

  public AbTest() {
    setDefault(share(), 0.5);
    setDefault(effect(), 0.0);
  }

  public Param<String> variant() {
    return new Param<>(this, "variant", "the column that says which of two variants a row met");
  }

  public Param<String> control() {
    return new Param<>(this, "control", "the value of it that all is compared with");
  }

  public Param<String> outcome() {
    return new Param<>(
        this, "outcome", "the column that says what came of it: a boolean or number");
  }

  public DoubleParam share() {
    return new DoubleParam(
        this,
        "share",
        "the share of the rows that was to meet the control, between 0 and 1",
        ParamValidators.inRange(0, 1, false, false));
  }

  public DoubleParam effect() {
    return new DoubleParam(
        this,
        "effect",
        "the smallest difference that would matter, in the unit of the outcome, to tell the power"
            + " for it; 0 for none",
        ParamValidators.gtEq(0));
  }

  /** What is wrong with the settings, of a job whose cleaned table this is. */
  public List<Problem> problems(StructType table) {
    List<Problem> problems = new ArrayList<>();
    for (Param<String> column : List.of(variant(), outcome())) {
      Columns.incomparable(table, getOrDefault(column))
          .ifPresent(why -> problems.add(new Problem(column.name(), why)));
    }
    if (problems.isEmpty()
        && !Columns.isNumberLike(table.apply(getOrDefault(outcome())).dataType())) {
      problems.add(
          new Problem(
              "outcome",
              "column '%s' is %s; an outcome is a number or a boolean."
                  .formatted(
                      getOrDefault(outcome()),
                      Columns.inWords(table.apply(getOrDefault(outcome())).dataType()))));
    }
    return problems;
  }

  /** The read-out of these rows. */
  public Run.AbTest read(Dataset<Row> rows) {
    Column none = lit(null).cast(DataTypes.DoubleType);
    Column outcome = nanvl(Columns.col(getOrDefault(outcome())).cast(DataTypes.DoubleType), none);
    List<Row> groups =
        rows.groupBy(Columns.col(getOrDefault(variant())).cast("string").as("variant"))
            .agg(
                count(lit(1)),
                count(outcome),
                avg(outcome),
                var_samp(outcome),
                count_if(outcome.isin(0.0, 1.0)))
            .orderBy("variant")
            .takeAsList(TWO + 1);
    require(groups);
    boolean isFirst = getOrDefault(control()).equals(groups.get(0).getString(0));
    Run.Arm control = arm(groups.get(isFirst ? 0 : 1));
    Run.Arm treatment = arm(groups.get(isFirst ? 1 : 0));
    boolean areRates = groups.stream().allMatch(g -> g.getLong(5) == g.getLong(1));
    return areRates ? rates(control, treatment) : means(control, treatment);
  }

  private void require(List<Row> groups) {
    String variant = getOrDefault(variant());
    if (groups.size() != TWO || groups.stream().anyMatch(g -> g.isNullAt(0))) {
      List<String> seen =
          groups.stream().map(g -> g.isNullAt(0) ? "missing" : g.getString(0)).toList();
      throw ProblemException.inData(
          "variant",
          "column '%s' has %s values (%s%s); a test has two. Filter the rows in clean."
              .formatted(
                  variant,
                  groups.size() > TWO ? "more than two" : groups.size(),
                  String.join(", ", seen),
                  groups.size() > TWO ? ", ..." : ""));
    }
    if (groups.stream().noneMatch(g -> g.getString(0).equals(getOrDefault(control())))) {
      throw ProblemException.inData(
          "control",
          "no row has the %s '%s'; there are '%s' and '%s'."
              .formatted(
                  variant,
                  getOrDefault(control()),
                  groups.get(0).getString(0),
                  groups.get(1).getString(0)));
    }
    long missing = groups.stream().mapToLong(g -> g.getLong(1) - g.getLong(2)).sum();
    if (missing > 0) {
      throw ProblemException.inData(
          "outcome",
          String.format(
              Locale.ROOT,
              "%,d rows have no outcome '%s'. Say in clean what that means: filter them, or derive"
                  + " a value.",
              missing,
              getOrDefault(outcome())));
    }
    if (groups.stream().anyMatch(g -> g.getLong(1) < TWO)) {
      throw ProblemException.inData("variant", "a variant has one row: nothing can be tested.");
    }
  }

  private static Run.Arm arm(Row group) {
    return new Run.Arm(
        group.getString(0), group.getLong(1), group.getDouble(3), Math.sqrt(group.getDouble(4)));
  }

  private Run.AbTest rates(Run.Arm control, Run.Arm treatment) {
    double n = control.rows();
    double m = treatment.rows();
    double pooled = (n * control.mean() + m * treatment.mean()) / (n + m);
    double error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    double difference = treatment.mean() - control.mean();
    double spread =
        Math.sqrt(
            control.mean() * (1 - control.mean()) / n
                + treatment.mean() * (1 - treatment.mean()) / m);
    double p = error == 0 ? 1 : Chance.ofNormal(difference / error);
    return readOut("rate", control, treatment, spread, Z * spread, p);
  }

  Run.AbTest means(Run.Arm control, Run.Arm treatment) {
    double first = control.deviation() * control.deviation() / control.rows();
    double second = treatment.deviation() * treatment.deviation() / treatment.rows();
    double spread = Math.sqrt(first + second);
    if (spread == 0) {
      throw ProblemException.inData(
          "outcome", "does not vary within the variants: there is nothing to test by chance.");
    }
    double freedom =
        (first + second)
            * (first + second)
            / (first * first / (control.rows() - 1) + second * second / (treatment.rows() - 1));
    TDistribution t = new TDistribution(null, freedom);
    double difference = treatment.mean() - control.mean();
    double p = 2 * t.cumulativeProbability(-Math.abs(difference) / spread);
    double reach = t.inverseCumulativeProbability(1 - Chance.LEVEL / 2) * spread;
    return readOut("mean", control, treatment, spread, reach, p);
  }

  private Run.AbTest readOut(
      String statistic, Run.Arm control, Run.Arm treatment, double spread, double reach, double p) {
    double difference = treatment.mean() - control.mean();
    double ratio = mismatch(control.rows(), treatment.rows(), ParamValue.of(this, share()));
    double usual = new NormalDistribution().inverseCumulativeProbability(USUAL_POWER);
    double wanted = ParamValue.of(this, effect());
    double detectable = (Z + usual) * spread;
    return new Run.AbTest(
        getOrDefault(variant()),
        getOrDefault(outcome()),
        statistic,
        control,
        treatment,
        difference,
        difference - reach,
        difference + reach,
        p,
        ratio,
        detectable,
        wanted > 0 ? (Double) wanted : null,
        wanted > 0 && spread > 0 ? (Double) power(wanted / spread) : null,
        finding(statistic, control, treatment, difference, reach, p, detectable),
        warnings(control, treatment, ratio));
  }

  /** The chance to find a difference of so many standard errors. */
  private static double power(double errors) {
    NormalDistribution normal = new NormalDistribution();
    return normal.cumulativeProbability(errors - Z) + normal.cumulativeProbability(-errors - Z);
  }

  /** The chance of numbers of rows as far from the planned share as these. */
  static double mismatch(long control, long treatment, double share) {
    double all = (double) control + treatment;
    double off = control - share * all;
    return Chance.ofNormal(off / Math.sqrt(all * share * (1 - share)));
  }

  private String finding(
      String statistic,
      Run.Arm control,
      Run.Arm treatment,
      double difference,
      double reach,
      double p,
      double detectable) {
    String gap =
        String.format(
            Locale.ROOT,
            "%+.4g (95 %% from %+.4g to %+.4g), %s",
            difference,
            difference - reach,
            difference + reach,
            Chance.inWords(p));
    return p < Chance.LEVEL
        ? String.format(
            Locale.ROOT,
            "%s has the %s %s of %s, by more than chance: %.4g against %.4g, %s",
            treatment.name(),
            difference > 0 ? "higher" : "lower",
            statistic,
            getOrDefault(outcome()),
            treatment.mean(),
            control.mean(),
            gap)
        : String.format(
            Locale.ROOT,
            "%,d and %,d rows cannot tell %s from %s: %s; a difference of %.4g would be found in 80"
                + " of 100 such tests",
            treatment.rows(),
            control.rows(),
            treatment.name(),
            control.name(),
            gap,
            detectable);
  }

  private List<String> warnings(Run.Arm control, Run.Arm treatment, double ratio) {
    return ratio >= MISMATCH
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%.1f %% of the rows met %s where %.1f %% should have: something chose who met"
                    + " which (sample ratio mismatch), and the difference may come from that",
                100.0 * control.rows() / (control.rows() + treatment.rows()),
                control.name(),
                100 * ParamValue.of(this, share())));
  }
}
