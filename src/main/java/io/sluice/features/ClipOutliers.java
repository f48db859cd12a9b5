package io.sluice.features;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Measure;
import io.sluice.stats.Need;
import io.sluice.stats.Quantiles;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Works on numbers that lie outside of two bounds. Keeps every row; nulls and NaNs are no outliers
 * and stay as they are; infinite values are outliers like any other.
 *
 * <ul>
 *   <li>{@code detect: iqr}: {@code factor} times the distance of the quartiles below the lower and
 *       above the upper one; 1.5 unless given (Tukey: Exploratory Data Analysis, 1977).
 *   <li>{@code zScore}: {@code factor} sample standard deviations on both sides of the mean; 3
 *       unless given.
 *   <li>{@code quantile}: the quantiles {@code lower} and {@code upper} of the training rows.
 *   <li>{@code range}: {@code min} and {@code max} as given, either may be left out.
 * </ul>
 *
 * <p>{@code action: clip} puts the nearest bound in the place of an outlier and {@code invalidate}
 * a null; the columns become double. {@code flag} keeps the column and its type and adds a column
 * x_outlier, 1.0 where x is an outlier and 0.0 elsewhere. What lies on a bound is no outlier. In a
 * column that is constant in training any other value is one. A column that is not constant, but
 * whose quartiles are equal, fails with iqr, which would take all of its variation away. Quartiles
 * and quantiles are exact up to 8,192 different values and beyond it within the error that {@link
 * Quantiles} states. One pass; none for range.
 */
@About(
    value = "Clips numbers outside of bounds, or makes them null, or says where they are.",
    rows = "keeps every row",
    example = "clipOutliers: {columns: numeric, detect: iqr, factor: 1.5, action: clip}")
public final class ClipOutliers extends SummaryStep<ClipOutliers.Fitted> {

  static final String SUFFIX = "_outlier";

  private static final String FLAG = "flag";
  private static final String RANGE = "range";
  private static final String QUANTILE = "quantile";

  public ClipOutliers() {
    this(Identifiable.randomUID("clipOutliers"));
  }

  public ClipOutliers(String uid) {
    super(uid);
    setDefault(detect(), "iqr");
    setDefault(action(), "clip");
    setDefault(factor(), 0.0);
    setDefault(lower(), 0.01);
    setDefault(upper(), 0.99);
    setDefault(min(), Double.NEGATIVE_INFINITY);
    setDefault(max(), Double.POSITIVE_INFINITY);
  }

  public Choice detect() {
    return new Choice(
        this, "detect", "where the bounds come from", "iqr", "zScore", QUANTILE, RANGE);
  }

  public Choice action() {
    return new Choice(
        this,
        "action",
        "what becomes of an outlier: the bound, null, or a mark in a column x" + SUFFIX,
        "clip",
        "invalidate",
        FLAG);
  }

  public DoubleParam factor() {
    return new DoubleParam(
        this,
        "factor",
        "how many quartile distances (iqr) or standard deviations (zScore); 0 stands for 1.5 and 3",
        ParamValidators.gtEq(0));
  }

  public DoubleParam lower() {
    return new DoubleParam(
        this,
        "lower",
        "detect quantile: share of values below the lower bound, 0 to 1",
        ParamValidators.inRange(0, 1));
  }

  public DoubleParam upper() {
    return new DoubleParam(
        this,
        "upper",
        "detect quantile: share of values up to the upper bound, 0 to 1",
        ParamValidators.inRange(0, 1));
  }

  public DoubleParam min() {
    return new DoubleParam(this, "min", "detect range: the lower bound");
  }

  public DoubleParam max() {
    return new DoubleParam(this, "max", "detect range: the upper bound");
  }

  public ClipOutliers setDetect(String how) {
    set(detect(), how);
    return this;
  }

  public ClipOutliers setAction(String action) {
    set(action(), action);
    return this;
  }

  public ClipOutliers setFactor(double factor) {
    set(factor(), factor);
    return this;
  }

  public ClipOutliers setLower(double share) {
    set(lower(), share);
    return this;
  }

  public ClipOutliers setUpper(double share) {
    set(upper(), share);
    return this;
  }

  public ClipOutliers setMin(double bound) {
    set(min(), bound);
    return this;
  }

  public ClipOutliers setMax(double bound) {
    set(max(), bound);
    return this;
  }

  public static MLReader<ClipOutliers> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Numbers.unfit(column, "clipOutliers");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return is(RANGE) ? List.of() : chosen.names().stream().map(this::need).toList();
  }

  private Need need(String column) {
    return is("zScore") ? Need.moments(column) : Need.numbers(column);
  }

  @Override
  Set<String> touched(Chosen chosen) {
    Set<String> touched = new LinkedHashSet<>();
    for (String name : chosen.names()) {
      touched.add(isFlag() ? name + SUFFIX : name);
    }
    return touched;
  }

  @Override
  Optional<Before> before(Need need, Chosen chosen) {
    if (!isFlag()) {
      return Numbers.before(need, chosen);
    }
    return need.columns().size() == 1
        ? Numbers.before(need.of(flagged(need.column())), chosen)
        : Optional.empty();
  }

  private static String flagged(String column) {
    return column.endsWith(SUFFIX)
        ? column.substring(0, column.length() - SUFFIX.length())
        : column;
  }

  @Override
  StructType output(Chosen chosen) {
    requireSense();
    if (!isFlag()) {
      return Schemas.doubles(chosen.table(), chosen.columns());
    }
    StructType out = chosen.table();
    for (String name : chosen.names()) {
      if (Columns.has(out, name + SUFFIX)) {
        throw ProblemException.inJob(
            "action",
            "the table has a column '%s' already. Rename it in clean.".formatted(name + SUFFIX));
      }
      out = Schemas.with(out, Schemas.number(name + SUFFIX));
    }
    return out;
  }

  private void requireSense() {
    if (!is(RANGE)) {
      Numbers.refuse(this, min(), detect(), RANGE);
      Numbers.refuse(this, max(), detect(), RANGE);
    } else if (!isSet(min()) && !isSet(max())) {
      throw ProblemException.inJob("detect", "range needs min or max, or both.");
    } else if (!(ParamValue.of(this, min()) <= ParamValue.of(this, max()))) {
      throw ProblemException.inJob(
          "min",
          "%s is not at most max: %s."
              .formatted(ParamValue.of(this, min()), ParamValue.of(this, max())));
    }
    if (!is(QUANTILE)) {
      Numbers.refuse(this, lower(), detect(), QUANTILE);
      Numbers.refuse(this, upper(), detect(), QUANTILE);
    } else if (ParamValue.of(this, lower()) >= ParamValue.of(this, upper())) {
      throw ProblemException.inJob(
          "lower",
          "%s is not below upper: %s."
              .formatted(ParamValue.of(this, lower()), ParamValue.of(this, upper())));
    }
    if (is(RANGE) || is(QUANTILE)) {
      Numbers.refuse(this, factor(), detect(), "iqr or zScore");
    }
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    double[] lows = new double[chosen.columns().size()];
    double[] highs = new double[chosen.columns().size()];
    for (int i = 0; i < lows.length; i++) {
      Bounds bounds =
          is(RANGE)
              ? new Bounds(ParamValue.of(this, min()), ParamValue.of(this, max()))
              : bounds(summary.of(need(chosen.names().get(i))));
      lows[i] = bounds.low();
      highs[i] = bounds.high();
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.lows(), lows);
    fitted.set(fitted.highs(), highs);
    fitted.set(fitted.action(), getOrDefault(action()));
    return fitted;
  }

  private Bounds bounds(ColumnSummary column) {
    return switch (getOrDefault(detect())) {
      case "zScore" -> Bounds.ofDeviations(column, factor(3));
      case QUANTILE ->
          Bounds.ofQuantiles(column, ParamValue.of(this, lower()), ParamValue.of(this, upper()));
      default -> Bounds.ofQuartiles(column, factor(1.5));
    };
  }

  private double factor(double usual) {
    double factor = ParamValue.of(this, factor());
    return factor == 0 ? usual : factor;
  }

  private boolean is(String detected) {
    return getOrDefault(detect()).equals(detected);
  }

  private boolean isFlag() {
    return getOrDefault(action()).equals(FLAG);
  }

  /** The bounds that were learned or given. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public DoubleArrayParam lows() {
      return new DoubleArrayParam(this, "lows", "the lower bound of each column, in its unit");
    }

    public DoubleArrayParam highs() {
      return new DoubleArrayParam(this, "highs", "the upper bound of each column, in its unit");
    }

    public Param<String> action() {
      return new Param<>(this, "action", "what becomes of an outlier");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    private Bounds bounds(int at) {
      return new Bounds(getOrDefault(lows())[at], getOrDefault(highs())[at]);
    }

    @Override
    Optional<Measure> after(Need need, Measure before) {
      ColumnSummary column = (ColumnSummary) before;
      String action = getOrDefault(action());
      String name = action.equals(FLAG) ? flagged(need.column()) : need.column();
      Bounds bounds = bounds(chosen().indexOf(name));
      return switch (action) {
        case "clip" -> column.mapped(bounds::clip).map(s -> s);
        case FLAG ->
            column.mapped(x -> bounds.leaveOut(x) ? 1 : 0).map(s -> s.filled(0)).map(s -> s);
        default -> column.mapped(x -> bounds.leaveOut(x) ? Double.NaN : x).map(s -> s);
      };
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        Bounds bounds = bounds(i);
        Column x = Columns.col(name).cast("double");
        Column isLow = x.lt(lit(bounds.low()));
        Column isHigh = x.gt(lit(bounds.high())).and(not(isnan(x))); // Spark: NaN is the greatest
        String action = getOrDefault(action());
        if (action.equals(FLAG)) {
          outputs.put(name + SUFFIX, when(isLow.or(isHigh), 1.0).otherwise(0.0));
          continue;
        }
        Column bounded =
            action.equals("clip")
                ? when(isLow, lit(bounds.low())).when(isHigh, lit(bounds.high())).otherwise(x)
                : when(isLow.or(isHigh), lit(null).cast("double")).otherwise(x);
        outputs.put(name, bounded.as(name, table.apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }
  }
}
