package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces columns by one sparse vector of {@code numFeatures} slots, into which their values are
 * hashed (Weinberger and others: Feature Hashing for Large Scale Multitask Learning, ICML 2009) by
 * spark.ml's FeatureHasher: text and booleans add 1 to the slot of {@code column=value}, a number
 * adds its value to the slot of {@code column}. Keeps every row; a null adds nothing; slots that
 * meet are added up. The vector is named by {@code outputCol}. No pass.
 */
@About(
    value = "Replaces categories of many values by one hashed vector of a fixed size.",
    rows = "keeps every row",
    example = "hash: {columns: [airport, operator], numFeatures: 1024}")
public final class Hash extends SummaryStep<Hash.Fitted> {

  public Hash() {
    this(Identifiable.randomUID("hash"));
  }

  public Hash(String uid) {
    super(uid);
    setDefault(numFeatures(), 1 << 18);
    setDefault(outputCol(), "hashed");
  }

  public IntParam numFeatures() {
    return new IntParam(
        this, "numFeatures", "number of slots (> 0); a power of two", ParamValidators.gt(0));
  }

  public Param<String> outputCol() {
    return new Param<>(this, "outputCol", "name of the vector");
  }

  public Hash setNumFeatures(int slots) {
    set(numFeatures(), slots);
    return this;
  }

  public Hash setOutputCol(String name) {
    set(outputCol(), name);
    return this;
  }

  public static MLReader<Hash> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    if (!Columns.isNumberLike(column.dataType()) && !Columns.isText(column.dataType())) {
      return Optional.of(
          "column '%s' is %s; hash takes text, numbers and booleans."
              .formatted(column.name(), Columns.inWords(column.dataType())));
    }
    // FeatureHasher reads its columns by SQL names and does not quote them
    return column.name().matches(".*[.`].*")
        ? Optional.of(
            "column '%s' has a dot or a backtick in its name, which hash cannot read. Rename it in clean, for instance with snakeCaseColumns."
                .formatted(column.name()))
        : Optional.empty();
  }

  @Override
  StructType output(Chosen chosen) {
    return Schemas.replaced(
        chosen.table(),
        chosen.names(),
        getOrDefault(outputCol()),
        ParamValue.of(this, numFeatures()));
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.numFeatures(), ParamValue.of(this, numFeatures()));
    fitted.set(fitted.outputCol(), getOrDefault(outputCol()));
    return fitted;
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public IntParam numFeatures() {
      return new IntParam(this, "numFeatures", "number of slots");
    }

    public Param<String> outputCol() {
      return new Param<>(this, "outputCol", "name of the vector");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Map<String, List<String>> contents(Function<String, ValueCounts> values) {
      HashedTerms terms =
          new HashedTerms(getOrDefault(outputCol()), ParamValue.of(this, numFeatures()));
      for (String column : chosen()) {
        for (ValueCounts.Count c : values.apply(column).mostFrequentFirst()) {
          String term = column + "=" + c.value();
          terms.add(term, term, c.count());
        }
      }
      return terms.bySlot();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      int slots = ParamValue.of(this, numFeatures());
      String output = getOrDefault(outputCol());
      Dataset<Row> hashed =
          new FeatureHasher()
              .setInputCols(chosen().toArray(new String[0]))
              .setNumFeatures(slots)
              .setOutputCol(Schemas.TEMPORARY)
              .transform(rows);
      return Schemas.replace(hashed, chosen(), output, slots);
    }
  }
}
