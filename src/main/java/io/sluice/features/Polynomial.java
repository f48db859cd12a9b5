package io.sluice.features;

import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Summary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds the powers and products of the chosen numbers, from the second degree up to {@code degree},
 * as one dense vector; with the numbers themselves, which stay, these are the terms of scikit-
 * learn's PolynomialFeatures without bias, in its order. Slots are named {@code a^2}, {@code a*b},
 * {@code a^2*b}. Keeps every row; booleans are 0 and 1. The vector is null where any of the numbers
 * is null; a NaN or an infinity goes into its terms as doubles multiply. Scale before, not after:
 * powers of large numbers drown the rest. At most {@value Monomials#MOST} terms. No pass.
 */
@About(
    value = "Adds powers and products of numbers up to a degree, as one vector.",
    rows = "keeps every row",
    example = "polynomial: {columns: [speed, height], degree: 2}")
public final class Polynomial extends SummaryStep<Polynomial.Fitted> {

  public Polynomial() {
    this(Identifiable.randomUID("polynomial"));
  }

  public Polynomial(String uid) {
    super(uid);
    setDefault(degree(), 2);
    setDefault(outputCol(), "polynomial");
  }

  public IntParam degree() {
    return new IntParam(
        this, "degree", "the highest degree of a term; 2 to 5", ParamValidators.inRange(2, 5));
  }

  public Param<String> outputCol() {
    return new Param<>(this, "outputCol", "name of the vector");
  }

  public Polynomial setDegree(int highest) {
    set(degree(), highest);
    return this;
  }

  public Polynomial setOutputCol(String name) {
    set(outputCol(), name);
    return this;
  }

  public static MLReader<Polynomial> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Numbers.unfitWithBooleans(column, "polynomial");
  }

  @Override
  StructType output(Chosen chosen) {
    int columns = chosen.columns().size();
    int degree = ParamValue.of(this, degree());
    long terms = Monomials.count(columns, degree);
    if (terms > Monomials.MOST) {
      throw ProblemException.inJob(
          String.format(
              Locale.ROOT,
              "%,d columns and degree: %d make %,d terms, more than %,d. Choose fewer columns or a"
                  + " lower degree.",
              columns,
              degree,
              terms,
              Monomials.MOST));
    }
    String name = getOrDefault(outputCol());
    return Schemas.added(chosen.table(), "outputCol", Schemas.vector(name, Metadata.empty()));
  }

  @Override
  Set<String> touched(Chosen chosen) {
    return Set.of(getOrDefault(outputCol()));
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.degree(), ParamValue.of(this, degree()));
    fitted.set(fitted.outputCol(), getOrDefault(outputCol()));
    return fitted;
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public IntParam degree() {
      return new IntParam(this, "degree", "the highest degree of a term");
    }

    public Param<String> outputCol() {
      return new Param<>(this, "outputCol", "name of the vector");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      Monomials terms = Monomials.of(chosen().size(), ParamValue.of(this, degree()));
      String name = getOrDefault(outputCol());
      List<Column> numbers = chosen().stream().map(c -> Columns.col(c).cast("double")).toList();
      Column known = numbers.stream().map(Column::isNotNull).reduce(Column::and).orElseThrow();
      Column vector = when(known, Loop.of(terms, numbers));
      return rows.withColumn(name, vector.as(name, Slots.named(name, terms.names(chosen()))));
    }
  }
}
