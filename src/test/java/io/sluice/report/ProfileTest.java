package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Association;
import io.sluice.result.Drift;
import io.sluice.result.Explored;
import io.sluice.result.Explored.Hexagon;
import io.sluice.result.Explored.Inflation;
import io.sluice.result.Explored.Missing;
import io.sluice.result.Explored.Period;
import io.sluice.result.Explored.Points;
import io.sluice.result.Explored.Series;
import io.sluice.result.Groups;
import io.sluice.result.Profile;
import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A profile as lines and as a page. */
class ProfileTest {

  private static final Run.ColumnProfile NUMBER =
      number("amount", "double", 1.5, 2.25, -0.5, 1, 1.25, 2, 99_999.5);

  private static Run.ColumnProfile number(
      String name, String type, double mean, double deviation, double... five) {
    return new Run.ColumnProfile(
        name,
        type,
        "",
        1_000,
        250,
        700,
        true,
        mean,
        deviation,
        five[0],
        five[1],
        five[2],
        five[3],
        five[4],
        List.of(),
        List.of(new Run.Bin(-0.5, 1, 700), new Run.Bin(1, 2, 0), new Run.Bin(2, 99_999.5, 50)),
        List.of("the greatest value is far"));
  }

  private static Run.ColumnProfile text(String name, List<Run.Top> top, List<String> doubts) {
    return new Run.ColumnProfile(
        name, "string", "", 1_000, 0, 25_000, false, null, null, null, null, null, null, null, top,
        List.of(), doubts);
  }

  private static final Explored EXPLORED =
      new Explored(
          List.of(
              association("amount", "day", "spearman", -0.91),
              association("amount", "day", "pearson", -0.871),
              association("kind", "note", "cramersV", 0.4),
              association("amount", "at", "pearson", 0.2)),
          List.of(new Inflation("day", 1), new Inflation("at", 0.9), new Inflation("amount", 0.1)),
          List.of(
              new Missing(List.of(), 700),
              new Missing(List.of("amount", "day", "at", "note"), 200),
              new Missing(List.of("<script>"), 100)),
          List.of(
              new Points(
                  "amount",
                  "day",
                  1,
                  2,
                  List.of(new Hexagon(0, 0, 40), new Hexagon(1, 2, 1), new Hexagon(3, 2, 9)),
                  7)),
          List.of(
              new Series(
                  "day",
                  "month",
                  true,
                  List.of(
                      new Period("2026-01-01T00:00:00Z", 5),
                      new Period("2026-02-01T00:00:00Z", 0),
                      new Period("2026-03-01T00:00:00Z", 9)))));

  private static Association association(
      String first, String second, String measure, double strength) {
    return new Association(first, second, measure, 750, strength, 1e-10, 1e-9);
  }

  static final Profile PROFILE =
      new Profile(
          "s3://lake/<orders>/",
          "parquet",
          "2026-03-01T02:03:04Z",
          1.25,
          null,
          1_000,
          3,
          List.of(
              NUMBER,
              number("day", "date", 1.7e9, 864_000, 0, 86_400, 1.7e9, 1.7e9, 1.8e9),
              number("at", "timestamp", 1.7e9, 3_600, 0, 86_460, 1.7e9, 1.7e9, 1.8e9),
              text(
                  "<script>\u001b[31m",
                  List.of(new Run.Top("a\nb", 600), new Run.Top(null, 5), new Run.Top("", 2)),
                  List.of()),
              text("note", List.of(), List.of("'\u0007' is odd"))),
          List.of("items"),
          EXPLORED,
          new Groups(
              "kind",
              2,
              List.of(new Run.Top("a\nb", 600), new Run.Top(null, 400)),
              List.of(
                  new Groups.Column(
                      "amount",
                      "double",
                      List.of(
                          new Groups.Test("anova", 9, "etaSquared", 0.25, 1e-9, 2e-9),
                          new Groups.Test("welch", -3.5, "cohensD", -0.61, 0.01, 0.02)),
                      List.of(
                          group("a\nb", 600, 1.5, List.of(new Run.Bin(0, 1, 3))),
                          group(null, 400, null, List.of()))),
                  new Groups.Column("flat", "int", List.of(), List.of())),
              List.of(
                  new Groups.Category(
                      "colour",
                      "string",
                      List.of(new Groups.Test("chiSquared", 7.6, "cramersV", 0.41, 0.02))))),
          new Profile.Against(
              "s3://lake/old/",
              900,
              List.of("size int"),
              List.of("note string"),
              List.of(
                  drift("amount", "double", 0.31, 1.5, 2.25, List.of(), List.of()),
                  drift("kind", "string", 0.2, null, null, List.of("a\nb", "<c>"), List.of("d")),
                  drift("day", "date", 0.01, 0.0, 86_400.0, List.of(), List.of())),
              List.of(NUMBER)));

  private static final Groups.Test TEST = new Groups.Test("anova", 9, "etaSquared", 0.25, 1e-9);

  private static Groups.Group group(
      String value, long rows, Double number, List<Run.Bin> histogram) {
    return new Groups.Group(
        value, rows, 100, number, number, number, number, number, number, number, histogram);
  }

  private static Drift drift(
      String column,
      String type,
      double psi,
      Double before,
      Double now,
      List<String> added,
      List<String> gone) {
    return new Drift(column, type, psi, 1e-5, 0.125, 0, 0.25, before, now, added, gone);
  }

  @Test
  void isATableInTheTerminal() {
    assertThat(ProfileText.lines(PROFILE))
        .containsExactly(
            "s3://lake/<orders>/ (parquet): 1,000 rows, 5 columns, 1.3 s",
            "left out: 3 rows whose values do not fit the types",
            "left out: nested columns, items",
            "",
            "column         type       missing  distinct               min                q1"
                + "            median                q3               max              mean"
                + "          sd  spread",
            "amount         double       25.0%       700              \u22120.5                 1"
                + "              1.25                 2           100,000               1.5"
                + "        2.25  \u2588 \u2581",
            "day            date         25.0%       700        1970-01-01        1970-01-02"
                + "        2023-11-14        2023-11-14        2027-01-15        2023-11-14"
                + "     10 days  \u2588 \u2581",
            "at             timestamp    25.0%       700  1970-01-01 00:00  1970-01-02 00:01"
                + "  2023-11-14 22:13  2023-11-14 22:13  2027-01-15 08:00  2023-11-14 22:13"
                + "  1 h 00 min  \u2588 \u2581",
            "<script>\u00b7[31m  string          0%   ~25,000  a\u00b7b 60.0%, missing 0.5%, blank"
                + " 0.2%",
            "note           string          0%   ~25,000",
            "",
            "4 of 5 columns deserve a look",
            "  amount: the greatest value is far",
            "  day: the greatest value is far",
            "  at: the greatest value is far",
            "  note: '\u00b7' is odd",
            "",
            "columns that go together",
            "  \u22120.871  amount, day (correlation, of ranks \u22120.910)",
            "",
            "by kind, 2 values; the columns that differ most first",
            "  amount: 25.0% of the variance between the values, p <0.001",
            "    Welch's t: Cohen's d \u22120.610, p 0.020",
            "    a\u00b7b                                 600 rows  mean        1.5  sd        1.5"
                + "  median        1.5  \u2588",
            "    missing                             400 rows  mean          \u2013  sd         "
                + " \u2013  median          \u2013",
            "  flat: does not vary",
            "  colour: chi-squared: Cram\u00e9r's V 0.410, p 0.020",
            "",
            "against s3://lake/old/: 900 rows then, 1,000 now; 2 of 3 columns changed",
            "gone: size int",
            "new: note string",
            "  amount: PSI 0.310, distance 0.125, missing 0% \u2192 25.0%, mean 1.5 \u2192 2.25",
            "  kind: PSI 0.200, distance 0.125, missing 0% \u2192 25.0%, new 'a\u00b7b', '<c>',"
                + " gone 'd'");
  }

  @Test
  void saysNothingOfWhatIsNotThere() {
    Profile plain =
        new Profile(
            "t.csv",
            "csv",
            "2026-03-01T02:03:04Z",
            0.5,
            null,
            0,
            0,
            List.of(text("a", List.of(), List.of())),
            List.of(),
            null,
            null,
            null);
    assertThat(ProfileText.lines(plain))
        .contains("t.csv (csv): 0 rows, 1 column, 0.5 s", "no column asks for a look")
        .noneMatch(line -> line.startsWith("left out") || line.contains("together"));
    assertThat(Page.of(ProfilePage.html(plain)).html())
        .doesNotContain("class=\"warnings\"")
        .doesNotContain("id=\"changes\"");
  }

  @Test
  void isAPage() {
    Page page = Page.of(ProfilePage.html(PROFILE));
    assertThat(page.html())
        .contains("<h1>&lt;orders&gt;</h1>", "4 of 5 columns deserve a look.", "3 more fit no type")
        .doesNotContain("<script>")
        .doesNotContain("href=\"http", "src=");
    assertThat(page.row("columns", "amount"))
        .containsExactly(
            "double", "25.0%", "700", "", "\u22120.5", "1", "1.25", "2", "100,000", "1.5", "2.25");
    assertThat(page.findings()).contains("amount and day go together most: \u22120.871");
    assertThat(page.findings())
        .contains("Of the numbers amount differs most between the values of kind")
        .contains("70.0% of the rows have all values")
        .contains("day runs from 2026-01 to 2026-03");
    assertThat(page.row("groups", "a\u00b7b"))
        .containsExactly("600", "16.7%", "", "1.5", "1.5", "1.5", "1.5", "1.5");
    assertThat(page.findings()).contains("2 of 3 columns changed");
    assertThat(page.row("changes", "day"))
        .containsExactly(
            "0.010", "0.125", "missing 0% \u2192 25.0%; mean 1970-01-01 \u2192 1970-01-02");
    assertThat(page.row("associations", "amount day"))
        .containsExactly("correlation", "\u22120.871", "\u22120.910", "<0.001", "750");
    assertThat(page.row("associations", "day")).containsExactly("100%", "\u221e");
    assertThat(page.row("associations", "at")).containsExactly("90.0%", "10");
    assertThat(page.alternatives())
        .containsExactly(
            "70.0% of the rows have all values; missing together are most often amount, day, at +1",
            "Strength of each pair of columns, the strongest \u22120.871 of amount and day",
            "Points of amount and day: up to 40 rows in a hexagon; 7 far from most are not drawn",
            "Line of day: rows a month, most in that of 2026-03 (9), none in 1",
            "Bars: rows by value of kind",
            "Box plots of amount by value");
    assertThat(page.row("columns", "day")).contains("1970-01-02", "10 days");
    assertThat(page.row("columns", "at")).contains("1970-01-02 00:01");
    assertThat(page.html())
        .contains("aria-label=\"3 bins, most values from \u22120.5 to 1\"")
        .contains("<i style=\"height:8%\"></i>");
  }

  @Test
  void aPageOfFiftyColumnsHasLessThanAMegabyte() {
    List<String> names =
        IntStream.range(0, 50).mapToObj(i -> "a_long_name_of_a_column_" + i).toList();
    List<Run.Bin> bins = IntStream.range(0, 20).mapToObj(i -> new Run.Bin(i, i + 1, i)).toList();
    List<Association> pairs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(association(names.get(j), names.get(i), "pearson", 0.99 - 0.0001 * pairs.size()));
      }
    }
    List<Hexagon> hexagons =
        IntStream.range(0, 711).mapToObj(i -> new Hexagon(i % 24 * 1.1, i / 24.0, i + 1)).toList();
    List<Groups.Group> groups =
        IntStream.range(0, 10).mapToObj(i -> group("value " + i, 600, 1.5 + i, bins)).toList();
    Explored explored =
        new Explored(
            pairs,
            names.stream().map(n -> new Inflation(n, 0.9)).toList(),
            names.stream().limit(12).map(n -> new Missing(List.of(n), 5)).toList(),
            IntStream.range(0, 3)
                .mapToObj(i -> new Points("x", "y" + i, 1.1, 1, hexagons, 0))
                .toList(),
            List.of());
    Profile profile =
        new Profile(
            "t",
            "csv",
            "2026-03-01T02:03:04Z",
            1,
            null,
            1_000,
            0,
            names.stream().map(n -> number(n, "double", 1.5, 2.25, 0, 1, 2, 3, 4)).toList(),
            List.of(),
            explored,
            new Groups(
                "kind",
                10,
                List.of(new Run.Top("a", 5)),
                names.stream()
                    .map(n -> new Groups.Column(n, "double", List.of(TEST), groups))
                    .toList(),
                List.of()),
            null);
    assertThat(ProfilePage.html(profile).length()).isBetween(300_000, 1_000_000);
  }

  @Test
  void aBinWithARowIsNeverBlank() {
    assertThat(
            TinyHistogram.text(
                List.of(new Run.Bin(0, 1, 1_000_000), new Run.Bin(1, 2, 1), new Run.Bin(2, 3, 0))))
        .isEqualTo("\u2588\u2581 ");
    assertThat(TinyHistogram.text(List.of())).isEmpty();
  }
}
