package io.sluice.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns text into terms by Apache Lucene's analysers: single words, then pairs of neighbours and so
 * on, joined by a space. Null and empty text have no terms. Public because the code that Spark
 * generates calls it, from a package of its own. Any number of threads may share one.
 *
 * <p>The analyzer {@code standard} cuts text at the word boundaries of Unicode (UAX #29), where
 * Chinese is cut into characters, and Thai, Lao, Khmer and Burmese are not cut within a run of
 * letters; {@code whitespace} at whitespace; {@code regex} wherever the pattern matches, with the
 * Unicode sense of {@code \w}, {@code \d} and {@code \s}; a language is {@code standard} with that
 * language's rules for articles, lower case, spelling and stems, except that {@code thai} cuts by
 * the dictionary of the JDK and {@code cjk} makes pairs of neighbouring characters. The three
 * general ones have English stop words and Porter's stems. A run of more than 255 characters
 * without a boundary is cut after every 255; {@code regex} has no such limit.
 *
 * <p>In this order: cut, lower case, spelling, stop words, {@code minLength}, stems, n-grams; so
 * neighbours are neighbours once the stop words are gone.
 */
public final class TextAnalysis implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TextSettings settings;
  private final Pool<TextCutter> cutters;

  TextAnalysis(TextSettings settings) {
    this.settings = settings;
    this.cutters = new Pool<>(() -> new TextCutter(settings));
  }

  /** The names of all analyzers: the general ones, then the languages. */
  static List<String> analyzers() {
    List<String> names = new ArrayList<>(List.of("standard", "whitespace", "regex"));
    names.addAll(Languages.names());
    return List.copyOf(names);
  }

  /** The usual stop words of an analyzer, in the alphabet's order: those that Lucene has. */
  static List<String> stopWords(String analyzer) {
    return StreamSupport.stream(TextCutter.language(analyzer).stopWords().spliterator(), false)
        .map(word -> new String((char[]) word))
        .sorted()
        .toList();
  }

  /** The terms of a text as an array of Spark's strings. */
  public ArrayData tokens(UTF8String text) {
    if (text == null) {
      return new GenericArrayData(new Object[0]);
    }
    TextCutter cutter = cutters.take();
    Terms words = cutter.cut(text);
    Object[] terms = words.strings(settings.ngrams());
    cutters.giveBack(cutter);
    return new GenericArrayData(terms);
  }

  /** Gives the terms of a text one by one, in the order of {@link #tokens}. */
  void forEach(UTF8String text, TermSink sink) {
    if (text == null) {
      return;
    }
    TextCutter cutter = cutters.take();
    cutter.cut(text).forEach(settings.ngrams(), sink);
    cutters.giveBack(cutter);
  }
}
