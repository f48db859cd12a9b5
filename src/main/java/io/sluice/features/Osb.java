package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.ParamValue;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces text by its orthogonal sparse bigrams, as Amazon Machine Learning's transformation osb
 * does it: each word with each of the {@code window} - 1 words after it, joined by an underscore
 * and one more for each word between them. "The quick brown fox" becomes The_quick, The__brown,
 * The___fox, quick_brown, quick__fox, brown_fox. Text is cut at whitespace and keeps its case; for
 * anything else, put {@code tokenize} before it: an array of text is taken as words that are cut
 * already, its nulls left out. Keeps every row; null and text of fewer than two words give an empty
 * array. A step that counts words, such as {@code hashTokens}, makes numbers of them. No pass.
 *
 * <p>Siefkes and others: Combining Winnow and Orthogonal Sparse Bigrams for Incremental Spam
 * Filtering, PKDD 2004.
 */
@About(
    value = "Replaces text by pairs of words that stand near each other (sparse bigrams).",
    rows = "keeps every row",
    example = "osb: {columns: remarks, window: 4}")
public final class Osb extends SummaryStep<Osb.Fitted> {

  public Osb() {
    this(Identifiable.randomUID("osb"));
  }

  public Osb(String uid) {
    super(uid);
    setDefault(window(), 4);
  }

  public IntParam window() {
    return new IntParam(
        this,
        "window",
        "number of words in a row of which the first is paired with each other; 2 to 10",
        ParamValidators.inRange(2, 10));
  }

  public Osb setWindow(int words) {
    set(window(), words);
    return this;
  }

  public static MLReader<Osb> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Schemas.unfitAsTexts(column, "osb");
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      out = Schemas.with(out, Schemas.texts(c));
    }
    return out;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.window(), ParamValue.of(this, window()));
    return fitted;
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public IntParam window() {
      return new IntParam(this, "window", "number of words in a row that are paired");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      PairWords pairs = new PairWords(ParamValue.of(this, window()));
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (String name : chosen()) {
        StructField field = table.apply(name);
        outputs.put(name, pairs.of(field).as(name, field.metadata()));
      }
      return Schemas.with(rows, outputs);
    }
  }
}
