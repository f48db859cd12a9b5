package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Measure;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Replaces a category by its place in an order: 0, 1, 2 and so on. The order is that of {@code
 * levels}, one list for all columns; without it the columns' own values are put by frequency, the
 * most frequent first and equally frequent ones in the order of their text, as spark.ml's
 * StringIndexer, or by {@code order: alphabet}, in which 10 comes before 9, as all values are
 * compared as text. Keeps every row. Reads text, booleans and whole numbers; columns become double.
 *
 * <p>A null or a value without a place becomes null, or the place after the last ({@code
 * handleInvalid: keep}), or fails ({@code error}). Empty text is a value. One pass; none with
 * {@code levels}.
 */
@About(
    value = "Replaces a category by its place in an order, given or learned.",
    rows = "keeps every row",
    example = "ordinal: {columns: size, levels: [small, medium, large]}")
public final class Ordinal extends SummaryStep<Ordinal.Fitted> {

  public Ordinal() {
    this(Identifiable.randomUID("ordinal"));
  }

  public Ordinal(String uid) {
    super(uid);
    setDefault(levels(), new String[0]);
    setDefault(order(), "frequency");
    setDefault(handleInvalid(), "missing");
  }

  public StringArrayParam levels() {
    return new StringArrayParam(
        this, "levels", "the values of all columns in their order; learned where not given");
  }

  public Choice order() {
    return new Choice(this, "order", "the order of learned values", "frequency", "alphabet");
  }

  public Choice handleInvalid() {
    return new Choice(
        this,
        "handleInvalid",
        "what a null or an unseen value becomes",
        "missing",
        "keep",
        "error");
  }

  public Ordinal setLevels(String... inOrder) {
    set(levels(), inOrder);
    return this;
  }

  public Ordinal setOrder(String order) {
    set(order(), order);
    return this;
  }

  public Ordinal setHandleInvalid(String how) {
    set(handleInvalid(), how);
    return this;
  }

  public static MLReader<Ordinal> read() {
    return new DefaultParamsReader<>();
  }

  private List<String> given() {
    return List.of(getOrDefault(levels()));
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Category.unfit(column, "ordinal");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return given().isEmpty() ? chosen.stream().map(c -> Need.values(c.name())).toList() : List.of();
  }

  /** The places follow from the values where all were counted and none of them fails. */
  @Override
  Optional<Before> before(Need need, Chosen chosen) {
    boolean numbers = need.kind() == Need.Kind.MOMENTS || need.kind() == Need.Kind.NUMBERS;
    return numbers && !getOrDefault(handleInvalid()).equals("error")
        ? Before.ifExact(Need.values(need.column()))
        : Optional.empty();
  }

  @Override
  StructType output(Chosen chosen) {
    Set<String> different = new HashSet<>();
    for (String level : given()) {
      if (!different.add(level)) {
        throw ProblemException.inJob(
            "levels", "'%s' stands twice in the order. Leave one out.".formatted(level));
      }
    }
    if (!given().isEmpty() && isSet(order())) {
      throw ProblemException.inJob("order", "levels say the order already. Leave one of the two.");
    }
    boolean nullable = getOrDefault(handleInvalid()).equals("missing");
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      out =
          Schemas.with(
              out, new StructField(c.name(), DataTypes.DoubleType, nullable, c.metadata()));
    }
    return out;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    List<String> all = new ArrayList<>();
    int[] sizes = new int[chosen.columns().size()];
    for (int i = 0; i < sizes.length; i++) {
      List<String> levels = given().isEmpty() ? levels(chosen.names().get(i), summary) : given();
      sizes[i] = levels.size();
      all.addAll(levels);
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.levels(), all.toArray(new String[0]));
    fitted.set(fitted.sizes(), sizes);
    fitted.set(fitted.handleInvalid(), getOrDefault(handleInvalid()));
    return fitted;
  }

  private List<String> levels(String name, Summary summary) {
    List<String> values =
        Category.exactCounts(name, summary).stream().map(ValueCounts.Count::value).toList();
    return getOrDefault(order()).equals("alphabet") ? values.stream().sorted().toList() : values;
  }

  /** The orders. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public StringArrayParam levels() {
      return new StringArrayParam(this, "levels", "values of all columns, one after other");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of values of each column");
    }

    public Param<String> handleInvalid() {
      return new Param<>(this, "handleInvalid", "what a null or an unseen value becomes");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Optional<Measure> after(Need need, Measure before) {
      List<String> levels = lists().get(chosen().indexOf(need.column()));
      Map<String, Double> places = new HashMap<>();
      levels.forEach(level -> places.put(level, (double) places.size()));
      double invalid =
          getOrDefault(handleInvalid()).equals("keep") ? (double) levels.size() : Double.NaN;
      return ((ColumnSummary) before)
          .coded(need.kind(), value -> places.getOrDefault(value, invalid))
          .map(s -> s);
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      List<List<String>> lists = lists();
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        Map<UTF8String, Double> places = new HashMap<>();
        lists.get(i).forEach(v -> places.put(UTF8String.fromString(v), (double) places.size()));
        Column value = Category.text(name);
        Column place =
            switch (getOrDefault(handleInvalid())) {
              case "keep" -> Loop.of(new PlaceOrLast(places), value);
              case "error" -> Loop.of(new PlaceOnly(name, places), value);
              default -> Loop.of(new PlaceOrNull(places), value);
            };
        outputs.put(name, place.as(name, table.apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }

    private List<List<String>> lists() {
      return Category.cut(getOrDefault(levels()), getOrDefault(sizes()));
    }
  }

  private record PlaceOrNull(Map<UTF8String, Double> places) implements Loop.TextToOptionalNumber {

    @Override
    public Double apply(UTF8String value) {
      return places.get(value);
    }
  }

  private record PlaceOrLast(Map<UTF8String, Double> places) implements Loop.TextToNumber {

    @Override
    public double apply(UTF8String value) {
      Double place = places.get(value);
      return place == null ? places.size() : place;
    }
  }

  private record PlaceOnly(String column, Map<UTF8String, Double> places)
      implements Loop.TextToNumber {

    @Override
    public double apply(UTF8String value) {
      Double place = places.get(value);
      if (place == null) {
        throw ProblemException.inData(
            value == null
                ? "column '%s' has missing values. Put impute for it before ordinal, or use handleInvalid: missing or keep."
                    .formatted(column)
                : "column '%s' has the value '%s', which has no place in the order. Use handleInvalid: missing or keep."
                    .formatted(column, value));
      }
      return place;
    }
  }
}
