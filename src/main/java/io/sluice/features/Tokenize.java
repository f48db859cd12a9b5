package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
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
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces text by the array of its words, cut by an analyser of Apache Lucene (see {@link
 * TextAnalysis}): cut, lower case, spelling, stop words, {@code minLength}, stems, n-grams, in this
 * order. Keeps every row; null and empty text give an empty array. A step that counts words, such
 * as {@code hashTokens} or {@code countTokens}, makes numbers of them. No pass.
 */
@About(
    value = "Replaces text by the array of its words: 39 languages, stop words, stems, n-grams.",
    rows = "keeps every row",
    example = "tokenize: {columns: text, analyzer: english, stopWords: default, stem: true}")
public final class Tokenize extends SummaryStep<Tokenize.Fitted> {

  private static final String NONE = "none";
  private static final String DEFAULT = "default";
  private static final String REGEX = "regex";

  public Tokenize() {
    this(Identifiable.randomUID("tokenize"));
  }

  public Tokenize(String uid) {
    super(uid);
    setDefault(analyzer(), "standard");
    setDefault(pattern(), TextSettings.NO_WORD);
    setDefault(stopWords(), new String[] {NONE});
    setDefault(stem(), false);
    setDefault(ngrams(), 1);
    setDefault(lowercase(), true);
    setDefault(minLength(), 1);
  }

  public Choice analyzer() {
    return new Choice(
        this,
        "analyzer",
        "how text is cut, and whose spelling, stop words and stems count",
        TextAnalysis.analyzers().toArray(new String[0]));
  }

  public Param<String> pattern() {
    return new Param<>(
        this,
        "pattern",
        "what separates words, for analyzer: regex; as Java has it, with Unicode's letters");
  }

  public StringArrayParam stopWords() {
    return new StringArrayParam(
        this,
        "stopWords",
        "words to leave out: none, default (those of the analyzer), or a list, in which default"
            + " stands for those of the analyzer");
  }

  public BooleanParam stem() {
    return new BooleanParam(this, "stem", "whether a word is cut down to its stem");
  }

  public IntParam ngrams() {
    return new IntParam(
        this,
        "ngrams",
        "the most words in a row that count as one; 1 to 5",
        ParamValidators.inRange(1, 5));
  }

  public BooleanParam lowercase() {
    return new BooleanParam(this, "lowercase", "whether words are put in lower case");
  }

  public IntParam minLength() {
    return new IntParam(
        this,
        "minLength",
        "words of fewer characters are left out; at least 1",
        ParamValidators.gtEq(1));
  }

  public Tokenize setAnalyzer(String name) {
    set(analyzer(), name);
    return this;
  }

  public Tokenize setPattern(String regex) {
    set(pattern(), regex);
    return this;
  }

  public Tokenize setStopWords(String... words) {
    set(stopWords(), words);
    return this;
  }

  public Tokenize setStem(boolean on) {
    set(stem(), on);
    return this;
  }

  public Tokenize setNgrams(int most) {
    set(ngrams(), most);
    return this;
  }

  public Tokenize setLowercase(boolean on) {
    set(lowercase(), on);
    return this;
  }

  public Tokenize setMinLength(int least) {
    set(minLength(), least);
    return this;
  }

  public static MLReader<Tokenize> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Columns.isText(column.dataType())
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; tokenize takes text."
                .formatted(column.name(), Columns.inWords(column.dataType())));
  }

  @Override
  StructType output(Chosen chosen) {
    requirePattern();
    requireStems();
    StructType out = chosen.table();
    for (StructField c : chosen.columns()) {
      out = Schemas.with(out, Schemas.texts(c));
    }
    return out;
  }

  private void requirePattern() {
    if (isSet(pattern()) && !getOrDefault(analyzer()).equals(REGEX)) {
      throw ProblemException.inJob(
          "pattern",
          "analyzer: %s has no pattern. Use analyzer: regex, or leave pattern out."
              .formatted(getOrDefault(analyzer())));
    }
    try {
      Pattern.compile(getOrDefault(pattern()), Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw ProblemException.inJob(
          "pattern",
          "'%s' is no regular expression: %s.".formatted(e.getPattern(), e.getDescription()));
    }
  }

  private void requireStems() {
    if (ParamValue.of(this, stem()) && !Languages.hasStems(getOrDefault(analyzer()))) {
      throw ProblemException.inJob(
          "stem", "analyzer: %s has no stems. Leave stem out.".formatted(getOrDefault(analyzer())));
    }
  }

  /** Keeps the stop words themselves, so that a saved model does not change with Lucene. */
  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.analyzer(), getOrDefault(analyzer()));
    fitted.set(fitted.pattern(), getOrDefault(pattern()));
    fitted.set(fitted.stopWords(), resolved(getOrDefault(stopWords())));
    fitted.set(fitted.stem(), ParamValue.of(this, stem()));
    fitted.set(fitted.ngrams(), ParamValue.of(this, ngrams()));
    fitted.set(fitted.lowercase(), ParamValue.of(this, lowercase()));
    fitted.set(fitted.minLength(), ParamValue.of(this, minLength()));
    return fitted;
  }

  private String[] resolved(String... words) {
    if (List.of(words).equals(List.of(NONE))) {
      return new String[0];
    }
    return Stream.of(words)
        .flatMap(
            word ->
                word.equals(DEFAULT)
                    ? TextAnalysis.stopWords(getOrDefault(analyzer())).stream()
                    : Stream.of(word))
        .toArray(String[]::new);
  }

  /** How text is cut; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public Param<String> analyzer() {
      return new Param<>(this, "analyzer", "how text is cut");
    }

    public Param<String> pattern() {
      return new Param<>(this, "pattern", "what separates words, for analyzer: regex");
    }

    public StringArrayParam stopWords() {
      return new StringArrayParam(this, "stopWords", "the words that are left out");
    }

    public BooleanParam stem() {
      return new BooleanParam(this, "stem", "whether a word is cut down to its stem");
    }

    public IntParam ngrams() {
      return new IntParam(this, "ngrams", "the most words in a row that count as one");
    }

    public BooleanParam lowercase() {
      return new BooleanParam(this, "lowercase", "whether words are put in lower case");
    }

    public IntParam minLength() {
      return new IntParam(this, "minLength", "words of fewer characters are left out");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      TextAnalysis analysis = new TextAnalysis(settings());
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (String name : chosen()) {
        Column words = Loop.of((Loop.TextToTexts) analysis::tokens, Columns.col(name));
        outputs.put(name, words.as(name, table.apply(name).metadata()));
      }
      return Schemas.with(rows, outputs);
    }

    private TextSettings settings() {
      return new TextSettings(
          getOrDefault(analyzer()),
          getOrDefault(pattern()),
          ParamValue.of(this, lowercase()),
          List.of(getOrDefault(stopWords())),
          ParamValue.of(this, stem()),
          ParamValue.of(this, ngrams()),
          ParamValue.of(this, minLength()));
    }
  }
}
