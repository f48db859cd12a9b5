package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stats.Need;
import io.sluice.stats.SlotCounts;
import io.sluice.stats.Summary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
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
 * Multiplies the counts of terms by their inverse document frequency, so that a term weighs the
 * more the fewer rows have it: vectors, as {@code hashTokens} and {@code countTokens} make them,
 * keep their slots and their place. Of m training rows, d have the term:
 *
 * <ul>
 *   <li>{@code spark}: ln((m + 1) / (d + 1)), as spark.ml's IDF; 0 for a term of every row.
 *   <li>{@code sklearn}: ln((1 + m) / (1 + d)) + 1, as scikit-learn's TfidfTransformer, which
 *       divides each row by its l2 norm too: {@code norm: l2}.
 * </ul>
 *
 * A term of fewer rows than {@code minDocFreq} weighs 0; one that no training row has, the most.
 * Keeps every row; a null becomes a vector of zeros and is left out of the counts. Sparse stays
 * sparse. One pass.
 */
@About(
    value = "Weighs the counts of terms by how few rows have them (tf-idf).",
    rows = "keeps every row",
    example = "idf: {columns: text, minDocFreq: 2}")
public final class Idf extends SummaryStep<Idf.Fitted> {

  private static final String SPARK = "spark";

  public Idf() {
    this(Identifiable.randomUID("idf"));
  }

  public Idf(String uid) {
    super(uid);
    setDefault(method(), SPARK);
    setDefault(minDocFreq(), 0);
    setDefault(norm(), "none");
  }

  public Choice method() {
    return new Choice(this, "method", "whose formula of the weights", SPARK, "sklearn");
  }

  public IntParam minDocFreq() {
    return new IntParam(
        this,
        "minDocFreq",
        "terms of fewer training rows weigh nothing; at least 0",
        ParamValidators.gtEq(0));
  }

  public Choice norm() {
    return new Choice(
        this,
        "norm",
        "what each row is divided by in the end: the sum of absolute values (l1) or the root of"
            + " the sum of squares (l2)",
        "none",
        "l1",
        "l2");
  }

  public Idf setMethod(String name) {
    set(method(), name);
    return this;
  }

  public Idf setMinDocFreq(int rows) {
    set(minDocFreq(), rows);
    return this;
  }

  public Idf setNorm(String name) {
    set(norm(), name);
    return this;
  }

  public static MLReader<Idf> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Slots.isVector(column)
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; idf takes vectors of counts. Put hashTokens or countTokens for it before idf."
                .formatted(column.name(), Columns.inWords(column.dataType())));
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return chosen.stream().map(c -> Need.slots(c.name())).toList();
  }

  @Override
  StructType output(Chosen chosen) {
    return chosen.table();
  }

  /** Keeps the frequencies of the terms that the training rows have: few of many hashed slots. */
  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    List<SlotCounts> columns =
        chosen.stream().map(c -> summary.slots(Need.slots(c.name()))).toList();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).vectors() == 0) {
        throw Category.allMissing(chosen.names().get(i));
      }
    }
    List<long[]> counts = columns.stream().map(SlotCounts::counts).toList();
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.rows(), columns.stream().mapToDouble(SlotCounts::vectors).toArray());
    fitted.set(fitted.sizes(), counts.stream().mapToInt(c -> c.length).toArray());
    fitted.set(fitted.filled(), counts.stream().mapToInt(c -> slots(c).length).toArray());
    fitted.set(
        fitted.slots(), counts.stream().flatMapToInt(c -> Arrays.stream(slots(c))).toArray());
    fitted.set(
        fitted.frequencies(),
        counts.stream()
            .flatMapToDouble(c -> Arrays.stream(slots(c)).mapToDouble(s -> c[s]))
            .toArray());
    fitted.set(fitted.method(), getOrDefault(method()));
    fitted.set(fitted.minDocFreq(), ParamValue.of(this, minDocFreq()));
    fitted.set(fitted.norm(), getOrDefault(norm()));
    return fitted;
  }

  /** Those that are not zero. */
  private static int[] slots(long... counts) {
    return IntStream.range(0, counts.length).filter(s -> counts[s] > 0).toArray();
  }

  /** In how many rows each term was. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public DoubleArrayParam rows() {
      return new DoubleArrayParam(this, "rows", "number of training rows of each column");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of slots of each column");
    }

    public IntArrayParam filled() {
      return new IntArrayParam(this, "filled", "of these, number of those that a row has");
    }

    public IntArrayParam slots() {
      return new IntArrayParam(this, "slots", "the slots that a row has, one column after other");
    }

    public DoubleArrayParam frequencies() {
      return new DoubleArrayParam(this, "frequencies", "in how many rows each of these slots is");
    }

    public Param<String> method() {
      return new Param<>(this, "method", "whose formula of the weights");
    }

    public IntParam minDocFreq() {
      return new IntParam(this, "minDocFreq", "terms of fewer training rows weigh nothing");
    }

    public Param<String> norm() {
      return new Param<>(this, "norm", "what each row is divided by in the end");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      Map<String, Column> outputs = new LinkedHashMap<>();
      int from = 0;
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        int to = from + getOrDefault(filled())[i];
        double[] weights = weights(i, from, to);
        from = to;
        Column weighted =
            Loop.of(new Weigh(name, weights, getOrDefault(norm())), Columns.col(name));
        outputs.put(name, weighted.as(name, table.apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }

    private double[] weights(int column, int from, int to) {
      double rows = getOrDefault(rows())[column];
      double[] weights = new double[getOrDefault(sizes())[column]];
      Arrays.fill(weights, weight(rows, 0));
      for (int k = from; k < to; k++) {
        weights[getOrDefault(slots())[k]] = weight(rows, getOrDefault(frequencies())[k]);
      }
      return weights;
    }

    private double weight(double rows, double frequency) {
      if (frequency < ParamValue.of(this, minDocFreq())) {
        return 0;
      }
      double spark = Math.log((rows + 1) / (frequency + 1));
      return getOrDefault(method()).equals(SPARK) ? spark : spark + 1;
    }
  }
}
