package io.sluice.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.br.BrazilianStemFilter;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniNormalizationFilter;
import org.apache.lucene.analysis.ckb.SoraniStemFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fa.PersianCharFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.ga.IrishLowerCaseFilter;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.gl.GalicianStemFilter;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianNormalizationFilter;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.te.TeluguNormalizationFilter;
import org.apache.lucene.analysis.te.TeluguStemFilter;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.th.ThaiTokenizer;
import org.apache.lucene.analysis.tr.ApostropheFilter;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.HungarianStemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NepaliStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SerbianStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;
import org.tartarus.snowball.ext.TamilStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * The languages that Lucene has an analyser for. With lower case, the usual stop words and stems, a
 * language makes of a text what Lucene's own analyser of that language makes of it; those analysers
 * can't be had without their stems. Persian, Thai and cjk have no stems.
 */
final class Languages {

  private static final CharArraySet CATALAN = articles("d", "l", "m", "n", "s", "t");
  private static final CharArraySet IRISH = articles("d", "m", "b");
  private static final CharArraySet IRISH_PREFIXES = articles("h", "n", "t");
  private static final CharArraySet ITALIAN =
      articles(
          "c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl",
          "degl", "negl", "sugl", "un", "m", "t", "s", "v", "d");

  private static final List<String> WITHOUT_STEMS = List.of("cjk", "persian", "thai");

  private static final List<String> NAMES =
      List.of(
          "arabic",
          "armenian",
          "basque",
          "bengali",
          "brazilian",
          "bulgarian",
          "catalan",
          "cjk",
          "czech",
          "danish",
          "dutch",
          "english",
          "estonian",
          "finnish",
          "french",
          "galician",
          "german",
          "greek",
          "hindi",
          "hungarian",
          "indonesian",
          "irish",
          "italian",
          "latvian",
          "lithuanian",
          "nepali",
          "norwegian",
          "persian",
          "portuguese",
          "romanian",
          "russian",
          "serbian",
          "sorani",
          "spanish",
          "swedish",
          "tamil",
          "telugu",
          "thai",
          "turkish");

  private Languages() {}

  /** The names of the languages in English. */
  static List<String> names() {
    return NAMES;
  }

  /** Whether an analyzer has stems; the general ones have English stems. */
  static boolean hasStems(String analyzer) {
    return !WITHOUT_STEMS.contains(analyzer);
  }

  static Language named(String name) {
    return switch (name) {
      case "arabic" ->
          Language.of(ArabicAnalyzer.getDefaultStopSet())
              .fold(DecimalDigitFilter::new)
              .stem(in -> new ArabicStemFilter(new ArabicNormalizationFilter(in)));
      case "armenian" ->
          Language.of(ArmenianAnalyzer.getDefaultStopSet()).snowball(ArmenianStemmer::new);
      case "basque" -> Language.of(BasqueAnalyzer.getDefaultStopSet()).snowball(BasqueStemmer::new);
      case "bengali" ->
          Language.of(BengaliAnalyzer.getDefaultStopSet())
              .fold(in -> new BengaliNormalizationFilter(indic(in)))
              .stem(BengaliStemFilter::new);
      case "brazilian" ->
          Language.of(BrazilianAnalyzer.getDefaultStopSet()).stem(BrazilianStemFilter::new);
      case "bulgarian" ->
          Language.of(BulgarianAnalyzer.getDefaultStopSet()).stem(BulgarianStemFilter::new);
      case "catalan" ->
          Language.of(CatalanAnalyzer.getDefaultStopSet())
              .trim(in -> new ElisionFilter(in, CATALAN))
              .snowball(CatalanStemmer::new);
      case "cjk" ->
          Language.of(CJKAnalyzer.getDefaultStopSet())
              .trim(CJKWidthFilter::new)
              .fold(CJKBigramFilter::new);
      case "czech" -> Language.of(CzechAnalyzer.getDefaultStopSet()).stem(CzechStemFilter::new);
      case "danish" -> Language.of(DanishAnalyzer.getDefaultStopSet()).snowball(DanishStemmer::new);
      case "dutch" -> Language.of(DutchAnalyzer.getDefaultStopSet()).stem(Languages::dutchStems);
      case "english" ->
          Language.of(EnglishAnalyzer.getDefaultStopSet())
              .trim(EnglishPossessiveFilter::new)
              .stem(PorterStemFilter::new);
      case "estonian" ->
          Language.of(EstonianAnalyzer.getDefaultStopSet()).snowball(EstonianStemmer::new);
      case "finnish" ->
          Language.of(FinnishAnalyzer.getDefaultStopSet()).snowball(FinnishStemmer::new);
      case "french" ->
          Language.of(FrenchAnalyzer.getDefaultStopSet())
              .trim(in -> new ElisionFilter(in, FrenchAnalyzer.DEFAULT_ARTICLES))
              .stem(FrenchLightStemFilter::new);
      case "galician" ->
          Language.of(GalicianAnalyzer.getDefaultStopSet()).stem(GalicianStemFilter::new);
      case "german" ->
          Language.of(GermanAnalyzer.getDefaultStopSet())
              .stem(in -> new GermanLightStemFilter(new GermanNormalizationFilter(in)));
      case "greek" ->
          Language.of(GreekAnalyzer.getDefaultStopSet())
              .lower(GreekLowerCaseFilter::new)
              .stem(GreekStemFilter::new);
      case "hindi" ->
          Language.of(HindiAnalyzer.getDefaultStopSet())
              .fold(in -> new HindiNormalizationFilter(indic(in)))
              .stem(HindiStemFilter::new);
      case "hungarian" ->
          Language.of(HungarianAnalyzer.getDefaultStopSet()).snowball(HungarianStemmer::new);
      case "indonesian" ->
          Language.of(IndonesianAnalyzer.getDefaultStopSet()).stem(IndonesianStemFilter::new);
      case "irish" ->
          Language.of(IrishAnalyzer.getDefaultStopSet())
              .trim(in -> new ElisionFilter(new StopFilter(in, IRISH_PREFIXES), IRISH))
              .lower(IrishLowerCaseFilter::new)
              .snowball(IrishStemmer::new);
      case "italian" ->
          Language.of(ItalianAnalyzer.getDefaultStopSet())
              .trim(in -> new ElisionFilter(in, ITALIAN))
              .stem(ItalianLightStemFilter::new);
      case "latvian" ->
          Language.of(LatvianAnalyzer.getDefaultStopSet()).stem(LatvianStemFilter::new);
      case "lithuanian" ->
          Language.of(LithuanianAnalyzer.getDefaultStopSet()).snowball(LithuanianStemmer::new);
      case "nepali" ->
          Language.of(NepaliAnalyzer.getDefaultStopSet())
              .fold(Languages::indic)
              .snowball(NepaliStemmer::new);
      case "norwegian" ->
          Language.of(NorwegianAnalyzer.getDefaultStopSet()).snowball(NorwegianStemmer::new);
      case "persian" ->
          Language.of(PersianAnalyzer.getDefaultStopSet())
              .reader(PersianCharFilter::new)
              .fold(Languages::persian);
      case "portuguese" ->
          Language.of(PortugueseAnalyzer.getDefaultStopSet()).stem(PortugueseLightStemFilter::new);
      case "romanian" ->
          Language.of(RomanianAnalyzer.getDefaultStopSet()).snowball(RomanianStemmer::new);
      case "russian" ->
          Language.of(RussianAnalyzer.getDefaultStopSet()).snowball(RussianStemmer::new);
      case "serbian" ->
          Language.of(SerbianAnalyzer.getDefaultStopSet())
              .stem(
                  in ->
                      new SerbianNormalizationFilter(new SnowballFilter(in, new SerbianStemmer())));
      case "sorani" ->
          Language.of(SoraniAnalyzer.getDefaultStopSet())
              .trim(SoraniNormalizationFilter::new)
              .fold(DecimalDigitFilter::new)
              .stem(SoraniStemFilter::new);
      case "spanish" ->
          Language.of(SpanishAnalyzer.getDefaultStopSet()).stem(SpanishLightStemFilter::new);
      case "swedish" ->
          Language.of(SwedishAnalyzer.getDefaultStopSet()).snowball(SwedishStemmer::new);
      case "tamil" ->
          Language.of(TamilAnalyzer.getDefaultStopSet())
              .fold(Languages::indic)
              .snowball(TamilStemmer::new);
      case "telugu" ->
          Language.of(TeluguAnalyzer.getDefaultStopSet())
              .fold(in -> new TeluguNormalizationFilter(indic(in)))
              .stem(TeluguStemFilter::new);
      case "thai" ->
          Language.of(ThaiAnalyzer.getDefaultStopSet())
              .tokenizer(ThaiTokenizer::new)
              .fold(DecimalDigitFilter::new);
      case "turkish" ->
          Language.of(TurkishAnalyzer.getDefaultStopSet())
              .trim(ApostropheFilter::new)
              .lower(TurkishLowerCaseFilter::new)
              .snowball(TurkishStemmer::new);
      default -> throw new IllegalStateException("no language is named " + name);
    };
  }

  private static TokenStream indic(TokenStream words) {
    return new IndicNormalizationFilter(new DecimalDigitFilter(words));
  }

  private static TokenStream persian(TokenStream words) {
    return new PersianNormalizationFilter(
        new ArabicNormalizationFilter(new DecimalDigitFilter(words)));
  }

  /** The Snowball stems but for four words that it gets wrong, as Lucene's DutchAnalyzer has it. */
  private static TokenStream dutchStems(TokenStream words) {
    StemmerOverrideFilter.Builder own = new StemmerOverrideFilter.Builder(false);
    own.add("fiets", "fiets");
    own.add("bromfiets", "bromfiets");
    own.add("ei", "eier");
    own.add("kind", "kinder");
    try {
      return new SnowballFilter(new StemmerOverrideFilter(words, own.build()), new DutchStemmer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CharArraySet articles(String... words) {
    return CharArraySet.unmodifiableSet(new CharArraySet(List.of(words), true));
  }
}
