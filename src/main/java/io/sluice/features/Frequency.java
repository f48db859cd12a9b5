package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Measure;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Replaces a category by how frequent it is in training: its share, 0 to 1, of the rows that have a
 * value, or their number ({@code normalize: false}). Keeps every row. Reads text, booleans and
 * whole numbers; columns become double. A value not seen in training becomes 0; a null stays null,
 * for impute to fill; empty text is a value. A column of more than {@value ValueCounts#MAX_VALUES}
 * different values fails. One pass.
 */
@About(
    value = "Replaces a category by its share of the training rows, or their number.",
    rows = "keeps every row",
    example = "frequency: {columns: [operator, airport], normalize: true}")
public final class Frequency extends SummaryStep<Frequency.Fitted> {

  public Frequency() {
    this(Identifiable.randomUID("frequency"));
  }

  public Frequency(String uid) {
    super(uid);
    setDefault(normalize(), true);
  }

  public BooleanParam normalize() {
    return new BooleanParam(this, "normalize", "shares that add up to 1, not numbers of rows");
  }

  public Frequency setNormalize(boolean on) {
    set(normalize(), on);
    return this;
  }

  public static MLReader<Frequency> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Category.unfit(column, "frequency");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return chosen.stream().map(c -> Need.values(c.name())).toList();
  }

  /** The frequencies follow from the values where all were counted. */
  @Override
  Optional<Before> before(Need need, Chosen chosen) {
    return need.kind() == Need.Kind.MOMENTS || need.kind() == Need.Kind.NUMBERS
        ? Before.ifExact(Need.values(need.column()))
        : Optional.empty();
  }

  @Override
  StructType output(Chosen chosen) {
    return Schemas.doubles(chosen.table(), chosen.columns());
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    List<String> categories = new ArrayList<>();
    List<Double> frequencies = new ArrayList<>();
    int[] sizes = new int[chosen.columns().size()];
    for (int i = 0; i < sizes.length; i++) {
      List<ValueCounts.Count> counts = Category.exactCounts(chosen.names().get(i), summary);
      long all = counts.stream().mapToLong(ValueCounts.Count::count).sum();
      double whole = ParamValue.of(this, normalize()) ? all : 1;
      sizes[i] = counts.size();
      counts.forEach(c -> categories.add(c.value()));
      counts.forEach(c -> frequencies.add(c.count() / whole));
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.categories(), categories.toArray(new String[0]));
    fitted.set(
        fitted.frequencies(), frequencies.stream().mapToDouble(Double::doubleValue).toArray());
    fitted.set(fitted.sizes(), sizes);
    return fitted;
  }

  /** The frequencies that were learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public StringArrayParam categories() {
      return new StringArrayParam(this, "categories", "categories of all columns, one after other");
    }

    public DoubleArrayParam frequencies() {
      return new DoubleArrayParam(
          this, "frequencies", "share of the training rows, or number, of each category");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of categories of each column");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Optional<Measure> after(Need need, Measure before) {
      Map<String, Double> frequencies = lists().get(chosen().indexOf(need.column()));
      return ((ColumnSummary) before)
          .coded(need.kind(), v -> v == null ? Double.NaN : frequencies.getOrDefault(v, 0.0))
          .map(s -> s);
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      List<Map<String, Double>> lists = lists();
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < chosen().size(); i++) {
        StructField field = table.apply(chosen().get(i));
        Map<UTF8String, Double> frequencies = new HashMap<>();
        lists.get(i).forEach((value, f) -> frequencies.put(UTF8String.fromString(value), f));
        Column value = Category.text(field.name());
        Column frequency =
            field.nullable()
                ? Loop.of(new OfValueOrNull(frequencies), value)
                : Loop.of(new OfValue(frequencies), value);
        outputs.put(field.name(), frequency.as(field.name(), field.metadata()));
      }
      return Schemas.with(rows, outputs);
    }

    private List<Map<String, Double>> lists() {
      List<Map<String, Double>> lists = new ArrayList<>();
      double[] frequencies = getOrDefault(frequencies());
      int from = 0;
      for (List<String> categories :
          Category.cut(getOrDefault(categories()), getOrDefault(sizes()))) {
        Map<String, Double> list = new HashMap<>();
        for (String category : categories) {
          list.put(category, frequencies[from++]);
        }
        lists.add(list);
      }
      return lists;
    }
  }

  private record OfValue(Map<UTF8String, Double> frequencies) implements Loop.TextToNumber {

    @Override
    public double apply(UTF8String value) {
      return frequencies.getOrDefault(value, 0.0);
    }
  }

  private record OfValueOrNull(Map<UTF8String, Double> frequencies)
      implements Loop.TextToOptionalNumber {

    @Override
    public Double apply(UTF8String value) {
      return value == null ? null : frequencies.getOrDefault(value, 0.0);
    }
  }
}
