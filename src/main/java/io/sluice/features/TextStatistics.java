package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds numbers that say what a text looks like. The text stays, so that {@code tokenize} or {@code
 * hashTokens} may follow. A column x gains, as doubles without nulls:
 *
 * <ul>
 *   <li>{@code x_chars}: number of characters (code points), blanks included.
 *   <li>{@code x_words}: number of words, cut at whitespace.
 *   <li>{@code x_mean_word_length}: characters that are not blank for each of these words.
 *   <li>{@code x_upper_share}, {@code x_digit_share}, {@code x_punctuation_share}: share of the
 *       characters, 0 to 1, that are capital letters, digits, or punctuation (Unicode's categories
 *       P, which leave out symbols such as $ and +).
 * </ul>
 *
 * Keeps every row. All are 0 for null and empty text. No pass.
 */
@About(
    value = "Adds the length of texts, and their shares of capitals, digits and punctuation.",
    rows = "keeps every row",
    example = "textStatistics: {columns: remarks}")
public final class TextStatistics extends SummaryStep<TextStatistics.Fitted> {

  public TextStatistics() {
    this(Identifiable.randomUID("textStatistics"));
  }

  public TextStatistics(String uid) {
    super(uid);
  }

  public static MLReader<TextStatistics> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Columns.isText(column.dataType())
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; textStatistics takes text."
                .formatted(column.name(), Columns.inWords(column.dataType())));
  }

  @Override
  StructType output(Chosen chosen) {
    StructType out = chosen.table();
    for (StructField column : chosen.columns()) {
      for (String name : names(column.name())) {
        out = Schemas.added(out, "", Schemas.number(name));
      }
    }
    return out;
  }

  /** The texts themselves stay as they are. */
  @Override
  Set<String> touched(Chosen chosen) {
    Set<String> added = new LinkedHashSet<>();
    chosen.names().forEach(column -> added.addAll(names(column)));
    return added;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    return new Fitted(uid());
  }

  private static List<String> names(String column) {
    return MeasureText.NAMES.stream().map(statistic -> column + "_" + statistic).toList();
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (String column : chosen()) {
        Column all = Loop.of(new MeasureText(), MeasureText.NAMES, Columns.col(column));
        for (String statistic : MeasureText.NAMES) {
          String name = column + "_" + statistic;
          outputs.put(name, all.getField(statistic));
        }
      }
      return Schemas.with(rows, outputs);
    }
  }
}
