package io.sluice.features;

import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.split;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.NGram;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces text by a sparse vector that counts its words, each hashed to one of {@code numFeatures}
 * slots by spark.ml's HashingTF (murmur3). Text is cut into words of letters and digits in lower
 * case; an array of text is taken as words that are cut already. With {@code ngrams: 2}, pairs of
 * neighbouring words count as well as single ones, and so on. Keeps every row; null and empty text
 * give a vector of zeros. Each column becomes a vector of its own. No pass.
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
    boolean words = column.dataType().catalogString().equals("array<string>");
    return words || Columns.isText(column.dataType())
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; hashTokens takes text or arrays of text."
                .formatted(column.name(), Columns.inWords(column.dataType())));
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      out = Schemas.replaced(out, List.of(c.name()), c.name(), ParamValue.of(this, numFeatures()));
    }
    return out;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.numFeatures(), ParamValue.of(this, numFeatures()));
    fitted.set(fitted.ngrams(), ParamValue.of(this, ngrams()));
    fitted.set(fitted.binary(), ParamValue.of(this, binary()));
    return fitted;
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    private static final String NO_WORD = "[^\\p{L}\\p{N}]+";
    private static final String WORDS = "sluice_words";
    private static final String GRAMS = "sluice_grams";

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

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    List<HashedTerms> hashed(Function<String, ValueCounts> values) {
      List<HashedTerms> vectors = new ArrayList<>();
      for (String column : chosen()) {
        HashedTerms terms = new HashedTerms(column, ParamValue.of(this, numFeatures()));
        for (ValueCounts.Count c : terms.of(column, values.apply(column))) {
          for (String term : terms(c.value())) {
            terms.add(term, column + ":" + term, c.count());
          }
        }
        vectors.add(terms);
      }
      return vectors;
    }

    /** The words of a text, and those that stand in a row. */
    private List<String> terms(String text) {
      List<String> words =
          Arrays.stream(text.toLowerCase(Locale.ROOT).split(NO_WORD, -1))
              .filter(word -> !word.isEmpty())
              .toList();
      List<String> terms = new ArrayList<>();
      for (int n = 1; n <= ParamValue.of(this, ngrams()); n++) {
        for (int from = 0; from + n <= words.size(); from++) {
          terms.add(String.join(" ", words.subList(from, from + n)));
        }
      }
      return terms;
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      HashingTF count =
          new HashingTF()
              .setInputCol(WORDS)
              .setOutputCol(Schemas.TEMPORARY)
              .setNumFeatures(ParamValue.of(this, numFeatures()))
              .setBinary(ParamValue.of(this, binary()));
      Dataset<Row> out = rows;
      for (String name : chosen()) {
        Dataset<Row> counted = count.transform(grams(out.withColumn(WORDS, words(out, name))));
        out =
            Schemas.replace(
                counted.drop(WORDS), List.of(name), name, ParamValue.of(this, numFeatures()));
      }
      return out;
    }

    private static Column words(Dataset<Row> rows, String name) {
      Column value = Columns.col(name);
      Column words =
          rows.schema().apply(name).dataType().equals(DataTypes.StringType)
              ? array_remove(split(lower(value), NO_WORD), "")
              : value;
      return coalesce(words, functions.array().cast("array<string>"));
    }

    private Dataset<Row> grams(Dataset<Row> rows) {
      Dataset<Row> out = rows.withColumn(GRAMS, Columns.col(WORDS));
      for (int n = 2; n <= ParamValue.of(this, ngrams()); n++) {
        out = new NGram().setN(n).setInputCol(WORDS).setOutputCol(Schemas.TEMPORARY).transform(out);
        out =
            out.withColumn(
                    GRAMS, functions.concat(Columns.col(GRAMS), Columns.col(Schemas.TEMPORARY)))
                .drop(Schemas.TEMPORARY);
      }
      return out.withColumn(WORDS, Columns.col(GRAMS)).drop(GRAMS);
    }
  }
}
