package io.sluice.features;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.CodepointCountFilter;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.spark.unsafe.types.UTF8String;

/** Cuts one text after another into words by Lucene's filters; for one thread at a time. */
final class TextCutter {

  private final Language language;
  private final Tokenizer tokenizer;
  private final TokenStream words;
  private final CharTermAttribute word;
  private final Terms terms = new Terms();

  TextCutter(TextSettings settings) {
    this.language = language(settings);
    this.tokenizer = language.tokenizer().get();
    this.words = chain(settings);
    this.word = words.getAttribute(CharTermAttribute.class);
  }

  private static Language language(TextSettings settings) {
    Language language = language(settings.analyzer());
    if (settings.analyzer().equals("regex")) {
      Pattern gap = Pattern.compile(settings.pattern(), Pattern.UNICODE_CHARACTER_CLASS);
      return language.tokenizer(() -> new PatternTokenizer(gap, -1));
    }
    return language;
  }

  /** What an analyzer does; the general ones have English stop words and stems. */
  static Language language(String analyzer) {
    Language general = Language.of(EnglishAnalyzer.getDefaultStopSet()).stem(PorterStemFilter::new);
    return switch (analyzer) {
      case "standard", "regex" -> general;
      case "whitespace" -> general.tokenizer(WhitespaceTokenizer::new);
      default -> Languages.named(analyzer);
    };
  }

  private TokenStream chain(TextSettings settings) {
    TokenStream out = folded(tokenizer, settings);
    if (!settings.stopWords().isEmpty()) {
      out = new StopFilter(out, stopWords(settings));
    }
    if (settings.minLength() > 1) {
      out = new CodepointCountFilter(out, settings.minLength(), Integer.MAX_VALUE);
    }
    return settings.stem() ? language.stem().apply(out) : out;
  }

  private TokenStream folded(TokenStream in, TextSettings settings) {
    TokenStream out = language.trim().apply(in);
    return language.fold().apply(settings.lowercase() ? language.lower().apply(out) : out);
  }

  /** The stop words as the filters before them spell words: a Greek accent, an Arabic digit. */
  private CharArraySet stopWords(TextSettings settings) {
    CharArraySet spelled = new CharArraySet(settings.stopWords().size(), !settings.lowercase());
    KeywordTokenizer whole = new KeywordTokenizer();
    TokenStream folded = folded(whole, settings);
    CharTermAttribute spelling = folded.getAttribute(CharTermAttribute.class);
    for (String stopWord : settings.stopWords()) {
      read(stopWord, whole, folded, () -> spelled.add(spelling.toString()));
    }
    return spelled;
  }

  /** The words of a text, good until the next one is cut. */
  Terms cut(UTF8String text) {
    terms.clear();
    read(text.toString(), tokenizer, words, () -> terms.add(word.buffer(), word.length()));
    return terms;
  }

  private void read(String text, Tokenizer from, TokenStream to, Runnable eachWord) {
    try {
      from.setReader(language.reader().apply(new StringReader(text)));
      to.reset();
      while (to.incrementToken()) {
        eachWord.run();
      }
      to.end();
      to.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
