package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces numbers, booleans and vectors by one dense vector of a few components that tell most of
 * them apart. Keeps every row. A null, NaN or infinite value fails and says in which column. The
 * vector is named by {@code outputCol}, its slots {@code pc1}, {@code pc2}, ... or {@code sv1}, ...
 *
 * <ul>
 *   <li>{@code pca}: principal components, of the columns less their means, as scikit-learn's PCA;
 *       spark.ml's PCA has the same loadings but does not subtract the means. Columns are not
 *       scaled: put scale before it. One pass; at most 4,096 slots.
 *   <li>{@code svd}: singular vectors of the columns as they are, as scikit-learn's TruncatedSVD
 *       (latent semantic analysis, of counted words). Sparse vectors stay sparse. One pass; beyond
 *       4,096 slots two, and many over a copy of the rows that Spark keeps while it learns.
 * </ul>
 *
 * The loading of the largest absolute value of each component is positive. There are fewer
 * components than {@code k} where the rows spread along fewer axes; columns that do not vary at all
 * fail. A model keeps at most 2,097,152 loadings: components times slots that are ever not zero.
 */
@About(
    value = "Replaces numbers and vectors by a few components: pca or svd.",
    rows = "keeps every row",
    example = "reduce: {columns: numeric, method: pca, k: 10}")
public final class Reduce extends FeatureStep<Reduce.Fitted> {

  private static final String NAME = "reduce";
  private static final String REMEDY = "Use method: svd, or fewer slots (numFeatures).";
  private static final Join.Refusal REFUSAL = Join.Refusal.ofAllButFinite(NAME);

  public Reduce() {
    this(Identifiable.randomUID(NAME));
  }

  public Reduce(String uid) {
    super(uid);
    setDefault(method(), "pca");
    setDefault(k(), 2);
    setDefault(variance(), 0.0);
    setDefault(outputCol(), "reduced");
  }

  public Choice method() {
    return new Choice(this, "method", "which components", "pca", "svd");
  }

  public IntParam k() {
    return new IntParam(this, "k", "number of components (> 0)", ParamValidators.gt(0));
  }

  /** {@code variance}; instead of {@code k}. */
  public DoubleParam variance() {
    return new DoubleParam(
        this,
        "variance",
        "instead of k, as many components as explain this share of the variance; pca only; 0 to 1,"
            + " 0 for k",
        ParamValidators.inRange(0, 1));
  }

  public Param<String> outputCol() {
    return new Param<>(this, "outputCol", "name of the vector");
  }

  public Reduce setMethod(String method) {
    set(method(), method);
    return this;
  }

  public Reduce setK(int components) {
    set(k(), components);
    return this;
  }

  public Reduce setVariance(double share) {
    set(variance(), share);
    return this;
  }

  public Reduce setOutputCol(String name) {
    set(outputCol(), name);
    return this;
  }

  public static MLReader<Reduce> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Parts.unfit(column, NAME);
  }

  @Override
  StructType output(Chosen chosen) {
    boolean byShare = ParamValue.of(this, variance()) > 0;
    if (byShare && getOrDefault(method()).equals("svd")) {
      throw ProblemException.inJob("variance", "svd does not take it. Use k, or method: pca.");
    }
    if (byShare && isSet(k())) {
      throw ProblemException.inJob("variance", "k is set too. Set one of them.");
    }
    int size = new Parts(chosen.table(), chosen.names()).size();
    Components.requireEnough(byShare ? 1 : ParamValue.of(this, k()), size);
    if (getOrDefault(method()).equals("pca")) {
      CoMomentsFold.requireFew(size, REMEDY);
    }
    return Schemas.replaced(
        chosen.table(), chosen.names(), getOrDefault(outputCol()), Metadata.empty());
  }

  @Override
  boolean learns(Chosen chosen) {
    return true;
  }

  @Override
  Fitted learn(Chosen chosen, Dataset<Row> rows) {
    Parts parts = new Parts(chosen.table(), chosen.names());
    TrainingSlots slots = new TrainingSlots(rows, parts, REFUSAL);
    int k = ParamValue.of(this, k());
    if (getOrDefault(method()).equals("pca")) {
      CoMoments moments = slots.coMoments(CoMomentsFold.About.MEANS, REMEDY);
      double variance = ParamValue.of(this, variance());
      return fitted(Components.pca(moments, variance > 0 ? 1 : k, variance), moments.count());
    }
    if (parts.size() < 0 || parts.size() > CoMoments.MAX_SLOTS) {
      return fitted(WideSvd.learn(slots.vectors(), k), 0);
    }
    CoMoments moments = slots.coMoments(CoMomentsFold.About.ZERO, REMEDY);
    return fitted(Components.svd(moments, k, parts.size(), new int[0]), moments.count());
  }

  private Fitted fitted(Components components, long rows) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.method(), getOrDefault(method()));
    fitted.set(fitted.outputCol(), getOrDefault(outputCol()));
    fitted.set(fitted.numRows(), rows);
    fitted.set(fitted.size(), components.size());
    fitted.set(fitted.slots(), components.slots());
    fitted.set(fitted.means(), components.means());
    fitted.set(fitted.loadings(), components.loadings());
    fitted.set(fitted.singularValues(), components.singularValues());
    fitted.set(fitted.shares(), components.shares());
    return fitted;
  }

  /** The components that were learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public Param<String> method() {
      return new Param<>(this, "method", "which components");
    }

    public Param<String> outputCol() {
      return new Param<>(this, "outputCol", "name of the vector");
    }

    public LongParam numRows() {
      return new LongParam(this, "numRows", "number of training rows");
    }

    public IntParam size() {
      return new IntParam(this, "size", "number of slots of the chosen columns");
    }

    public IntArrayParam slots() {
      return new IntArrayParam(
          this, "slots", "slots that the loadings are of, the others have none; empty for all");
    }

    public DoubleArrayParam means() {
      return new DoubleArrayParam(this, "means", "subtracted from each slot; empty for nothing");
    }

    public DoubleArrayParam loadings() {
      return new DoubleArrayParam(
          this, "loadings", "of each slot in turn, one for each component; each of length 1");
    }

    public DoubleArrayParam singularValues() {
      return new DoubleArrayParam(
          this, "singularValues", "root of the sum of squares of each component's scores");
    }

    public DoubleArrayParam shares() {
      return new DoubleArrayParam(
          this,
          "shares",
          "share of the variance (pca) or of the sum of squares (svd) that each explains");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      Components components =
          new Components(
              ParamValue.of(this, size()),
              getOrDefault(slots()),
              getOrDefault(means()),
              getOrDefault(loadings()),
              getOrDefault(singularValues()),
              getOrDefault(shares()));
      Parts parts = new Parts(rows.schema(), chosen());
      Project project = new Project(components, ParamValue.of(this, numRows()));
      String output = getOrDefault(outputCol());
      String prefix = getOrDefault(method()).equals("pca") ? "pc" : "sv";
      List<String> names =
          IntStream.rangeClosed(1, components.singularValues().length)
              .mapToObj(i -> prefix + i)
              .toList();
      return Schemas.replace(
          rows, chosen(), parts.vector(REFUSAL, project), output, Slots.named(output, names));
    }
  }
}
