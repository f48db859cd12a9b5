package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.VectorRow;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces columns by one sparse vector of {@code numFeatures} slots, into which their values are
 * hashed (Weinberger and others: Feature Hashing for Large Scale Multitask Learning, ICML 2009):
 * text and booleans add 1 to the slot of {@code column=value}, a number adds its value to the slot
 * of {@code column}, all as spark.ml's FeatureHasher does. Keeps every row; a null adds nothing, a
 * NaN or an infinity itself; values that meet in a slot are added up. Which columns are numbers is
 * learned from the table's types. The vector is named by {@code outputCol}. No pass.
 */
@About(
    value = "Replaces categories of many values by one hashed vector of a fixed size.",
    rows = "keeps every row",
    example = "hash: {columns: [airport, operator], numFeatures: 1024}",
    notes = Murmur.COLLISIONS)
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
    return Columns.isNumberLike(column.dataType()) || Columns.isText(column.dataType())
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; hash takes text, numbers and booleans."
                .formatted(column.name(), Columns.inWords(column.dataType())));
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
    fitted.set(fitted.kinds(), chosen.stream().map(Hash::kind).toArray(String[]::new));
    return fitted;
  }

  private static String kind(StructField column) {
    return Columns.isNumeric(column.dataType())
        ? Fitted.NUMBER
        : Columns.isText(column.dataType()) ? Fitted.TEXT : Fitted.BOOLEAN;
  }

  /** The columns that were chosen, and what they hold; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    private static final String NUMBER = "number";
    private static final String TEXT = "text";
    private static final String BOOLEAN = "boolean";

    public Fitted(String uid) {
      super(uid);
    }

    public IntParam numFeatures() {
      return new IntParam(this, "numFeatures", "number of slots");
    }

    public Param<String> outputCol() {
      return new Param<>(this, "outputCol", "name of the vector");
    }

    public StringArrayParam kinds() {
      return new StringArrayParam(this, "kinds", "what each column holds: number, text or boolean");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    List<HashedTerms> hashed(Function<String, ValueCounts> values) {
      HashedTerms terms =
          new HashedTerms(getOrDefault(outputCol()), ParamValue.of(this, numFeatures()));
      for (int i = 0; i < chosen().size(); i++) {
        String column = chosen().get(i);
        switch (getOrDefault(kinds())[i]) {
          case NUMBER -> terms.add(column, column, 0);
          case BOOLEAN ->
              List.of("=false", "=true").forEach(v -> terms.add(column + v, column + v, 0));
          default -> {
            for (ValueCounts.Count c : terms.of(column, values.apply(column))) {
              String term = column + "=" + c.value();
              terms.add(term, term, c.count());
            }
          }
        }
      }
      return List.of(terms);
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      int slots = ParamValue.of(this, numFeatures());
      List<Column> numbers = new ArrayList<>();
      List<Integer> numberSlots = new ArrayList<>();
      List<Column> categories = new ArrayList<>();
      List<byte[]> prefixes = new ArrayList<>();
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        if (getOrDefault(kinds())[i].equals(NUMBER)) {
          numbers.add(Columns.col(name).cast("double"));
          numberSlots.add(Murmur.slot(name, slots));
        } else {
          categories.add(Columns.col(name).cast("string"));
          prefixes.add((name + "=").getBytes(StandardCharsets.UTF_8));
        }
      }
      Fill fill =
          new Fill(
              slots,
              numberSlots.stream().mapToInt(Integer::intValue).toArray(),
              prefixes.toArray(new byte[0][]));
      Column vector = Loop.of(fill, Stream.concat(numbers.stream(), categories.stream()).toList());
      String output = getOrDefault(outputCol());
      return Schemas.replace(rows, chosen(), vector, output, Slots.numbered(output, slots));
    }
  }

  /** Fills the slots from a row's numbers and then its categories, as FeatureHasher does. */
  private record Fill(int slots, int[] numberSlots, byte[][] prefixes) implements Loop.RowToVector {

    @Override
    public InternalRow apply(InternalRow row) {
      int columns = numberSlots.length + prefixes.length;
      int[] indices = new int[columns];
      double[] values = new double[columns];
      int filled = 0;
      for (int i = 0; i < columns; i++) {
        if (!row.isNullAt(i)) {
          int c = i - numberSlots.length;
          filled =
              c < 0
                  ? add(numberSlots[i], row.getDouble(i), indices, values, filled)
                  : add(
                      Murmur.slot(prefixes[c], row.getUTF8String(i), slots),
                      1,
                      indices,
                      values,
                      filled);
        }
      }
      return VectorRow.sparse(slots, indices, values, filled);
    }

    /** Adds to a slot, which the rising indices may have; returns how many there are then. */
    private static int add(int slot, double value, int[] indices, double[] values, int filled) {
      int at = filled;
      while (at > 0 && indices[at - 1] > slot) {
        at--;
      }
      if (at > 0 && indices[at - 1] == slot) {
        values[at - 1] += value;
        return filled;
      }
      System.arraycopy(indices, at, indices, at + 1, filled - at);
      System.arraycopy(values, at, values, at + 1, filled - at);
      indices[at] = slot;
      values[at] = value;
      return filled + 1;
    }
  }
}
