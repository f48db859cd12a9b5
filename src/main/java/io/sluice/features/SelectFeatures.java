package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces numbers, booleans and vectors by one vector of those slots that tell most, under their
 * own names. Keeps every row. A null or NaN fails and says in which column; an infinite value fails
 * while learning. The vector is named by {@code outputCol}. One pass.
 *
 * <ul>
 *   <li>{@code variance}: slots whose sample variance (n - 1) is above {@code threshold}, 0 unless
 *       set; as spark.ml's VarianceThresholdSelector. Scores are the variances.
 *   <li>{@code correlation}: of each two slots whose correlation is above {@code threshold} in
 *       absolute value, 0.95 unless set, the one goes that is correlated more with all others on
 *       average, as in caret's findCorrelation and recipes' step_corr. Scores are these averages.
 *       At most 4,096 slots.
 *   <li>{@code univariate}: the {@code top} slots by their F statistic with the label: by an
 *       analysis of variance where the label is a category (f_classif of scikit-learn, ANOVA of
 *       spark.ml), by a linear regression where it is a number (f_regression); of a label of two
 *       classes both are the same. Rows without a label are left out. A constant slot has F 0 and
 *       comes last. Sparse vectors stay sparse.
 * </ul>
 *
 * Of more than 10,000 kept slots the vector's have numbers only; the fitted step has their names.
 */
@About(
    value = "Keeps the slots that tell most: by variance, correlation or relation to the label.",
    rows = "keeps every row",
    example = "selectFeatures: {columns: numeric, method: univariate, top: 20}")
public final class SelectFeatures extends FeatureStep<SelectFeatures.Fitted> {

  private static final String NAME = "selectFeatures";
  private static final String REMEDY = "Use method: variance or univariate, or fewer slots.";
  private static final Join.Refusal LEARNING = Join.Refusal.ofAllButFinite(NAME);
  private static final double BY_METHOD = -1;

  public SelectFeatures() {
    this(Identifiable.randomUID(NAME));
  }

  public SelectFeatures(String uid) {
    super(uid);
    setDefault(method(), "variance");
    setDefault(threshold(), BY_METHOD);
    setDefault(top(), 50);
    setDefault(labelCol(), "");
    setDefault(labelType(), "auto");
    setDefault(outputCol(), "selected");
  }

  public Choice method() {
    return new Choice(
        this, "method", "what slots are judged by", "variance", "correlation", "univariate");
  }

  /** {@code threshold}; of variance and correlation. */
  public DoubleParam threshold() {
    return new DoubleParam(
        this,
        "threshold",
        "variance to be exceeded (0 unless set), or absolute correlation not to be (0 to 1; 0.95"
            + " unless set)",
        ParamValidators.gtEq(BY_METHOD));
  }

  /** {@code top}; of univariate. */
  public IntParam top() {
    return new IntParam(
        this, "top", "how many slots univariate keeps (> 0)", ParamValidators.gt(0));
  }

  /** {@code labelCol}; of univariate. */
  public Param<String> labelCol() {
    return new Param<>(
        this, "labelCol", "label of univariate; the column with the role label unless set");
  }

  /** {@code labelType}; of univariate. */
  public Choice labelType() {
    return new Choice(
        this,
        "labelType",
        "what the label is; auto: text is a category, all else a number",
        "auto",
        "category",
        "number");
  }

  public Param<String> outputCol() {
    return new Param<>(this, "outputCol", "name of the vector");
  }

  public SelectFeatures setMethod(String method) {
    set(method(), method);
    return this;
  }

  public SelectFeatures setThreshold(double threshold) {
    set(threshold(), threshold);
    return this;
  }

  public SelectFeatures setTop(int most) {
    set(top(), most);
    return this;
  }

  public SelectFeatures setLabelCol(String name) {
    set(labelCol(), name);
    return this;
  }

  public SelectFeatures setLabelType(String type) {
    set(labelType(), type);
    return this;
  }

  public SelectFeatures setOutputCol(String name) {
    set(outputCol(), name);
    return this;
  }

  public static MLReader<SelectFeatures> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Parts.unfit(column, NAME);
  }

  @Override
  StructType output(Chosen chosen) {
    requireOwnSettings();
    if (isMethod("univariate")) {
      requireLabel(chosen);
    }
    if (isMethod("correlation")) {
      CoMomentsFold.requireFew(new Parts(chosen.table(), chosen.names()).size(), REMEDY);
    }
    return Schemas.replaced(
        chosen.table(), chosen.names(), getOrDefault(outputCol()), Metadata.empty());
  }

  private boolean isMethod(String method) {
    return getOrDefault(method()).equals(method);
  }

  /** Fails where a setting of another method is set: it would change nothing. */
  private void requireOwnSettings() {
    boolean univariate = isMethod("univariate");
    List<Param<?>> others =
        univariate ? List.of(threshold()) : List.of(top(), labelCol(), labelType());
    List<Problem> problems = new ArrayList<>();
    for (Param<?> other : others) {
      if (isSet(other)) {
        problems.add(
            new Problem(
                other.name(),
                "method: %s does not take it. It takes %s."
                    .formatted(
                        getOrDefault(method()),
                        univariate ? "top, labelCol and labelType" : "threshold")));
      }
    }
    double threshold = ParamValue.of(this, threshold());
    if (!univariate && isSet(threshold())) {
      if (threshold < 0 || (isMethod("correlation") && threshold > 1)) {
        problems.add(
            new Problem(
                "threshold", "'%s' is not allowed: %s.".formatted(threshold, threshold().doc())));
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
  }

  private void requireLabel(Chosen chosen) {
    String name = label(chosen.table());
    StructField label = Columns.require(chosen.table(), name);
    DataType type = label.dataType();
    if (chosen.has(name)) {
      throw ProblemException.inJob(
          "column '%s' is the label and cannot be selected from. Leave it out: -%s."
              .formatted(name, name));
    }
    if (!Columns.isNumberLike(type) && !Columns.isText(type)) {
      throw ProblemException.inJob(
          "column '%s' is %s; a label is a number, a boolean or text."
              .formatted(name, Columns.inWords(type)));
    }
    if (Columns.isText(type) && getOrDefault(labelType()).equals("number")) {
      throw ProblemException.inJob(
          "labelType", "column '%s' is text, which is a category.".formatted(name));
    }
  }

  private String label(StructType table) {
    String set = getOrDefault(labelCol());
    return set.isEmpty()
        ? Roles.columnOf(table, "label")
            .orElseThrow(
                () ->
                    ProblemException.inJob(
                        "univariate needs a label. Name it in roles: {label: ...}, or set labelCol."))
        : set;
  }

  @Override
  boolean learns(Chosen chosen) {
    return true;
  }

  @Override
  Fitted learn(Chosen chosen, Dataset<Row> rows) {
    Parts parts = new Parts(chosen.table(), chosen.names());
    Selection selection = select(new TrainingSlots(rows, parts, LEARNING), chosen.table());
    List<String> all = parts.slots(selection.size());
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.outputCol(), getOrDefault(outputCol()));
    fitted.set(fitted.size(), selection.size());
    fitted.set(fitted.kept(), selection.kept());
    fitted.set(
        fitted.names(), Arrays.stream(selection.kept()).mapToObj(all::get).toArray(String[]::new));
    fitted.set(fitted.scores(), selection.keptScores());
    fitted.set(fitted.pValues(), selection.keptPValues());
    return fitted;
  }

  private Selection select(TrainingSlots slots, StructType table) {
    if (isMethod("variance")) {
      return Selection.byVariance(slots.moments(), threshold(0));
    } else if (isMethod("correlation")) {
      CoMoments moments = slots.coMoments(CoMomentsFold.About.MEANS, REMEDY);
      return Selection.byCorrelation(moments, threshold(0.95));
    }
    String label = label(table);
    boolean category =
        getOrDefault(labelType()).equals("category")
            || Columns.isText(table.apply(label).dataType());
    int most = ParamValue.of(this, top());
    return category
        ? Selection.byClass(slots.byClass(label), label, most)
        : Selection.byNumber(slots.byNumber(label), label, most);
  }

  private double threshold(double byMethod) {
    return isSet(threshold()) ? ParamValue.of(this, threshold()) : byMethod;
  }

  /** The slots that are kept. */
  public static final class Fitted extends FittedStep<Fitted> {

    private static final int MAX_NAMES = 10_000;
    private static final Join.Refusal REFUSAL = Join.Refusal.ofMissingIn(NAME);

    public Fitted(String uid) {
      super(uid);
    }

    public Param<String> outputCol() {
      return new Param<>(this, "outputCol", "name of the vector");
    }

    public IntParam size() {
      return new IntParam(this, "size", "number of slots of the chosen columns");
    }

    public IntArrayParam kept() {
      return new IntArrayParam(this, "kept", "slots that are kept, from 0, rising");
    }

    public StringArrayParam names() {
      return new StringArrayParam(this, "names", "names of the slots that are kept");
    }

    public DoubleArrayParam scores() {
      return new DoubleArrayParam(
          this,
          "scores",
          "of each kept slot: its variance, mean absolute correlation or F statistic");
    }

    public DoubleArrayParam pValues() {
      return new DoubleArrayParam(this, "pValues", "of each F statistic; empty without");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      Parts parts = new Parts(rows.schema(), chosen());
      String output = getOrDefault(outputCol());
      int[] slots = getOrDefault(kept());
      Metadata metadata =
          slots.length > MAX_NAMES
              ? Slots.numbered(output, slots.length)
              : Slots.named(output, List.of(getOrDefault(names())));
      Pick pick = new Pick(ParamValue.of(this, size()), slots);
      return Schemas.replace(rows, chosen(), parts.vector(REFUSAL, pick), output, metadata);
    }
  }
}
