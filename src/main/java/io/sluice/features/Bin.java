package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Measure;
import io.sluice.stats.Moments;
import io.sluice.stats.Need;
import io.sluice.stats.Quantiles;
import io.sluice.stats.Summary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
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
 * Replaces each number by the number of its bin, 0.0 to n - 1, as spark.ml's QuantileDiscretizer
 * and Bucketizer. Keeps every row; columns become double; nulls and NaNs stay as they are and are
 * left out of the learning.
 *
 * <ul>
 *   <li>{@code quantile}: {@code numBins} bins of about equally many training rows.
 *   <li>{@code uniform}: {@code numBins} bins of equal width between the least and the greatest
 *       training value.
 *   <li>{@code splits}: n - 1 boundaries between n bins, rising, as given.
 * </ul>
 *
 * <p>A boundary belongs to the bin above it. The outer bins are open: what lies below or above all
 * training values, the infinite included, falls into the first or the last bin. Equal boundaries
 * are merged, and none lies on the least training value, so that every bin of quantile has training
 * rows; where many rows are equal there are fewer bins than asked for, and one where all are. That
 * is where spark.ml differs: there, a boundary on the least value leaves bin 0 empty. Quantiles are
 * exact up to 8,192 different values and beyond it within the error that {@link Quantiles} states.
 * One pass; none for splits.
 */
@About(
    value = "Replaces numbers by the number of their bin, by quantile, equal width or splits.",
    rows = "keeps every row",
    example = "bin: {columns: age, method: quantile, numBins: 10}")
public final class Bin extends SummaryStep<Bin.Fitted> {

  private static final String SPLITS = "splits";
  private static final String UNIFORM = "uniform";

  public Bin() {
    this(Identifiable.randomUID("bin"));
  }

  public Bin(String uid) {
    super(uid);
    setDefault(method(), "quantile");
    setDefault(numBins(), 10);
    setDefault(splits(), new double[0]);
  }

  public Choice method() {
    return new Choice(
        this, "method", "where the boundaries come from", "quantile", UNIFORM, SPLITS);
  }

  public IntParam numBins() {
    return new IntParam(
        this, "numBins", "number of bins (> 1) of quantile and uniform", ParamValidators.gt(1));
  }

  public DoubleArrayParam splits() {
    return new DoubleArrayParam(
        this, SPLITS, "method splits: the boundaries between the bins, rising");
  }

  public Bin setMethod(String method) {
    set(method(), method);
    return this;
  }

  public Bin setNumBins(int bins) {
    set(numBins(), bins);
    return this;
  }

  public Bin setSplits(double... splits) {
    set(splits(), splits);
    return this;
  }

  public static MLReader<Bin> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Numbers.unfit(column, "bin");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return is(SPLITS) ? List.of() : chosen.names().stream().map(this::need).toList();
  }

  private Need need(String column) {
    return is(UNIFORM) ? Need.moments(column) : Need.numbers(column);
  }

  @Override
  Optional<Before> before(Need need, Chosen chosen) {
    return Numbers.before(need, chosen);
  }

  @Override
  StructType output(Chosen chosen) {
    if (is(SPLITS)) {
      Numbers.refuse(this, numBins(), method(), "quantile or uniform");
      requireRising(getOrDefault(splits()));
    } else {
      Numbers.refuse(this, splits(), method(), SPLITS);
    }
    return Schemas.doubles(chosen.table(), chosen.columns());
  }

  private static void requireRising(double[] splits) {
    if (splits.length == 0) {
      throw ProblemException.inJob(
          "method", "splits needs splits: the boundaries between the bins, such as [18, 65].");
    }
    for (int i = 0; i < splits.length; i++) {
      if (!Double.isFinite(splits[i])) {
        throw ProblemException.inJob(
            SPLITS,
            "%s is not finite. Leave it out: the outer bins are open.".formatted(splits[i]));
      }
      if (i > 0 && splits[i] <= splits[i - 1]) {
        throw ProblemException.inJob(
            SPLITS, "%s does not lie above %s before it.".formatted(splits[i], splits[i - 1]));
      }
    }
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    List<double[]> all =
        chosen.names().stream()
            .map(name -> is(SPLITS) ? getOrDefault(splits()) : splits(summary.of(need(name))))
            .toList();
    Fitted fitted = new Fitted(uid());
    // -0.0 becomes 0.0, which a binary search tells apart
    fitted.set(
        fitted.splits(), all.stream().flatMapToDouble(Arrays::stream).map(s -> s + 0.0).toArray());
    fitted.set(fitted.sizes(), all.stream().mapToInt(s -> s.length).toArray());
    return fitted;
  }

  private double[] splits(ColumnSummary column) {
    Numbers.requireValues(column);
    int bins = ParamValue.of(this, numBins());
    DoubleStream found =
        is(UNIFORM)
            ? uniform(column, bins)
            : Arrays.stream(
                column.quantiles(
                    IntStream.range(1, bins).mapToDouble(i -> (double) i / bins).toArray()));
    return found.filter(split -> split > column.moments().min()).distinct().toArray();
  }

  private static DoubleStream uniform(ColumnSummary column, int bins) {
    Moments m = column.moments();
    double width = (m.max() - m.min()) / bins;
    if (!Double.isFinite(width)) {
      throw ProblemException.inData(
          "cannot learn from column '%s': the range of its training values is not finite. Make infinite values null in clean, or use method: quantile."
              .formatted(column.name()));
    }
    return IntStream.range(1, bins).mapToDouble(i -> m.min() + i * width);
  }

  private boolean is(String method) {
    return getOrDefault(method()).equals(method);
  }

  /** The boundaries that were learned or given. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public DoubleArrayParam splits() {
      return new DoubleArrayParam(
          this, SPLITS, "boundaries between the bins of all columns, one after other");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of boundaries of each column");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    private BinOf bins(int at) {
      int from = Arrays.stream(getOrDefault(sizes())).limit(at).sum();
      return new BinOf(
          Arrays.copyOfRange(getOrDefault(splits()), from, from + getOrDefault(sizes())[at]));
    }

    @Override
    Optional<Measure> after(Need need, Measure before) {
      return ((ColumnSummary) before)
          .mapped(bins(chosen().indexOf(need.column()))::apply)
          .map(s -> s);
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        Column bin = Loop.of(bins(i), Columns.col(name).cast("double"));
        outputs.put(name, bin.as(name, table.apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }
  }

  /** Counts the boundaries at or below a number. */
  private static final class BinOf implements Loop.NumberToNumber {

    private final double[] splits;

    BinOf(double[] splits) {
      this.splits = splits;
    }

    @Override
    public double apply(double x) {
      if (Double.isNaN(x)) {
        return x;
      }
      int at = Arrays.binarySearch(splits, x + 0.0);
      return at >= 0 ? at + 1 : -at - 1;
    }
  }
}
