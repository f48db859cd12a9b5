package io.sluice.features;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stats.GroupedSummary;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
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
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces a category by the mean label of its training rows, drawn to the mean of all where it has
 * few: (sum + smoothing * mean of all) / (rows + smoothing), in the unit of the label
 * (Micci-Barreca: A Preprocessing Scheme for High-Cardinality Categorical Attributes, 2001; {@code
 * smooth} of scikit-learn's TargetEncoder). Keeps every row. Reads text, booleans and whole
 * numbers; columns become double without nulls. A null is a category of its own; a category not
 * seen in training becomes the mean of all.
 *
 * <p>No row sees its own label. A row's fold, 1 of {@code folds}, is a hash of the column with the
 * role id, or of all simple columns of the table but the label and what an earlier {@code target}
 * made. A row that has a label is encoded by the training rows of the other folds alone, their mean
 * of all included; so is one that was never trained on. Rows without a label, or a table without
 * that column, are encoded by all training rows. A training row whose label is null or NaN is left
 * out. One pass.
 */
@About(
    value = "Replaces a category by the smoothed mean label of other rows that have it.",
    rows = "keeps every row",
    example = "target: {columns: [operator, airport], smoothing: 20, folds: 5}")
public final class Target extends SummaryStep<Target.Fitted> {

  public Target() {
    this(Identifiable.randomUID("target"));
  }

  public Target(String uid) {
    super(uid);
    setDefault(smoothing(), 20.0);
    setDefault(folds(), 5);
    setDefault(seed(), 42L);
    setDefault(labelCol(), "");
  }

  public DoubleParam smoothing() {
    return new DoubleParam(
        this,
        "smoothing",
        "how many rows with the mean label each category is given on top; 0 or more",
        ParamValidators.gtEq(0));
  }

  public IntParam folds() {
    return new IntParam(
        this,
        "folds",
        "number of parts of the training rows, each encoded by the others; 2 to 100",
        ParamValidators.inRange(2, 100));
  }

  public LongParam seed() {
    return new LongParam(this, "seed", "another seed, other folds");
  }

  public Param<String> labelCol() {
    return new Param<>(this, "labelCol", "the label; the role label where not given");
  }

  public Target setSmoothing(double rows) {
    set(smoothing(), rows);
    return this;
  }

  public Target setFolds(int folds) {
    set(folds(), folds);
    return this;
  }

  public Target setSeed(long seed) {
    set(seed(), seed);
    return this;
  }

  public Target setLabelCol(String name) {
    set(labelCol(), name);
    return this;
  }

  public static MLReader<Target> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Category.unfit(column, "target");
  }

  @Override
  List<Need> needs(Chosen chosen) {
    return chosen.stream().map(c -> need(c, chosen.table())).toList();
  }

  private Need need(StructField column, StructType table) {
    return Need.groupedMoments(label(table), column.name(), folds(table).name());
  }

  @Override
  Dataset<Row> seen(Dataset<Row> rows, Chosen chosen) {
    Folds folds = folds(chosen.table());
    return rows.withColumn(folds.name(), folds.of(rows.schema()));
  }

  @Override
  Set<String> seenFrom(Chosen chosen) {
    return new LinkedHashSet<>(folds(chosen.table()).columns());
  }

  @Override
  StructType output(Chosen chosen) {
    String name = label(chosen.table());
    if (!Columns.has(chosen.table(), name)) {
      throw ProblemException.inJob("labelCol", Columns.missing(chosen.table(), name));
    }
    StructField label = chosen.table().apply(name);
    if (!Columns.isNumberLike(label.dataType()) && !Schemas.isUnknown(label)) {
      throw ProblemException.inJob(
          "column '%s' is %s; a label is a number or a boolean."
              .formatted(label.name(), Columns.inWords(label.dataType())));
    }
    if (chosen.has(label.name())) {
      throw ProblemException.inJob(
          "columns", "column '%s' is the label itself. Leave it out.".formatted(label.name()));
    }
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      out =
          Schemas.with(
              out,
              new StructField(
                  c.name(), DataTypes.DoubleType, false, Folds.fromLabel(c.metadata())));
    }
    return out;
  }

  private String label(StructType table) {
    if (!getOrDefault(labelCol()).isEmpty()) {
      return getOrDefault(labelCol());
    }
    return Roles.columnOf(table, "label")
        .orElseThrow(
            () ->
                ProblemException.inJob(
                    "there is no label to take the mean of. Name it in roles: {label: ...} or set"
                        + " labelCol."));
  }

  private Folds folds(StructType table) {
    return Folds.of(table, label(table), ParamValue.of(this, folds()), ParamValue.of(this, seed()));
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    StructField label = chosen.table().apply(label(chosen.table()));
    Folds folds = folds(chosen.table());
    LabelSums sums = new LabelSums(label, folds.folds());
    for (StructField column : chosen.columns()) {
      GroupedSummary groups = summary.grouped(need(column, chosen.table()));
      if (groups.hasTooMany()) {
        throw Category.tooMany(column.name(), groups.maxGroups() / folds.folds());
      }
      sums.add(column.name(), groups.groups());
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.categories(), sums.categories());
    fitted.set(fitted.sizes(), sums.sizes());
    fitted.set(fitted.sums(), sums.sums());
    fitted.set(fitted.counts(), sums.counts());
    fitted.set(fitted.labelCol(), label.name());
    fitted.set(fitted.hashed(), folds.columns().toArray(new String[0]));
    fitted.set(fitted.folds(), folds.folds());
    fitted.set(fitted.seed(), folds.seed());
    fitted.set(fitted.smoothing(), ParamValue.of(this, smoothing()));
    return fitted;
  }

  /** The sums of the labels that were learned, by category and fold. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public StringArrayParam categories() {
      return new StringArrayParam(
          this, "categories", "categories of all columns, one after other, null aside");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of categories of each column, null aside");
    }

    public DoubleArrayParam sums() {
      return new DoubleArrayParam(
          this,
          "sums",
          "of the labels, in each fold: of the rows without a category, then of each category");
    }

    public DoubleArrayParam counts() {
      return new DoubleArrayParam(this, "counts", "of the training rows, in the order of the sums");
    }

    public Param<String> labelCol() {
      return new Param<>(this, "labelCol", "the label");
    }

    public StringArrayParam hashed() {
      return new StringArrayParam(this, "hashed", "columns whose values decide a row's fold");
    }

    public IntParam folds() {
      return new IntParam(this, "folds", "number of folds");
    }

    public LongParam seed() {
      return new LongParam(this, "seed", "another seed, other folds");
    }

    public DoubleParam smoothing() {
      return new DoubleParam(this, "smoothing", "rows with the mean label that are added");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      Column fold = foldToLeaveOut(table);
      List<List<String>> categories =
          Category.cut(getOrDefault(categories()), getOrDefault(sizes()));
      Map<String, Column> outputs = new LinkedHashMap<>();
      int from = 0;
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        MeanLabels means = means(categories.get(i), from);
        from += (categories.get(i).size() + 1) * ParamValue.of(this, folds());
        Column encoded = Loop.of(means, Category.text(name), fold);
        outputs.put(name, encoded.as(name, Folds.fromLabel(table.apply(name).metadata())));
      }
      return Schemas.with(rows, outputs);
    }

    private MeanLabels means(List<String> categories, int from) {
      return MeanLabels.of(
          categories,
          getOrDefault(sums()),
          getOrDefault(counts()),
          from,
          ParamValue.of(this, folds()),
          ParamValue.of(this, smoothing()));
    }

    /** The fold of a row with a label; {@code folds}, which is none, of one without. */
    private Column foldToLeaveOut(StructType table) {
      Column none = lit(ParamValue.of(this, folds()));
      String label = getOrDefault(labelCol());
      if (!Columns.has(table, label)) {
        return none;
      }
      List<String> hashed = List.of(getOrDefault(hashed()));
      for (String name : hashed) {
        if (!Columns.has(table, name)) {
          throw ProblemException.inJob(
              "column '%s' is not in the table, and target needs it to tell which rows must not see their label. Add it, or leave out the label '%s'."
                  .formatted(name, label));
        }
      }
      Folds folds = new Folds(ParamValue.of(this, folds()), ParamValue.of(this, seed()), hashed);
      return when(hasLabel(table.apply(label)), folds.of(table)).otherwise(none);
    }

    private static Column hasLabel(StructField label) {
      Column value = Columns.col(label.name());
      boolean real =
          label.dataType() instanceof DoubleType || label.dataType() instanceof FloatType;
      return real ? value.isNotNull().and(not(isnan(value))) : value.isNotNull();
    }
  }
}
