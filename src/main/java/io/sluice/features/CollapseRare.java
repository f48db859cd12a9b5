package io.sluice.features;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.GroupedSummary;
import io.sluice.stats.Measure;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import io.sluice.stats.ValueCounts.Frequent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.param.DoubleParam;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces rare categories by one text, {@code other}. A value is rare where its share of the
 * training rows that have a value is below {@code minFraction}, or where it is not among the {@code
 * top} most frequent ones, of equally frequent ones the first in the order of their text; a value
 * not seen in training is rare. Keeps every row; a null stays null and empty text is a value. Reads
 * text, booleans and whole numbers; columns become text.
 *
 * <p>Shares are exact up to {@value ValueCounts#MAX_VALUES} different values. Beyond, counts are
 * known within 0.01 % of the rows, and where that leaves open whether a value is rare, learning
 * fails. One pass.
 */
@About(
    value = "Replaces categories that are rare in training, or new, by one.",
    rows = "keeps every row",
    example = "collapseRare: {columns: [operator, aircraft], minFraction: 0.01, top: 50}")
public final class CollapseRare extends SummaryStep<CollapseRare.Fitted> {

  public CollapseRare() {
    this(Identifiable.randomUID("collapseRare"));
  }

  public CollapseRare(String uid) {
    super(uid);
    setDefault(minFraction(), 0.01);
    setDefault(top(), 0);
    setDefault(other(), "(other)");
  }

  public DoubleParam minFraction() {
    return new DoubleParam(
        this,
        "minFraction",
        "the least share of the training rows that a value keeps its name with; 0 to 1",
        ParamValidators.inRange(0, 1));
  }

  public IntParam top() {
    return new IntParam(
        this,
        "top",
        "how many of the most frequent values keep their names at most; 0 for no limit",
        ParamValidators.gtEq(0));
  }

  public Param<String> other() {
    return new Param<>(this, "other", "what rare and new values become");
  }

  public CollapseRare setMinFraction(double share) {
    set(minFraction(), share);
    return this;
  }

  public CollapseRare setTop(int most) {
    set(top(), most);
    return this;
  }

  public CollapseRare setOther(String text) {
    set(other(), text);
    return this;
  }

  public static MLReader<CollapseRare> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Category.unfit(column, "collapseRare");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return chosen.stream().map(c -> Need.values(c.name())).toList();
  }

  /** The values of a collapsed column, and groups by it, follow where all were counted. */
  @Override
  Optional<Before> before(Need need, Chosen chosen) {
    return switch (need.kind()) {
      case VALUES -> Before.ifExact(need);
      case GROUPED_MOMENTS, GROUPED_NUMBERS ->
          chosen.has(need.column()) ? Optional.empty() : Before.ifExact(need);
      default -> Optional.empty();
    };
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      out =
          Schemas.with(
              out, new StructField(c.name(), DataTypes.StringType, c.nullable(), c.metadata()));
    }
    return out;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    List<String> all = new ArrayList<>();
    int[] sizes = new int[chosen.columns().size()];
    for (int i = 0; i < sizes.length; i++) {
      String name = chosen.names().get(i);
      List<String> kept = kept(name, Category.counts(name, summary));
      sizes[i] = kept.size();
      all.addAll(kept);
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.kept(), all.toArray(new String[0]));
    fitted.set(fitted.sizes(), sizes);
    fitted.set(fitted.other(), getOrDefault(other()));
    return fitted;
  }

  private List<String> kept(String name, ValueCounts values) {
    int top = ParamValue.of(this, top());
    List<Frequent> kept = new ArrayList<>();
    long next = values.frequentError(); // how often one may have come that is not kept
    for (Frequent value : values.frequent()) {
      if ((top == 0 || kept.size() < top) && isCommon(value.atLeast(), values)) {
        kept.add(value);
      } else {
        next = Math.max(next, value.atMost());
      }
    }
    boolean full = top > 0 && kept.size() == top;
    boolean isRanked = full && next < kept.get(top - 1).atLeast();
    if (!values.isExact() && isCommon(next, values) && !isRanked) {
      throw ProblemException.inData(
          String.format(
              Locale.ROOT,
              "column '%s' has over %,d different values, too many to tell exactly which of them"
                  + " are rare. Raise minFraction: %s%s, or use hash for it.",
              name,
              ValueCounts.MAX_VALUES,
              ParamValue.of(this, minFraction()),
              top > 0 ? " or lower top: " + top : ""));
    }
    return kept.stream().map(Frequent::value).toList();
  }

  /** Divides, as then 7 of 100 are exactly 0.07. */
  private boolean isCommon(long count, ValueCounts values) {
    return (double) count / values.total() >= ParamValue.of(this, minFraction());
  }

  /** The values that keep their names. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public StringArrayParam kept() {
      return new StringArrayParam(this, "kept", "values kept of all columns, one after other");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of values kept of each column");
    }

    public Param<String> other() {
      return new Param<>(this, "other", "what any other value becomes");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Optional<Measure> after(Need need, Measure before) {
      if (before instanceof ColumnSummary column) {
        return column.mappedValues(collapse(need.column())).map(s -> s);
      }
      Optional<GroupedSummary> groups = Optional.of((GroupedSummary) before);
      List<String> by = need.columns().subList(1, need.columns().size());
      for (int i = 0; i < by.size(); i++) {
        if (chosen().contains(by.get(i))) {
          int place = i;
          groups = groups.flatMap(g -> g.mapped(place, collapse(by.get(place))));
        }
      }
      return groups.map(g -> g);
    }

    private UnaryOperator<String> collapse(String column) {
      Set<String> kept = Set.copyOf(lists().get(chosen().indexOf(column)));
      return value -> kept.contains(value) ? value : getOrDefault(other());
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      List<List<String>> kept = lists();
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        Column value = Category.text(name);
        Column stays = value.isNull().or(value.isin(kept.get(i).toArray()));
        Column collapsed = when(stays, value).otherwise(lit(getOrDefault(other())));
        outputs.put(name, collapsed.as(name, table.apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }

    private List<List<String>> lists() {
      return Category.cut(getOrDefault(kept()), getOrDefault(sizes()));
    }
  }
}
