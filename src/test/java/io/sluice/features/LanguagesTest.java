package io.sluice.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language against Lucene's own analyser of it. */
class LanguagesTest {

  private static final String LUCENE = "org.apache.lucene.analysis.";

  private static final Map<String, Sample> SAMPLES =
      Map.ofEntries(
          sample("arabic", "ar.Arabic", "الطائرات ضربت الطيور في المطارات الكبيرة ١٢٣"),
          sample("armenian", "hy.Armenian", "Թռչունները և օդանավերը բախվում են օդանավակայաններում"),
          sample("basque", "eu.Basque", "Hegaztiak eta hegazkinak aireportuetan jotzen dira"),
          sample("bengali", "bn.Bengali", "পাখিরা এবং বিমানগুলি বিমানবন্দরে আঘাত করে ১২৩"),
          sample(
              "brazilian",
              "br.Brazilian",
              "Os pássaros atingiram as aeronaves nos aeroportos brasileiros"),
          sample("bulgarian", "bg.Bulgarian", "Птиците и самолетите се сблъскват на летищата"),
          sample("catalan", "ca.Catalan", "L'avió i els ocells xoquen als aeroports d'Espanya"),
          sample("cjk", "cjk.CJK", "鳥が飛行機に衝突した。ＡＢＣ 한국어 the bird"),
          sample("czech", "cz.Czech", "Ptáci a letadla se srážejí na letištích v Praze"),
          sample("danish", "da.Danish", "Fuglene og flyene støder sammen i lufthavnene"),
          sample(
              "dutch",
              "nl.Dutch",
              "De vogels en de vliegtuigen botsen; kind, fiets, ei, bromfiets, luchthavens"),
          sample(
              "english",
              "en.English",
              "The bird's strikes damaged the engines of O'Hare's flying airplanes, generally"),
          sample("estonian", "et.Estonian", "Linnud ja lennukid põrkavad lennujaamades kokku"),
          sample("finnish", "fi.Finnish", "Linnut ja lentokoneet törmäävät lentokentillä"),
          sample(
              "french",
              "fr.French",
              "L'avion et les oiseaux qu'on frappait dans les aéroports français jusqu'ici"),
          sample("galician", "gl.Galician", "Os paxaros e os avións chocan nos aeroportos galegos"),
          sample(
              "german",
              "de.German",
              "Die Vögel und die Flugzeuge stießen auf den Flughäfen zusammen, größere Schäden"),
          sample(
              "greek",
              "el.Greek",
              "Τα πουλιά και τα αεροπλάνα συγκρούονται στους αερολιμένες ΤΗΣ Αθήνας"),
          sample("hindi", "hi.Hindi", "पक्षियों और विमानों की टक्कर हवाई अड्डों पर होती है १२३"),
          sample(
              "hungarian", "hu.Hungarian", "A madarak és a repülőgépek a repülőtereken ütköznek"),
          sample(
              "indonesian",
              "id.Indonesian",
              "Burung-burung dan pesawat bertabrakan di bandaranya dengan kerusakan"),
          sample(
              "irish",
              "ga.Irish",
              "Tá na héin agus na heitleáin ag bualadh le chéile san aerfort, an tUachtarán d'Éirinn, t-athair"),
          sample(
              "italian",
              "it.Italian",
              "L'aereo e gli uccelli dell'aeroporto si scontrano negli aeroporti italiani"),
          sample("latvian", "lv.Latvian", "Putni un lidmašīnas saduras lidostās"),
          sample("lithuanian", "lt.Lithuanian", "Paukščiai ir lėktuvai susiduria oro uostuose"),
          sample("nepali", "ne.Nepali", "चराहरू र विमानहरू विमानस्थलमा ठोक्किन्छन् १२३"),
          sample("norwegian", "no.Norwegian", "Fuglene og flyene kolliderer på flyplassene"),
          sample("persian", "fa.Persian", "پرنده‌ها و هواپیماها در فرودگاه‌ها برخورد می‌کنند ۱۲۳"),
          sample(
              "portuguese",
              "pt.Portuguese",
              "Os pássaros e os aviões colidem nos aeroportos portugueses"),
          sample(
              "romanian",
              "ro.Romanian",
              "Păsările și avioanele se ciocnesc pe aeroporturile românești"),
          sample("russian", "ru.Russian", "Птицы и самолёты сталкиваются в больших аэропортах"),
          sample("serbian", "sr.Serbian", "Птице и авиони се сударају на аеродромима"),
          sample("sorani", "ckb.Sorani", "باڵندەکان و فڕۆکەکان لە فڕۆکەخانەکاندا ١٢٣"),
          sample(
              "spanish",
              "es.Spanish",
              "Los pájaros y los aviones chocan en los aeropuertos españoles"),
          sample("swedish", "sv.Swedish", "Fåglarna och flygplanen krockar på flygplatserna"),
          sample(
              "tamil", "ta.Tamil", "பறவைகள் மற்றும் விமானங்கள் விமான நிலையங்களில் மோதுகின்றன ௧௨௩"),
          sample("telugu", "te.Telugu", "పక్షులు మరియు విమానాలు విమానాశ్రయాలలో ఢీకొంటాయి ౧౨౩"),
          sample("thai", "th.Thai", "นกและเครื่องบินชนกันที่สนามบินในประเทศไทย ๑๒๓"),
          sample(
              "turkish",
              "tr.Turkish",
              "Kuşlar ve uçaklar İstanbul'daki havalimanlarında çarpışıyor IŞIK"));

  private record Sample(String analyzer, String text) {}

  private static Map.Entry<String, Sample> sample(String name, String analyzer, String text) {
    return Map.entry(name, new Sample(LUCENE + analyzer + "Analyzer", text));
  }

  static List<String> names() {
    return Languages.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void makesOfATextWhatLucenesAnalyserMakesOfIt(String name) throws Exception {
    Sample sample = SAMPLES.get(name);
    List<String> ours = terms(name, TextAnalysis.stopWords(name), true, sample.text());
    assertThat(ours).isEqualTo(lucene(sample)).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @MethodSource("names")
  void leavesStopWordsAndEndingsIfTold(String name) {
    String text = SAMPLES.get(name).text();
    List<String> stopWords = TextAnalysis.stopWords(name);
    List<String> all = terms(name, List.of(), false, text);
    List<String> kept = terms(name, stopWords, false, text);
    List<String> stems = terms(name, stopWords, true, text);
    assertThat(all).containsSubsequence(kept).hasSizeGreaterThan(kept.size());
    assertThat(stems).hasSameSizeAs(kept);
    if (!List.of("cjk", "persian", "thai").contains(name)) {
      assertThat(stems).isNotEqualTo(kept);
    }
  }

  @Test
  void namesThemInTheAlphabetsOrder() {
    assertThat(Languages.names()).isSorted().containsExactlyInAnyOrderElementsOf(SAMPLES.keySet());
  }

  private static List<String> terms(
      String analyzer, List<String> stopWords, boolean stem, String text) {
    TextSettings settings =
        new TextSettings(analyzer, TextSettings.NO_WORD, true, stopWords, stem, 1, 1);
    Object[] terms =
        new TextAnalysis(settings)
            .tokens(UTF8String.fromString(text))
            .toObjectArray(DataTypes.StringType);
    return Stream.of(terms).map(Object::toString).toList();
  }

  private static List<String> lucene(Sample sample)
      throws ReflectiveOperationException, IOException {
    List<String> terms = new ArrayList<>();
    try (Analyzer analyzer =
            Class.forName(sample.analyzer())
                .asSubclass(Analyzer.class)
                .getDeclaredConstructor()
                .newInstance();
        TokenStream words = analyzer.tokenStream("text", sample.text())) {
      CharTermAttribute word = words.getAttribute(CharTermAttribute.class);
      words.reset();
      while (words.incrementToken()) {
        terms.add(word.toString());
      }
      words.end();
    }
    return terms;
  }
}
