package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Replaces a category by a sparse vector with one slot for each value seen in training, the most
 * frequent first, equally frequent ones in the order of their text, as spark.ml's StringIndexer.
 * Keeps every row. Reads text, booleans and whole numbers. Slots are named {@code phase=Climb}. A
 * null or a value not seen in training is all zeros, or has a slot of its own ({@code
 * handleInvalid: keep}), or fails ({@code error}). One pass.
 */
@About(
    value = "Replaces a category by a vector with one slot for each of its values.",
    rows = "keeps every row",
    example = "oneHot: {columns: [phase, size], dropLast: false}")
public final class OneHot extends SummaryStep<OneHot.Fitted> {

  public OneHot() {
    this(Identifiable.randomUID("oneHot"));
  }

  public OneHot(String uid) {
    super(uid);
    setDefault(dropLast(), false);
    setDefault(maxCategories(), 1000);
    setDefault(handleInvalid(), "zeros");
  }

  public BooleanParam dropLast() {
    return new BooleanParam(
        this, "dropLast", "leaves out the slot of the rarest value, so that slots do not add up");
  }

  /** {@code maxCategories}; a column with more values fails. */
  public IntParam maxCategories() {
    return new IntParam(
        this,
        "maxCategories",
        "the most values a column may have; 1 to " + ValueCounts.MAX_VALUES,
        ParamValidators.inRange(1, ValueCounts.MAX_VALUES));
  }

  public Choice handleInvalid() {
    return new Choice(
        this, "handleInvalid", "what a null or an unseen value becomes", "zeros", "keep", "error");
  }

  public OneHot setDropLast(boolean drop) {
    set(dropLast(), drop);
    return this;
  }

  public OneHot setMaxCategories(int most) {
    set(maxCategories(), most);
    return this;
  }

  public OneHot setHandleInvalid(String how) {
    set(handleInvalid(), how);
    return this;
  }

  public static MLReader<OneHot> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Category.unfit(column, "oneHot");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return chosen.stream().map(c -> Need.values(c.name())).toList();
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      out = Schemas.with(out, Schemas.vector(c.name(), Metadata.empty()));
    }
    return out;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    List<String> all = new ArrayList<>();
    int[] sizes = new int[chosen.columns().size()];
    for (int i = 0; i < sizes.length; i++) {
      List<String> categories = categories(chosen.columns().get(i).name(), summary);
      sizes[i] = categories.size();
      all.addAll(categories);
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.categories(), all.toArray(new String[0]));
    fitted.set(fitted.sizes(), sizes);
    fitted.set(fitted.dropLast(), ParamValue.of(this, dropLast()));
    fitted.set(fitted.handleInvalid(), getOrDefault(handleInvalid()));
    return fitted;
  }

  private List<String> categories(String name, Summary summary) {
    ValueCounts values = Category.counts(name, summary);
    if (!values.isExact() || values.distinct() > ParamValue.of(this, maxCategories())) {
      String count =
          values.isExact() ? String.format(Locale.ROOT, "%,d", values.distinct()) : "over 20,000";
      throw ProblemException.inData(
          "column '%s' has %s different values, more than maxCategories: %d. Use hash for it, put collapseRare before oneHot, or raise maxCategories."
              .formatted(name, count, ParamValue.of(this, maxCategories())));
    }
    return values.mostFrequentFirst().stream().map(ValueCounts.Count::value).toList();
  }

  /** The categories that were learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public StringArrayParam categories() {
      return new StringArrayParam(this, "categories", "categories of all columns, one after other");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of categories of each column");
    }

    public BooleanParam dropLast() {
      return new BooleanParam(this, "dropLast", "whether the rarest category has no slot");
    }

    public Param<String> handleInvalid() {
      return new Param<>(this, "handleInvalid", "what a null or an unseen value becomes");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      Map<String, Column> outputs = new LinkedHashMap<>();
      List<List<String>> categories =
          Category.cut(getOrDefault(categories()), getOrDefault(sizes()));
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        Encode encode = encoder(name, categories.get(i));
        Column vector = Loop.of(encode, Category.text(name));
        outputs.put(name, vector.as(name, Slots.named(name, encode.slots())));
      }
      return Schemas.with(rows, outputs);
    }

    private Encode encoder(String name, List<String> categories) {
      int shown =
          categories.size() - (ParamValue.of(this, dropLast()) && !categories.isEmpty() ? 1 : 0);
      List<String> slots = new ArrayList<>();
      categories.subList(0, shown).forEach(c -> slots.add(name + "=" + c));
      String invalid = getOrDefault(handleInvalid());
      if (invalid.equals("keep")) {
        slots.add(name + "=(other)");
      }
      int size = slots.size();
      Map<UTF8String, InternalRow> vectors = new HashMap<>();
      for (int i = 0; i < categories.size(); i++) {
        vectors.put(
            UTF8String.fromString(categories.get(i)),
            i < shown ? VectorRow.one(size, i) : VectorRow.zeros(size));
      }
      InternalRow other =
          invalid.equals("keep") ? VectorRow.one(size, size - 1) : VectorRow.zeros(size);
      return new Encode(name, vectors, slots, invalid.equals("error") ? null : other);
    }
  }

  /**
   * Looks a category's vector up.
   *
   * @param other the vector of any other value, or null where there must be none
   */
  private record Encode(
      String column, Map<UTF8String, InternalRow> vectors, List<String> slots, InternalRow other)
      implements Loop.TextToVector {

    @Override
    public InternalRow apply(UTF8String value) {
      InternalRow vector = vectors.getOrDefault(value, other);
      if (vector == null) {
        throw ProblemException.inData(
            value == null
                ? "column '%s' has missing values. Put impute for it before oneHot, or use handleInvalid: zeros or keep."
                    .formatted(column)
                : "column '%s' has the value '%s', which the training rows have not. Use handleInvalid: zeros or keep."
                    .formatted(column, value));
      }
      return vector;
    }
  }
}
