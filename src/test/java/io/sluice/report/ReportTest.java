package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.result.Run.Evaluation;
import io.sluice.result.Run.Hashed;
import io.sluice.result.Run.Learning;
import io.sluice.result.Run.Metric;
import io.sluice.result.Run.Model;
import io.sluice.result.Run.Part;
import io.sluice.result.Run.Scores;
import io.sluice.result.Run.Section;
import io.sluice.result.Run.Setting;
import io.sluice.result.Run.Table;
import io.sluice.result.Run.Top;
import io.sluice.result.Run.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class ReportTest {

  private static final String NASTY = "<script>alert(\"1\" & '2')</script>\u0000\uD800\uFFFE";
  private static final String HARMLESS =
      "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;\uFFFD\uFFFD\uFFFD";

  static List<Run> runs() {
    return List.of(
        Runs.twoClasses(),
        Runs.regression(),
        Runs.cleaned(),
        Runs.accounted(),
        Runs.empty(),
        nasty(),
        broken());
  }

  @Test
  void tellsARunOfTwoClassesInItsTitles() {
    Page page = Page.of(Runs.twoClasses());
    assertThat(page.texts("h1")).containsExactly("birdstrikes");
    assertThat(page.texts("p"))
        .contains(
            "The model ranks a row with damaged above a row without it in 84 of 100 pairs"
                + " (AUC-ROC 0.840).",
            "2025-03-12 02:00 UTC \u00b7 took 2 min 14 s \u00b7 jobs/birdstrikes.yaml",
            "A row raises an alarm where its score is above the threshold of 0.313:"
                + " the best F1 on the validation part.",
            "Baseline: always predicting the training rows\u2019 majority.");
    assertThat(page.findings())
        .containsExactly(
            "10,007 rows read from 1 table; 7 do not fit the schema",
            "10,007 rows in, 9,976 out: 15 dropped and 16 quarantined",
            "9 columns; 5 have missing values, most in empty (100%)",
            "The model learns from 6,983 rows (70%) and is judged on 1,497 (15%)"
                + " that it has not seen",
            "5 steps make 1,562 features, learned in 1 pass over the training rows",
            "LogisticRegression after 37 iterations: size=Large weighs most",
            "AUC-ROC on the test part is 0.840; the baseline has 0.500",
            "2 min 14 s in all, the longest for train (1 min 29 s)",
            "Written: table, quarantine, model and report");
    assertThat(page.captions())
        .containsExactly(
            "dropDuplicates removed the most rows: 15",
            "The 8 largest coefficients",
            "ROC: with alarms for 10% of the rows without damaged, it finds 65% of those with it",
            "Precision and recall: finding half of the rows with damaged,"
                + " 65% of its alarms are right; a guess has 9.0%",
            "Calibration: the tenth of the rows that it rates highest has 26% with damaged, where"
                + " it says 31%",
            "Of 134 rows with damaged it finds 86 (64%); of its 222 alarms 86 are right (39%)");
  }

  @Test
  void saysHowFullTheHashedVectorsAre() {
    assertThat(Page.of(Runs.twoClasses()).texts("p"))
        .contains(
            "hashed: 1,024 slots, 310 used, 95 shared by more than one value.",
            "species: 512 slots, at least 401 used, at least 180 shared by more than one value;"
                + " the values of a and b are not counted.",
            "remarks: 64 slots, how many of them are used is not known; the values of remarks are"
                + " not counted.");
  }

  @Test
  void showsTheNumbersOfARunOfTwoClasses() {
    Page page = Page.of(Runs.twoClasses());
    assertThat(page.row("read", "birdstrikes"))
        .containsExactly("s3://zoo/birdstrikes.csv.gz", "csv", "10,007", "7", "quarantined");
    assertThat(page.row("rows", "check")).containsExactly("10,000", "", "\u22129", "9,991", "", "");
    assertThat(page.row("columns", "height"))
        .containsExactly(
            "int", "25.8%", "541", "", "0", "0", "50", "800", "24,000", "872.4", "1821");
    assertThat(page.row("columns", "damaged"))
        .containsExactly("boolean", "0%", "2", "false91.0%true9.0%");
    assertThat(page.row("columns", "report"))
        .containsExactly("string", "0%", "about 25,310", "\u2013");
    assertThat(page.row("split", "test")).containsExactly("1,497", "15.0%", "134", "9.0%");
    assertThat(page.row("model", "regParam")).containsExactly("0.01");
    assertThat(page.row("model", "size=Small")).containsExactly("\u22121.224");
    assertThat(page.row("evaluation", "AUC-ROC"))
        .containsExactly("0.840", "0.820 to 0.860", "0.500", "0.861", "0.846");
    assertThat(page.row("evaluation", "Large"))
        .containsExactly(
            "300", "0.812 baseline 0.500", "0.782 to 0.842", "0.500 baseline 0.000", "\u2013");
    assertThat(page.row("evaluation", "missing"))
        .containsExactly("47", "\u2013", "\u2013", "0.500 baseline 0.000", "\u2013");
    assertThat(page.row("evaluation", "Precision"))
        .containsExactly("0.387", "\u2013", "\u2013", "0.405", "0.396");
    assertThat(page.row("evaluation", "is not damaged"))
        .containsExactly("10.0%136", "90.0%1,227", "1,363");
    assertThat(page.row("times", "train"))
        .containsExactly(
            "1 min 29 s", "2 min 50 s", "66.3%", "3", "12", "1.5 s", "0.1 s", "5.0 MB", "\u2013");
    assertThat(page.row("outputs", "model"))
        .containsExactly("out/birdstrikes/model", "spark.ml", "\u2013");
    assertThat(page.texts("footer"))
        .containsExactly(
            "Sluice0.1.0Spark3.5.6Java17.0.15Masterlocal[2]Applicationlocal-1741744800123");
  }

  @Test
  void tellsARunThatPredictsANumberBesideItsBaseline() {
    Page page = Page.of(Runs.regression());
    assertThat(page.texts("p"))
        .contains(
            "The predictions of delay are off by 8.26 (MAE), 41% less than for always predicting"
                + " the training rows\u2019 mean.",
            "Baseline: always predicting the training rows\u2019 mean.");
    assertThat(page.findings())
        .contains(
            "9,998 rows in, 12,204 out: 22 dropped and 2,228 added",
            "RMSE on the test part is 13.1; the baseline has 20.25");
    assertThat(page.row("evaluation", "1, the lowest")).containsExactly("1,602", "4.5", "5", "0.5");
    assertThat(page.row("evaluation", "2, the highest"))
        .containsExactly("1,602", "20", "18", "\u22122");
    assertThat(page.row("evaluation", "RMSE"))
        .containsExactly("13.1", "12.1 to 14.1", "20.25", "12.4");
    assertThat(page.row("evaluation", "R\u00b2"))
        .containsExactly("0.581", "\u2013", "0.000", "0.620");
    assertThat(page.row("split", "train")).containsExactly("9,000", "73.7%");
    assertThat(page.captions())
        .containsExactly("explode added the most rows: 2,228", "The 3 largest importances");
    assertThat(page.html()).doesNotContain("threshold").doesNotContain("raises");
  }

  @Test
  void hasNoSectionForWhatTheJobHasNot() {
    Page page = Page.of(Runs.cleaned());
    assertThat(page.elements("section").stream().map(e -> e.getAttribute("id")))
        .containsExactly("read", "rows", "times");
    assertThat(page.texts("a")).containsExactly("Read", "Rows", "Times and cost");
    assertThat(page.texts("p")).contains("9,976 of 10,007 rows came out clean.");
    assertThat(page.texts("dd")).contains("9,976from 10,007 read");
    assertThat(Page.of(Runs.empty()).elements("section")).isEmpty();
  }

  @Test
  void saysInWordsWhatAPictureShows() {
    assertThat(Page.of(Runs.twoClasses()).alternatives())
        .containsExactly(
            "Bars: the largest coefficients by slot, the first size=Large with 1.731",
            "ROC curve of the test part. At a false positive rate of 10% the true positive rate"
                + " is 65%.",
            "Precision-recall curve of the test part. At a recall of 50% the precision is 65%.",
            "Calibration of the test part. The tenth of the rows with the highest probability, 31%"
                + " on average, has 26% positive rows.");
  }

  @Test
  void drawsInColoursThatFollowThePaper() {
    Page page = Page.of(Runs.twoClasses());
    List<String> colours = new ArrayList<>();
    for (String shape : List.of("path", "line", "circle", "rect")) {
      for (Element element : page.elements(shape)) {
        colours.add(element.getAttribute("fill"));
        colours.add(
            element.getAttribute("stroke-width").equals("0.0")
                ? "none"
                : element.getAttribute("stroke"));
      }
    }
    colours.removeIf(colour -> colour.isEmpty() || colour.equals("none"));
    assertThat(colours)
        .isNotEmpty()
        .allMatch(colour -> Ink.pictureRules().contains("=\"" + colour + "\"]"));
  }

  @Test
  void warnsWhereTheModelKnowsItsTrainingRowsBetter() {
    Evaluation evaluation =
        new Evaluation(
            "twoClasses",
            "churn",
            null,
            null,
            List.of(auc("train", 0.97), auc("validation", 0.6), auc("test", 0.53)),
            List.of(),
            List.of(),
            List.of());
    Page page = Page.of(with(Runs.empty(), null, evaluation));
    assertThat(page.findings())
        .containsExactly(
            "AUC-ROC on the test part is 0.530; on the rows it learned from it has 0.970");
    assertThat(page.texts("p"))
        .contains(
            "The model ranks a row with churn above a row without it in 53 of 100 pairs"
                + " (AUC-ROC 0.530), hardly more than the 50 of a guess.");
  }

  @Test
  void escapesEveryTextOfTheUser() {
    Page page = Page.of(nasty());
    assertThat(page.elements("script")).hasSize(1); // the one that sorts tables
    assertThat(page.html())
        .contains("<h1>" + HARMLESS + "</h1>")
        .doesNotContain("<script>", "alert(\"");
    assertThat(page.row("columns", "<script>").get(0)).startsWith("<script>alert(\"1\" & '2')");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void loadsNothing(Run run) {
    Page page = Page.of(run);
    String outside = page.html().replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assertThat(outside).doesNotContain("http://", "https://", "@import", "src=", "<link");
    assertThat(page.elements("a").stream().map(e -> e.getAttribute("href")))
        .allMatch(href -> href.startsWith("#"));
    assertThat(Pattern.compile("url\\((?!#)").matcher(outside).find()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void saysNothingThatIsNoNumber(Run run) {
    assertThat(Report.html(run).replace(HtmlPage.SCRIPT, ""))
        .doesNotContainPattern("\\b(NaN|null|Infinity|undefined)\\b");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void givesEveryPictureIdsOfItsOwn(Run run) {
    Page page = Page.of(run);
    List<String> ids =
        page.elements("*").stream()
            .map(e -> e.getAttribute("id"))
            .filter(i -> !i.isEmpty())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(page.elements("style")).hasSize(1);
    assertThat(page.elements("svg")).noneMatch(svg -> svg.getAttribute("aria-label").isEmpty());
    for (Element element : page.elements("g")) {
      String clip = element.getAttribute("clip-path");
      assertThat(clip.isEmpty() || ids.contains(clip.substring(5, clip.length() - 1))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void isTheSamePageAgainInAnyCountry(Run run) {
    String page = Report.html(run);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Report.html(run)).isEqualTo(page);
      Locale.setDefault(Locale.GERMANY);
      assertThat(Report.html(run)).isEqualTo(page);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Scores auc(String part, double value) {
    return new Scores(
        part, 100, List.of(new Metric("areaUnderROC", value)), null, null, null, null, null, null);
  }

  private static Run with(Run run, Model model, Evaluation evaluation) {
    return Runs.with(run, "model", model, "evaluation", evaluation);
  }

  /** A run whose every text wants to be markup. */
  private static Run nasty() {
    Scores test = Runs.twoClasses().evaluation().scores().get(2);
    return Runs.of(
        "job",
        NASTY,
        "file",
        NASTY,
        "started",
        NASTY,
        "seconds",
        1,
        "environment",
        new Run.Environment(NASTY, NASTY, NASTY, NASTY, NASTY),
        "sections",
        List.of(new Section(NASTY, 1, null)),
        "tables",
        List.of(new Table(NASTY, NASTY, NASTY, 10, 2, NASTY)),
        "changes",
        List.of(
            Runs.change("clean[0] " + NASTY, NASTY, 8, 7, 0, 0),
            new Run.Change(
                NASTY,
                NASTY,
                7,
                5,
                1,
                List.of(new Run.Reason(NASTY, Run.Fate.DROPPED, 2)),
                List.of(new Run.Finding(NASTY, List.of(Map.of(NASTY, NASTY)))),
                List.of(NASTY))),
        "columns",
        List.of(
            new Run.ColumnProfile(
                NASTY,
                NASTY,
                NASTY,
                5,
                1,
                2,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new Top(NASTY, 4)),
                List.of(),
                List.of(NASTY))),
        "parts",
        List.of(new Part(NASTY, 5, 2L, null)),
        "learning",
        new Learning(
            List.of(NASTY),
            1,
            1,
            List.of(NASTY),
            List.of(new Hashed(NASTY, 1, 1, 0, List.of(NASTY)))),
        "model",
        new Model(
            NASTY,
            List.of(new Setting(NASTY, NASTY)),
            NASTY,
            List.of(new Weight(NASTY, 1), new Weight(NASTY, -1)),
            -1,
            List.of(),
            List.of()),
        "evaluation",
        new Evaluation(
            NASTY,
            NASTY,
            0.5,
            NASTY,
            List.of(
                new Scores(
                    NASTY,
                    5,
                    List.of(new Metric(NASTY, 0.5)),
                    List.of(new Metric(NASTY, null)),
                    List.of(new Run.Interval(NASTY, 0.4, 0.6)),
                    test.confusion(),
                    test.roc(),
                    test.precisionRecall(),
                    test.calibration())),
            List.of(
                new Run.Slice(
                    NASTY, NASTY, 5, List.of(new Metric(NASTY, 0.5)), List.of(), List.of())),
            List.of(),
            List.of()),
        "outputs",
        List.of(new Run.Output(NASTY, NASTY, NASTY, 5)));
  }

  /** A run whose numbers do not exist. */
  private static Run broken() {
    double none = Double.NaN;
    Double never = Double.NEGATIVE_INFINITY;
    Scores scores =
        new Scores(
            "test",
            0,
            List.of(new Metric("areaUnderROC", none), new Metric("f1", null)),
            List.of(new Metric("areaUnderROC", null)),
            List.of(new Run.Interval("areaUnderROC", none, none)),
            new Run.Confusion(0, 0, 0, 0),
            List.of(new Run.Point(none, none)),
            List.of(new Run.Point(0, none), new Run.Point(1, 0)),
            List.of(new Run.Calibration(0, none, none)));
    return Runs.of(
        "job",
        "broken",
        "seconds",
        none,
        "environment",
        new Run.Environment(null, null, null, null, null),
        "sections",
        List.of(new Section("read", none, null), new Section("clean", 0, null)),
        "tables",
        List.of(new Table("t", null, null, 0, 0, null)),
        "changes",
        List.of(
            new Run.Change(null, null, 0, 0, 0, null, null, null),
            new Run.Change(
                "clean[1] check",
                null,
                0,
                0,
                0,
                List.of(new Run.Reason("a", Run.Fate.DROPPED, 0)),
                List.of(
                    new Run.Finding("none", List.of()),
                    new Run.Finding(
                        "no numbers", List.of(Map.of("share", none, "mean", never, "n", 0)))),
                null)),
        "columns",
        List.of(
            new Run.ColumnProfile(
                "a", null, null, 0, 0, 0, true, none, none, never, none, none, none, never, null,
                null, null),
            new Run.ColumnProfile(
                "b",
                "string",
                "",
                3,
                3,
                -1,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new Top(null, 3)),
                List.of(),
                List.of())),
        "parts",
        List.of(new Part("train", 0, null, null), new Part("test", 0, 0L, null)),
        "learning",
        new Learning(null, 0, 0, null, null),
        "model",
        new Model(null, null, null, List.of(new Weight("w", none)), -1, List.of(), List.of()),
        "evaluation",
        new Evaluation("twoClasses", "y", none, null, List.of(scores), null, List.of(), List.of()),
        "outputs",
        List.of(new Run.Output("table", null, null, -1)));
  }
}
