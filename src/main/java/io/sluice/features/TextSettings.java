package io.sluice.features;

import java.io.Serializable;
import java.util.List;

/**
 * How a text becomes words.
 *
 * @param analyzer one of {@link TextAnalysis#analyzers()}
 * @param pattern what separates words, for the analyzer regex alone; as Java has it, with the
 *     Unicode sense of {@code \w}, {@code \d}, {@code \s} and {@code \b}
 * @param lowercase whether words are put in lower case
 * @param stopWords words to leave out, whatever their case; none if empty
 * @param stem whether a word is cut down to its stem
 * @param ngrams the most words in a row that count as one term, at least 1
 * @param minLength words of fewer characters (code points) are left out; 1 leaves none out
 */
record TextSettings(
    String analyzer,
    String pattern,
    boolean lowercase,
    List<String> stopWords,
    boolean stem,
    int ngrams,
    int minLength)
    implements Serializable {

  /**
   * What separates words for the analyzer regex: all but the letters, marks, digits and underscores
   * of any script.
   */
  static final String NO_WORD = "\\W+";

  TextSettings {
    stopWords = List.copyOf(stopWords);
  }

  /** The analyzer standard in lower case: what counts words where nothing else is said. */
  static TextSettings standard(int ngrams) {
    return new TextSettings("standard", NO_WORD, true, List.of(), false, ngrams, 1);
  }
}
