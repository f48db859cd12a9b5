package io.sluice.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nanvl;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Measure;
import io.sluice.stats.Moments;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Brings numbers to a common scale: (x - shift) / range. Keeps every row; columns become double;
 * nulls and NaNs stay as they are and are left out of the statistics and of norms.
 *
 * <ul>
 *   <li>{@code standard}: shift is the mean, range the sample standard deviation (n - 1).
 *   <li>{@code minMax}: to 0 .. 1 over the training rows; a new value may lie outside.
 *   <li>{@code maxAbs}: shift 0, range the largest absolute value.
 *   <li>{@code robust}: shift is the median, range the distance of the quartiles.
 *   <li>{@code unitNorm}: shift 0, range the Euclidean norm of the chosen columns of the row, as
 *       spark.ml's Normalizer of a vector of them; a row of zeros stays as it is. An infinite value
 *       makes itself NaN and the other columns of its row 0.
 * </ul>
 *
 * A range of 0 makes every value 0; minMax makes a constant column 0.5, as spark.ml does. One pass;
 * none for unitNorm.
 */
@About(
    value = "Brings numbers to a common scale: standard, minMax, maxAbs, robust or unitNorm.",
    rows = "keeps every row",
    example = "scale: {columns: numeric, method: standard}")
public final class Scale extends SummaryStep<Scale.Fitted> {

  private static final String UNIT_NORM = "unitNorm";

  public Scale() {
    this(Identifiable.randomUID("scale"));
  }

  public Scale(String uid) {
    super(uid);
    setDefault(method(), "standard");
  }

  public Choice method() {
    return new Choice(
        this,
        "method",
        "what is subtracted and divided by",
        "standard",
        "minMax",
        "maxAbs",
        "robust",
        UNIT_NORM);
  }

  public Scale setMethod(String method) {
    set(method(), method);
    return this;
  }

  public static MLReader<Scale> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Numbers.unfitWithBooleans(column, "scale");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return isUnitNorm() ? List.of() : chosen.stream().map(this::need).toList();
  }

  private boolean isUnitNorm() {
    return getOrDefault(method()).equals(UNIT_NORM);
  }

  private Need need(StructField column) {
    return getOrDefault(method()).equals("robust")
        ? Need.numbers(column.name())
        : Need.moments(column.name());
  }

  /** Moments of a scaled column follow from its own; its quantiles where all values are known. */
  @Override
  Optional<Before> before(Need need, Chosen chosen) {
    if (isUnitNorm()) {
      return Optional.empty();
    }
    return switch (need.kind()) {
      case MOMENTS -> Before.always(need);
      case NUMBERS -> Before.ifExact(need);
      default -> Optional.empty();
    };
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = Schemas.doubles(chosen.table(), chosen.columns());
    if (isUnitNorm()) { // Spark takes any quotient for null where it divides by 0
      for (StructField c : chosen.columns()) {
        out =
            Schemas.with(out, new StructField(c.name(), DataTypes.DoubleType, true, c.metadata()));
      }
    }
    return out;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    if (isUnitNorm()) {
      Fitted fitted = new Fitted(uid());
      fitted.set(fitted.unitNorm(), true);
      return fitted;
    }
    double[] shifts = new double[chosen.columns().size()];
    double[] factors = new double[chosen.columns().size()];
    double[] offsets = new double[chosen.columns().size()];
    for (int i = 0; i < shifts.length; i++) {
      ColumnSummary column = summary.of(need(chosen.columns().get(i)));
      Numbers.requireValues(column);
      shifts[i] = shift(column);
      double range = range(column);
      if (!Double.isFinite(shifts[i]) || !Double.isFinite(range)) {
        throw ProblemException.inData(
            "cannot learn from column '%s': the scale of its training values is not finite. Make infinite values null in clean, or use method: robust."
                .formatted(column.name()));
      }
      factors[i] = range == 0 ? 0 : 1 / range;
      offsets[i] = range == 0 && getOrDefault(method()).equals("minMax") ? 0.5 : 0;
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.shifts(), shifts);
    fitted.set(fitted.factors(), factors);
    fitted.set(fitted.offsets(), offsets);
    return fitted;
  }

  private double shift(ColumnSummary column) {
    return switch (getOrDefault(method())) {
      case "standard" -> column.moments().mean();
      case "minMax" -> column.moments().min();
      case "robust" -> column.quantile(0.5);
      default -> 0;
    };
  }

  private double range(ColumnSummary column) {
    Moments m = column.moments();
    return switch (getOrDefault(method())) {
      case "standard" -> m.standardDeviation();
      case "minMax" -> m.max() - m.min();
      case "robust" -> {
        double[] quartiles = column.quantiles(0.25, 0.75);
        yield quartiles[1] - quartiles[0];
      }
      default -> Math.max(Math.abs(m.min()), Math.abs(m.max()));
    };
  }

  /** The scale that was learned: (x - shift) * factor + offset; nothing for unitNorm. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
      setDefault(unitNorm(), false);
    }

    public BooleanParam unitNorm() {
      return new BooleanParam(this, "unitNorm", "whether each row is divided by its own norm");
    }

    public DoubleArrayParam shifts() {
      return new DoubleArrayParam(this, "shifts", "subtracted from each column, in its unit");
    }

    public DoubleArrayParam factors() {
      return new DoubleArrayParam(this, "factors", "then multiplied with; 1 / range");
    }

    public DoubleArrayParam offsets() {
      return new DoubleArrayParam(this, "offsets", "then added");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Optional<Measure> after(Need need, Measure before) {
      int at = chosen().indexOf(need.column());
      return ((ColumnSummary) before)
          .scaled(
              getOrDefault(shifts())[at], getOrDefault(factors())[at], getOrDefault(offsets())[at])
          .map(s -> s);
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      if (ParamValue.of(this, unitNorm())) {
        return dividedByNorms(rows);
      }
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        Column scaled =
            number(name)
                .minus(lit(getOrDefault(shifts())[i]))
                .multiply(lit(getOrDefault(factors())[i]))
                .plus(lit(getOrDefault(offsets())[i]));
        outputs.put(name, scaled.as(name, table.apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }

    private Dataset<Row> dividedByNorms(Dataset<Row> rows) {
      Column squares = lit(0.0);
      for (String name : chosen()) {
        Column known = coalesce(nanvl(number(name), lit(0.0)), lit(0.0));
        squares = squares.plus(known.multiply(known));
      }
      Column norm = sqrt(when(squares.equalTo(0.0), 1.0).otherwise(squares));
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (String name : chosen()) {
        outputs.put(name, number(name).divide(norm).as(name, rows.schema().apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }

    private static Column number(String name) {
      return Columns.col(name).cast("double");
    }
  }
}
