package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
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

/**
 * Replaces text by a sparse vector that counts its words, with one slot for each word of a
 * vocabulary learned from the training rows, as spark.ml's CountVectorizer: the words that come
 * most often first, equally frequent ones in the order of their text. Text is cut at Unicode's word
 * boundaries and put in lower case, as {@code tokenize} does where nothing is set; an array of text
 * is taken as words that are cut already, its nulls left out. Keeps every row; null, empty text and
 * words that are not in the vocabulary count nothing. Each column becomes a vector of its own, in
 * its place. Up to {@value #MOST_NAMED} slots are named {@code remarks:gull}; more have numbers.
 *
 * <p>One pass for all columns, which counts every word exactly on the executors; the driver holds
 * the vocabulary alone.
 */
@About(
    value = "Replaces text by the counts of its words, with one slot for each frequent word.",
    rows = "keeps every row",
    example = "countTokens: {columns: remarks, vocabSize: 5000, minDocFreq: 5}")
public final class CountTokens extends FeatureStep<CountTokens.Fitted> {

  static final int MOST_NAMED = 4096;

  public CountTokens() {
    this(Identifiable.randomUID("countTokens"));
  }

  public CountTokens(String uid) {
    super(uid);
    setDefault(vocabSize(), 1 << 18);
    setDefault(minDocFreq(), 1.0);
    setDefault(binary(), false);
  }

  public IntParam vocabSize() {
    return new IntParam(
        this, "vocabSize", "the most words that get a slot (> 0)", ParamValidators.gt(0));
  }

  public DoubleParam minDocFreq() {
    return new DoubleParam(
        this,
        "minDocFreq",
        "words of fewer training rows get no slot: a number of rows if at least 1, else a share of"
            + " the rows that are not null",
        ParamValidators.gtEq(0));
  }

  public BooleanParam binary() {
    return new BooleanParam(this, "binary", "1 where a word occurs, however often");
  }

  public CountTokens setVocabSize(int most) {
    set(vocabSize(), most);
    return this;
  }

  public CountTokens setMinDocFreq(double rows) {
    set(minDocFreq(), rows);
    return this;
  }

  public CountTokens setBinary(boolean on) {
    set(binary(), on);
    return this;
  }

  public static MLReader<CountTokens> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Schemas.unfitAsTexts(column, "countTokens");
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      out = Schemas.with(out, Schemas.vector(c.name(), Metadata.empty()));
    }
    return out;
  }

  @Override
  boolean learns(Chosen chosen) {
    return true;
  }

  @Override
  Fitted learn(Chosen chosen, Dataset<Row> rows) {
    List<String> all = new ArrayList<>();
    int[] sizes = new int[chosen.columns().size()];
    try (TermTable terms = new TermTable(rows, chosen.columns())) {
      if (terms.rows() == 0) {
        throw ProblemException.inData("there are no training rows to learn from.");
      }
      for (int i = 0; i < sizes.length; i++) {
        List<String> vocabulary = vocabulary(terms, i, chosen.names().get(i));
        sizes[i] = vocabulary.size();
        all.addAll(vocabulary);
      }
    }
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.vocabulary(), all.toArray(new String[0]));
    fitted.set(fitted.sizes(), sizes);
    fitted.set(fitted.binary(), ParamValue.of(this, binary()));
    return fitted;
  }

  private List<String> vocabulary(TermTable terms, int column, String name) {
    long known = terms.known(column);
    if (known == 0) {
      throw Category.allMissing(name);
    }
    double least = ParamValue.of(this, minDocFreq());
    double leastRows = least < 1 ? least * known : least;
    List<String> top = terms.top(column, ParamValue.of(this, vocabSize()), leastRows);
    if (top.isEmpty()) {
      throw ProblemException.inData(
          "cannot learn from column '%s': no word is in %d of its training rows. Lower minDocFreq, or drop the column."
              .formatted(name, (long) Math.max(1, Math.ceil(leastRows))));
    }
    return top;
  }

  /** The words that were learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public StringArrayParam vocabulary() {
      return new StringArrayParam(this, "vocabulary", "words of all columns, one after other");
    }

    public IntArrayParam sizes() {
      return new IntArrayParam(this, "sizes", "number of words of each column");
    }

    public BooleanParam binary() {
      return new BooleanParam(this, "binary", "1 where a word occurs, however often");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      Map<String, Column> outputs = new LinkedHashMap<>();
      List<List<String>> vocabularies =
          Category.cut(getOrDefault(vocabulary()), getOrDefault(sizes()));
      for (int i = 0; i < chosen().size(); i++) {
        String name = chosen().get(i);
        List<String> words = vocabularies.get(i);
        CountTerms count = new CountTerms(new Vocabulary(words), 1, ParamValue.of(this, binary()));
        outputs.put(name, count.of(table.apply(name)).as(name, slots(name, words)));
      }
      return Schemas.with(rows, outputs);
    }

    private static Metadata slots(String name, List<String> words) {
      return words.size() > MOST_NAMED
          ? Slots.numbered(name, words.size())
          : Slots.named(name, words.stream().map(word -> name + ":" + word).toList());
    }
  }
}
