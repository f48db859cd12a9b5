package io.sluice.features;

import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Measure;
import io.sluice.stats.Need;
import io.sluice.stats.Quantiles;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Draws skewed numbers together, towards a normal distribution. Keeps every row; columns become
 * double; nulls and NaNs stay as they are and are left out of the learning. The result is not
 * scaled; {@link Scale} does that.
 *
 * <ul>
 *   <li>{@code log1p}: ln(1 + x), of x > -1.
 *   <li>{@code sqrt}: the square root, of x >= 0.
 *   <li>{@code boxCox}: (x^lambda - 1) / lambda, ln x where lambda is 0, of x > 0 (Box and Cox: An
 *       Analysis of Transformations, JRSS B 26, 1964).
 *   <li>{@code yeoJohnson}: of 1 + x as boxCox for x >= 0, and the negative of that of 1 - x with 2
 *       - lambda for x < 0; takes any number (Yeo and Johnson: A New Family of Power
 *       Transformations to Improve Normality or Symmetry, Biometrika 87, 2000).
 * </ul>
 *
 * <p>lambda is that of the greatest likelihood between -5 and 5, for each column; 1 for a constant
 * column. It is exact up to 8,192 different values; beyond it the values are first rounded to the
 * buckets of {@link Quantiles}, which moved lambda by less than 0.0001 for 100,000 normal,
 * log-normal and exponential values. Training values that a method does not take fail, as do
 * infinite ones where lambda is learned; a new value that it does not take becomes null, missing as
 * any other is: put {@link Impute} after it. One pass, for log1p and sqrt to look at the ranges
 * only.
 */
@About(
    value = "Draws skewed numbers together: log1p, sqrt, Box-Cox or Yeo-Johnson.",
    rows = "keeps every row",
    example = "power: {columns: [cost, distance], method: yeoJohnson}")
public final class Power extends SummaryStep<Power.Fitted> {

  public Power() {
    this(Identifiable.randomUID("power"));
  }

  public Power(String uid) {
    super(uid);
    setDefault(method(), PowerFunction.YEO_JOHNSON);
  }

  public Choice method() {
    return new Choice(
        this,
        "method",
        "the function; boxCox and yeoJohnson learn its exponent",
        PowerFunction.LOG1P,
        PowerFunction.SQRT,
        PowerFunction.BOX_COX,
        PowerFunction.YEO_JOHNSON);
  }

  public Power setMethod(String method) {
    set(method(), method);
    return this;
  }

  public static MLReader<Power> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Numbers.unfit(column, "power");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return chosen.names().stream().map(this::need).toList();
  }

  private Need need(String column) {
    return learnsLambda() ? Need.numbers(column) : Need.moments(column);
  }

  private boolean learnsLambda() {
    String method = getOrDefault(method());
    return method.equals(PowerFunction.BOX_COX) || method.equals(PowerFunction.YEO_JOHNSON);
  }

  @Override
  Optional<Before> before(Need need, Chosen chosen) {
    return Numbers.before(need, chosen);
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = Schemas.doubles(chosen.table(), chosen.columns());
    if (getOrDefault(method()).equals(PowerFunction.YEO_JOHNSON)) {
      return out;
    }
    for (String name : chosen.names()) {
      StructField f = out.apply(name);
      out = Schemas.with(out, new StructField(name, f.dataType(), true, f.metadata()));
    }
    return out;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    double[] lambdas = new double[chosen.columns().size()];
    for (int i = 0; i < lambdas.length; i++) {
      lambdas[i] = lambda(summary.of(need(chosen.names().get(i))));
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.method(), getOrDefault(method()));
    fitted.set(fitted.lambdas(), lambdas);
    return fitted;
  }

  private double lambda(ColumnSummary column) {
    Numbers.requireValues(column);
    PowerFunction function = new PowerFunction(getOrDefault(method()), 1);
    double min = column.moments().min();
    if (!function.takes(min)) {
      throw ProblemException.inData(
          "cannot learn from column '%s': %s takes numbers %s, but the least training value is %s. Use method: yeoJohnson, or mend the values in clean."
              .formatted(column.name(), function.method(), function.range(), min));
    }
    if (!learnsLambda()) {
      return 1;
    }
    if (!Double.isFinite(min) || !Double.isFinite(column.moments().max())) {
      throw ProblemException.inData(
          "cannot learn from column '%s': its training values are not all finite. Make infinite values null in clean."
              .formatted(column.name()));
    }
    return function.method().equals(PowerFunction.BOX_COX)
        ? PowerLikelihood.ofBoxCox(column.weighted()).best()
        : PowerLikelihood.ofYeoJohnson(column.weighted()).best();
  }

  /** The exponents that were learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public Param<String> method() {
      return new Param<>(this, "method", "the function");
    }

    public DoubleArrayParam lambdas() {
      return new DoubleArrayParam(
          this, "lambdas", "lambda of each column; 1 where the method has none");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    private PowerFunction function(int at) {
      return new PowerFunction(getOrDefault(method()), getOrDefault(lambdas())[at]);
    }

    @Override
    Optional<Measure> after(Need need, Measure before) {
      return ((ColumnSummary) before)
          .mapped(function(chosen().indexOf(need.column()))::apply)
          .map(s -> s);
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        PowerFunction function = function(i);
        Column x = Columns.col(name).cast("double");
        Column y = Loop.of(function, x);
        if (!getOrDefault(method()).equals(PowerFunction.YEO_JOHNSON)) {
          y = when(function.takes(x), y); // else null
        }
        outputs.put(name, y.as(name, table.apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }
  }
}
