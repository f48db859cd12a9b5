package io.sluice.features;

import java.io.Reader;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.tartarus.snowball.SnowballStemmer;

/**
 * What an analyzer does to a text, in this order, before and after its stop words are taken out.
 *
 * @param stopWords its usual stop words
 * @param reader what happens to characters before the text is cut
 * @param tokenizer cuts the text
 * @param trim what happens to words in the case they have, as cutting off articles
 * @param lower lower case, as the language has it
 * @param fold spellings that are made one, with or without stems
 * @param stem stems, and the spellings that are made one for them
 */
record Language(
    CharArraySet stopWords,
    UnaryOperator<Reader> reader,
    Supplier<Tokenizer> tokenizer,
    UnaryOperator<TokenStream> trim,
    UnaryOperator<TokenStream> lower,
    UnaryOperator<TokenStream> fold,
    UnaryOperator<TokenStream> stem) {

  /** A language of which nothing is known but its stop words. */
  static Language of(CharArraySet stopWords) {
    return new Language(
        stopWords,
        UnaryOperator.identity(),
        StandardTokenizer::new,
        UnaryOperator.identity(),
        LowerCaseFilter::new,
        UnaryOperator.identity(),
        UnaryOperator.identity());
  }

  Language reader(UnaryOperator<Reader> r) {
    return new Language(stopWords, r, tokenizer, trim, lower, fold, stem);
  }

  Language tokenizer(Supplier<Tokenizer> t) {
    return new Language(stopWords, reader, t, trim, lower, fold, stem);
  }

  Language trim(UnaryOperator<TokenStream> t) {
    return new Language(stopWords, reader, tokenizer, t, lower, fold, stem);
  }

  Language lower(UnaryOperator<TokenStream> l) {
    return new Language(stopWords, reader, tokenizer, trim, l, fold, stem);
  }

  Language fold(UnaryOperator<TokenStream> f) {
    return new Language(stopWords, reader, tokenizer, trim, lower, f, stem);
  }

  Language stem(UnaryOperator<TokenStream> s) {
    return new Language(stopWords, reader, tokenizer, trim, lower, fold, s);
  }

  /** Stems by one of the algorithms of snowballstem.org. */
  Language snowball(Supplier<SnowballStemmer> algorithm) {
    return stem(words -> new SnowballFilter(words, algorithm.get()));
  }
}
