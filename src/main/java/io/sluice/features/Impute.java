package io.sluice.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nanvl;
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
import io.sluice.stats.Quantiles;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces missing values, nulls and NaNs alike, by a statistic of the training rows or a constant.
 * Keeps every row. Columns of numbers and booleans become double without nulls, columns of text
 * stay text. With {@code indicator}, each column x gains a column x_missing, 1.0 where the value
 * was missing and 0.0 elsewhere. A median is exact up to 8,192 different values and beyond it
 * within the error that {@link Quantiles} states. One pass; none for a constant.
 *
 * <p>With {@code by}, numbers and booleans are filled by the mean, median, min or max of the
 * training rows that have the same value in the column {@code by}: text, a boolean or a whole
 * number. The statistic of all rows fills where a group has no value in training, was not seen, or
 * is null. More than 100,000 groups, 2,000 for a median, fail. The same pass.
 */
@About(
    value = "Replaces missing values by a statistic of the training rows or a constant.",
    rows = "keeps every row",
    example = "impute: {columns: speed, strategy: median, indicator: true}")
public final class Impute extends SummaryStep<Impute.Fitted> {

  static final String SUFFIX = "_missing";

  private static final String CONSTANT = "constant";

  public Impute() {
    this(Identifiable.randomUID("impute"));
  }

  public Impute(String uid) {
    super(uid);
    setDefault(strategy(), "median");
    setDefault(value(), "");
    setDefault(indicator(), false);
    setDefault(by(), "");
  }

  public Choice strategy() {
    return new Choice(
        this,
        "strategy",
        "what fills the gaps; text takes mode or constant",
        "mean",
        "median",
        "mode",
        "min",
        "max",
        CONSTANT);
  }

  public Param<String> value() {
    return new Param<>(this, "value", "what strategy constant fills in");
  }

  public BooleanParam indicator() {
    return new BooleanParam(
        this, "indicator", "adds a column x" + SUFFIX + " that says where x was missing");
  }

  public Param<String> by() {
    return new Param<>(
        this, "by", "a column of categories; a gap is filled from the rows that share its value");
  }

  public Impute setStrategy(String strategy) {
    set(strategy(), strategy);
    return this;
  }

  public Impute setValue(String value) {
    set(value(), value);
    return this;
  }

  public Impute setIndicator(boolean on) {
    set(indicator(), on);
    return this;
  }

  public Impute setBy(String column) {
    set(by(), column);
    return this;
  }

  public static MLReader<Impute> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    boolean number = Columns.isNumberLike(column.dataType());
    String strategy = getOrDefault(strategy());
    if (!number && !Columns.isText(column.dataType())) {
      return Optional.of(
          "column '%s' is %s; impute fills numbers, booleans and text."
              .formatted(column.name(), Columns.inWords(column.dataType())));
    }
    if (isGrouped() && column.name().equals(getOrDefault(by()))) {
      return Optional.of(
          "column '%s' is what by groups by and cannot be filled by itself. Leave it out: -%s."
              .formatted(column.name(), column.name()));
    }
    if (isGrouped() && !number) {
      return Optional.of(
          "column '%s' is text; by fills numbers and booleans.".formatted(column.name()));
    }
    if (!number && !strategy.equals("mode") && !strategy.equals(CONSTANT)) {
      return Optional.of(
          "column '%s' is text and has no %s. Use strategy: mode or constant."
              .formatted(column.name(), strategy));
    }
    if (strategy.equals(CONSTANT) && number && parsed().isEmpty()) {
      return Optional.of(
          "column '%s' is %s, but value: '%s' is not a number."
              .formatted(column.name(), Columns.inWords(column.dataType()), getOrDefault(value())));
    }
    return Optional.empty();
  }

  @Override
  List<Need> needs(Chosen chosen) {
    if (getOrDefault(strategy()).equals(CONSTANT)) {
      return List.of();
    }
    Stream<Need> ofGroups = isGrouped() ? chosen.stream().map(this::ofGroups) : Stream.of();
    return Stream.concat(chosen.stream().map(this::need), ofGroups).toList();
  }

  private boolean isGrouped() {
    return !getOrDefault(by()).isEmpty();
  }

  private Need ofGroups(StructField column) {
    return getOrDefault(strategy()).equals("median")
        ? Need.groupedNumbers(column.name(), getOrDefault(by()))
        : Need.groupedMoments(column.name(), getOrDefault(by()));
  }

  private Need need(StructField column) {
    if (!Columns.isNumberLike(column.dataType())) {
      return Need.values(column.name());
    }
    return switch (getOrDefault(strategy())) {
      case "mean", "min", "max" -> Need.moments(column.name());
      default -> Need.numbers(column.name());
    };
  }

  /** A filled column is the column and as many fills as were missing; an indicator counts them. */
  @Override
  Optional<Before> before(Need need, Chosen chosen) {
    if (isGrouped()) {
      return Optional.empty();
    }
    for (StructField column : chosen.columns()) {
      boolean numbers = Columns.isNumberLike(column.dataType());
      boolean fits =
          numbers
              ? need.kind() == Need.Kind.MOMENTS || need.kind() == Need.Kind.NUMBERS
              : need.kind() == Need.Kind.VALUES;
      if (fits && need.column().equals(column.name())) {
        return Before.always(need);
      }
      if (fits && numbers && need.column().equals(column.name() + SUFFIX)) {
        return Before.always(need.of(column.name()));
      }
    }
    return Optional.empty();
  }

  @Override
  StructType output(Chosen chosen) {
    if (isGrouped()) {
      requireGroups(chosen.table());
    }
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      if (Columns.isNumberLike(c.dataType())) {
        out =
            Schemas.with(out, new StructField(c.name(), DataTypes.DoubleType, false, c.metadata()));
      } else {
        out = Schemas.with(out, new StructField(c.name(), c.dataType(), false, c.metadata()));
      }
      if (ParamValue.of(this, indicator())) {
        requireFree(chosen.table(), c.name() + SUFFIX);
        out = Schemas.with(out, Schemas.number(c.name() + SUFFIX));
      }
    }
    return out;
  }

  private void requireGroups(StructType table) {
    String strategy = getOrDefault(strategy());
    if (strategy.equals("mode") || strategy.equals(CONSTANT)) {
      throw ProblemException.inJob(
          "by",
          "has no meaning with strategy: %s. Leave it out, or use strategy: mean, median, min or max."
              .formatted(strategy));
    }
    String by = getOrDefault(by());
    if (!Columns.has(table, by)) {
      throw ProblemException.inJob("by", Columns.missing(table, by));
    }
    DataType type = table.apply(by).dataType();
    if (!Category.fits(type) && !Schemas.isUnknown(table.apply(by))) {
      throw ProblemException.inJob(
          "by",
          "column '%s' is %s; by takes text, booleans and whole numbers."
              .formatted(by, Columns.inWords(type)));
    }
  }

  private static void requireFree(StructType table, String name) {
    if (Columns.has(table, name)) {
      throw ProblemException.inJob(
          "indicator", "the table has a column '%s' already. Rename it in clean.".formatted(name));
    }
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    List<String> fills = new ArrayList<>();
    for (StructField column : chosen.columns()) {
      fills.add(
          getOrDefault(strategy()).equals(CONSTANT)
              ? getOrDefault(value())
              : fill(summary.of(need(column))));
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.fills(), fills.toArray(new String[0]));
    fitted.set(fitted.indicator(), ParamValue.of(this, indicator()));
    if (isGrouped()) {
      List<GroupFills> groups =
          chosen.stream()
              .map(c -> GroupFills.of(summary.grouped(ofGroups(c)), ofGroups(c), this::statistic))
              .toList();
      fitted.set(fitted.by(), getOrDefault(by()));
      fitted.setGroups(groups);
    }
    return fitted;
  }

  private String fill(ColumnSummary column) {
    boolean numbers = column.kind() != Need.Kind.VALUES;
    if (numbers ? column.moments().count() == 0 : nothingCounted(column.values())) {
      throw ProblemException.inData(
          "cannot learn from column '%s': all of its training values are missing. Drop it or use strategy: constant."
              .formatted(column.name()));
    }
    if (getOrDefault(strategy()).equals("mode")) {
      return numbers ? Double.toString(mode(column)) : mode(column, column.values());
    }
    return Double.toString(statistic(column));
  }

  private double statistic(ColumnSummary column) {
    String strategy = getOrDefault(strategy());
    Moments m = column.moments();
    return switch (strategy) {
      case "mean" -> finite(m.mean(), column);
      case "min" -> finite(m.min(), column);
      case "max" -> finite(m.max(), column);
      default -> column.quantile(0.5);
    };
  }

  private static boolean nothingCounted(ValueCounts values) {
    return values.total() == 0;
  }

  private double finite(double statistic, ColumnSummary column) {
    if (!Double.isFinite(statistic)) {
      throw ProblemException.inData(
          "cannot learn from column '%s': the %s of its training values is %s. Make infinite values null in clean, or use strategy: median."
              .formatted(column.name(), getOrDefault(strategy()), statistic));
    }
    return statistic;
  }

  private static double mode(ColumnSummary column) {
    return column.mode().orElseThrow(() -> noMode(column, Quantiles.MAX_BUCKETS));
  }

  private static String mode(ColumnSummary column, ValueCounts values) {
    if (!values.isExact()) {
      throw noMode(column, ValueCounts.MAX_VALUES);
    }
    return values.mostFrequentFirst().get(0).value();
  }

  private static ProblemException noMode(ColumnSummary column, int most) {
    boolean numbers = column.kind() != Need.Kind.VALUES;
    return ProblemException.inData(
        String.format(
            Locale.ROOT,
            "column '%s' has more than %,d different values, so its mode says little. Use strategy:"
                + " %s.",
            column.name(),
            most,
            numbers ? "median or constant" : "constant"));
  }

  private Optional<Double> parsed() {
    try {
      return Optional.of(Double.valueOf(getOrDefault(value()))).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The fills that were learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
      setDefault(by(), "");
    }

    public StringArrayParam fills() {
      return new StringArrayParam(this, "fills", "what fills each column, numbers as text");
    }

    public BooleanParam indicator() {
      return new BooleanParam(this, "indicator", "whether x" + SUFFIX + " is added for each x");
    }

    public Param<String> by() {
      return new Param<>(this, "by", "the column whose values are the groups; none where empty");
    }

    public StringArrayParam groups() {
      return new StringArrayParam(this, "groups", "the groups of all columns, one after other");
    }

    public DoubleArrayParam groupFills() {
      return new DoubleArrayParam(this, "groupFills", "what fills each of the groups");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of groups of each column");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    private void setGroups(List<GroupFills> columns) {
      set(groups(), columns.stream().flatMap(c -> c.groups().stream()).toArray(String[]::new));
      set(groupFills(), columns.stream().flatMapToDouble(GroupFills::values).toArray());
      set(sizes(), columns.stream().mapToInt(c -> c.groups().size()).toArray());
    }

    @Override
    Optional<Measure> after(Need need, Measure before) {
      ColumnSummary column = (ColumnSummary) before;
      int at = chosen().indexOf(need.column());
      if (at < 0) {
        return Optional.of(column.missingness(need.column()));
      }
      String fill = getOrDefault(fills())[at];
      return Optional.of(
          need.kind() == Need.Kind.VALUES
              ? column.filled(fill)
              : column.filled(Double.parseDouble(fill)));
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        StructField field = table.apply(name);
        String fill = getOrDefault(fills())[i];
        Column value = Columns.col(name);
        if (Columns.isNumberLike(field.dataType())) {
          Column number = nanvl(value.cast("double"), lit(null).cast("double"));
          Column filled = coalesce(number, fill(table, i, Double.parseDouble(fill)));
          outputs.put(name, filled.as(name, field.metadata()));
          value = number;
        } else {
          outputs.put(name, coalesce(value, lit(fill)).as(name, field.metadata()));
        }
        if (ParamValue.of(this, indicator())) {
          outputs.put(name + SUFFIX, when(value.isNull(), 1.0).otherwise(0.0));
        }
      }
      return Schemas.with(rows, outputs);
    }

    private Column fill(StructType table, int column, double ofAll) {
      String by = getOrDefault(by());
      if (by.isEmpty()) {
        return lit(ofAll);
      }
      Columns.require(table, by);
      int from = Arrays.stream(getOrDefault(sizes())).limit(column).sum();
      int to = from + getOrDefault(sizes())[column];
      List<String> itsGroups = List.of(getOrDefault(groups())).subList(from, to);
      double[] its = Arrays.copyOfRange(getOrDefault(groupFills()), from, to);
      return GroupFills.of(itsGroups, its).of(Columns.col(by).cast("string"), ofAll);
    }
  }
}
