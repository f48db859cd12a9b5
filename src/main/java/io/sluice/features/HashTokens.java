package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Replaces text by a sparse vector that counts its words, each hashed to one of {@code numFeatures}
 * slots as spark.ml's HashingTF does it (murmur3). Text is cut at Unicode's word boundaries and put
 * in lower case, as {@code tokenize} does where nothing is set; an array of text is taken as words
 * that are cut already, its nulls left out. With {@code ngrams: 2}, pairs of neighbouring words
 * count as well as single ones, and so on. Keeps every row; null and empty text give a vector of
 * zeros. Each column becomes a vector of its own, in its place. No pass.
 */
@About(
    value = "Replaces text by the counts of its words, hashed into a fixed number of slots.",
    rows = "keeps every row",
    example = "hashTokens: {columns: species, numFeatures: 512, ngrams: 2}",
    notes = Murmur.COLLISIONS)
public final class HashTokens extends SummaryStep<HashTokens.Fitted> {

  public HashTokens() {
    this(Identifiable.randomUID("hashTokens"));
  }

  public HashTokens(String uid) {
    super(uid);
    setDefault(numFeatures(), 1 << 18);
    setDefault(ngrams(), 1);
    setDefault(binary(), false);
  }

  public IntParam numFeatures() {
    return new IntParam(
        this, "numFeatures", "number of slots (> 0); a power of two", ParamValidators.gt(0));
  }

  public IntParam ngrams() {
    return new IntParam(
        this,
        "ngrams",
        "the most words in a row that count as one; 1 to 5",
        ParamValidators.inRange(1, 5));
  }

  public BooleanParam binary() {
    return new BooleanParam(this, "binary", "1 where a word occurs, however often");
  }

  public HashTokens setNumFeatures(int slots) {
    set(numFeatures(), slots);
    return this;
  }

  public HashTokens setNgrams(int most) {
    set(ngrams(), most);
    return this;
  }

  public HashTokens setBinary(boolean on) {
    set(binary(), on);
    return this;
  }

  public static MLReader<HashTokens> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Schemas.unfitAsTexts(column, "hashTokens");
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      Metadata slots = Slots.numbered(c.name(), ParamValue.of(this, numFeatures()));
      out = Schemas.with(out, Schemas.vector(c.name(), slots));
    }
    return out;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.numFeatures(), ParamValue.of(this, numFeatures()));
    fitted.set(fitted.ngrams(), ParamValue.of(this, ngrams()));
    fitted.set(fitted.binary(), ParamValue.of(this, binary()));
    fitted.set(
        fitted.texts(),
        chosen.stream()
            .filter(c -> Columns.isText(c.dataType()))
            .map(StructField::name)
            .toArray(String[]::new));
    return fitted;
  }

  /** The columns that were chosen, and which are text; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public IntParam numFeatures() {
      return new IntParam(this, "numFeatures", "number of slots");
    }

    public IntParam ngrams() {
      return new IntParam(this, "ngrams", "the most words in a row that count as one");
    }

    public BooleanParam binary() {
      return new BooleanParam(this, "binary", "1 where a word occurs, however often");
    }

    public StringArrayParam texts() {
      return new StringArrayParam(this, "texts", "the columns of text, which are cut into words");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    /** Of a text the terms that {@link #rewrite} counts; arrays of words are not counted. */
    @Override
    List<HashedTerms> hashed(Function<String, ValueCounts> values) {
      TextAnalysis analysis =
          new TextAnalysis(TextSettings.standard(ParamValue.of(this, ngrams())));
      List<HashedTerms> vectors = new ArrayList<>();
      for (String column : chosen()) {
        boolean isText = List.of(getOrDefault(texts())).contains(column);
        HashedTerms terms = new HashedTerms(column, ParamValue.of(this, numFeatures()));
        ValueCounts its = isText ? values.apply(column) : ValueCounts.unknown();
        for (ValueCounts.Count c : terms.of(column, its)) {
          analysis.forEach(
              UTF8String.fromString(c.value()),
              (bytes, offset, length) -> {
                String term = new String(bytes, offset, length, StandardCharsets.UTF_8);
                terms.add(term, column + ":" + term, c.count());
              });
        }
        vectors.add(terms);
      }
      return vectors;
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      int slots = ParamValue.of(this, numFeatures());
      CountTerms count =
          new CountTerms(
              new Hashed(slots), ParamValue.of(this, ngrams()), ParamValue.of(this, binary()));
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (String name : chosen()) {
        Column vector = count.of(table.apply(name));
        outputs.put(name, vector.as(name, Slots.numbered(name, slots)));
      }
      return Schemas.with(rows, outputs);
    }
  }

  /** The slots of spark.ml's HashingTF. */
  private record Hashed(int size) implements TermSlots {

    @Override
    public int of(Object base, long offset, int bytes) {
      return Murmur.slot(base, offset, bytes, size);
    }
  }
}
